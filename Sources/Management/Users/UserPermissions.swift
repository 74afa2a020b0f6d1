import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// What users may do.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/users/{id}/permissions`, `/api/v2/users/{id}/effective-permissions`.
extension Administration {
    /// A page of the permissions of a user, given directly or by a role, with where each comes from.
    ///
    /// - Throws: `APIProblem` 404.
    package func permissions(
        ofUser id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            var view = PermissionView(context)
            let items = try UserPermission.all(ofUser: id, context.tenant, transaction).compactMap { item in
                try view.shown(item.permission, transaction)?.merging(["sources": item.sources])
            }
            return try Listing.page(numbered: items, kind: .role, request)
        }
    }

    /// A page of the permissions of a user on one API, with whether they come directly or by roles.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user or API.
    package func effectivePermissions(
        ofUser id: String,
        on resourceServer: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let audience = context.host.storedAudience(resourceServer)
        return try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            let key = ResourceServer.identifierKey
            guard try transaction.document(.resourceServer, key: key, audience, in: context.tenant) != nil else {
                throw APIProblem(404, "The resource server does not exist", code: "inexistent_resource_server")
            }
            var view = PermissionView(context)
            let permissions = try UserPermission.all(ofUser: id, context.tenant, transaction)
            let items = try permissions.filter { $0.permission.resourceServer == audience }.compactMap { item in
                try view.shown(item.permission, transaction)?.merging(["sources": item.kinds])
            }
            return try Listing.page(numbered: items, kind: .role, request)
        }
    }

    /// Gives permissions to a user; those they have already stay.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user or permission.
    package func addPermissions(
        _ request: JSONObject,
        toUser id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            var view = PermissionView(context)
            let permissions = try view.checked(request, transaction)
            try transaction.addPermissions(permissions, toUser: id, at: context.now, in: context.tenant)
        }
    }

    /// Takes permissions from a user; those they were not given directly are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user.
    package func removePermissions(
        _ request: JSONObject,
        fromUser id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            try transaction.removePermissions(PermissionView.read(request, context), fromUser: id, in: context.tenant)
        }
    }
}

/// A permission that a user has, and why.
private struct UserPermission {
    let permission: Permission
    private var isDirect = false
    private var roles: [(id: String, name: String)] = []

    /// What a user was given directly, then what their roles add.
    static func all(
        ofUser id: String,
        _ tenant: TenantID,
        _ transaction: any ReadTransaction
    ) throws -> [UserPermission] {
        var found: [UserPermission] = []
        var places: [Permission: Int] = [:]
        func place(_ permission: Permission) -> Int {
            if let place = places[permission] { return place }
            places[permission] = found.count
            found.append(UserPermission(permission: permission))
            return found.count - 1
        }
        for permission in try transaction.permissions(ofUser: id, in: tenant) {
            found[place(permission)].isDirect = true
        }
        let direct = try transaction.roles(ofUser: id, in: tenant)
        let byGroup = try GroupRoles.roles(ofUser: id, in: tenant, transaction).filter { !direct.contains($0) }
        let roles = DocumentQuery(.role, in: tenant, ids: direct + byGroup)
        for role in try transaction.documents(roles) {
            let name = role.body["name"]?.string ?? ""
            for permission in try transaction.permissions(ofRole: role.id, in: tenant) {
                found[place(permission)].roles.append((role.id, name))
            }
        }
        return found
    }

    private init(permission: Permission) { self.permission = permission }

    /// Every source by id and name.
    var sources: JSONValue {
        let direct: [JSONValue] = isDirect ? [["source_id": "", "source_name": "", "source_type": "DIRECT"]] : []
        return .array(
            direct
                + roles.map {
                    ["source_id": .string($0.id), "source_name": .string($0.name), "source_type": "ROLE"]
                }
        )
    }

    /// The kinds of source.
    var kinds: JSONValue { .array((isDirect ? ["direct"] : []) + (roles.isEmpty ? [] : ["roles"])) }
}
