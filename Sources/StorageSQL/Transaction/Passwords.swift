package import Directory
package import Kernel
import Storage

extension SQLTransaction {
    private static let selectPassword = "SELECT hash, set_at FROM passwords WHERE tenant = ? AND user_id = ?"
    private static let selectFormer = """
        SELECT hash FROM former_passwords WHERE tenant = ? AND user_id = ? ORDER BY position DESC LIMIT ?
        """
    private static let putPassword = """
        INSERT INTO passwords (tenant, user_id, hash, set_at) VALUES (?, ?, ?, ?) \
        ON CONFLICT (tenant, user_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at
        """
    private static let upgradePassword = """
        UPDATE passwords SET hash = ? WHERE tenant = ? AND user_id = ? AND hash = ?
        """
    private static let insertFormer = """
        INSERT INTO former_passwords (tenant, user_id, ended_at, position, hash) \
        SELECT ?, ?, CAST(? AS BIGINT), COALESCE(MAX(position), 0) + 1, ? FROM former_passwords \
        WHERE tenant = ? AND user_id = ?
        """
    private static let trimFormer = """
        DELETE FROM former_passwords WHERE tenant = ? AND user_id = ? AND position <= \
        (SELECT MAX(position) FROM former_passwords WHERE tenant = ? AND user_id = ?) - ?
        """

    package func password(of userID: String, in tenant: TenantID) throws -> PasswordRecord? {
        try find(Self.selectPassword, [.text(tenant.rawValue), .text(userID)]).first.map { row in
            PasswordRecord(userID: userID, hash: try row.text(0), setAt: try row.instant(1))
        }
    }

    package func formerPasswords(of userID: String, limit: Int, in tenant: TenantID) throws -> [String] {
        try find(Self.selectFormer, [.text(tenant.rawValue), .text(userID), .integer(Int64(max(limit, 0)))])
            .map { try $0.text(0) }
    }

    package func setPassword(_ password: PasswordRecord, keepingFormer count: Int, in tenant: TenantID) throws {
        let place: [SQLValue] = [.text(tenant.rawValue), .text(password.userID)]
        if count > 0, let old = try self.password(of: password.userID, in: tenant) {
            try change(Self.insertFormer, place + [.instant(password.setAt), .text(old.hash)] + place)
        }
        try change(Self.trimFormer, place + place + [.integer(Int64(max(count, 0)))])
        try change(Self.putPassword, place + [.text(password.hash), .instant(password.setAt)])
    }

    package func upgradePassword(of userID: String, to hash: String, from old: String, in tenant: TenantID) throws {
        try change(Self.upgradePassword, [.text(hash), .text(tenant.rawValue), .text(userID), .text(old)])
    }
}
