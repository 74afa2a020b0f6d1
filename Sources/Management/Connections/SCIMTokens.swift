import Applications
import Kernel
import Storage
import Tokens
package import Wire

/// The tokens that somebody else's directory would show; a token is told once, and only its hash is kept.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/connections/{id}/scim-configuration/tokens`.
extension Administration {
    /// Answers the tokens of a connection.
    ///
    /// - Throws: `APIProblem` 404.
    package func scimTokens(_ connection: String, _ context: AdministrationContext) async throws -> [JSONObject] {
        try await storage.read { transaction in
            _ = try SCIMConfiguration.required(connection, context, transaction)
            let query = DocumentQuery(.scimToken, in: context.tenant, parent: connection)
            return try transaction.documents(query).map { $0.body.filtered(["hash"], keeping: false) }
        }
    }

    /// Makes a token of a connection, which may have two.
    ///
    /// - Throws: `APIProblem` 404, or 409 for a third token.
    package func createSCIMToken(
        _ connection: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = identifiers.make(.scimToken)
        let secret = "\(id).\(random.text(43, from: .urlSafe))"
        var body: JSONObject = ["token_id": .string(id), "created_at": context.now.json]
        body["scopes"] = request["scopes"] ?? ["get:users", "post:users", "put:users", "patch:users", "delete:users"]
        if let lifetime = request["token_lifetime"]?.integer {
            // Centuries are enough, and their milliseconds fit into an integer.
            body["valid_until"] = context.now.adding(seconds: min(max(lifetime, 0), 10_000_000_000)).json
        }
        var kept = body
        kept["hash"] = .string(Hexadecimal.encode(Digest.sha256(Array(secret.utf8))))
        let document = Document(
            tenant: context.tenant,
            kind: .scimToken,
            id: id,
            parent: connection,
            body: kept,
            createdAt: context.now
        )
        return try await storage.write { [body] transaction in
            _ = try SCIMConfiguration.required(connection, context, transaction)
            let query = DocumentQuery(.scimToken, in: context.tenant, parent: connection)
            guard try transaction.countDocuments(query) < 2 else {
                throw APIProblem(409, "The connection already has two SCIM tokens.")
            }
            try transaction.insert(document, keys: [])
            return body.merging(["token": .string(secret)]).inOrder(of: ["token_id", "token", "scopes", "created_at"])
        }
    }

    /// Removes a token of a connection; nothing happens where there is none.
    ///
    /// - Throws: `APIProblem` 404 for an unknown connection.
    package func deleteSCIMToken(
        _ connection: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try ConnectionRules.required(connection, context, transaction)
            guard try transaction.document(.scimToken, id: id, in: context.tenant)?.parent == connection else { return }
            try transaction.deleteDocument(.scimToken, id: id, in: context.tenant)
        }
    }
}
