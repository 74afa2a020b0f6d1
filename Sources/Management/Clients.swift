import Applications
package import Kernel
import Storage
package import Wire

/// Clients: the applications of a tenant.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/clients`.
extension Administration {
    /// A page of clients.
    ///
    /// Filters are the parameters of the query: `is_global`, `is_first_party`, `app_type` (several, separated by commas),
    /// `external_client_id`, `q`.
    ///
    /// - Throws: `APIProblem` 400 for a `q` that is not understood.
    package func clients(
        _ query: JSONObject,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let search = try query["q"]?.string.map(ClientSearch.init)
        return try await storage.read { transaction in
            let view = try ClientView(context, in: transaction)
            var documents = DocumentQuery(.client, in: context.tenant)
            documents.keys = ClientRules.filters(query)
            documents.ids = try search?.clientIDs(in: context.tenant, transaction)
            let types = query["app_type"]?.string?.split(separator: ",").map(String.init) ?? []
            guard types.count > 1 else {
                documents.keys += types.map { .attribute("app_type", $0) }
                return try Listing.page(documents, request, in: transaction, transform: view.shown)
            }
            return try ClientRules.page(documents, of: Set(types), request, in: transaction, transform: view.shown)
        }
    }

    /// One client.
    ///
    /// - Throws: `APIProblem` 404.
    package func client(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            let document = try ClientRules.required(id, in: context.tenant, transaction)
            return try ClientView(context, in: transaction).shown(document)
        }
    }

    /// Makes a client, its credentials with it; answers the client with its secret.
    ///
    /// - Throws: `APIProblem` 400 for a credential that is no key, 404 for an API that is not there, 409 for a taken
    ///   alias.
    package func createClient(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        try ClientRules.checkMethods(of: Patching.withoutNulls(request))
        let id = identifiers.clientID()
        let body = ClientDefaults.document(
            request,
            id: id,
            secret: identifiers.secret(),
            tenant: context.tenant.rawValue
        )
        let credentials = try ClientCredentialRules.extract(from: body, client: id, identifiers, context)
        return try await storage.write { transaction in
            var document = Document(
                tenant: context.tenant,
                kind: .client,
                id: id,
                body: credentials.body,
                createdAt: context.now
            )
            document.body = try ClientRules.linked(document.body, context, transaction)
            try ClientRules.refusingTakenAlias {
                try transaction.insert(document, keys: Client.keys(of: document.body))
            }
            for credential in credentials.documents { try transaction.insert(credential, keys: []) }
            try addSystemGrant(of: document, context, transaction)
            let shown = try ClientView(context, in: transaction, changes: true).shown(document)
            return credentials.shown(in: shown)
        }
    }

    /// Changes a client.
    ///
    /// - Throws: `APIProblem` 404, 403 for keys without the scope, 400 for credentials that it does not have, 409 for
    ///   a taken alias.
    package func updateClient(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try ClientRules.checkScope(of: patch, context)
        return try await storage.write { transaction in
            var document = try ClientRules.required(id, in: context.tenant, transaction)
            document.body = ClientDefaults.patched(document.body, patch)
            try ClientRules.checkMethods(of: document.body)
            if patch.contains("resource_server_identifier") {
                document.body = try ClientRules.linked(document.body, context, transaction)
            }
            try ClientCredentialRules.checkReferences(in: patch, of: document, transaction)
            document.updatedAt = context.now
            try ClientRules.refusingTakenAlias {
                try transaction.update(document, keys: Client.keys(of: document.body))
            }
            return try ClientView(context, in: transaction, changes: true).shown(document)
        }
    }

    /// Gives a client a new secret; the old one is worth nothing from then on.
    ///
    /// - Throws: `APIProblem` 404.
    package func rotateClientSecret(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        let secret = identifiers.secret()
        return try await storage.write { transaction in
            var document = try ClientRules.required(id, in: context.tenant, transaction)
            document.body["client_secret"] = .string(secret)
            document.updatedAt = context.now
            try transaction.update(document, keys: Client.keys(of: document.body))
            return try ClientView(context, in: transaction, changes: true).shown(document)
        }
    }

    /// Removes a client with its credentials and grants, and from the connections it was enabled for; nothing happens
    /// when it is gone already.
    ///
    /// - Throws: `APIProblem` 400 for the global client.
    package func deleteClient(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            guard let document = try transaction.document(.client, id: id, in: context.tenant) else { return }
            guard !Client(document).isGlobal else { throw APIProblem(400, "Global client cannot be deleted.") }
            try ConsentRules.removeAll(ofClient: id, context.tenant, transaction)
            try ClientRules.remove(document, at: context.now, transaction)
        }
    }

    /// A page of the connections that a client is enabled for, those of some strategies if any are named.
    ///
    /// - Throws: `APIProblem` 404.
    package func connections(
        ofClient id: String,
        strategies: [String] = [],
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try ClientRules.required(id, in: context.tenant, transaction)
            let enabled = DocumentQuery(.connection, in: context.tenant, keys: [ConnectionKeys.enabledClient(id)])
            guard !strategies.isEmpty else { return try Listing.page(enabled, request, in: transaction) { $0.body } }
            let wanted = try transaction.documents(enabled).filter {
                strategies.contains($0.body["strategy"]?.string ?? "")
            }
            let items = wanted.map { (DocumentPosition(createdAt: $0.createdAt, id: $0.id), $0.body) }
            return try Listing.page(of: items, kind: .connection, request)
        }
    }
}
