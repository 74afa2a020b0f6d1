import LoginPages
import Wire

/// Every screen there is, with what a page of it needs.
enum PageFixture {
    /// A screen, by a name for its file, and what its context has beyond `context`.
    struct Example: Sendable, CustomStringConvertible {
        let name: String
        let screen: Screen
        let adapt: @Sendable (inout PageContext) -> Void

        init(_ name: String, _ screen: Screen, _ adapt: @escaping @Sendable (inout PageContext) -> Void = { _ in }) {
            self.name = name
            self.screen = screen
            self.adapt = adapt
        }

        var description: String { name }
    }

    /// The renderer of all tests; it is a value that nothing changes.
    static let renderer = Result { try PageRenderer() }

    static let tags = ["en", "de", "fr", "es", "pt"]

    /// A context with everything that is usual and nothing that is chosen.
    static func context(_ renderer: PageRenderer, _ tag: String = "en") -> PageContext {
        let language = renderer.languages.negotiate(uiLocales: tag, acceptLanguage: nil, enabledLocales: [])
        var context = PageContext(
            language: language,
            tenant: PageContext.Tenant(name: "Northwind", supportURL: "https://northwind.example/help")
        )
        context.application = PageContext.Application(
            id: "client",
            name: "Warehouse",
            policyURI: "https://northwind.example/privacy",
            termsURI: "https://northwind.example/terms"
        )
        context.state = "hKFo2SBkZW1vLXN0YXRl"
        context.links.login = "/u/login?state=hKFo2SBkZW1vLXN0YXRl"
        context.links.signup = "/u/signup?state=hKFo2SBkZW1vLXN0YXRl"
        context.links.resetPassword = "/u/reset-password/request/Users?state=hKFo2SBkZW1vLXN0YXRl"
        context.links.editIdentifier = "/u/login/identifier?state=hKFo2SBkZW1vLXN0YXRl"
        context.links.back = "https://warehouse.example/"
        return context
    }

    static let good = PasswordChecklist([
        .init("lengthAtLeast", count: 8),
        .init(
            "containsAtLeast",
            count: 3,
            items: [.init("lowerCase"), .init("upperCase"), .init("numbers"), .init("specialCharacters")]
        ),
    ])

    static let refused = PasswordChecklist([
        .init("lengthAtLeast", count: 10, isMet: true),
        .init(
            "containsAtLeast",
            count: 3,
            items: [
                .init("lowerCase", isMet: true), .init("upperCase", isMet: false), .init("numbers", isMet: true),
                .init("specialCharacters", isMet: false),
            ],
            isMet: false
        ),
        .init("identicalChars", count: 2, isMet: true),
    ])

    static let connections = [
        ConnectionChoice(name: "google-oauth2", strategy: "google-oauth2", displayName: "Google"),
        ConnectionChoice(name: "contoso", strategy: "samlp", displayName: "Contoso"),
    ]

    static let everyIdentifier = SignUpScreen(
        identifiers: [.init(.email), .init(.username), .init(.phone, isRequired: false)],
        passwordRules: good
    )

    static let scopes = [
        ConsentScreen.Scope("openid"), ConsentScreen.Scope("profile"), ConsentScreen.Scope("email"),
        ConsentScreen.Scope("read:stock", description: "Read what is in stock"),
        ConsentScreen.Scope("write:orders"), ConsentScreen.Scope("offline_access"),
    ]

    static func organization(_ context: inout PageContext) {
        context.organization = PageContext.Organization(id: "org_1", name: "contoso", displayName: "Contoso Ltd")
    }

    static func invitation(_ context: inout PageContext) {
        organization(&context)
        context.invitation = PageContext.Invitation(inviter: "Ada Lovelace", email: "grace@example.com")
    }

    static func user(_ context: inout PageContext) {
        context.user = ["name": "Ada Lovelace", "email": "ada@example.com"]
    }

    static let examples: [Example] = [
        Example("login", .login(SignInScreen())),
        Example("login-connections", .login(SignInScreen(identifiers: [.email, .username], connections: connections))),
        Example("login-wrong", .login(SignInScreen())) {
            $0.values["username"] = "ada@example.com"
            $0.errors["password"] = PageMessage("wrong-email-credentials")
        },
        Example("login-blocked", .login(SignInScreen())) {
            $0.values["username"] = "ada@example.com"
            $0.banner = PageMessage("user-blocked")
        },
        Example("login-invitation", .login(SignInScreen()), invitation),
        Example("login-identifier", .loginIdentifier(SignInScreen(identifiers: [.email, .username, .phone]))),
        Example("login-password", .loginPassword(SignInScreen())) { $0.values["username"] = "ada@example.com" },
        Example("signup", .signup(SignUpScreen(passwordRules: good))),
        Example("signup-all", .signup(everyIdentifier)),
        Example("signup-weak", .signup(SignUpScreen(passwordRules: refused))) {
            $0.values["email"] = "ada@example.com"
            $0.errors["password"] = PageMessage("password-too-weak")
        },
        Example("signup-identifier", .signupIdentifier(everyIdentifier)),
        Example("signup-password", .signupPassword(SignUpScreen(passwordRules: good))) {
            $0.values["email"] = "ada@example.com"
        },
        Example("signup-invitation", .signup(SignUpScreen(passwordRules: good)), invitation),
        Example("email-challenge", .emailIdentifierChallenge) { $0.values["email"] = "ada@example.com" },
        Example("email-challenge-wrong", .emailIdentifierChallenge) {
            $0.values["email"] = "ada@example.com"
            $0.errors["code"] = PageMessage("invalid-code")
        },
        Example("email-challenge-sent", .emailIdentifierChallenge) {
            $0.values["email"] = "ada@example.com"
            $0.banner = PageMessage("code-sent", isGood: true)
        },
        Example("reset-request", .resetPasswordRequest(.email)),
        Example("reset-request-username", .resetPasswordRequest(.username)) {
            $0.errors["username"] = PageMessage("no-username")
        },
        Example("reset-sent", .resetPasswordRequestSent(to: "ada@example.com", .email, canResend: true)),
        Example("reset-sent-username", .resetPasswordRequestSent(to: "ada", .username, canResend: false)),
        Example("reset", .resetPassword(good)) { $0.values["email"] = "ada@example.com" },
        Example("reset-done", .resetPasswordDone),
        Example("reset-expired", .resetPasswordInvalid(.expired)),
        Example("reset-used", .resetPasswordInvalid(.used)),
        Example("reset-invalid", .resetPasswordInvalid(.invalid)),
        Example("verified", .emailVerification(.verified)),
        Example("verified-before", .emailVerification(.alreadyVerified)),
        Example("verification-expired", .emailVerification(.expired)),
        Example("verification-invalid", .emailVerification(.invalid)),
        Example("verification-failed", .emailVerification(.failed)),
        Example(
            "consent",
            .consent(ConsentScreen(audience: "https://stock.example/", audienceName: "Stock API", scopes: scopes)),
            user
        ),
        Example(
            "consent-described",
            .consent(
                ConsentScreen(
                    audience: "https://stock.example/",
                    audienceName: "Stock API",
                    scopes: scopes,
                    showsDescriptions: true
                )
            )
        ),
        Example(
            "consent-profile",
            .consent(ConsentScreen(audience: nil, audienceName: nil, scopes: Array(scopes.prefix(3))))
        ),
        Example(
            "organizations",
            .organizationPicker([
                OrganizationChoice(id: "org_1", name: "Contoso Ltd"),
                OrganizationChoice(id: "org_2", name: "Fabrikam & Sons"),
                OrganizationChoice(id: "org_3", name: "Überseehandel GmbH"),
            ])
        ),
        Example("organization-name", .organizationPrompt) {
            $0.values["organizationName"] = "contso"
            $0.errors["organizationName"] = PageMessage("invalid-organization")
        },
        Example("invitation", .invitation, invitation),
        Example("logout", .logoutConfirmation, user),
        Example("logged-out", .loggedOut),
        Example("unblock", .unblockConfirmation),
        Example("unblocked", .unblocked),
        Example("unblock-expired", .unblockInvalid(.expired)),
        Example("unblock-used", .unblockInvalid(.used)),
        Example("unblock-invalid", .unblockInvalid(.invalid)),
        Example(
            "error",
            .error(
                ErrorScreen(
                    code: "invalid_request",
                    title: "Callback URL mismatch.",
                    text: "The provided redirect_uri is not in the list of allowed callback URLs.",
                    hint: "Add https://warehouse.example/callback to the Allowed Callback URLs of the application.",
                    trackingID: "90020231016081530000000000000000000001223372061311523"
                )
            )
        ),
        Example("error-plain", .error(ErrorScreen(code: "server_error", text: ""))),
        Example("message", .message(MessageScreen(.success, title: "All set", text: "You can close this window."))),
    ]
}
