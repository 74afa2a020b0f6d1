package import Applications
package import Kernel
package import OAuth
import Tokens
package import Wire

/// A grant of `/oauth/token`: loads what its rules need, lets them decide, spends, and has the tokens made.
///
/// The phases every grant shares (client authentication, proof of a key, logging) belong to `TokenFlow`.
package protocol TokenGrant: Sendable {
    /// The `grant_type`.
    var name: String { get }
    /// What the tenant log calls its success and its failure.
    var logTypes: (succeeded: LogEventType, failed: LogEventType) { get }

    /// Whether a client that has the grant among its own may use it: some grants ask for a client that has proved who
    /// it is.
    func admits(_ client: Client) -> Bool

    /// What the tenant log says of a request, whatever comes of it.
    func logDetails(of request: TokenRequest) -> JSONObject?

    /// Answers a request.
    ///
    /// - Throws: `OAuthError`, `TokenRefusal`, or what storage throws.
    func respond(_ exchange: TokenExchange, by issuing: TokenIssuing) async throws -> TokenOutcome
}

extension TokenGrant {
    package func admits(_ client: Client) -> Bool { true }
    package func logDetails(of request: TokenRequest) -> JSONObject? { nil }
}

/// A grant whose request is good for nothing but itself: it decides, and `TokenIssuing` does the rest.
package protocol PlannedGrant: TokenGrant {
    /// Loads and decides.
    ///
    /// - Throws: `OAuthError`, or what storage throws.
    func plan(
        _ request: TokenRequest,
        client: Client,
        host: RequestHost,
        configuration: Configuration,
        now: Instant
    ) async throws -> IssuePlan
}

extension PlannedGrant {
    package func respond(_ exchange: TokenExchange, by issuing: TokenIssuing) async throws -> TokenOutcome {
        let plan = try await plan(
            exchange.request,
            client: exchange.client.client,
            host: exchange.host,
            configuration: issuing.configuration,
            now: exchange.now
        )
        if case .jwt(let api, _) = plan.format { try exchange.checkProof(for: api) }
        let quotas = try await issuing.commit(plan, exchange)
        let answer = try await issuing.mint.mint(
            plan,
            host: exchange.host,
            quotas: quotas,
            keyThumbprint: exchange.proof?.jkt,
            now: exchange.now
        )
        var subject = TokenOutcome.Subject()
        subject.audience = plan.audience
        subject.scope = plan.scope
        subject.organization = plan.organization
        return TokenOutcome(answer: answer, subject: subject)
    }
}
