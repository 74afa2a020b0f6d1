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
        var application = SignUp.Application(
            email: form["email"],
            username: form["username"],
            phoneNumber: form["phone"],
            password: password
        )
        for (name, value) in form.parameters where name.hasPrefix("ulp-") && value.utf8.count <= 500 {
            application.userMetadata[String(name.dropFirst(4))] = .string(value)
        }
        var refused: String?
        if password.isEmpty {
            opening.context.errors["password"] = PageMessage("no-password")
        } else {
            do {
                let step = try await pages.signUp(application, opening.call)
                return WebResponse(step, isSecure: request.isSecure)
            } catch let refusal as SignUp.Refusal {
                if case .password = refusal { refused = password }
                let settings = try await drawing.configuration.settings(request.host.tenant)
                let names = settings.flag("enable_public_signup_user_exists_error")
                Self.explain(refusal, connection, namesExistence: names, &opening.context)
            }
        }
        return try await drawing.answer(
            .signup(Self.screen(connection, refused: refused)),
            opening.context,
            request,
            status: 400
        )
    }

    private static func connection(_ opening: SignInEndpoints.Opening) -> Connection? {
        opening.about.connections.first { !$0.isSignupDisabled }
    }

    private static func screen(_ connection: Connection, refused: String?) -> SignUpScreen {
        let wanted = connection.identifiers
        var identifiers: [SignUpScreen.Identifier] = []
        if wanted.email || wanted.isEmailRequired {
            identifiers.append(.init(.email, isRequired: wanted.isEmailRequired))
        }
        if wanted.phone { identifiers.append(.init(.phone, isRequired: wanted.isPhoneRequired)) }
        if wanted.username { identifiers.append(.init(.username, isRequired: wanted.isUsernameRequired)) }
        return SignUpScreen(
            identifiers: identifiers,
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
        case .busy: context.banner = PageMessage("too-many-requests")
        }
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
