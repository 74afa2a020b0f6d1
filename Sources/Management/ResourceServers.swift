import Applications
import Directory
package import Kernel
import Storage
import Tokens
package import Wire

/// Resource servers: the APIs that tokens are for.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/resource-servers`.
extension Administration {
    /// A page of APIs, only those of some identifiers if any are named.
    package func resourceServers(
        identifiers: [String]? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let view = try ResourceServerView(context, in: transaction)
            guard let identifiers else {
                let query = DocumentQuery(.resourceServer, in: context.tenant)
                return try Listing.page(query, request, in: transaction, transform: view.shown)
            }
            let stored = Set(identifiers.map { context.host.storedAudience($0) })
            let documents = try stored.compactMap {
                try transaction.document(.resourceServer, key: ResourceServer.identifierKey, $0, in: context.tenant)
            }
            let items = documents.map {
                (position: DocumentPosition(createdAt: $0.createdAt, id: $0.id), item: view.shown($0))
            }
            let ordered = items.sorted {
                ($0.position.createdAt, $0.position.id) < ($1.position.createdAt, $1.position.id)
            }
            return try Listing.page(of: ordered, kind: .resourceServer, request)
        }
    }

    /// One API, by its id or its identifier.
    ///
    /// - Throws: `APIProblem` 404.
    package func resourceServer(_ idOrIdentifier: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            let document = try ResourceServerRules.required(idOrIdentifier, context, transaction)
            return try ResourceServerView(context, in: transaction).shown(document)
        }
    }

    /// Makes an API, or turns on one that the server brings along.
    ///
    /// - Throws: `APIProblem` 409 for a taken identifier, 400 for a reserved one.
    package func createResourceServer(
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = identifiers.objectID(at: context.now)
        let body = try ResourceServerRules.newBody(request, id: id, secret: identifiers.secret(), context)
        try await makeKeys(for: body, context)
        return try await storage.write { transaction in
            let document = Document(
                tenant: context.tenant,
                kind: .resourceServer,
                id: id,
                body: body,
                createdAt: context.now
            )
            do { try transaction.insert(document, keys: ResourceServer.keys(of: body)) } catch StoreError.conflict {
                throw APIProblem(
                    409,
                    "A resource server with the same identifier already exists.",
                    code: "resource_server_conflict"
                )
            }
            return try ResourceServerView(context, in: transaction).shown(document)
        }
    }

    /// Changes an API; its identifier stays.
    ///
    /// - Throws: `APIProblem` 404, or 400 for a member that one of the server's own keeps as it is.
    package func updateResourceServer(
        _ idOrIdentifier: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let secret = identifiers.secret()
        try await makeKeys(for: patch, context)
        return try await storage.write { transaction in
            var document = try ResourceServerRules.required(idOrIdentifier, context, transaction)
            try ResourceServerRules.checkSystem(document, patch)
            let before = document.body
            document.body = ResourceServerRules.patched(document.body, patch, secret: secret)
            document.updatedAt = context.now
            let lost = ResourceServerRules.lostScopes(from: before, to: document.body)
            if !lost.isEmpty {
                let identifier = ResourceServer(document).identifier
                try transaction.removePermissions(on: identifier, named: lost, in: context.tenant)
            }
            try transaction.update(document, keys: ResourceServer.keys(of: document.body))
            return try ResourceServerView(context, in: transaction).shown(document)
        }
    }

    /// Removes an API with the grants for it; nothing happens when it is gone already.
    ///
    /// - Throws: `APIProblem` 400 for the management API.
    package func deleteResourceServer(_ idOrIdentifier: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            let found = try ResourceServerRules.find(idOrIdentifier, context, transaction)
            guard let found else { return }
            let identifier = ResourceServer(found).identifier
            guard identifier != RequestHost.storedManagementAudience(context.tenant) else {
                throw APIProblem(400, "System resource servers cannot be deleted.", code: "operation_not_supported")
            }
            let grants = DocumentQuery(
                .clientGrant,
                in: context.tenant,
                keys: [.attribute("audience", identifier)]
            )
            for grant in try transaction.documents(grants) { try ClientGrantRules.remove(grant, transaction) }
            try transaction.removePermissions(on: identifier, named: nil, in: context.tenant)
            try transaction.deleteDocument(.resourceServer, id: found.id, in: context.tenant)
        }
    }

    /// Makes the tenant's keys of the family that an API signs with, where a new tenant has none.
    private func makeKeys(for api: JSONObject, _ context: AdministrationContext) async throws {
        let algorithm = api["signing_alg"]?.string.flatMap(JWSAlgorithm.init)
        guard let family = algorithm?.family, family == .ec || family == .okp else { return }
        try await signingKeys(family: family, context)
    }
}

/// How APIs look on the wire: with the client that stands for them, without the keys of others.
struct ResourceServerView {
    private let host: RequestHost
    private let clients: [String: String]

    /// A view on the host of a call.
    init(_ context: AdministrationContext, in transaction: some DocumentReading) throws {
        host = context.host
        let query = DocumentQuery(.client, in: context.tenant, keys: [.attribute("app_type", "resource_server")])
        var clients: [String: String] = [:]
        for client in try transaction.documents(query) {
            if let identifier = client.body["resource_server_identifier"]?.string { clients[identifier] = client.id }
        }
        self.clients = clients
    }

    /// An API as the wire shows it.
    func shown(_ document: Document) -> JSONObject {
        var body = document.body
        let identifier = body["identifier"]?.string ?? ""
        body["identifier"] = .string(host.shownAudience(identifier))
        if body["scopes"]?.array?.isEmpty ?? false { body["scopes"] = nil }
        if var encryption = body["token_encryption"]?.object {
            encryption["encryption_key"] = encryption["encryption_key"]?.object.map {
                .object($0.filtered(["pem"], keeping: false))
            }
            body["token_encryption"] = .object(encryption)
        }
        if let client = clients[identifier] { body["client_id"] = .string(client) }
        return body
    }
}
