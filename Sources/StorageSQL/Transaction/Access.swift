package import Directory
package import Kernel
import Storage

/// Who may do what: permissions, roles and memberships.
extension SQLTransaction {
    private static let selectEffective = """
        SELECT permission FROM user_permissions WHERE tenant = ? AND user_id = ? AND resource_server = ? \
        UNION SELECT p.permission FROM user_roles r \
        JOIN role_permissions p ON p.tenant = r.tenant AND p.role = r.role \
        WHERE r.tenant = ? AND r.user_id = ? AND p.resource_server = ?
        """
    /// Roles in an organization count for its members only.
    private static let selectEffectiveInOrganization = """
         UNION SELECT p.permission FROM organization_members m \
        JOIN organization_member_roles r \
        ON r.tenant = m.tenant AND r.organization = m.organization AND r.user_id = m.user_id \
        JOIN role_permissions p ON p.tenant = r.tenant AND p.role = r.role \
        WHERE m.tenant = ? AND m.user_id = ? AND p.resource_server = ? AND m.organization = ?
        """

    package func permissions(ofRole role: String, in tenant: TenantID) throws -> [Permission] {
        try permissions(
            """
            SELECT resource_server, permission FROM role_permissions WHERE tenant = ? AND role = ? \
            ORDER BY created_at, resource_server, permission
            """,
            role,
            tenant
        )
    }

    package func permissions(ofUser userID: String, in tenant: TenantID) throws -> [Permission] {
        try permissions(
            """
            SELECT resource_server, permission FROM user_permissions WHERE tenant = ? AND user_id = ? \
            ORDER BY created_at, resource_server, permission
            """,
            userID,
            tenant
        )
    }

    package func effectivePermissions(
        ofUser userID: String,
        on resourceServer: String,
        organization: String?,
        in tenant: TenantID
    ) throws -> [String] {
        let part: [SQLValue] = [.text(tenant.rawValue), .text(userID), .text(resourceServer)]
        var (sql, arguments) = (Self.selectEffective + Self.effectiveByGroup, part + part + part)
        if let organization {
            sql += Self.selectEffectiveInOrganization
            arguments += part + [.text(organization)]
            sql += Self.effectiveByGroupInOrganization + " AND o.value = ?"
            arguments += part + [.text(organization)]
        }
        return try find(sql + " ORDER BY 1", arguments).map { try $0.text(0) }
    }

    package func roles(ofUser userID: String, in tenant: TenantID) throws -> [String] {
        try ids(
            "SELECT role FROM user_roles WHERE tenant = ? AND user_id = ? ORDER BY created_at, role",
            [.text(tenant.rawValue), .text(userID)]
        )
    }

    package func users(ofRole role: String, in tenant: TenantID) throws -> [String] {
        try ids(
            "SELECT user_id FROM user_roles WHERE tenant = ? AND role = ? ORDER BY created_at, user_id",
            [.text(tenant.rawValue), .text(role)]
        )
    }

    package func roles(ofMember userID: String, of organization: String, in tenant: TenantID) throws -> [String] {
        try ids(
            """
            SELECT role FROM organization_member_roles WHERE tenant = ? AND organization = ? AND user_id = ? \
            ORDER BY created_at, role
            """,
            [.text(tenant.rawValue), .text(organization), .text(userID)]
        )
    }

    package func members(ofOrganization organization: String, in tenant: TenantID) throws -> [Membership] {
        try memberships("organization = ? ORDER BY created_at, user_id", organization, tenant)
    }

    package func memberships(ofUser userID: String, in tenant: TenantID) throws -> [Membership] {
        try memberships("user_id = ? ORDER BY created_at, organization", userID, tenant)
    }

    package func isMember(_ userID: String, of organization: String, in tenant: TenantID) throws -> Bool {
        try !find(
            "SELECT 1 FROM organization_members WHERE tenant = ? AND organization = ? AND user_id = ?",
            [.text(tenant.rawValue), .text(organization), .text(userID)]
        ).isEmpty
    }

    private func permissions(_ sql: String, _ holder: String, _ tenant: TenantID) throws -> [Permission] {
        try find(sql, [.text(tenant.rawValue), .text(holder)]).map { row in
            Permission(resourceServer: try row.text(0), name: try row.text(1))
        }
    }

    private func memberships(_ condition: String, _ value: String, _ tenant: TenantID) throws -> [Membership] {
        try find(
            "SELECT organization, user_id, created_at FROM organization_members WHERE tenant = ? AND \(condition)",
            [.text(tenant.rawValue), .text(value)]
        ).map { row in
            Membership(organization: try row.text(0), userID: try row.text(1), createdAt: try row.instant(2))
        }
    }

    private func ids(_ sql: String, _ arguments: [SQLValue]) throws -> [String] {
        try find(sql, arguments).map { try $0.text(0) }
    }
}
