import Applications
package import Kernel
import OAuth
package import Storage
package import Wire

/// `/oidc/register`: clients that register themselves.
///
/// - SeeAlso: RFC 7591; Auth0: "Dynamic Client Registration".
package struct DynamicRegistration: Sendable {
    private let configuration: Configuration
    private let storage: any Storage
    private let random: RandomSource

    /// Registration in a storage.
    package init(configuration: Configuration, storage: any Storage, random: RandomSource = .system) {
        self.configuration = configuration
        self.storage = storage
        self.random = random
    }

    /// Registers a client; nil where the tenant does not let them.
    ///
    /// - Throws: `OAuthError` 400 for metadata that cannot be.
    package func register(_ body: JSONObject, tenant: TenantID, now: Instant) async throws -> JSONObject? {
        guard try await configuration.settings(tenant).enablesDynamicClientRegistration else { return nil }
        let metadata = try ClientMetadata(body)
        let id = ClientMetadata.idPrefix + random.text(28, from: .base62)
        let secret = random.text(64, from: .urlSafe)
        let client = Document(
            tenant: tenant,
            kind: .client,
            id: id,
            body: metadata.document(id: id, secret: secret, tenant: tenant.rawValue),
            createdAt: now
        )
        try await storage.write { try $0.insert(client, keys: Client.keys(of: client.body)) }
        return metadata.answer(id: id, secret: secret)
    }
}
