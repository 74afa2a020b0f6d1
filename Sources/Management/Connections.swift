package import Applications
package import Kernel
import Storage
package import Wire

/// Connections, kept as the documents they are: where users come from is for those to act on who sign users in.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/connections`.
extension Administration {
    /// A page of connections, only those of some strategies or of a name if any are given.
    package func connections(
        strategies: [String]? = nil,
        name: String? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            var query = DocumentQuery(.connection, in: context.tenant)
            if let name { query.keys.append(.unique(ConnectionKeys.name, name)) }
            guard let strategies, strategies.count > 1 else {
                query.keys += (strategies ?? []).map { .attribute("strategy", $0) }
                return try Listing.page(query, request, in: transaction) { $0.body }
            }
            // Keys narrow a query; documents of either strategy are few enough to be looked through.
            let wanted = Set(strategies)
            let items = try transaction.documents(query)
                .filter { wanted.contains($0.body["strategy"]?.string ?? "") }
                .map { (position: DocumentPosition(createdAt: $0.createdAt, id: $0.id), item: $0.body) }
            return try Listing.page(of: items, kind: .connection, request)
        }
    }

    /// One connection.
    ///
    /// - Throws: `APIProblem` 404.
    package func connection(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { try ConnectionRules.required(id, context, $0).body }
    }

    /// Makes a connection.
    ///
    /// - Throws: `APIProblem` 400 for options that exclude one another, 409 for a taken name.
    package func createConnection(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        let id = identifiers.make(.connection)
        let body = try ConnectionRules.newBody(request, id: id)
        let document = Document(
            tenant: context.tenant,
            kind: .connection,
            id: id,
            body: body,
            createdAt: context.now
        )
        try await storage.write { transaction in
            do {
                try transaction.insert(document, keys: ConnectionKeys.keys(of: body))
            } catch StoreError.conflict {
                throw APIProblem(
                    409,
                    "A connection with name '\(body["name"]?.string ?? "")' already exists",
                    code: "conflict"
                )
            }
        }
        return body
    }

    /// Changes a connection; its options are replaced whole.
    ///
    /// - Throws: `APIProblem` 400 and 404.
    package func updateConnection(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try ConnectionRules.required(id, context, transaction)
            document.body = Patching.merge(document.body, patch, mergedMembers: [])
            try ConnectionRules.check(document.body)
            document.updatedAt = context.now
            try transaction.update(document, keys: ConnectionKeys.keys(of: document.body))
            return document.body
        }
    }

    /// Removes a connection and its places in organizations; nothing happens if it is not there.
    package func deleteConnection(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            try transaction.deleteDocument(.connection, id: id, in: context.tenant)
            let places = DocumentQuery(
                .organizationConnection,
                in: context.tenant,
                keys: OrganizationConnection.keys(id)
            )
            for place in try transaction.documents(places) {
                try transaction.deleteDocument(.organizationConnection, id: place.id, in: context.tenant)
            }
        }
    }

    /// A page of the clients that a connection is enabled for.
    ///
    /// - Throws: `APIProblem` 404.
    package func clients(
        ofConnection id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let body = try await connection(id, context)
        let items = (body["enabled_clients"]?.strings ?? []).sorted().map { client in
            (
                position: DocumentPosition(createdAt: Instant(seconds: 0), id: client),
                item: ["client_id": .string(client)] as JSONObject
            )
        }
        return try Listing.page(of: items, kind: .connection, request)
    }

    /// Enables and disables a connection for clients, each item `{client_id, status}`.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateClients(
        ofConnection id: String,
        _ changes: [JSONValue],
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            var document = try ConnectionRules.required(id, context, transaction)
            var enabled = document.body["enabled_clients"]?.strings ?? []
            for change in changes {
                guard let client = change["client_id"]?.string else { continue }
                enabled.removeAll { $0 == client }
                if change["status"]?.bool ?? false { enabled.append(client) }
            }
            document.body["enabled_clients"] = .array(enabled.map(JSONValue.string))
            document.updatedAt = context.now
            try transaction.update(document, keys: ConnectionKeys.keys(of: document.body))
        }
    }
}
