import Management
import Wire

/// The people of organizations: members, their roles, and invitations.
enum OrganizationMemberFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "organization-members",
        handlers: members.merging(roles) { $1 }.merging(invitations) { $1 }
    )

    private static let members: [String: OperationHandler] = [
        "get_organization_members": { call in
            let page = try await call.administration.organizationMembers(
                call.path("id"),
                withRoles: call.wantsRoles,
                call.effectivePage,
                call.context
            )
            return .list(page, key: "members")
        },
        "post_members": { call in
            try await call.administration.addOrganizationMembers(
                call.path("id"),
                call.body["members"]?.strings ?? [],
                call.context
            )
            return .empty
        },
        "delete_members": { call in
            try await call.administration.removeOrganizationMembers(
                call.path("id"),
                call.body["members"]?.strings ?? [],
                call.context
            )
            return .empty
        },
    ]

    private static let roles: [String: OperationHandler] = [
        "get_organization_member_roles": { call in
            let page = try await call.administration.organizationMemberRoles(
                call.path("id"),
                call.path("user_id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "roles")
        },
        "post_organization_member_roles": { call in
            try await call.administration.addOrganizationMemberRoles(
                call.path("id"),
                call.path("user_id"),
                call.body,
                call.context
            )
            return .empty
        },
        "delete_organization_member_roles": { call in
            try await call.administration.removeOrganizationMemberRoles(
                call.path("id"),
                call.path("user_id"),
                call.body,
                call.context
            )
            return .empty
        },
        "get_organization_member_effective_roles": { call in
            let page = try await call.administration.effectiveOrganizationMemberRoles(
                call.path("id"),
                call.path("user_id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "roles")
        },
    ]

    private static let invitations: [String: OperationHandler] = [
        "get_invitations": { call in
            let page = try await call.administration.invitations(
                call.path("id"),
                sort: call.query["sort"]?.string,
                call.effectivePage,
                call.context
            )
            return .list(page, key: "invitations")
        },
        "post_invitations": { call in
            .object(try await call.administration.createInvitation(call.path("id"), call.body, call.context))
        },
        "get_invitations_by_invitation_id": { call in
            .object(
                try await call.administration.invitation(call.path("id"), call.path("invitation_id"), call.context)
            )
        },
        "delete_invitations_by_invitation_id": { call in
            try await call.administration.deleteInvitation(
                call.path("id"),
                call.path("invitation_id"),
                call.context
            )
            return .empty
        },
    ]
}

extension OperationCall {
    /// Whether `fields` names the roles of members, which are not shown otherwise.
    fileprivate var wantsRoles: Bool {
        guard query["include_fields"]?.bool ?? true else { return false }
        return query["fields"]?.string?.split(separator: ",").contains { $0.filter { $0 != " " } == "roles" } ?? false
    }
}
