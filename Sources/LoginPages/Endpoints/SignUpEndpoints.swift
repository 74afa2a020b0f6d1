import Applications
import Directory
import Flows
import HTTPTypes
import Kernel
import OAuth
import Web
import Wire

/// `/u/signup`.
struct SignUpEndpoints: Sendable {
    let signIn: SignInEndpoints
    private var pages: SignInPages { signIn.pages }
    private var drawing: PageDrawing { signIn.drawing }

    /// The page over the endpoints of sign-in, whose ways it shares.
    init(_ signIn: SignInEndpoints) { self.signIn = signIn }

    /// `GET /u/signup`.
    @Sendable
    func show(_ request: WebRequest) async throws -> WebResponse {
        let opening = try await signIn.open(request)
        guard let connection = Self.connection(opening) else {
            return .redirect(to: "/u/login?state=\(opening.call.state)")
        }
        return try await drawing.answer(.signup(Self.screen(connection, refused: nil)), opening.context, request)
    }

    /// `POST /u/signup`.
    @Sendable
    func signUp(_ request: WebRequest) async throws -> WebResponse {
        var opening = try await signIn.open(request)
        guard let connection = Self.connection(opening) else {
            throw DisplayedError(403, "access_denied", "Public signup is disabled")
        }
        let form = request.bodyForm ?? Form()
        for name in ["email", "username", "phone"] { opening.context.values[name] = form[name] }
        let password = form["password"] ?? ""
        // What the page did not ask for is none of its fields.
        let asked = Self.identifiers(connection).map(\.kind)
        var application = SignUp.Application(
            email: asked.contains(.email) ? form["email"] : nil,
            username: asked.contains(.username) ? form["username"] : nil,
            phoneNumber: asked.contains(.phone) ? form["phone"] : nil,
            password: password
        )
        for (name, value) in form.parameters where name.hasPrefix("ulp-") && value.utf8.count <= 500 {
            application.userMetadata[String(name.dropFirst(4))] = .string(value)
        }
        guard !password.isEmpty else {
            opening.context.errors["password"] = PageMessage("no-password")
            return try await answer(opening, connection, request)
        }
        do {
            let step = try await pages.signUp(application, opening.call)
            return WebResponse(step, isSecure: request.isSecure)
        } catch let refusal as SignUp.Refusal {
            return try await explain(refusal, password: password, opening, connection, request)
        }
    }

    /// The page after a refusal that came later than it.
    func explain(
        _ refusal: SignUp.Refusal,
        _ opening: SignInEndpoints.Opening,
        _ request: WebRequest
    ) async throws -> WebResponse {
        guard let connection = Self.connection(opening) else {
            throw DisplayedError(403, "access_denied", "Public signup is disabled")
        }
        return try await explain(refusal, password: nil, opening, connection, request)
    }

    /// The page again, with what is wrong.
    ///
    /// - Parameter password: The one that was sent; nil if none was.
    private func explain(
        _ refusal: SignUp.Refusal,
        password: String?,
        _ opening: SignInEndpoints.Opening,
        _ connection: Connection,
        _ request: WebRequest
    ) async throws -> WebResponse {
        var opening = opening
        var refused: String?
        if case .password = refusal { refused = password }
        let settings = try await drawing.configuration.settings(request.host.tenant)
        let names = settings.flag("enable_public_signup_user_exists_error")
        Self.explain(refusal, connection, namesExistence: names, &opening.context)
        return try await answer(opening, connection, request, refused: refused)
    }

    private func answer(
        _ opening: SignInEndpoints.Opening,
        _ connection: Connection,
        _ request: WebRequest,
        refused: String? = nil
    ) async throws -> WebResponse {
        try await drawing.answer(
            .signup(Self.screen(connection, refused: refused)),
            opening.context,
            request,
            status: 400
        )
    }

    private static func connection(_ opening: SignInEndpoints.Opening) -> Connection? {
        opening.about.connections.first { !$0.isSignupDisabled }
    }

    private static func identifiers(_ connection: Connection) -> [SignUpScreen.Identifier] {
        let wanted = connection.identifiers
        let all: [(PageIdentifier, Connection.Identifiers.SignUpStatus)] = [
            (.email, wanted.emailAtSignUp), (.phone, wanted.phoneAtSignUp), (.username, wanted.usernameAtSignUp),
        ]
        return all.filter { $0.1.isAsked }.map { .init($0.0, isRequired: $0.1 == .required) }
    }

    private static func screen(_ connection: Connection, refused: String?) -> SignUpScreen {
        SignUpScreen(
            identifiers: identifiers(connection),
            passwordRules: PasswordChecklist(
                rules: PasswordPolicy(options: connection.options).rules,
                refused: refused
            )
        )
    }

    private static func explain(
        _ refusal: SignUp.Refusal,
        _ connection: Connection,
        namesExistence: Bool,
        _ context: inout PageContext
    ) {
        switch refusal {
        case .disabled: context.banner = PageMessage("public-signup-disabled")
        case .invalid(let kind) where isEmpty(kind, context):
            let name = field(kind)
            context.errors[name] = PageMessage("no-\(name)")
        case .invalid(.email): context.errors["email"] = PageMessage("invalid-email-format")
        case .invalid(.phone): context.errors["phone"] = PageMessage("invalid-phone-format")
        case .invalid(.username):
            let limits = connection.identifiers
            context.errors["username"] = PageMessage(
                "invalid-username",
                [
                    "min": String(limits.usernameMinimum), "max": String(limits.usernameMaximum),
                    "characters": "_ + - . ! # $ ' ^ ` ~",
                ]
            )
        case .taken(.username): context.errors["username"] = PageMessage("username-taken")
        case .taken(.email) where namesExistence: context.errors["email"] = PageMessage("email-in-use")
        case .taken(.phone) where namesExistence: context.errors["phone"] = PageMessage("phone-in-use")
        case .taken: context.banner = PageMessage("invalid-signup")
        case .password(let violation): context.errors["password"] = PageMessage(violation.textKey)
        case .suspiciousAddress: context.banner = PageMessage("ip-signup-blocked")
        case .tooManyMails: context.banner = PageMessage("too-many-email")
        case .busy: context.banner = PageMessage("too-many-requests")
        }
    }
}

extension SignUpEndpoints {
    /// The field of a name.
    private static func field(_ kind: LoginIdentifier.Kind) -> String {
        switch kind {
        case .email: PageField.email
        case .username: PageField.username
        case .phone: PageField.phone
        }
    }

    private static func isEmpty(_ kind: LoginIdentifier.Kind, _ context: PageContext) -> Bool {
        (context.values[field(kind)] ?? "").trimmedOfSpaces.isEmpty
    }
}

extension PasswordViolation {
    /// The name of the pages' text for it.
    var textKey: String {
        switch kind {
        case .strength: "password-too-weak"
        case .dictionary: "password-too-common"
        case .personalData: "password-contains-user-information"
        case .history: "password-previously-used"
        }
    }
}
