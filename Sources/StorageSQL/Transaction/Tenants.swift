package import Applications
package import Kernel
import Storage

extension SQLTransaction {
    private static let selectTenant = "SELECT tenant, created_at FROM tenants WHERE tenant = ?"
    private static let selectTenants = "SELECT tenant, created_at FROM tenants ORDER BY tenant"
    private static let selectTenantOfDomain = """
        SELECT t.tenant, t.created_at FROM tenant_domains d JOIN tenants t ON t.tenant = d.tenant WHERE d.domain = ?
        """
    private static let selectDomains = "SELECT domain FROM tenant_domains WHERE tenant = ? ORDER BY domain"
    private static let selectAllDomains = "SELECT tenant, domain FROM tenant_domains ORDER BY tenant, domain"
    private static let insertTenant = """
        INSERT INTO tenants (tenant, created_at) VALUES (?, ?) ON CONFLICT (tenant) DO NOTHING
        """
    private static let insertDomain = """
        INSERT INTO tenant_domains (domain, tenant) VALUES (?, ?) ON CONFLICT (domain) DO NOTHING
        """
    private static let deleteDomain = "DELETE FROM tenant_domains WHERE domain = ? AND tenant = ?"
    /// What a tenant leaves behind, in an order that foreign keys allow; the tenant itself is last.
    private static let deleteTenant =
        [
            "DELETE FROM document_keys WHERE tenant = ?",
            "DELETE FROM documents WHERE tenant = ?",
            "DELETE FROM signing_keys WHERE tenant = ?",
            "DELETE FROM access_tokens WHERE tenant = ?",
            "DELETE FROM used_assertions WHERE tenant = ?",
            "DELETE FROM quota_windows WHERE tenant = ?",
            "DELETE FROM log_events WHERE tenant = ?",
        ]
        + [
            "events", "event_followers", "log_stream_positions", "mails", "outbox", "login_failures", "tickets",
            "refresh_tokens", "sessions",
            "consents", "organization_member_roles", "organization_members", "user_roles", "user_permissions",
            "role_permissions",
            "former_passwords", "passwords", "login_identifiers", "identities", "users",
        ].map { "DELETE FROM \($0) WHERE tenant = ?" }
        + [
            "DELETE FROM tenant_domains WHERE tenant = ?",
            "DELETE FROM tenants WHERE tenant = ?",
        ]

    package func tenant(_ id: TenantID) throws -> TenantRecord? {
        try tenant(find(Self.selectTenant, [.text(id.rawValue)]).first)
    }

    package func tenant(domain: String) throws -> TenantRecord? {
        try tenant(find(Self.selectTenantOfDomain, [.text(domain)]).first)
    }

    package func tenants() throws -> [TenantRecord] {
        var domains: [String: [String]] = [:]
        for row in try connection.query(Self.selectAllDomains, []) {
            domains[try row.text(0), default: []].append(try row.text(1))
        }
        return try connection.query(Self.selectTenants, []).map { row in
            let name = try row.text(0)
            return TenantRecord(
                id: TenantID(rawValue: name),
                createdAt: try row.instant(1),
                domains: domains[name] ?? []
            )
        }
    }

    package func insertTenant(_ id: TenantID, at now: Instant) throws {
        guard try change(Self.insertTenant, [.text(id.rawValue), .instant(now)]) == 1 else {
            throw StoreError.conflict(key: "tenant")
        }
        try connection.announce(.tenant(id))
    }

    package func insertDomain(_ domain: String, tenant: TenantID) throws {
        guard try change(Self.insertDomain, [.text(domain), .text(tenant.rawValue)]) == 1 else {
            throw StoreError.conflict(key: "domain")
        }
        try connection.announce(.tenant(tenant))
    }

    package func deleteDomain(_ domain: String, tenant: TenantID) throws {
        guard try change(Self.deleteDomain, [.text(domain), .text(tenant.rawValue)]) > 0 else { return }
        try connection.announce(.tenant(tenant))
    }

    package func deleteTenant(_ id: TenantID) throws -> Bool {
        var tenants = 0
        for statement in Self.deleteTenant { tenants = try change(statement, [.text(id.rawValue)]) }
        journals?.forget(id)
        guard tenants > 0 else { return false }
        try connection.announce(.tenant(id))
        return true
    }

    private func tenant(_ row: SQLRow?) throws -> TenantRecord? {
        guard let row else { return nil }
        let name = try row.text(0)
        let domains = try connection.query(Self.selectDomains, [.text(name)]).map { try $0.text(0) }
        return TenantRecord(id: TenantID(rawValue: name), createdAt: try row.instant(1), domains: domains)
    }
}
