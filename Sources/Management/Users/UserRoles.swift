import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// The roles of users.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/users/{id}/roles`, `/api/v2/users/{id}/effective-roles`.
extension Administration {
    /// A page of the roles of a user.
    ///
    /// - Throws: `APIProblem` 404.
    package func roles(
        ofUser id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            let ids = try transaction.roles(ofUser: id, in: context.tenant)
            let query = DocumentQuery(.role, in: context.tenant, ids: ids)
            return try Listing.page(query, request, in: transaction, transform: RoleRules.shown)
        }
    }

    /// Gives roles to a user; those they have already stay.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user or role.
    package func addRoles(_ request: JSONObject, toUser id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            for role in try RoleRules.ids(in: request, context.tenant, transaction) {
                try transaction.addRole(role, toUser: id, at: context.now, in: context.tenant)
            }
        }
    }

    /// Takes roles from a user; those they have not are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user.
    package func removeRoles(
        _ request: JSONObject,
        fromUser id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            for role in request["roles"]?.strings ?? [] {
                try transaction.removeRole(role, fromUser: id, in: context.tenant)
            }
        }
    }

    /// A page of the roles of a user with where each comes from.
    ///
    /// - Parameter permission: only the roles that bring this permission.
    /// - Throws: `APIProblem` 404.
    package func effectiveRoles(
        ofUser id: String,
        bringing permission: (resourceServer: String, name: String)? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let wanted = permission.map {
            Permission(resourceServer: context.host.storedAudience($0.resourceServer), name: $0.name)
        }
        return try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            let direct = try transaction.roles(ofUser: id, in: context.tenant)
            let byGroup = try GroupRoles.roles(ofUser: id, in: context.tenant, transaction)
            var ids = direct + byGroup.filter { !direct.contains($0) }
            if let wanted {
                ids = try ids.filter {
                    try transaction.permissions(ofRole: $0, in: context.tenant).contains(wanted)
                }
            }
            let query = DocumentQuery(.role, in: context.tenant, ids: ids)
            return try Listing.page(query, request, in: transaction) { role in
                RoleRules.shown(role).merging(
                    GroupRoles.sources(role.id, direct: Set(direct), byGroup: Set(byGroup))
                )
            }
        }
    }
}
