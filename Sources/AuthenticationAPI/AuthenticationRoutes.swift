package import Flows
import HTTPTypes
package import Web

/// What the authentication API does with people, beside tokens.
package struct SignInUseCases: Sendable {
    /// `/authorize`.
    package let authorize: AuthorizeFlow
    /// `/oauth/par`.
    package let pushedRequests: PushedRequests
    /// `/co/authenticate`.
    package let crossOrigin: CrossOriginSignIn
    /// `/dbconnections/signup`.
    package let signUp: SignUp
    /// `/dbconnections/change_password`.
    package let passwordReset: PasswordReset
    /// `/userinfo`.
    package let userInfo: UserInfo
    /// `/oauth/revoke`.
    package let revocation: RefreshTokenRevocation
    /// `/oidc/register`.
    package let registration: DynamicRegistration
    /// Checks proofs of keys.
    package let proofs: ProofOfPossession
    /// Who asks.
    package let clients: ClientAuthenticator
    /// Shows errors to people.
    package let pageErrors: PageErrors

    /// The use cases.
    package init(
        authorize: AuthorizeFlow,
        pushedRequests: PushedRequests,
        crossOrigin: CrossOriginSignIn,
        signUp: SignUp,
        passwordReset: PasswordReset,
        userInfo: UserInfo,
        revocation: RefreshTokenRevocation,
        registration: DynamicRegistration,
        proofs: ProofOfPossession,
        clients: ClientAuthenticator,
        pageErrors: PageErrors
    ) {
        self.authorize = authorize
        self.pushedRequests = pushedRequests
        self.crossOrigin = crossOrigin
        self.signUp = signUp
        self.passwordReset = passwordReset
        self.userInfo = userInfo
        self.revocation = revocation
        self.registration = registration
        self.proofs = proofs
        self.clients = clients
        self.pageErrors = pageErrors
    }
}

/// The authentication API: a literal list of endpoints.
package struct AuthenticationRoutes: Sendable {
    private let token: TokenEndpoint
    private let metadata: MetadataEndpoints
    private let certificates: CertificateEndpoints
    private let authorize: AuthorizeEndpoint
    private let pushed: PushedRequestEndpoint
    private let crossOrigin: CrossOriginEndpoint
    private let database: DatabaseEndpoints
    private let userInfo: UserInfoEndpoint
    private let revocation: RevocationEndpoint
    private let registration: RegistrationEndpoint
    private let pageErrors: PageErrors

    /// The endpoints.
    ///
    /// - Parameters:
    ///   - flow: Answers token requests.
    ///   - signIn: What is done with people.
    ///   - configuration: Knows the tenants' keys and settings.
    ///   - log: The tenant log.
    ///   - limiter: Counts the requests of each client and user.
    ///   - limits: The limits; only those of clients and users are applied here.
    package init(
        flow: TokenFlow,
        signIn: SignInUseCases,
        configuration: Configuration,
        log: LogSink,
        limiter: RateLimiter,
        limits: RateLimits
    ) {
        token = TokenEndpoint(flow: flow, limit: CallerRateLimit(limits.client, limiter: limiter, log: log))
        metadata = MetadataEndpoints(configuration: configuration)
        certificates = CertificateEndpoints(configuration: configuration)
        authorize = AuthorizeEndpoint(flow: signIn.authorize)
        pushed = PushedRequestEndpoint(
            requests: signIn.pushedRequests,
            clients: signIn.clients,
            proofs: signIn.proofs,
            log: log
        )
        crossOrigin = CrossOriginEndpoint(signIn: signIn.crossOrigin, configuration: configuration)
        database = DatabaseEndpoints(
            configuration: configuration,
            signUp: signIn.signUp,
            passwordReset: signIn.passwordReset
        )
        userInfo = UserInfoEndpoint(
            userInfo: signIn.userInfo,
            limit: CallerRateLimit(limits.user, limiter: limiter, log: log)
        )
        revocation = RevocationEndpoint(revocation: signIn.revocation)
        registration = RegistrationEndpoint(registration: signIn.registration)
        pageErrors = signIn.pageErrors
    }

    /// All of them.
    package var routes: [Route] {
        [
            Route(
                [.get, .post],
                "/authorize",
                errors: .text,
                handler: pageErrors.guarding(authorize.begin)
            ),
            Route([.get], "/authorize/resume", errors: .text, handler: pageErrors.guarding(authorize.resume)),
            Route([.post, .options], "/oauth/token", errors: .oauth, handler: Self.preflighted(token.respond)),
            Route([.post, .options], "/oauth/revoke", errors: .oauth, handler: Self.preflighted(revocation.respond)),
            Route([.post], "/oauth/par", bodyLimit: 10_240, errors: .oauth, handler: pushed.respond),
            Route([.get, .post, .options], "/userinfo", errors: .oauth, handler: Self.preflighted(userInfo.respond)),
            Route([.post], "/oidc/register", errors: .oauth, handler: registration.respond),
            Route([.post, .options], "/co/authenticate", errors: .oauth, handler: crossOrigin.respond),
            Route(
                [.post, .options],
                "/dbconnections/signup",
                errors: .oauth,
                handler: Self.preflighted(database.signUp)
            ),
            Route(
                [.post, .options],
                "/dbconnections/change_password",
                errors: .oauth,
                handler: Self.preflighted(database.changePassword)
            ),
            Route([.get], "/.well-known/openid-configuration", errors: .oauth, handler: metadata.discovery),
            Route([.get], "/.well-known/oauth-authorization-server", errors: .oauth, handler: metadata.discovery),
            Route([.get], "/.well-known/jwks.json", errors: .oauth, handler: metadata.keys),
            Route([.get], "/pem", errors: .text, handler: certificates.pem),
            Route([.get], "/cer", errors: .text, handler: certificates.cer),
            Route([.get], "/rawpem", errors: .text, handler: certificates.rawPEM),
            Route([.get], "/pb7", errors: .text, handler: certificates.pb7),
        ]
    }

    /// Answers what browsers ask before they let a page of another origin send something.
    private static func preflighted(_ handler: @escaping Route.Handler) -> Route.Handler {
        { request in
            guard request.method == .options else { return try await handler(request) }
            return CrossOrigin.preflight(request, methods: "GET, POST", allowsCookies: nil)
        }
    }
}
