import Management
import Wire

/// Groups of users, who belongs to them, and the roles that they bring.
enum GroupFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "groups",
        handlers: groups.merging(members) { $1 }.merging(roles) { $1 }.merging(organizations) { $1 }
    )

    private static let groups: [String: OperationHandler] = [
        "get_groups": { call in
            let filter = Administration.GroupFilter(
                connection: call.query["connection_id"]?.string,
                name: call.query["name"]?.string,
                externalID: call.query["external_id"]?.string,
                search: call.query["search"]?.string
            )
            return .list(
                try await call.administration.groups(filter, call.effectivePage, call.context),
                key: "groups"
            )
        },
        "post_groups": { call in .object(try await call.administration.createGroup(call.body, call.context)) },
        "get_group": { call in .object(try await call.administration.group(call.path("id"), call.context)) },
        "patch_group": { call in
            .object(try await call.administration.updateGroup(call.path("id"), call.body, call.context))
        },
        "delete_group": { call in
            try await call.administration.deleteGroup(call.path("id"), call.context)
            return .empty
        },
    ]

    private static let members: [String: OperationHandler] = [
        "get_group_members": { call in
            let page = try await call.administration.members(
                ofGroup: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "members")
        },
        "post_group_members": { call in
            let users = call.body["members"]?.strings ?? []
            try await call.administration.addGroupMembers(call.path("id"), users, call.context)
            return .empty
        },
        "delete_group_members": { call in
            let users = call.body["members"]?.strings ?? []
            try await call.administration.removeGroupMembers(call.path("id"), users, call.context)
            return .empty
        },
        "get_user_groups": { call in
            let page = try await call.administration.groups(
                ofUser: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "groups")
        },
        "get_user_role_source_groups": { call in
            let page = try await call.administration.groups(
                ofUser: call.path("id"),
                bringing: call.query["role_id"]?.string ?? "",
                call.effectivePage,
                call.context
            )
            return .list(page, key: "groups")
        },
    ]

    private static let roles: [String: OperationHandler] = [
        "get_group_roles": { call in
            let page = try await call.administration.roles(
                ofGroup: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "roles")
        },
        "post_group_roles": { call in
            try await call.administration.addRoles(call.body, toGroup: call.path("id"), call.context)
            return .empty
        },
        "delete_group_roles": { call in
            try await call.administration.removeRoles(call.body, fromGroup: call.path("id"), call.context)
            return .empty
        },
        "get_role_groups": { call in
            let page = try await call.administration.groups(
                ofRole: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "groups")
        },
        "post_role_groups": { call in
            let groups = call.body["groups"]?.strings ?? []
            try await call.administration.addRole(call.path("id"), toGroups: groups, call.context)
            return .empty
        },
        "delete_role_groups": { call in
            let groups = call.body["groups"]?.strings ?? []
            try await call.administration.removeRole(call.path("id"), fromGroups: groups, call.context)
            return .empty
        },
    ]

    private static let organizations: [String: OperationHandler] = [
        "get_organization_groups": { call in
            let page = try await call.administration.groups(
                ofOrganization: call.path("organization_id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "groups")
        },
        "get_organization_group_roles": { call in
            let page = try await call.administration.roles(
                ofGroup: call.path("group_id"),
                inOrganization: call.path("organization_id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "roles")
        },
        "post_organization_group_roles": { call in
            try await call.administration.addRoles(
                call.body,
                toGroup: call.path("group_id"),
                inOrganization: call.path("organization_id"),
                call.context
            )
            return .empty
        },
        "delete_organization_group_roles": { call in
            try await call.administration.removeRoles(
                call.body,
                fromGroup: call.path("group_id"),
                inOrganization: call.path("organization_id"),
                call.context
            )
            return .empty
        },
        "get_organization_member_role_source_groups": { call in
            let page = try await call.administration.groups(
                ofMember: call.path("user_id"),
                of: call.path("id"),
                bringing: call.query["role_id"]?.string ?? "",
                call.effectivePage,
                call.context
            )
            return .list(page, key: "groups")
        },
    ]
}
