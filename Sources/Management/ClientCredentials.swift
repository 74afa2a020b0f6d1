import Applications
import Kernel
import Storage
package import Wire

/// The keys and certificates by which clients authenticate.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/clients/{client_id}/credentials`.
extension Administration {
    /// All credentials of a client.
    ///
    /// - Throws: `APIProblem` 404.
    package func clientCredentials(
        _ client: String,
        _ context: AdministrationContext
    ) async throws -> [JSONObject] {
        try await storage.read { transaction in
            _ = try ClientRules.required(client, in: context.tenant, transaction)
            let query = DocumentQuery(.clientCredential, in: context.tenant, parent: client)
            return try transaction.documents(query).map(ClientCredentialRules.shown)
        }
    }

    /// All credentials of a client with their public keys, for the operator.
    ///
    /// - Throws: `APIProblem` 404.
    package func clientKeys(_ client: String, _ context: AdministrationContext) async throws -> [JSONObject] {
        try await storage.read { transaction in
            _ = try ClientRules.required(client, in: context.tenant, transaction)
            return try transaction.documents(DocumentQuery(.clientCredential, in: context.tenant, parent: client))
                .map(\.body)
        }
    }

    /// One credential of a client.
    ///
    /// - Throws: `APIProblem` 404.
    package func clientCredential(
        _ client: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { transaction in
            ClientCredentialRules.shown(
                try ClientCredentialRules.required(id, of: client, in: context.tenant, transaction)
            )
        }
    }

    /// Gives a client a credential; it serves when the client's authentication methods name it.
    ///
    /// - Throws: `APIProblem` 404, or 400 for what is no key or certificate.
    package func createClientCredential(
        _ client: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let credential = try ClientCredentialRules.document(request, client: client, identifiers, context)
        return try await storage.write { transaction in
            _ = try ClientRules.required(client, in: context.tenant, transaction)
            try transaction.insert(credential, keys: [])
            return ClientCredentialRules.created(credential)
        }
    }

    /// Changes when a credential expires; `null` for never.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateClientCredential(
        _ client: String,
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var credential = try ClientCredentialRules.required(id, of: client, in: context.tenant, transaction)
            if let expiry = patch["expires_at"] {
                credential.body["expires_at"] = try ClientCredentialRules.expiry(expiry)?.json
            }
            credential.updatedAt = context.now
            credential.body["updated_at"] = context.now.json
            try transaction.update(credential, keys: [])
            return ClientCredentialRules.shown(credential)
        }
    }

    /// Takes a credential from a client and from its authentication methods; nothing happens when it is gone already.
    package func deleteClientCredential(
        _ client: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            guard let credential = try transaction.document(.clientCredential, id: id, in: context.tenant),
                credential.parent == client
            else { return }
            try transaction.deleteDocument(.clientCredential, id: id, in: context.tenant)
            guard var owner = try transaction.document(.client, id: client, in: context.tenant) else { return }
            let body = ClientCredentialRules.removing(id, from: owner.body)
            guard body != owner.body else { return }
            owner.body = body
            owner.updatedAt = context.now
            try transaction.update(owner, keys: Client.keys(of: body))
        }
    }
}
