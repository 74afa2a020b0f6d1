package import Applications
package import Kernel
import Metrics
package import OAuth
package import Storage
import Wire

/// `/oauth/token` from a parsed request to a signed token: load, decide, commit, mint.
package struct TokenFlow: Sendable {
    /// The grants, by name.
    private let grants: [String: any TokenGrant]
    private let issuing: TokenIssuing
    private let proofs: ProofOfPossession?
    private let log: LogSink
    private let issued: [String: Counter]

    /// A flow of these grants.
    ///
    /// - Parameters:
    ///   - grants: What may be exchanged for a token.
    ///   - configuration: Knows clients, APIs and tenants.
    ///   - storage: Keeps what is spent once.
    ///   - mint: Makes the tokens.
    ///   - log: The tenant log.
    ///   - proofs: Checks proofs of keys; nil to ignore them.
    package init(
        grants: [any TokenGrant],
        configuration: Configuration,
        storage: any Storage,
        mint: TokenMint,
        log: LogSink,
        proofs: ProofOfPossession? = nil
    ) {
        self.grants = Dictionary(grants.map { ($0.name, $0) }) { $1 }
        issuing = TokenIssuing(configuration: configuration, storage: storage, mint: mint)
        self.proofs = proofs
        self.log = log
        issued = self.grants.mapValues { Counter(label: "latchkey_tokens_total", dimensions: [("grant", $0.name)]) }
    }

    /// What a request carries in its headers beside the authentication of the client.
    package struct Headers: Sendable {
        /// The `DPoP` header: the proof of a key.
        package var proof: String?
        /// The `auth0-forwarded-for` header: the address of the person on whose behalf a client asks.
        package var forwardedFor: String?

        /// Headers; none unless they are named.
        package init(proof: String? = nil, forwardedFor: String? = nil) {
            self.proof = proof
            self.forwardedFor = forwardedFor
        }
    }

    /// Answers a request; either way the tenant log hears of it.
    ///
    /// - Throws: `OAuthError`, or what storage throws.
    package func respond(
        _ request: TokenRequest,
        headers: Headers = Headers(),
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> TokenAnswer {
        guard let grant = grants[request.grantType] else {
            throw OAuthError(400, .unsupportedGrantType, "Unsupported grant type: \(request.grantType)")
        }
        var known: Client?
        var origin = origin
        do {
            let client = try await authenticate(request, host: host, now: now, known: &known)
            guard client.client.grantTypes.contains(grant.name), grant.admits(client.client) else {
                throw OAuthError.grantNotAllowed(grant.name)
            }
            if let address = Self.address(headers, client.client) {
                (origin.ip, origin.clientIP) = (address, origin.ip)
            }
            let proof = try proofs?.check(headers.proof, client: client.client, host: host, now: now)
            let exchange = TokenExchange(
                request: request,
                client: client,
                proof: proof,
                host: host,
                origin: origin,
                now: now
            )
            let outcome = try await grant.respond(exchange, by: issuing)
            issued[grant.name]?.increment()
            var event = event(grant.logTypes.succeeded, outcome.subject, client.client, host, origin, now)
            event.details = Self.details(grant.logDetails(of: request), outcome.subject.details)
            await log.append(event)
            if outcome.removedRefreshTokens > 0 { await log.append(cleanup(outcome, client.client, event)) }
            return proof == nil ? outcome.answer : outcome.answer.adding(proofs.map { [$0.nonce(at: now)] } ?? [])
        } catch let error as OAuthError {
            let refusal = TokenRefusal(error)
            throw await refused(refusal, grant, request, known, host: host, origin: origin, now: now)
        } catch let refusal as TokenRefusal {
            throw await refused(refusal, grant, request, known, host: host, origin: origin, now: now)
        }
    }

    /// The address of the person, where the client is trusted to name it.
    private static func address(_ headers: Headers, _ client: Client) -> String? {
        guard let address = headers.forwardedFor, client.isIPHeaderTrusted, client.authenticationMethod != .none else {
            return nil
        }
        let isAddress =
            (2...45).contains(address.utf8.count)
            && address.utf8.allSatisfy {
                $0.hexadecimalDigit != nil || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":")
            }
        return isAddress ? address : nil
    }

    private func authenticate(
        _ request: TokenRequest,
        host: RequestHost,
        now: Instant,
        known: inout Client?
    ) async throws -> AuthenticatedClient {
        var facts: ClientFacts?
        if let name = ClientAuthentication.namedClient(request.clientAuthentication) {
            facts = try await issuing.configuration.client(name, host.tenant)
            known = facts?.client
        }
        return try ClientAuthentication.authenticate(
            request.clientAuthentication,
            facts: facts,
            host: host,
            now: now
        )
    }

    private func refused(
        _ refusal: TokenRefusal,
        _ grant: any TokenGrant,
        _ request: TokenRequest,
        _ client: Client?,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async -> OAuthError {
        let error = refusal.error
        Counter(
            label: "latchkey_token_errors_total",
            dimensions: [("grant", grant.name), ("error", error.code.rawValue)]
        ).increment()
        var event = event(refusal.type ?? grant.logTypes.failed, refusal.subject, client, host, origin, now)
        event.description = error.description
        event.clientID = client?.id ?? ClientAuthentication.namedClient(request.clientAuthentication)
        event.audience = event.audience ?? request.audience
        event.scope = event.scope ?? request.scope?.joined(separator: " ")
        let reason: JSONObject? = error.detail.map { ["error": ["message": .string($0)]] }
        event.details = Self.details(grant.logDetails(of: request), refusal.subject.details ?? reason)
        await log.append(event)
        return error
    }

    private static func details(_ ofRequest: JSONObject?, _ ofOutcome: JSONObject?) -> JSONObject? {
        guard let ofRequest, let ofOutcome else { return ofRequest ?? ofOutcome }
        return ofRequest.merging(ofOutcome)
    }

    /// The event of refresh tokens that went because a user may have so many with a client and no more.
    private func cleanup(_ outcome: TokenOutcome, _ client: Client, _ exchange: LogEvent) -> LogEvent {
        let limit = RefreshTokenRules.maximumPerClient
        var event = LogEvent(
            tenant: exchange.tenant,
            date: exchange.date,
            type: .resourceCleanup,
            description: "A user may have \(limit) refresh tokens with a client: the oldest were removed."
        )
        (event.clientID, event.clientName) = (client.id, client.name)
        (event.userID, event.userName) = (exchange.userID, exchange.userName)
        (event.ip, event.hostname, event.userAgent) = (exchange.ip, exchange.hostname, exchange.userAgent)
        event.details = [
            "resource": "refresh_token", "limit": .integer(Int64(limit)),
            "removed": .integer(Int64(outcome.removedRefreshTokens)),
        ]
        return event
    }

    private func event(
        _ type: LogEventType,
        _ subject: TokenOutcome.Subject,
        _ client: Client?,
        _ host: RequestHost,
        _ origin: RequestOrigin,
        _ now: Instant
    ) -> LogEvent {
        var event = LogEvent(tenant: host.tenant, date: now, type: type, description: "")
        origin.describe(&event, hostname: host.name)
        event.clientID = client?.id
        event.clientName = client?.name
        event.audience = subject.audience
        event.scope = subject.scope.isEmpty ? nil : subject.scope.joined(separator: " ")
        event.organizationID = subject.organization?.id
        event.organizationName = subject.organization?.name
        event.userID = subject.userID
        event.userName = subject.userName
        event.connection = subject.connection
        // A client that acts for itself has one address.
        if subject.userID != nil || subject.userName != nil { event.clientIP = origin.clientIP ?? origin.ip }
        return event
    }
}
