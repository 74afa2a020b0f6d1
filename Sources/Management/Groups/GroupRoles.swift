import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// The roles of groups: their members have them everywhere.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/groups/{id}/roles`, `/api/v2/roles/{id}/groups`.
extension Administration {
    /// A page of the roles of a group.
    ///
    /// - Throws: `APIProblem` 404.
    package func roles(
        ofGroup id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try GroupRules.required(id, in: context.tenant, transaction)
            let ids = try GroupRoles.roles(ofGroup: id, in: context.tenant, transaction)
            let query = DocumentQuery(.role, in: context.tenant, ids: ids)
            return try Listing.page(query, request, in: transaction, transform: RoleRules.shown)
        }
    }

    /// Gives roles to a group; those it has already stay.
    ///
    /// - Throws: `APIProblem` 404 for an unknown group or role.
    package func addRoles(_ request: JSONObject, toGroup id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try GroupRules.required(id, in: context.tenant, transaction)
            for role in try RoleRules.ids(in: request, context.tenant, transaction) {
                try GroupRoles.add(role, to: id, context, transaction)
            }
        }
    }

    /// Takes roles from a group; those it has not are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown group.
    package func removeRoles(
        _ request: JSONObject,
        fromGroup id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try GroupRules.required(id, in: context.tenant, transaction)
            for role in request["roles"]?.strings ?? [] {
                try transaction.deleteDocument(.groupRole, id: GroupRules.partID(id, role), in: context.tenant)
            }
        }
    }

    /// A page of the groups that have a role.
    ///
    /// - Throws: `APIProblem` 404.
    package func groups(
        ofRole id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try RoleRules.required(id, in: context.tenant, transaction)
            let query = DocumentQuery(.groupRole, in: context.tenant, keys: [.attribute("role", id)])
            let ids = try transaction.documents(query).map(\.parent)
            let groups = DocumentQuery(.group, in: context.tenant, ids: ids)
            return try Listing.page(groups, request, in: transaction, transform: GroupRules.shown)
        }
    }

    /// Gives a role to groups.
    ///
    /// - Throws: `APIProblem` 404 for an unknown role or group.
    package func addRole(_ id: String, toGroups groups: [String], _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try RoleRules.required(id, in: context.tenant, transaction)
            for group in groups {
                _ = try GroupRules.required(group, in: context.tenant, transaction)
                try GroupRoles.add(id, to: group, context, transaction)
            }
        }
    }

    /// Takes a role from groups; those who have it not are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown role.
    package func removeRole(_ id: String, fromGroups groups: [String], _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try RoleRules.required(id, in: context.tenant, transaction)
            for group in groups {
                try transaction.deleteDocument(.groupRole, id: GroupRules.partID(group, id), in: context.tenant)
            }
        }
    }

    /// A page of the groups by which a user has a role.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user.
    package func groups(
        ofUser user: String,
        bringing role: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try UserRules.required(user, in: context.tenant, transaction)
            let groups = try GroupRules.places(ofUser: user, in: context.tenant, transaction).map(\.parent).filter {
                let part = GroupRules.partID($0, role)
                return try transaction.document(.groupRole, id: part, in: context.tenant) != nil
            }
            let query = DocumentQuery(.group, in: context.tenant, ids: groups)
            return try Listing.page(query, request, in: transaction, transform: GroupRules.shown)
        }
    }
}

/// How the roles of groups are kept.
enum GroupRoles {
    /// The ids of the roles of a group.
    static func roles(
        ofGroup group: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> [String] {
        try transaction.documents(DocumentQuery(.groupRole, in: tenant, parent: group)).compactMap {
            $0.body["role_id"]?.string
        }
    }

    /// The ids of the roles that a user has by groups, each once.
    static func roles(
        ofUser user: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> [String] {
        var found: [String] = []
        for place in try GroupRules.places(ofUser: user, in: tenant, transaction) {
            for role in try roles(ofGroup: place.parent, in: tenant, transaction) where !found.contains(role) {
                found.append(role)
            }
        }
        return found
    }

    /// The ids of the roles that a user has by groups in an organization, each once.
    static func roles(
        ofMember user: String,
        of organization: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> [String] {
        var found: [String] = []
        for place in try GroupRules.places(ofUser: user, in: tenant, transaction) {
            let ids = try roles(ofGroup: place.parent, inOrganization: organization, in: tenant, transaction)
            for role in ids where !found.contains(role) { found.append(role) }
        }
        return found
    }

    /// The ids of the roles of a group in an organization.
    static func roles(
        ofGroup group: String,
        inOrganization organization: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> [String] {
        let query = DocumentQuery(
            .organizationGroupRole,
            in: tenant,
            parent: group,
            keys: [.attribute("organization", organization)]
        )
        return try transaction.documents(query).compactMap { $0.body["role_id"]?.string }
    }

    /// Where the roles of a user come from, as lists of effective roles tell it.
    static func sources(_ role: String, direct: Set<String>, byGroup: Set<String>) -> JSONObject {
        let direct: [JSONValue] = direct.contains(role) ? ["direct"] : []
        return ["sources": .array(direct + (byGroup.contains(role) ? ["groups"] : []))]
    }

    /// Gives a role to a group, in an organization if one is named.
    static func add(
        _ role: String,
        to group: String,
        in organization: String? = nil,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws {
        let kind: DocumentKind = organization == nil ? .groupRole : .organizationGroupRole
        var keys: [DocumentKey] = [.attribute("role", role)]
        var id = GroupRules.partID(group, role)
        if let organization {
            keys.append(.attribute("organization", organization))
            id = GroupRules.partID(group, organization, role)
        }
        guard try transaction.document(kind, id: id, in: context.tenant) == nil else { return }
        let part = Document(
            tenant: context.tenant,
            kind: kind,
            id: id,
            parent: group,
            body: ["role_id": .string(role)],
            createdAt: context.now
        )
        try transaction.insert(part, keys: keys)
    }
}
