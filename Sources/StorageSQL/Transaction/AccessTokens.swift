package import Kernel
package import Sessions
import Storage

extension SQLTransaction {
    private static let selectToken = """
        SELECT client_id, subject, audience, scope, issued_at, expires_at FROM access_tokens \
        WHERE tenant = ? AND hash = ?
        """
    private static let insertToken = """
        INSERT INTO access_tokens (tenant, hash, client_id, subject, audience, scope, issued_at, expires_at) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, hash) DO NOTHING
        """
    private static let deleteToken = "DELETE FROM access_tokens WHERE tenant = ? AND hash = ?"
    private static let deleteTokens = "DELETE FROM access_tokens WHERE expires_at < ?"
    private static let insertAssertion = """
        INSERT INTO used_assertions (tenant, client_id, jti, expires_at) VALUES (?, ?, ?, ?) \
        ON CONFLICT (tenant, client_id, jti) DO NOTHING
        """
    private static let deleteAssertions = "DELETE FROM used_assertions WHERE expires_at < ?"

    package func accessToken(hash: [UInt8], in tenant: TenantID) throws -> AccessTokenRecord? {
        guard let row = try find(Self.selectToken, [.text(tenant.rawValue), .blob(hash)]).first else { return nil }
        return AccessTokenRecord(
            hash: hash,
            clientID: try row.text(0),
            subject: try row.text(1),
            audience: try row.text(2),
            scope: try row.text(3),
            issuedAt: try row.instant(4),
            expiresAt: try row.instant(5)
        )
    }

    package func insert(_ token: AccessTokenRecord, tenant: TenantID) throws {
        let arguments: [SQLValue] = [
            .text(tenant.rawValue), .blob(token.hash), .text(token.clientID), .text(token.subject),
            .text(token.audience), .text(token.scope), .instant(token.issuedAt), .instant(token.expiresAt),
        ]
        guard try change(Self.insertToken, arguments) == 1 else { throw StoreError.conflict(key: "hash") }
    }

    package func deleteAccessToken(hash: [UInt8], in tenant: TenantID) throws {
        try change(Self.deleteToken, [.text(tenant.rawValue), .blob(hash)])
    }

    package func deleteAccessTokens(expiredBefore moment: Instant) throws -> Int {
        try change(Self.deleteTokens, [.instant(moment)])
    }

    /// One statement decides: of callers at the same moment the database lets one insert.
    package func spendAssertion(jti: String, clientID: String, expiresAt: Instant, in tenant: TenantID) throws -> Bool {
        let arguments: [SQLValue] = [.text(tenant.rawValue), .text(clientID), .text(jti), .instant(expiresAt)]
        return try change(Self.insertAssertion, arguments) == 1
    }

    package func deleteAssertions(expiredBefore moment: Instant) throws -> Int {
        try change(Self.deleteAssertions, [.instant(moment)])
    }
}
