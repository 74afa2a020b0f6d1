import Management
import Wire

/// Roles, what they permit and who has them.
enum RoleFamily {
    /// The operations.
    static let family = OperationFamily(name: "roles", handlers: roles.merging(members) { $1 })

    private static let roles: [String: OperationHandler] = [
        "get_roles": { call in
            let page = try await call.administration.roles(
                nameFilter: call.query["name_filter"]?.string,
                call.effectivePage,
                call.context
            )
            return .list(page, key: "roles")
        },
        "post_roles": { call in .object(try await call.administration.createRole(call.body, call.context)) },
        "get_roles_by_id": { call in .object(try await call.administration.role(call.path("id"), call.context)) },
        "patch_roles_by_id": { call in
            .object(try await call.administration.updateRole(call.path("id"), call.body, call.context))
        },
        "delete_roles_by_id": { call in
            try await call.administration.deleteRole(call.path("id"), call.context)
            return .object([:])
        },
    ]

    private static let members: [String: OperationHandler] = [
        "get_role_permission": { call in
            let page = try await call.administration.permissions(
                ofRole: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "permissions")
        },
        "post_role_permission_assignment": { call in
            try await call.administration.addPermissions(call.body, toRole: call.path("id"), call.context)
            return .object([:])
        },
        "delete_role_permission_assignment": { call in
            try await call.administration.removePermissions(call.body, fromRole: call.path("id"), call.context)
            return .empty
        },
        "get_role_user": { call in
            let page = try await call.administration.users(
                ofRole: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "users")
        },
        "post_role_users": { call in
            let users = call.body["users"]?.strings ?? []
            try await call.administration.assignRole(call.path("id"), to: users, call.context)
            return .object([:])
        },
    ]
}
