import Applications
import AuthenticationAPI
import Delivery
import Flows
import FoundationEssentials
import Kernel
import LoginPages
import Management
import ManagementV1
import ManagementV2
import OAuth
import Sessions
import Storage
import Tokens
import Web
import Wire

/// The use cases of a server, put together: each gets what it names and nothing else.
struct Assembly: Sendable {
    let configuration: Configuration
    let log: LogSink
    let tokens: TokenFlow
    let signIn: SignInUseCases
    let pages: PageRoutes
    let outbox: OutboxWorker
    let logStreams: LogStreamWorker
    let eventStreams: EventStreamWorker
    let eventSubscriptions = EventSubscriptions()
    let managementV1: V1Routes

    /// Puts a server's use cases together.
    ///
    /// - Throws: when a template or a language of the pages is broken.
    init(_ deployment: Deployment, _ options: ServerOptions, configuration: Configuration, log: LogSink) throws {
        let storage = deployment.storage
        self.configuration = configuration
        self.log = log
        let mails = PeopleMails()
        let protection = LoginProtection(
            storage: storage,
            configuration: configuration,
            mails: mails,
            userRate: Self.userRate(options.rateLimits.login)
        )
        let passwords = PasswordSignIn(
            storage: storage,
            passwords: deployment.passwords,
            protection: protection,
            log: log
        )
        let mint = Self.mint(deployment, configuration)
        let proofs = ProofOfPossession(nonceKey: deployment.nonceKey)
        tokens = TokenFlow(
            grants: [
                WebServerGrant(ClientCredentialsGrant()), AuthorizationCodeGrant(), RefreshTokenGrant(),
                PasswordGrant.standard(passwords),
                PasswordGrant.realm(passwords),
            ],
            configuration: configuration,
            storage: storage,
            mint: mint,
            log: log,
            proofs: proofs
        )
        let sessions = BrowserSessions(storage: storage, configuration: configuration)
        let signUp = SignUp(
            storage: storage,
            passwords: deployment.passwords,
            protection: protection,
            mails: mails,
            log: log
        )
        let passwordReset = PasswordReset(
            storage: storage,
            configuration: configuration,
            passwords: deployment.passwords,
            mails: mails,
            log: log,
            rate: Self.userRate(options.rateLimits.reset)
        )
        let authorize = AuthorizeFlow(
            configuration: configuration,
            storage: storage,
            sessions: sessions,
            issuing: AuthorizationIssuing(
                storage: storage,
                sessions: sessions,
                frontChannel: { try await Self.frontChannel($0, mint, $1, $2) },
                log: log
            ),
            log: log
        )
        let drawing = try PageDrawing(configuration: configuration)
        signIn = SignInUseCases(
            authorize: authorize,
            pushedRequests: PushedRequests(flow: authorize, configuration: configuration, storage: storage),
            crossOrigin: CrossOriginSignIn(storage: storage, passwords: passwords, log: log),
            signUp: signUp,
            passwordReset: passwordReset,
            userInfo: UserInfo(configuration: configuration, storage: storage, proofs: proofs),
            revocation: RefreshTokenRevocation(configuration: configuration, storage: storage, log: log),
            registration: DynamicRegistration(configuration: configuration, storage: storage),
            proofs: proofs,
            clients: ClientAuthenticator(configuration: configuration, storage: storage),
            pageErrors: drawing.errors
        )
        pages = PageRoutes(
            pages: SignInPages(
                flow: authorize,
                storage: storage,
                configuration: configuration,
                sessions: sessions,
                passwords: passwords,
                signUp: signUp,
                challenge: EmailChallenge(
                    storage: storage,
                    signUp: signUp,
                    mails: mails,
                    rate: Self.userRate(options.rateLimits.reset)
                ),
                mails: mails,
                log: log
            ),
            passwordReset: passwordReset,
            verification: EmailVerification(storage: storage, mails: mails, log: log),
            unblocking: Unblocking(storage: storage, log: log),
            logout: LogoutFlow(
                configuration: configuration,
                storage: storage,
                sessions: sessions,
                log: log
            ),
            drawing: drawing
        )
        let poster = HTTPPoster(
            allowsPrivateAddresses: options.allowsPrivateNetworks,
            authorities: ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
        )
        outbox = Self.outbox(storage, poster, configuration, log)
        logStreams = LogStreamWorker(storage: storage, poster: poster)
        eventStreams = EventStreamWorker(storage: storage, poster: poster)
        managementV1 = try V1Routes(
            administration: deployment.administration,
            configuration: configuration,
            log: log,
            linkKey: deployment.nonceKey
        )
    }

    /// Counts what users do or have done to them, each from each address.
    private static func userRate(_ limit: RateLimiter.Limit) -> LoginProtection.UserRate {
        let limiter = RateLimiter()
        return { tenant, name, now in
            // Names come from outside, and some are as long as a body may be.
            let key = name.utf8.count <= 128 ? name : Hexadecimal.encode(Digest.sha256(Array(name.utf8)))
            let reading = limiter.take(RateLimiter.Key(tenant, key), limit, now: now)
            return reading.isAllowed ? .admitted : .refused(isFirst: reading.isFirstRefusal)
        }
    }

    private static func mint(_ deployment: Deployment, _ configuration: Configuration) -> TokenMint {
        let administration = deployment.administration
        return TokenMint(configuration: configuration, storage: deployment.storage) { host, family in
            let context = AdministrationContext(host: host, now: Clock.now, scopes: [])
            try await administration.signingKeys(family: family, context)
        }
    }

    private static func outbox(
        _ storage: any Storage,
        _ poster: HTTPPoster,
        _ configuration: Configuration,
        _ log: LogSink
    ) -> OutboxWorker {
        let backChannel = BackChannelLogout(configuration: configuration)
        return OutboxWorker(
            storage: storage,
            composer: MailComposer(),
            poster: poster,
            expand: { try await backChannel.posts(for: $0, now: $1) },
            report: { record, problem in
                guard let event = record.logEvent(problem: problem, now: Clock.now) else { return }
                await log.append(event)
            }
        )
    }

    /// The tokens that an answer of `/authorize` carries, as its parameters.
    private static func frontChannel(
        _ request: AuthorizationIssuing.FrontChannelRequest,
        _ mint: TokenMint,
        _ host: RequestHost,
        _ now: Instant
    ) async throws -> [(name: String, value: String)] {
        let types = request.request.responseTypes ?? []
        let about = request.context
        let target: TokenTarget =
            if let api = about.resourceServer, let audience = about.audience {
                TokenTarget(api: api, audience: audience)
            } else { .userInfo }
        var grant = UserGrant(user: request.user, client: about.client, target: target, scope: request.scope)
        grant.sessionID = request.session.id
        grant.nonce = request.request["nonce"]
        grant.authenticatedAt = request.showsAuthenticationTime ? request.session.authenticatedAt : nil
        if let organization = about.organization {
            grant.organization = IssuePlan.OrganizationClaims(
                id: organization.id,
                name: about.settings.allowOrganizationNameInAuthenticationAPI ? organization.name : nil
            )
        }
        if let api = about.resourceServer, api.enforcesPolicies, api.tokenDialect.hasPermissions {
            grant.permissions = request.permissions
        }
        let tokens = try await mint.frontChannel(
            grant,
            wantsToken: types.contains(.token),
            wantsIDToken: types.contains(.idToken),
            code: request.code,
            state: request.request.state,
            host: host,
            now: now
        )
        var parameters: [(name: String, value: String)] = []
        if let token = tokens.accessToken {
            parameters += [
                ("access_token", token), ("scope", tokens.scope.joined(separator: " ")),
                ("expires_in", String(tokens.expiresIn)), ("token_type", "Bearer"),
            ]
        }
        if let idToken = tokens.idToken { parameters.append(("id_token", idToken)) }
        return parameters
    }
}
