import Applications
package import Kernel
import Storage
import Tokens
package import Wire

/// The hierarchy of keys that a tenant's secrets are under: a root, the server's own (`environment-root-key`) or one that
/// the customer brought (`customer-provided-root-key`), and under it the tenant's master key, which every change of
/// root and every rekeying replaces.
///
/// What storage seals, it seals under the server's own master key; the hierarchy here is the tenant's record of which
/// root stands above, and keeps a root that was brought.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/keys/encryption`; Auth0: "Customer Managed Keys".
extension Administration {
    /// Answers a page of the keys, newest first, destroyed ones too.
    package func encryptionKeys(
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await makeEncryptionKeys(context)
        return try await storage.read { transaction in
            let query = DocumentQuery(.encryptionKey, in: context.tenant, isDescending: true)
            return try Listing.page(query, request, in: transaction) { EncryptionKeyRules.shown($0.body) }
        }
    }

    /// Answers a key.
    ///
    /// - Throws: `APIProblem` 404.
    package func encryptionKey(_ kid: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read {
            EncryptionKeyRules.shown(try EncryptionKeyRules.required(kid, context.tenant, $0).body)
        }
    }

    /// Makes a key: a place for a root that the customer will bring, or a key of the tenant's own.
    package func createEncryptionKey(_ body: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        try await makeEncryptionKeys(context)
        let hierarchy = EncryptionKeyRules(identifiers: identifiers, context: context)
        let isRoot = body["type"]?.string == EncryptionKeyRules.Kind.customerRoot.rawValue
        return try await storage.write { transaction in
            let key =
                isRoot
                ? try hierarchy.insert(.customerRoot, .preActivation, parent: nil, transaction)
                : try hierarchy.insert(
                    .tenantKey,
                    .active,
                    parent: try hierarchy.active(.tenantMaster, transaction)?.id,
                    transaction
                )
            return EncryptionKeyRules.shown(key.body)
        }
    }

    /// Makes the RSA key that a root is to be wrapped with, anew if there is one.
    ///
    /// - Throws: `APIProblem` 404, or 409 for a key that does not wait for its material.
    package func createWrappingKey(_ kid: String, _ context: AdministrationContext) async throws -> JSONObject {
        let document = try await storage.read { try EncryptionKeyRules.required(kid, context.tenant, $0) }
        try EncryptionKeyRules.requirePending(document)
        let key = try await KeyMaking.run { try WrappingKey.generate() }
        let answer: JSONObject = [
            "public_key": .string(try key.publicKeyPEM), "algorithm": .string(WrappingKey.algorithm),
        ]
        let privateKey = Base64.encode(try key.pkcs8)
        return try await storage.write { transaction in
            var document = try EncryptionKeyRules.required(kid, context.tenant, transaction)
            try EncryptionKeyRules.requirePending(document)
            document.body["private_key"] = .string(privateKey)
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
            return answer
        }
    }

    /// Takes in a root that the customer wrapped, which then stands above the tenant's master key.
    ///
    /// - Throws: `APIProblem` 404, 409 for a key that does not wait for its material, or 400 for material that cannot be
    ///   unwrapped.
    package func importEncryptionKey(
        _ kid: String,
        _ body: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let document = try await storage.read { try EncryptionKeyRules.required(kid, context.tenant, $0) }
        try EncryptionKeyRules.requirePending(document)
        let material = try EncryptionKeyRules.unwrap(body["wrapped_key"]?.string ?? "", for: document)
        let hierarchy = EncryptionKeyRules(identifiers: identifiers, context: context)
        return try await storage.write { transaction in
            var root = try EncryptionKeyRules.required(kid, context.tenant, transaction)
            try EncryptionKeyRules.requirePending(root)
            for other in try hierarchy.all(transaction) where EncryptionKeyRules.isActiveRoot(other) {
                try hierarchy.set(.destroyed, other, transaction)
            }
            root.body["private_key"] = nil
            root.body["wrapped_key"] = .string(Base64.encode(material))
            root = try hierarchy.set(.active, root, transaction)
            try hierarchy.replaceMaster(under: root.id, transaction)
            return EncryptionKeyRules.shown(root.body)
        }
    }

    /// Replaces the tenant's master key by a new one under the same root.
    package func rekey(_ context: AdministrationContext) async throws {
        try await makeEncryptionKeys(context)
        let hierarchy = EncryptionKeyRules(identifiers: identifiers, context: context)
        try await storage.write { transaction in
            let root = try hierarchy.all(transaction).first(where: EncryptionKeyRules.isActiveRoot)
            try hierarchy.replaceMaster(under: root?.id, transaction)
        }
    }

    /// Destroys a root that the customer brought, or was to bring; the server's own takes its place.
    ///
    /// Nothing happens to a key that is destroyed or unknown.
    ///
    /// - Throws: `APIProblem` 400 for a key of another type.
    package func deleteEncryptionKey(_ kid: String, _ context: AdministrationContext) async throws {
        let hierarchy = EncryptionKeyRules(identifiers: identifiers, context: context)
        try await storage.write { transaction in
            guard let key = try transaction.document(.encryptionKey, id: kid, in: context.tenant),
                EncryptionKeyRules.state(key) != .destroyed
            else { return }
            guard EncryptionKeyRules.kind(key) == .customerRoot else {
                throw APIProblem(400, "Only a customer-provided-root-key can be deleted.", code: "invalid_operation")
            }
            try hierarchy.set(.destroyed, key, transaction)
            let root = try hierarchy.all(transaction).first(where: EncryptionKeyRules.isActiveRoot)
            let parent = try root?.id ?? hierarchy.insert(.environmentRoot, .active, parent: nil, transaction).id
            try hierarchy.replaceMaster(under: parent, transaction)
        }
    }

    /// Makes the keys that every tenant has, if it has none yet.
    private func makeEncryptionKeys(_ context: AdministrationContext) async throws {
        let query = DocumentQuery(.encryptionKey, in: context.tenant, limit: 1)
        guard try await storage.read({ try $0.documents(query).isEmpty }) else { return }
        let hierarchy = EncryptionKeyRules(identifiers: identifiers, context: context)
        try await storage.write { transaction in
            guard try transaction.documents(query).isEmpty else { return }
            let root = try hierarchy.insert(.environmentRoot, .active, parent: nil, transaction)
            try hierarchy.insert(.tenantMaster, .active, parent: root.id, transaction)
        }
    }
}
