import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// Connections: where users come from. Those of others' directories are kept as the documents they are.
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
        let body = try ConnectionRules.newBody(request, id: id, context, random)
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
            document.body = try ConnectionRules.patched(document.body, patch, context)
            document.updatedAt = context.now
            try transaction.update(document, keys: ConnectionKeys.keys(of: document.body))
            return document.body
        }
    }

    /// Removes a connection with its places in organizations, its keys and its provisioning, and then the users whose
    /// account it is; false if it is not there.
    @discardableResult
    package func deleteConnection(_ id: String, _ context: AdministrationContext) async throws -> Bool {
        let name = try await storage.write { transaction -> String? in
            guard let document = try transaction.document(.connection, id: id, in: context.tenant) else { return nil }
            try ConnectionRules.remove(document, transaction)
            return Connection(document).name
        }
        guard let name else { return false }
        // The connection is gone, so nobody joins; people leave in handfuls, and others' writes go between.
        var last: String?
        repeat {
            last = try await storage.write { [last] transaction in
                try ConnectionRules.removeUsers(of: name, after: last, context, transaction)
            }
        } while last != nil
        return true
    }

    /// Removes the user with an address from a connection; nothing happens if there is none.
    ///
    /// - Throws: `APIProblem` 404 for an unknown connection.
    package func deleteUser(
        ofConnection id: String,
        email: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            let connection = Connection(try ConnectionRules.required(id, context, transaction))
            for user in try transaction.users(email: email, in: context.tenant)
            where user.identities.first?.connection == connection.name {
                try UserRules.remove(user.id, context, transaction)
            }
        }
    }

    /// Refuses a connection whose connector is not there: no connector reaches this server.
    ///
    /// - Throws: `APIProblem` 404.
    package func checkConnector(ofConnection id: String, _ context: AdministrationContext) async throws {
        _ = try await connection(id, context)
        throw APIProblem(404, "The connection is not connected to any node")
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
    /// - Throws: `APIProblem` 404 for the connection, and for a client to be enabled.
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
                guard change["status"]?.bool ?? false else { continue }
                _ = try ClientRules.required(client, in: context.tenant, transaction)
                enabled.append(client)
            }
            document.body["enabled_clients"] = .array(enabled.map(JSONValue.string))
            document.updatedAt = context.now
            try transaction.update(document, keys: ConnectionKeys.keys(of: document.body))
        }
    }
}
