package import Directory
package import Kernel
import Storage
import Wire

extension SQLTransaction {
    private static let consentColumns = "id, client_id, user_id, audience, scope, updated_at"
    private static let putConsent = """
        INSERT INTO consents (tenant, id, user_id, client_id, audience, scope, updated_at) \
        VALUES (?, ?, ?, ?, ?, ?, ?) \
        ON CONFLICT (tenant, user_id, client_id, audience) DO UPDATE SET scope = excluded.scope, \
        updated_at = excluded.updated_at
        """
    private static let deleteConsent = "DELETE FROM consents WHERE tenant = ? AND id = ? RETURNING \(consentColumns)"

    package func consent(
        userID: String,
        clientID: String,
        audience: String,
        in tenant: TenantID
    ) throws -> Consent? {
        let condition = "tenant = ? AND user_id = ? AND client_id = ? AND audience = ?"
        return try find(
            "SELECT \(Self.consentColumns) FROM consents WHERE \(condition)",
            [.text(tenant.rawValue), .text(userID), .text(clientID), .text(audience)]
        ).first.map(Self.consent)
    }

    package func consents(_ query: ConsentQuery, in tenant: TenantID) throws -> [Consent] {
        let (condition, arguments) = Self.condition(query, tenant)
        return try find(
            "SELECT \(Self.consentColumns) FROM consents WHERE \(condition) ORDER BY id LIMIT ? OFFSET ?",
            arguments + [.integer(Int64(max(query.limit, 0))), .integer(Int64(max(query.offset, 0)))]
        ).map(Self.consent)
    }

    package func countConsents(_ query: ConsentQuery, in tenant: TenantID) throws -> Int {
        let (condition, arguments) = Self.condition(query, tenant)
        return try Int(find("SELECT COUNT(*) FROM consents WHERE \(condition)", arguments).first?.integer(0) ?? 0)
    }

    package func put(_ consent: Consent, in tenant: TenantID) throws {
        try change(
            Self.putConsent,
            [
                .text(tenant.rawValue), .text(consent.id), .text(consent.userID), .text(consent.clientID),
                .text(consent.audience), .text(consent.scope.joined(separator: " ")), .instant(consent.updatedAt),
            ]
        )
    }

    package func deleteConsent(_ id: String, in tenant: TenantID) throws -> Consent? {
        try find(Self.deleteConsent, [.text(tenant.rawValue), .text(id)]).first.map(Self.consent)
    }

    package func deleteConsents(userID: String, clientID: String?, in tenant: TenantID) throws -> Int {
        let (condition, arguments) = Self.condition(ConsentQuery(userID: userID, clientID: clientID), tenant)
        return try remove("DELETE FROM consents WHERE \(condition)", arguments)
    }

    private static func condition(_ query: ConsentQuery, _ tenant: TenantID) -> (String, [SQLValue]) {
        var (sql, arguments) = ("tenant = ?", [SQLValue.text(tenant.rawValue)])
        for (column, value) in [
            ("user_id", query.userID), ("client_id", query.clientID), ("audience", query.audience),
        ] {
            guard let value else { continue }
            sql += " AND \(column) = ?"
            arguments.append(.text(value))
        }
        return (sql, arguments)
    }

    private static func consent(_ row: SQLRow) throws -> Consent {
        Consent(
            id: try row.text(0),
            clientID: try row.text(1),
            userID: try row.text(2),
            audience: try row.text(3),
            scope: try row.text(4).words,
            updatedAt: try row.instant(5)
        )
    }
}
