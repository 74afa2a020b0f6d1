import Applications
import Kernel

/// What becomes of groups when somebody or something they name goes.
///
/// Groups are documents; what names a user, a role or an organization does so by a key.
extension SQLTransaction {
    /// The part of a user's effective permissions that the roles of their groups bring: tenant and user, then the API.
    static let effectiveByGroup = groupPermissions(.groupRole, "")
    /// The same for roles in one organization, for its members only; the organization comes last.
    static let effectiveByGroupInOrganization = groupPermissions(
        .organizationGroupRole,
        """
         JOIN document_keys o ON o.tenant = g.tenant AND o.kind = g.kind AND o.id = g.id AND o.name = 'organization' \
        JOIN organization_members om ON om.tenant = o.tenant AND om.organization = o.value AND om.user_id = k.value
        """
    )

    /// Takes a user out of every group.
    func removeGroupMember(_ userID: String, in tenant: TenantID) throws {
        try deleteDocuments(.groupMember, key: .attribute("user", userID), in: tenant)
    }

    /// Takes a role from every group.
    func removeGroupRole(_ role: String, in tenant: TenantID) throws {
        for kind in [DocumentKind.groupRole, .organizationGroupRole] {
            try deleteDocuments(kind, key: .attribute("role", role), in: tenant)
        }
    }

    /// Takes from every group its roles in an organization.
    func removeGroupRoles(inOrganization organization: String, in tenant: TenantID) throws {
        try deleteDocuments(.organizationGroupRole, key: .attribute("organization", organization), in: tenant)
    }

    private func deleteDocuments(_ kind: DocumentKind, key: DocumentKey, in tenant: TenantID) throws {
        for document in try documents(DocumentQuery(kind, in: tenant, keys: [key])) {
            _ = try deleteDocument(kind, id: document.id, in: tenant)
        }
    }

    private static func groupPermissions(_ kind: DocumentKind, _ join: String) -> String {
        """
         UNION SELECT p.permission FROM document_keys k \
        JOIN documents m ON m.tenant = k.tenant AND m.kind = k.kind AND m.id = k.id \
        JOIN documents g ON g.tenant = m.tenant AND g.kind = '\(kind.rawValue)' AND g.parent = m.parent \
        JOIN document_keys r ON r.tenant = g.tenant AND r.kind = g.kind AND r.id = g.id AND r.name = 'role' \
        JOIN role_permissions p ON p.tenant = r.tenant AND p.role = r.value\(join) \
        WHERE k.kind = 'group_member' AND k.name = 'user' AND k.tenant = ? AND k.value = ? AND p.resource_server = ?
        """
    }
}
