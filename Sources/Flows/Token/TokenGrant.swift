package import Applications
package import Kernel
package import OAuth

/// A grant of `/oauth/token`: loads what its rules need, and lets them decide.
///
/// The phases every grant shares (client authentication, spending, signing, logging) belong to `TokenFlow`.
package protocol TokenGrant: Sendable {
    /// The `grant_type`.
    var name: String { get }
    /// What the tenant log calls its success and its failure.
    var logTypes: (succeeded: LogEventType, failed: LogEventType) { get }

    /// Whether a client that has the grant among its own may use it: some grants ask for a client that has proved who
    /// it is.
    func admits(_ client: Client) -> Bool

    /// Loads and decides.
    ///
    /// - Throws: `OAuthError`, or what storage throws.
    func plan(
        _ request: TokenRequest,
        client: Client,
        host: RequestHost,
        configuration: Configuration,
        now: Instant
    )
        async throws -> IssuePlan
}
