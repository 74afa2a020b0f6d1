import Applications
package import Kernel
import Storage
package import Wire

/// How somebody else's directory may write users here, by SCIM: kept, not offered.
///
/// A configuration has the id of its connection.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/connections/{id}/scim-configuration`; RFC 7644.
extension Administration {
    /// Answers a page of the configurations of all connections.
    package func scimConfigurations(
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let query = DocumentQuery(.scimConfiguration, in: context.tenant)
            return try Listing.page(query, request, in: transaction) { try SCIMConfiguration.shown($0, transaction) }
        }
    }

    /// Answers the configuration of a connection.
    ///
    /// - Throws: `APIProblem` 404.
    package func scimConfiguration(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read {
            try SCIMConfiguration.shown(try SCIMConfiguration.required(id, context, $0), $0)
        }
    }

    /// Answers how users are mapped where nobody says otherwise.
    ///
    /// - Throws: `APIProblem` 404.
    package func defaultSCIMMapping(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        let strategy = try await connection(id, context)["strategy"]?.string ?? ""
        try SCIMConfiguration.check(strategy)
        return ["mapping": SCIMMapping.mapping(of: strategy)]
    }

    /// Makes the configuration of a connection.
    ///
    /// - Throws: `APIProblem` 404, 400 for a strategy without SCIM, 409 where there is a configuration.
    package func createSCIMConfiguration(
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            let connection = Connection(try ConnectionRules.required(id, context, transaction))
            try SCIMConfiguration.check(connection.strategy)
            let document = Document(
                tenant: context.tenant,
                kind: .scimConfiguration,
                id: id,
                body: [
                    "mapping": request["mapping"] ?? SCIMMapping.mapping(of: connection.strategy),
                    "user_id_attribute": request["user_id_attribute"]
                        ?? .string(SCIMMapping.userID(of: connection.strategy)),
                ],
                createdAt: context.now
            )
            do { try transaction.insert(document, keys: []) } catch StoreError.conflict {
                throw APIProblem(409, "The connection already has a SCIM configuration.")
            }
            return try SCIMConfiguration.shown(document, transaction)
        }
    }

    /// Changes the configuration of a connection.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateSCIMConfiguration(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try SCIMConfiguration.required(id, context, transaction)
            document.body = Patching.merge(document.body, patch)
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
            return try SCIMConfiguration.shown(document, transaction)
        }
    }

    /// Removes the configuration of a connection with its tokens; nothing happens where there is none.
    ///
    /// - Throws: `APIProblem` 404 for an unknown connection.
    package func deleteSCIMConfiguration(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try ConnectionRules.required(id, context, transaction)
            for token in try transaction.documents(DocumentQuery(.scimToken, in: context.tenant, parent: id)) {
                try transaction.deleteDocument(.scimToken, id: token.id, in: context.tenant)
            }
            try transaction.deleteDocument(.scimConfiguration, id: id, in: context.tenant)
        }
    }
}

/// How configurations are kept and shown.
enum SCIMConfiguration {
    private static let strategies: Set<String> = ["okta", "oidc", "samlp", "waad"]

    /// The configuration of a connection.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document {
        _ = try ConnectionRules.required(id, context, transaction)
        guard let document = try transaction.document(.scimConfiguration, id: id, in: context.tenant) else {
            throw APIProblem(404, "Not Found")
        }
        return document
    }

    /// Refuses a strategy whose directories do not write users.
    ///
    /// - Throws: `APIProblem` 400.
    static func check(_ strategy: String) throws {
        guard strategies.contains(strategy) else {
            throw APIProblem(400, "This connection type does not support SCIM.")
        }
    }

    /// A configuration with what is known of its connection.
    static func shown(_ document: Document, _ transaction: some DocumentReading) throws -> JSONObject {
        let connection = try transaction.document(.connection, id: document.id, in: document.tenant)?.body ?? [:]
        return [
            "tenant_name": .string(document.tenant.rawValue), "connection_id": .string(document.id),
            "connection_name": connection["name"] ?? "", "strategy": connection["strategy"] ?? "",
            "mapping": document.body["mapping"] ?? [], "updated_on": document.updatedAt.json,
            "created_at": document.createdAt.json, "user_id_attribute": document.body["user_id_attribute"] ?? "",
        ]
    }
}
