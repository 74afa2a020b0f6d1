package import Applications
package import Directory
package import Kernel
package import OAuth
package import Sessions
package import Storage
import Tokens
import Wire

/// Answers an application whose user has signed in: a code, tokens, or both.
package struct AuthorizationIssuing: Sendable {
    /// What the front channel carries beside a code.
    package struct FrontChannelRequest: Sendable {
        /// Who signed in.
        package let user: User
        /// With which session.
        package let session: Session
        /// What it was decided with.
        package let context: AuthorizeContext
        /// The request.
        package let request: AuthorizeRequest
        /// The granted scopes.
        package let scope: [String]
        /// The code that goes with it.
        package let code: String?
        /// Whether the ID token says when the person signed in.
        package let showsAuthenticationTime: Bool
        /// What it says of the strength of the sign-in.
        package let acr: String?
        /// The permissions, for APIs whose tokens carry them.
        package let permissions: [String]?
    }

    /// Makes the tokens of the front channel: the parameters `access_token`, `token_type`, `expires_in`, `scope` and
    /// `id_token`, those of them that are asked for.
    package typealias FrontChannel =
        @Sendable (FrontChannelRequest, RequestHost, Instant) async throws
        -> [(name: String, value: String)]

    private let storage: any Storage
    private let sessions: BrowserSessions
    private let frontChannel: FrontChannel
    private let log: LogSink
    private let random: RandomSource

    /// Issuing.
    package init(
        storage: any Storage,
        sessions: BrowserSessions,
        frontChannel: @escaping FrontChannel,
        log: LogSink,
        random: RandomSource = .system
    ) {
        self.storage = storage
        self.sessions = sessions
        self.frontChannel = frontChannel
        self.log = log
        self.random = random
    }

    /// Issues what a request asked for.
    func issue(
        _ transaction: SignInTransaction,
        _ context: AuthorizeContext,
        _ known: KnownPerson,
        scope: [String],
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> AuthorizationResponse {
        let request = transaction.request
        let types = request.responseTypes ?? []
        let shows = request["max_age"] != nil || request.prompts?.contains(.login) == true
        let consent = consent(transaction, context, known, scope: scope, now: now)
        var parameters: [(name: String, value: String)] = []
        var code: String?
        var ticket: Ticket?
        if types.contains(.code) {
            let text = random.text(43, from: .urlSafe)
            code = text
            parameters.append(("code", text))
            ticket = Ticket(
                kind: .authorizationCode,
                hash: Ticket.hash(of: text),
                userID: known.user.id,
                body: authorizationCode(request, context, known, scope: scope, shows: shows).body,
                createdAt: now,
                expiresAt: now.adding(seconds: AuthorizationCode.lifetime)
            )
        }
        let (made, pushed) = (ticket, transaction.pushedHash)
        let isFirst = try await storage.write { writing -> Bool in
            if let pushed, try !writing.spendTicket(.pushedRequest, hash: pushed, at: now, in: host.tenant) {
                return false
            }
            if let consent { try writing.put(consent, in: host.tenant) }
            if let made { try writing.insert(made, tenant: host.tenant) }
            return true
        }
        guard isFirst else { throw DisplayedError(400, "invalid_request_uri", "The request_uri has been used.") }
        if types != [.code] {
            parameters += try await frontChannel(
                FrontChannelRequest(
                    user: known.user,
                    session: known.session,
                    context: context,
                    request: request,
                    scope: scope,
                    code: code,
                    showsAuthenticationTime: shows,
                    acr: request["acr_values"]?.split(separator: " ").first.map(String.init),
                    permissions: known.person.permissions
                ),
                host,
                now
            )
        }
        try await sessions.use(known.session, by: context.client.id, host: host, now: now)
        await log.append(success(transaction, context, known, host, origin, now))
        return context.target.response(parameters)
    }

    private func authorizationCode(
        _ request: AuthorizeRequest,
        _ context: AuthorizeContext,
        _ known: KnownPerson,
        scope: [String],
        shows: Bool
    ) -> AuthorizationCode {
        var code = AuthorizationCode(
            clientID: context.client.id,
            userID: known.user.id,
            sessionID: known.session.id,
            connection: known.session.connection,
            authenticatedAt: known.session.authenticatedAt
        )
        code.redirectURI = request["redirect_uri"]
        code.audience = context.audience
        code.scope = scope
        code.nonce = request["nonce"]
        code.codeChallenge = request["code_challenge"]
        code.codeChallengeMethod = request["code_challenge"].map { _ in request["code_challenge_method"] ?? "plain" }
        code.showsAuthenticationTime = shows
        code.organizationID = context.organization?.id
        code.keyThumbprint = request["dpop_jkt"]
        return code
    }

    /// What the person has just agreed to, added to what they agreed to before.
    private func consent(
        _ transaction: SignInTransaction,
        _ context: AuthorizeContext,
        _ known: KnownPerson,
        scope: [String],
        now: Instant
    ) -> Consent? {
        guard transaction.progress.consentedScope?.isEmpty == false else { return nil }
        let added = scope.filter { !known.person.agreed.contains($0) }
        return Consent(
            id: random.objectID(at: now),
            clientID: context.client.id,
            userID: known.user.id,
            audience: context.resourceServer?.identifier ?? "",
            scope: known.person.agreed + added,
            updatedAt: now
        )
    }

    private func success(
        _ transaction: SignInTransaction,
        _ context: AuthorizeContext,
        _ known: KnownPerson,
        _ host: RequestHost,
        _ origin: RequestOrigin,
        _ now: Instant
    ) -> LogEvent {
        let isSilent = transaction.request.prompts?.contains(.none) ?? false
        var event = LogEvent(
            tenant: host.tenant,
            date: now,
            type: isSilent ? .silentSucceeded : .loginSucceeded,
            description: isSilent ? "" : "Successful login"
        )
        origin.describe(&event, hostname: host.name)
        event.clientID = context.client.id
        event.clientName = context.client.name
        event.connection = known.session.connection
        event.strategy = ("auth0", "database")
        if let connection = context.connections.first(where: { $0.name == known.session.connection }) {
            event.describe(connection)
        }
        transaction.request.correlate(&event)
        event.userID = known.user.id
        event.userName = known.user.email ?? known.user.username ?? known.user.phoneNumber
        event.audience = context.audience
        event.scope = transaction.request["scope"]
        event.organizationID = context.organization?.id
        event.organizationName = context.organization?.name
        event.details = ["session_id": .string(known.session.id), "prompts": []]
        return event
    }
}
