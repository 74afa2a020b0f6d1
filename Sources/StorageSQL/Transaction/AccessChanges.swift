package import Directory
package import Kernel
import Storage

/// Changes of who may do what.
extension SQLTransaction {
    package func addPermissions(
        _ permissions: [Permission],
        toRole role: String,
        at now: Instant,
        in tenant: TenantID
    ) throws {
        try add(permissions, to: "role_permissions", "role", role, now, tenant)
    }

    package func removePermissions(_ permissions: [Permission], fromRole role: String, in tenant: TenantID) throws {
        try remove(permissions, from: "role_permissions", "role", role, tenant)
    }

    package func addPermissions(
        _ permissions: [Permission],
        toUser userID: String,
        at now: Instant,
        in tenant: TenantID
    ) throws {
        try add(permissions, to: "user_permissions", "user_id", userID, now, tenant)
    }

    package func removePermissions(_ permissions: [Permission], fromUser userID: String, in tenant: TenantID) throws {
        try remove(permissions, from: "user_permissions", "user_id", userID, tenant)
    }

    package func removePermissions(on resourceServer: String, named names: [String]?, in tenant: TenantID) throws {
        let place: [SQLValue] = [.text(tenant.rawValue), .text(resourceServer)]
        for table in ["role_permissions", "user_permissions"] {
            let sql = "DELETE FROM \(table) WHERE tenant = ? AND resource_server = ?"
            guard let names else {
                try remove(sql, place)
                continue
            }
            for name in names { try remove(sql + " AND permission = ?", place + [.text(name)]) }
        }
    }

    package func addRole(_ role: String, toUser userID: String, at now: Instant, in tenant: TenantID) throws {
        try change(
            "INSERT INTO user_roles (tenant, user_id, role, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [.text(tenant.rawValue), .text(userID), .text(role), .instant(now)]
        )
    }

    package func removeRole(_ role: String, fromUser userID: String, in tenant: TenantID) throws {
        try remove(
            "DELETE FROM user_roles WHERE tenant = ? AND user_id = ? AND role = ?",
            [.text(tenant.rawValue), .text(userID), .text(role)]
        )
    }

    package func removeRole(_ role: String, in tenant: TenantID) throws {
        for table in ["role_permissions", "user_roles", "organization_member_roles"] {
            try remove("DELETE FROM \(table) WHERE tenant = ? AND role = ?", [.text(tenant.rawValue), .text(role)])
        }
        try removeGroupRole(role, in: tenant)
    }

    package func addMember(_ membership: Membership, in tenant: TenantID) throws {
        let added = try change(
            """
            INSERT INTO organization_members (tenant, organization, user_id, created_at) VALUES (?, ?, ?, ?) \
            ON CONFLICT DO NOTHING
            """,
            [
                .text(tenant.rawValue), .text(membership.organization), .text(membership.userID),
                .instant(membership.createdAt),
            ]
        )
        guard added > 0 else { return }
        try noteMember(membership.userID, of: membership.organization, "added", tenant)
    }

    package func removeMember(_ userID: String, of organization: String, in tenant: TenantID) throws {
        var removed = 0
        for table in ["organization_member_roles", "organization_members"] {
            removed = try remove(
                "DELETE FROM \(table) WHERE tenant = ? AND organization = ? AND user_id = ?",
                [.text(tenant.rawValue), .text(organization), .text(userID)]
            )
        }
        guard removed > 0 else { return }
        try noteMember(userID, of: organization, "deleted", tenant)
    }

    package func removeOrganization(_ organization: String, in tenant: TenantID) throws {
        for table in ["organization_member_roles", "organization_members"] {
            try remove(
                "DELETE FROM \(table) WHERE tenant = ? AND organization = ?",
                [.text(tenant.rawValue), .text(organization)]
            )
        }
        try removeGroupRoles(inOrganization: organization, in: tenant)
    }

    package func addRole(
        _ role: String,
        toMember userID: String,
        of organization: String,
        at now: Instant,
        in tenant: TenantID
    ) throws {
        let added = try change(
            """
            INSERT INTO organization_member_roles (tenant, organization, user_id, role, created_at) \
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [.text(tenant.rawValue), .text(organization), .text(userID), .text(role), .instant(now)]
        )
        guard added > 0 else { return }
        try noteRole(role, ofMember: userID, of: organization, "assigned", tenant)
    }

    package func removeRole(
        _ role: String,
        fromMember userID: String,
        of organization: String,
        in tenant: TenantID
    ) throws {
        let removed = try remove(
            """
            DELETE FROM organization_member_roles WHERE tenant = ? AND organization = ? AND user_id = ? AND role = ?
            """,
            [.text(tenant.rawValue), .text(organization), .text(userID), .text(role)]
        )
        guard removed > 0 else { return }
        try noteRole(role, ofMember: userID, of: organization, "deleted", tenant)
    }

    private func add(
        _ permissions: [Permission],
        to table: String,
        _ column: String,
        _ holder: String,
        _ now: Instant,
        _ tenant: TenantID
    ) throws {
        let sql = """
            INSERT INTO \(table) (tenant, \(column), resource_server, permission, created_at) VALUES (?, ?, ?, ?, ?) \
            ON CONFLICT DO NOTHING
            """
        for permission in permissions {
            try change(
                sql,
                [
                    .text(tenant.rawValue), .text(holder), .text(permission.resourceServer), .text(permission.name),
                    .instant(now),
                ]
            )
        }
    }

    private func remove(
        _ permissions: [Permission],
        from table: String,
        _ column: String,
        _ holder: String,
        _ tenant: TenantID
    ) throws {
        let sql = "DELETE FROM \(table) WHERE tenant = ? AND \(column) = ? AND resource_server = ? AND permission = ?"
        for permission in permissions {
            try remove(
                sql,
                [.text(tenant.rawValue), .text(holder), .text(permission.resourceServer), .text(permission.name)]
            )
        }
    }
}
