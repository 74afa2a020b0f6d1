import Applications
import Directory
import Flows
import HTTPTypes
import Kernel
import OAuth
import Web
import Wire

/// `/u/login` and `/u/signup`: one page, or a page for the name and one for the password.
struct SignInEndpoints: Sendable {
    let pages: SignInPages
    let drawing: PageDrawing

    /// What a request of a page begins with.
    struct Opening {
        let call: SignInPages.Call
        let transaction: SignInTransaction
        let about: AuthorizeContext
        var context: PageContext
    }

    /// Loads the sign-in of a request.
    func open(_ request: WebRequest) async throws -> Opening {
        let call = try Self.call(request)
        let (transaction, about) = try await pages.load(call)
        let ext = transaction.request.extensions.map { ($0.name, $0.value) }
        var context = try await drawing.context(
            PageDrawing.Subject(
                client: about.client,
                organization: about.organization,
                uiLocales: transaction.request["ui_locales"],
                state: call.state,
                extensionParameters: Dictionary(ext) { $1 }
            ),
            request
        )
        if let invitation = try await pages.invitation(transaction, request.host) {
            context.invitation = PageContext.Invitation(
                inviter: invitation.inviter ?? context.tenant.name,
                email: invitation.email
            )
            context.values["email"] = invitation.email
            context.values["username"] = invitation.email
        }
        if let hint = transaction.request["login_hint"] {
            context.values["username"] = hint
            context.values["email"] = hint
        }
        if let typed = transaction.progress.identifier { context.values["username"] = typed }
        let query = "?state=\(call.state)"
        context.links.login = "/u/login\(query)"
        if about.connections.contains(where: { !$0.isSignupDisabled }) { context.links.signup = "/u/signup\(query)" }
        if let name = about.connections.first(where: \.offersPasswordReset)?.name {
            context.links.resetPassword = "/u/reset-password/request/\(Form.encode(name))\(query)"
        }
        context.links.editIdentifier = "/u/login/identifier\(query)"
        return Opening(call: call, transaction: transaction, about: about, context: context)
    }

    /// The request of a page: its state is in the address, and in the form.
    static func call(_ request: WebRequest) throws -> SignInPages.Call {
        guard let state = request.queryForm?["state"] ?? request.bodyForm?["state"], !state.isEmpty else {
            throw DisplayedError.invalidState
        }
        return SignInPages.Call(
            state: state,
            browser: BrowserCookies.browser(of: request).browser,
            host: request.host,
            origin: request.origin,
            now: request.now
        )
    }

    /// `GET /u/login`: both fields on one page, unless the tenant asks for the name first.
    @Sendable
    func showLogin(_ request: WebRequest) async throws -> WebResponse {
        let opening = try await open(request)
        if try await isIdentifierFirst(request) {
            return .redirect(to: "/u/login/identifier?state=\(opening.call.state)")
        }
        return try await drawing.answer(.login(screen(opening)), opening.context, request)
    }

    /// `GET /u/login/identifier`.
    @Sendable
    func showIdentifier(_ request: WebRequest) async throws -> WebResponse {
        let opening = try await open(request)
        return try await drawing.answer(.loginIdentifier(screen(opening)), opening.context, request)
    }

    /// `POST /u/login/identifier`.
    @Sendable
    func identify(_ request: WebRequest) async throws -> WebResponse {
        var opening = try await open(request)
        let name = request.bodyForm?["username"]?.trimmedOfSpaces ?? ""
        guard !name.isEmpty else {
            opening.context.errors["username"] = PageMessage(screen(opening).missingIdentifierKey)
            return try await drawing.answer(.loginIdentifier(screen(opening)), opening.context, request, status: 400)
        }
        try await pages.identify(name, opening.call)
        return .redirect(to: "/u/login/password?state=\(opening.call.state)")
    }

    /// `GET /u/login/password`.
    @Sendable
    func showPassword(_ request: WebRequest) async throws -> WebResponse {
        let opening = try await open(request)
        guard opening.transaction.progress.identifier != nil else {
            return .redirect(to: "/u/login?state=\(opening.call.state)")
        }
        return try await drawing.answer(.loginPassword(screen(opening)), opening.context, request)
    }

    /// `POST /u/login` and `POST /u/login/password`.
    @Sendable
    func signIn(_ request: WebRequest) async throws -> WebResponse {
        var opening = try await open(request)
        let isSecondPage = request.path.hasSuffix("/password")
        let form = request.bodyForm ?? Form()
        let name = (form["username"] ?? opening.transaction.progress.identifier ?? "").trimmedOfSpaces
        let password = form["password"] ?? ""
        opening.context.values["username"] = name
        let shown = screen(opening)
        if name.isEmpty { opening.context.errors["username"] = PageMessage(shown.missingIdentifierKey) }
        if password.isEmpty { opening.context.errors["password"] = PageMessage("no-password") }
        if opening.context.errors.isEmpty {
            do {
                let step = try await pages.signIn(name, password: password, opening.call)
                return WebResponse(step, isSecure: request.isSecure)
            } catch let refusal as SignInRefusal {
                Self.explain(refusal, shown, &opening.context)
            }
        }
        return try await drawing.answer(
            isSecondPage ? .loginPassword(shown) : .login(shown),
            opening.context,
            request,
            status: 400
        )
    }

    private func isIdentifierFirst(_ request: WebRequest) async throws -> Bool {
        let tenant = request.host.tenant
        return PromptSettings(
            try await drawing.configuration.document(.prompt, PromptSettings.settingsID, tenant)
        ).isIdentifierFirst
    }

    private func screen(_ opening: Opening) -> SignInScreen {
        var kinds: Set<PageIdentifier> = []
        for connection in opening.about.connections {
            let identifiers = connection.identifiers
            if identifiers.email { kinds.insert(.email) }
            if identifiers.username { kinds.insert(.username) }
            if identifiers.phone { kinds.insert(.phone) }
        }
        return SignInScreen(identifiers: kinds.isEmpty ? [.email] : kinds)
    }

    private static func explain(_ refusal: SignInRefusal, _ screen: SignInScreen, _ context: inout PageContext) {
        switch refusal {
        case .wrongCredentials: context.errors["password"] = PageMessage(screen.wrongCredentialsKey)
        case .blockedUser: context.banner = PageMessage(verbatim: "user is blocked", code: "unauthorized")
        case .tooManyAttempts: context.banner = PageMessage("user-blocked")
        case .suspiciousAddress: context.banner = PageMessage("ip-blocked")
        case .tooManyLogins: context.banner = PageMessage("same-user-login")
        case .leakedPassword: context.banner = PageMessage("password-breached")
        case .busy: context.banner = PageMessage("too-many-requests")
        }
    }
}
