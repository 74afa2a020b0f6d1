import Applications
package import Kernel
import Storage
package import Wire

/// Client grants: which scopes of which APIs clients may have.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/client-grants`.
extension Administration {
    /// A page of grants.
    ///
    /// Filters are the parameters of the query: `audience`, `client_id`, `allow_any_organization`, `subject_type`,
    /// `default_for`.
    package func clientGrants(
        _ query: JSONObject,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        var documents = DocumentQuery(.clientGrant, in: context.tenant)
        for name in ["client_id", "subject_type", "default_for"] {
            if let value = query[name]?.string { documents.keys.append(.attribute(name, value)) }
        }
        if let audience = query["audience"]?.string {
            documents.keys.append(.attribute("audience", context.host.storedAudience(audience)))
        }
        if let isAllowed = query["allow_any_organization"]?.bool {
            documents.keys.append(.attribute("allow_any_organization", String(isAllowed)))
        }
        return try await storage.read { [documents] transaction in
            try Listing.page(documents, request, in: transaction) { ClientGrantRules.shown($0, context) }
        }
    }

    /// One grant.
    ///
    /// - Throws: `APIProblem` 404.
    package func clientGrant(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            ClientGrantRules.shown(try ClientGrantRules.required(id, in: context.tenant, transaction), context)
        }
    }

    /// Grants scopes of an API to a client, or by default to the clients of a group.
    ///
    /// - Throws: `APIProblem` 404 for an unknown client or API, 409 if there is such a grant, 400 for what cannot be.
    package func createClientGrant(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        let id = identifiers.make(.clientGrant)
        let body = try ClientGrantRules.newBody(request, id: id, context)
        return try await storage.write { transaction in
            try ClientGrantRules.checkClient(of: body, in: context.tenant, transaction)
            try ClientGrantRules.checkAudience(of: body, request, context, transaction)
            let document = Document(
                tenant: context.tenant,
                kind: .clientGrant,
                id: id,
                body: body,
                createdAt: context.now
            )
            do { try transaction.insert(document, keys: ClientGrant.keys(of: body)) } catch StoreError.conflict {
                throw ClientGrantRules.taken(request)
            }
            return ClientGrantRules.shown(document, context)
        }
    }

    /// Changes a grant; its client, audience and subject type stay.
    ///
    /// - Throws: `APIProblem` 404, or 400 for a grant of the server's own.
    package func updateClientGrant(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try ClientGrantRules.required(id, in: context.tenant, transaction)
            guard !ClientGrantRules.isSystem(document) else {
                throw APIProblem(400, "System client grants cannot be patched.", code: "operation_not_supported")
            }
            var body = Patching.merge(document.body, patch)
            if !body.contains("scope") { body["scope"] = [] }
            try ClientGrantRules.checkScope(of: body)
            try ClientGrantRules.checkAudience(of: body, patch, context, transaction)
            document.body = body
            document.updatedAt = context.now
            try transaction.update(document, keys: ClientGrant.keys(of: body))
            return ClientGrantRules.shown(document, context)
        }
    }

    /// Removes a grant, also from the organizations it was given to; nothing happens when it is gone already.
    ///
    /// - Throws: `APIProblem` 400 for a grant of the server's own.
    package func deleteClientGrant(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            guard let document = try transaction.document(.clientGrant, id: id, in: context.tenant) else { return }
            guard !ClientGrantRules.isSystem(document) else {
                throw APIProblem(400, "System client grants cannot be deleted.", code: "operation_not_supported")
            }
            try ClientGrantRules.remove(document, transaction)
        }
    }

    /// Gives a client of the server's own kind the grant that comes with it.
    func addSystemGrant(
        of client: Document,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws {
        guard client.body["app_type"]?.string == ClientGrantRules.expressConfiguration else { return }
        let id = identifiers.make(.clientGrant)
        let body: JSONObject = [
            "id": .string(id), "client_id": .string(client.id),
            "audience": .string(RequestHost.storedManagementAudience(context.tenant)),
            "scope": .array(ClientGrantRules.expressScopes.map(JSONValue.string)), "is_system": true,
            "subject_type": "client",
        ]
        let grant = Document(tenant: context.tenant, kind: .clientGrant, id: id, body: body, createdAt: context.now)
        try transaction.insert(grant, keys: ClientGrant.keys(of: body))
    }
}

/// What the use cases about client grants need.
enum ClientGrantRules {
    /// The application type whose grants the server makes and keeps.
    static let expressConfiguration = "express_configuration"

    /// The scopes of the grant that an express configuration client comes with.
    static let expressScopes = [
        "read:clients", "read:user_attribute_profiles", "read:connection_profiles", "read:organizations_summary",
        "read:connections", "create:connections", "update:connections", "read:connections_options",
        "update:connections_options", "read:organization_connections", "create:organization_connections",
        "update:organization_connections", "create:scim_config", "read:scim_token", "create:scim_token",
        "delete:scim_token",
    ]

    private static let members = [
        "id", "client_id", "audience", "scope", "organization_usage", "allow_any_organization", "default_for",
        "is_system", "subject_type", "authorization_details_types", "allow_all_scopes",
    ]

    /// The document of a grant.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(_ id: String, in tenant: TenantID, _ transaction: some DocumentReading) throws -> Document {
        guard let document = try transaction.document(.clientGrant, id: id, in: tenant) else {
            throw OrganizationGrantRules.unknownGrant
        }
        return document
    }

    /// A grant as the wire shows it.
    static func shown(_ grant: Document, _ context: AdministrationContext) -> JSONObject {
        var body = grant.body
        if let audience = body["audience"]?.string { body["audience"] = .string(context.host.shownAudience(audience)) }
        return body
    }

    /// Whether the server made the grant for itself.
    static func isSystem(_ grant: Document) -> Bool { grant.body["is_system"]?.bool ?? false }

    /// The body of a new grant.
    ///
    /// - Throws: `APIProblem` 400 unless it is for either a client or a group of clients.
    static func newBody(_ request: JSONObject, id: String, _ context: AdministrationContext) throws -> JSONObject {
        var body = Patching.withoutNulls(request)
        guard body.contains("client_id") != body.contains("default_for") else {
            throw APIProblem(
                400,
                "Payload validation error: 'Exactly one of client_id and default_for is required'.",
                code: "invalid_body"
            )
        }
        body["id"] = .string(id)
        body["audience"] = .string(context.host.storedAudience(body["audience"]?.string ?? ""))
        if !body.contains("scope") { body["scope"] = [] }
        if !body.contains("subject_type") { body["subject_type"] = "client" }
        try checkScope(of: body)
        return body.inOrder(of: members)
    }

    /// Refuses a list of scopes beside the word that all are granted.
    ///
    /// - Throws: `APIProblem` 400.
    static func checkScope(of body: JSONObject) throws {
        guard body["allow_all_scopes"]?.bool ?? false, body["scope"]?.array?.isEmpty == false else { return }
        throw APIProblem(
            400,
            "`scope` cannot be provided when `allow_all_scopes` is enabled",
            code: "invalid_body"
        )
    }

    /// Refuses a client that is not there, or whose grants are the server's own affair.
    ///
    /// - Throws: `APIProblem` 404 or 400.
    static func checkClient(of body: JSONObject, in tenant: TenantID, _ transaction: some DocumentReading) throws {
        guard let id = body["client_id"]?.string else { return }
        let client = try ClientRules.required(id, in: tenant, transaction)
        guard client.body["app_type"]?.string != expressConfiguration else {
            throw APIProblem(
                400,
                "Client of type \(expressConfiguration) cannot be used",
                code: "validation_error"
            )
        }
    }

    /// Refuses an API that is not there, and every word on all scopes for one of the server's own.
    ///
    /// Scopes that the API does not know are kept, as recorded: tokens never carry them.
    ///
    /// - Throws: `APIProblem` 404 or 400.
    static func checkAudience(
        of body: JSONObject,
        _ request: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws {
        let audience = body["audience"]?.string ?? ""
        let key = ResourceServer.identifierKey
        guard let document = try transaction.document(.resourceServer, key: key, audience, in: context.tenant) else {
            let shown = context.host.shownAudience(audience)
            throw APIProblem(404, "No resource with identifier \(shown)", code: "inexistent_resource_server")
        }
        guard ResourceServer(document).isSystem, request["allow_all_scopes"]?.bool != nil else { return }
        throw APIProblem(
            400,
            "`allow_all_scopes` cannot be provided when `audience` is a system API",
            code: "invalid_body"
        )
    }

    /// The refusal of a second grant for one client, API and subject type.
    static func taken(_ request: JSONObject) -> APIProblem {
        let holder = request["client_id"]?.string ?? request["default_for"]?.string ?? ""
        let audience = request["audience"]?.string ?? ""
        return APIProblem(
            409,
            "A client grant already exists between \(holder) and \(audience)",
            code: "client_grant_conflict"
        )
    }

    /// Removes a grant and its associations with organizations.
    static func remove(_ grant: Document, _ transaction: some DocumentWriting) throws {
        try OrganizationGrantRules.removeLinks(ofGrant: grant.id, in: grant.tenant, transaction)
        try transaction.deleteDocument(.clientGrant, id: grant.id, in: grant.tenant)
    }
}
