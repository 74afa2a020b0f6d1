package import Applications
package import Kernel
import Metrics
package import OAuth
import Sessions
package import Storage
import Wire

/// `/oauth/token` from a parsed request to a signed token: load, decide, commit, mint.
package struct TokenFlow: Sendable {
    /// The grants, by name.
    private let grants: [String: any TokenGrant]
    private let configuration: Configuration
    private let storage: any Storage
    private let mint: TokenMint
    private let log: LogSink
    private let issued: [String: Counter]

    /// A flow of these grants.
    package init(
        grants: [any TokenGrant],
        configuration: Configuration,
        storage: any Storage,
        mint: TokenMint,
        log: LogSink
    ) {
        self.grants = Dictionary(grants.map { ($0.name, $0) }) { $1 }
        self.configuration = configuration
        self.storage = storage
        self.mint = mint
        self.log = log
        issued = self.grants.mapValues { Counter(label: "latchkey_tokens_total", dimensions: [("grant", $0.name)]) }
    }

    /// The grants that are offered, in order of name.
    package var grantNames: [String] { grants.keys.sorted() }

    /// Answers a request; either way the tenant log hears of it.
    ///
    /// - Throws: `OAuthError`, or what storage throws.
    package func respond(
        _ request: TokenRequest,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> TokenAnswer {
        guard let grant = grants[request.grantType] else {
            throw OAuthError(400, .unsupportedGrantType, "Unsupported grant type: \(request.grantType)")
        }
        var known: Client?
        do {
            let client = try await authenticate(request, host: host, now: now, known: &known)
            guard client.client.grantTypes.contains(grant.name), grant.admits(client.client) else {
                throw OAuthError.grantNotAllowed(grant.name)
            }
            let plan = try await grant.plan(
                request,
                client: client.client,
                host: host,
                configuration: configuration,
                now: now
            )
            let quotas = try await commit(plan, client, host: host, now: now)
            let answer = try await mint.mint(plan, host: host, quotas: quotas, now: now)
            issued[grant.name]?.increment()
            await log.append(event(grant.logTypes.succeeded, plan, host: host, origin: origin, now: now))
            return answer
        } catch let error as OAuthError {
            Counter(
                label: "latchkey_token_errors_total",
                dimensions: [("grant", grant.name), ("error", error.code.rawValue)]
            ).increment()
            await log.append(
                event(grant.logTypes.failed, error, request, known, host: host, origin: origin, now: now)
            )
            throw error
        }
    }

    private func authenticate(
        _ request: TokenRequest,
        host: RequestHost,
        now: Instant,
        known: inout Client?
    ) async throws -> AuthenticatedClient {
        var facts: ClientFacts?
        if let name = ClientAuthentication.namedClient(request.clientAuthentication) {
            facts = try await configuration.client(name, host.tenant)
            known = facts?.client
        }
        return try ClientAuthentication.authenticate(
            request.clientAuthentication,
            facts: facts,
            host: host,
            now: now
        )
    }

    /// Spends what can be spent once, then counts against the quotas.
    ///
    /// A request that breaks a rule never comes here, so nobody burns what is not theirs; one that fails after this has
    /// used its assertion up, which is the safe side.
    private func commit(
        _ plan: IssuePlan,
        _ client: AuthenticatedClient,
        host: RequestHost,
        now: Instant
    ) async throws -> [QuotaReading] {
        let windows = QuotaWindows(plan.quotas, now: now)
        guard client.assertion != nil || !windows.isEmpty else { return [] }
        let outcome = try await storage.write { transaction -> (isSpent: Bool, readings: [QuotaReading]) in
            if let assertion = client.assertion {
                let isFirst = try transaction.spendAssertion(
                    jti: assertion.jti,
                    clientID: client.client.id,
                    expiresAt: assertion.expiresAt,
                    in: host.tenant
                )
                guard isFirst else { return (true, []) }
            }
            return (false, try windows.count(in: transaction, tenant: host.tenant))
        }
        guard !outcome.isSpent else { throw OAuthError.unauthorized("the client assertion was used before") }
        if let exceeded = outcome.readings.first(where: \.isRefused) {
            throw QuotaExceeded(holder: exceeded.holder, readings: outcome.readings).error
        }
        return outcome.readings
    }

    private func event(
        _ type: LogEventType,
        _ plan: IssuePlan,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) -> LogEvent {
        var event = LogEvent(tenant: host.tenant, date: now, type: type, description: "")
        origin.describe(&event, hostname: host.name)
        event.clientID = plan.client.id
        event.clientName = plan.client.name
        event.audience = plan.audience
        event.scope = plan.scope.isEmpty ? nil : plan.scope.joined(separator: " ")
        event.organizationID = plan.organization?.id
        event.organizationName = plan.organization?.name
        return event
    }

    private func event(
        _ type: LogEventType,
        _ error: OAuthError,
        _ request: TokenRequest,
        _ client: Client?,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) -> LogEvent {
        var event = LogEvent(tenant: host.tenant, date: now, type: type, description: error.description)
        origin.describe(&event, hostname: host.name)
        event.clientID = client?.id ?? ClientAuthentication.namedClient(request.clientAuthentication)
        event.clientName = client?.name
        event.audience = request.audience
        event.scope = request.scope?.joined(separator: " ")
        if let detail = error.detail { event.details = ["error": ["message": .string(detail)]] }
        return event
    }
}
