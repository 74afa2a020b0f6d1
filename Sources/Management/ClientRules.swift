import Applications
import Kernel
import Storage
import Wire

/// What the use cases about clients need.
enum ClientRules {
    /// The refusal of a client that is not there.
    static let unknown = APIProblem(404, "The client does not exist", code: "inexistent_client")

    private static let keyMembers: Set<String> = ["client_secret", "signing_keys", "encryption_key"]

    /// The document of a client.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(_ id: String, in tenant: TenantID, _ transaction: some DocumentReading) throws -> Document {
        guard let document = try transaction.document(.client, id: id, in: tenant) else { throw unknown }
        return document
    }

    /// The keys a list is narrowed by; the global client shows only to those who ask for it.
    static func filters(_ query: JSONObject) -> [DocumentKey] {
        var keys: [DocumentKey] = [.attribute("global", String(query["is_global"]?.bool ?? false))]
        if let isFirstParty = query["is_first_party"]?.bool {
            keys.append(.attribute("is_first_party", String(isFirstParty)))
        }
        if let id = query["external_client_id"]?.string { keys.append(.attribute("external_client_id", id)) }
        return keys
    }

    /// A page of the clients of several application types, which one query of documents cannot ask for.
    static func page(
        _ query: DocumentQuery,
        of types: Set<String>,
        _ request: PageRequest,
        in transaction: some DocumentReading,
        transform: (Document) -> JSONObject
    ) throws -> Page<JSONObject> {
        var documents: [Document] = []
        for type in types {
            var query = query
            query.keys.append(.attribute("app_type", type))
            documents += try transaction.documents(query)
        }
        documents.sort { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        let items = documents.map { (position: DocumentPosition(createdAt: $0.createdAt, id: $0.id), item: $0) }
        return try Listing.page(of: items, kind: .client, request).map(transform)
    }

    /// Refuses a client with both ways of saying how it authenticates.
    ///
    /// - Throws: `APIProblem` 400.
    static func checkMethods(of body: JSONObject) throws {
        guard body.contains("client_authentication_methods"), body.contains("token_endpoint_auth_method") else {
            return
        }
        throw APIProblem(
            400,
            "Cannot set both client_authentication_methods and token_endpoint_auth_method",
            code: "invalid_body"
        )
    }

    /// Refuses keys from those who may change clients but not their keys.
    ///
    /// - Throws: `APIProblem` 403.
    static func checkScope(of patch: JSONObject, _ context: AdministrationContext) throws {
        let scope = "update:client_keys"
        guard !keyMembers.isDisjoint(with: patch.keys), !context.scopes.contains(scope) else { return }
        throw APIProblem(403, "Insufficient scope, expected any of: \(scope)", code: "insufficient_scope")
    }

    /// The body with the identifier of the API that the client stands for as it is stored.
    ///
    /// - Throws: `APIProblem` 404 when there is no such API.
    static func linked(
        _ body: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> JSONObject {
        guard let shown = body["resource_server_identifier"]?.string else { return body }
        let identifier = context.host.storedAudience(shown)
        let key = ResourceServer.identifierKey
        guard try transaction.document(.resourceServer, key: key, identifier, in: context.tenant) != nil else {
            throw ResourceServerRules.unknown
        }
        var body = body
        body["resource_server_identifier"] = .string(identifier)
        return body
    }

    /// Runs a write and tells a taken alias as the wire does.
    static func refusingTakenAlias(_ write: () throws -> Void) throws {
        do { try write() } catch StoreError.conflict(key: "client_alias") {
            throw APIProblem(409, "Another client exists with the same alias.")
        }
    }

    /// Removes a client and what hangs on it.
    static func remove(_ client: Document, at now: Instant, _ transaction: some DocumentWriting) throws {
        let tenant = client.tenant
        let credentials = DocumentQuery(.clientCredential, in: tenant, parent: client.id)
        for credential in try transaction.documents(credentials) {
            try transaction.deleteDocument(.clientCredential, id: credential.id, in: tenant)
        }
        let grants = DocumentQuery(.clientGrant, in: tenant, keys: [.attribute("client_id", client.id)])
        for grant in try transaction.documents(grants) { try ClientGrantRules.remove(grant, transaction) }
        let connections = DocumentQuery(.connection, in: tenant, keys: [ConnectionKeys.enabledClient(client.id)])
        for var connection in try transaction.documents(connections) {
            let others = connection.body["enabled_clients"]?.array?.filter { $0.string != client.id } ?? []
            connection.body["enabled_clients"] = .array(others)
            connection.updatedAt = now
            try transaction.update(connection, keys: ConnectionKeys.keys(of: connection.body))
        }
        try transaction.deleteDocument(.client, id: client.id, in: tenant)
    }
}

/// What `q` of a list of clients can ask: which clients have a grant for an organization, or for any.
struct ClientSearch {
    private enum Term {
        case organization(String)
        case anyOrganization(String)
    }

    private let terms: [Term]

    /// Reads one term, or several joined by `AND`.
    ///
    /// - Throws: `APIProblem` 400.
    init(_ text: String) throws {
        terms = try text.split(separator: " ").filter { $0 != "AND" }.map { word in
            let parts = word.split(separator: ":", maxSplits: 1).map { $0.filter { $0 != "\"" } }
            guard parts.count == 2 else { throw Self.unknown }
            switch parts[0] {
            case "client_grant.organization_id": return .organization(parts[1])
            case "client_grant.allow_any_organization": return .anyOrganization(parts[1])
            default: throw Self.unknown
            }
        }
        guard !terms.isEmpty else { throw Self.unknown }
    }

    /// The ids of the clients that every term finds.
    func clientIDs(in tenant: TenantID, _ transaction: some DocumentReading) throws -> [String] {
        var found: Set<String>?
        for term in terms {
            let clients = Set(try grants(term, tenant, transaction).compactMap { $0.body["client_id"]?.string })
            found = found.map { $0.intersection(clients) } ?? clients
        }
        return (found ?? []).sorted()
    }

    private func grants(_ term: Term, _ tenant: TenantID, _ transaction: some DocumentReading) throws -> [Document] {
        switch term {
        case .anyOrganization(let value):
            let key = DocumentKey.attribute("allow_any_organization", value)
            return try transaction.documents(DocumentQuery(.clientGrant, in: tenant, keys: [key]))
        case .organization(let id):
            let links = try transaction.documents(DocumentQuery(.organizationClientGrant, in: tenant, parent: id))
            let ids = links.compactMap { $0.body["grant_id"]?.string }
            return try transaction.documents(DocumentQuery(.clientGrant, in: tenant, ids: ids))
        }
    }

    private static let unknown = APIProblem(
        400,
        "The 'q' parameter only allows client_grant.organization_id and client_grant.allow_any_organization.",
        code: "invalid_query_string"
    )
}
