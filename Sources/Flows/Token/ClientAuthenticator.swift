package import Applications
package import Kernel
package import OAuth
import Sessions
package import Storage

/// Finds out which client a request comes from, at endpoints that have nothing else to spend.
package struct ClientAuthenticator: Sendable {
    private let configuration: Configuration
    private let storage: any Storage

    /// Authentication against a configuration.
    package init(configuration: Configuration, storage: any Storage) {
        self.configuration = configuration
        self.storage = storage
    }

    /// The client that has proved who it is; an assertion is good once.
    ///
    /// - Throws: `OAuthError` 401, or what storage throws.
    package func authenticate(
        _ parameters: TokenParameters,
        authorization: String?,
        host: RequestHost,
        now: Instant
    ) async throws -> Client {
        let presented = try PresentedAuthentication(parameters, authorization: authorization)
        var facts: ClientFacts?
        if let name = ClientAuthentication.namedClient(presented) {
            facts = try await configuration.client(name, host.tenant)
        }
        let client = try ClientAuthentication.authenticate(presented, facts: facts, host: host, now: now)
        if let assertion = client.assertion {
            let isFirst = try await storage.write { transaction in
                try transaction.spendAssertion(
                    jti: assertion.jti,
                    clientID: client.client.id,
                    expiresAt: assertion.expiresAt,
                    in: host.tenant
                )
            }
            guard isFirst else { throw OAuthError.unauthorized("the client assertion was used before") }
        }
        return client.client
    }
}
