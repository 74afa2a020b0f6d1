import Applications
import Kernel
import Storage
package import Wire

/// The public keys that a tenant accepts besides its own, for tokens that its custom token exchange takes.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/keys/custom-signing`.
extension Administration {
    private static let customSigningKeysID = "default"

    /// Answers the keys.
    ///
    /// - Throws: `APIProblem` 404 while there are none.
    package func customSigningKeys(_ context: AdministrationContext) async throws -> JSONObject {
        let document = try await storage.read {
            try $0.document(.customSigningKeys, id: Self.customSigningKeysID, in: context.tenant)
        }
        guard let document else {
            throw APIProblem(404, "Custom signing keys not found.", code: "inexistent_custom_signing_keys")
        }
        return document.body
    }

    /// Replaces the keys.
    package func setCustomSigningKeys(_ body: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.write { transaction in
            let id = Self.customSigningKeysID
            var document = Document(
                tenant: context.tenant,
                kind: .customSigningKeys,
                id: id,
                body: body,
                createdAt: context.now
            )
            if let old = try transaction.document(.customSigningKeys, id: id, in: context.tenant) {
                document.createdAt = old.createdAt
                try transaction.update(document, keys: [])
            } else {
                try transaction.insert(document, keys: [])
            }
            return body
        }
    }

    /// Removes the keys; nothing happens when there are none.
    package func deleteCustomSigningKeys(_ context: AdministrationContext) async throws {
        try await storage.write {
            _ = try $0.deleteDocument(.customSigningKeys, id: Self.customSigningKeysID, in: context.tenant)
        }
    }
}
