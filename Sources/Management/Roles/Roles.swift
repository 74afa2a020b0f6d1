import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// Roles: permissions under a name, to be given to users.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/roles`.
extension Administration {
    /// A page of roles, those whose name holds a text if one is given, in either case.
    package func roles(
        nameFilter: String? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let query = DocumentQuery(.role, in: context.tenant)
            guard let filter = nameFilter?.lowercased(), !filter.isEmpty else {
                return try Listing.page(query, request, in: transaction, transform: RoleRules.shown)
            }
            let items = try transaction.documents(query)
                .filter { ($0.body["name"]?.string ?? "").lowercased().contains(filter) }
                .map { (DocumentPosition(createdAt: $0.createdAt, id: $0.id), RoleRules.shown($0)) }
            return try Listing.page(of: items, kind: .role, request)
        }
    }

    /// One role.
    ///
    /// - Throws: `APIProblem` 404.
    package func role(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { RoleRules.shown(try RoleRules.required(id, in: context.tenant, $0)) }
    }

    /// Makes a role; answers what was sent and its id.
    ///
    /// - Throws: `APIProblem` 409 for a taken name.
    package func createRole(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        let id = identifiers.make(.role)
        let start: JSONObject = ["id": .string(id)]
        let body = start.merging(Patching.withoutNulls(request))
        let document = Document(tenant: context.tenant, kind: .role, id: id, body: body, createdAt: context.now)
        try await storage.write { transaction in
            try RoleRules.refusingTakenName { try transaction.insert(document, keys: RoleRules.keys(of: body)) }
        }
        return body
    }

    /// Changes a role.
    ///
    /// - Throws: `APIProblem` 404, or 409 for a taken name.
    package func updateRole(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var role = try RoleRules.required(id, in: context.tenant, transaction)
            role.body = Patching.merge(role.body, patch)
            role.updatedAt = context.now
            try RoleRules.refusingTakenName {
                try transaction.update(role, keys: RoleRules.keys(of: role.body))
            }
            return RoleRules.shown(role)
        }
    }

    /// Removes a role and takes it from everybody who had it.
    ///
    /// - Throws: `APIProblem` 404, also when it is gone already.
    package func deleteRole(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            guard try transaction.deleteDocument(.role, id: id, in: context.tenant) else { throw RoleRules.unknown }
            try transaction.removeRole(id, in: context.tenant)
        }
    }
}

/// What the use cases about roles need.
enum RoleRules {
    /// The name of the key by which a role is found by its name.
    static let nameKey = "name"

    /// The refusal of a role that is not there.
    static let unknown = APIProblem(404, "The role does not exist.")

    /// The document of a role.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(_ id: String, in tenant: TenantID, _ transaction: some DocumentReading) throws -> Document {
        guard let role = try transaction.document(.role, id: id, in: tenant) else { throw unknown }
        return role
    }

    /// The ids among a request's `roles`, each of which must be there.
    ///
    /// - Throws: `APIProblem` 404.
    static func ids(
        in request: JSONObject,
        _ tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> [String] {
        let ids = request["roles"]?.strings ?? []
        for id in ids where try transaction.document(.role, id: id, in: tenant) == nil {
            throw APIProblem(404, "No such role with id: \(id)")
        }
        return ids
    }

    /// A role as reading shows it, with a description always.
    static func shown(_ role: Document) -> JSONObject {
        var body = role.body
        if !body.contains("description") { body["description"] = "" }
        return body
    }

    /// The keys that a role is found by.
    static func keys(of body: JSONObject) -> [DocumentKey] { [.unique(nameKey, body["name"]?.string ?? "")] }

    /// Runs a write and tells a taken name as the wire does.
    static func refusingTakenName(_ write: () throws -> Void) throws {
        do { try write() } catch StoreError.conflict(key: nameKey) {
            throw APIProblem(409, "A role with this name already exists.")
        }
    }
}
