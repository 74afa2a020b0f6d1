import Flows
import Kernel
import Management
import Wire

/// Users, and what belongs to them.
enum UserFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "users",
        handlers: users.merging(identities) { $1 }.merging(access) { $1 }.merging(sessions) { $1 }
            .merging(records) { $1 }.merging(authentication) { $1 }
    )

    private static let users: [String: OperationHandler] = [
        "get_users": { call in
            let page = try await call.administration.users(call.query, call.effectivePage, call.context)
            return .list(page, key: "users")
        },
        "post_users": { call in .object(try await call.administration.createUser(call.body, call.context)) },
        "get_users-by-email": { call in
            let email = call.query["email"]?.string ?? ""
            return .objects(try await call.administration.users(email: email, call.context))
        },
        "get_users_by_id": { call in
            try call.checkSubject(unless: ["read:users", "read:user_idp_tokens"])
            return .object(try await call.administration.user(call.path("id"), call.context))
        },
        "patch_users_by_id": { call in
            try call.checkChange()
            return .object(try await call.administration.updateUser(call.path("id"), call.body, call.context))
        },
        "delete_users_by_id": { call in
            try call.checkSubject(unless: ["delete:users"])
            return try await call.administration.deleteUser(call.path("id"), call.context) ? .empty : .unchanged
        },
    ]

    private static let identities: [String: OperationHandler] = [
        "post_identities": { call in
            try call.checkSubject(unless: ["update:users"])
            guard call.context.scopes.contains("update:users") || call.body.contains("link_with") else {
                throw APIProblem(400, "Users link accounts of theirs with link_with.", code: "invalid_body")
            }
            return .objects(
                try await call.administration.linkIdentity(
                    call.body,
                    toUser: call.path("id"),
                    clientID: call.principal.clientID,
                    call.context
                )
            )
        },
        "delete_user_identity_by_user_id": { call in
            try call.checkSubject(unless: ["update:users"])
            return .objects(
                try await call.administration.unlinkIdentity(
                    provider: call.path("provider"),
                    identity: call.path("user_id"),
                    fromUser: call.path("id"),
                    call.context
                )
            )
        },
    ]

    private static let access: [String: OperationHandler] = [
        "get_user_roles": { call in
            let page = try await call.administration.roles(
                ofUser: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "roles")
        },
        "post_user_roles": { call in
            try await call.administration.addRoles(call.body, toUser: call.path("id"), call.context)
            return .empty
        },
        "delete_user_roles": { call in
            try await call.administration.removeRoles(call.body, fromUser: call.path("id"), call.context)
            return .empty
        },
        "get_permissions": { call in
            let page = try await call.administration.permissions(
                ofUser: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "permissions")
        },
        "post_permissions": { call in
            try await call.administration.addPermissions(call.body, toUser: call.path("id"), call.context)
            return .object([:])
        },
        "delete_permissions": { call in
            try await call.administration.removePermissions(call.body, fromUser: call.path("id"), call.context)
            return .empty
        },
        "get_user_effective_roles": { call in
            let page = try await call.administration.effectiveRoles(
                ofUser: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "roles")
        },
        "get_user_effective_permissions": { call in
            let page = try await call.administration.effectivePermissions(
                ofUser: call.path("id"),
                on: call.query["resource_server_identifier"]?.string ?? "",
                call.effectivePage,
                call.context
            )
            return .list(page, key: "permissions")
        },
        "get_user_effective_permission_role_sources": { call in
            let resourceServer = call.query["resource_server_identifier"]?.string ?? ""
            let page = try await call.administration.effectiveRoles(
                ofUser: call.path("id"),
                bringing: (resourceServer, call.query["permission_name"]?.string ?? ""),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "roles")
        },
    ]

    private static let sessions: [String: OperationHandler] = [
        "get_sessions_for_user": { call in
            let page = try await call.administration.sessions(
                ofUser: call.path("user_id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "sessions")
        },
        "delete_sessions_for_user": { call in
            try await call.administration.deleteSessions(ofUser: call.path("user_id"), call.context)
            return .object([:])
        },
        "get_refresh_tokens_for_user": { call in
            let page = try await call.administration.refreshTokens(
                ofUser: call.path("user_id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "tokens")
        },
        "delete_refresh_tokens_for_user": { call in
            try await call.administration.deleteRefreshTokens(ofUser: call.path("user_id"), call.context)
            return .object([:])
        },
        "user_revoke_access": { call in
            try await call.administration.revokeAccess(ofUser: call.path("id"), call.body, call.context)
            return .object([:])
        },
    ]
}
