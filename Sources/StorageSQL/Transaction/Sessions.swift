package import Kernel
package import Sessions
import Storage
import Wire

extension SQLTransaction {
    private static let sessionColumns = """
        id, secret_hash, user_id, created_at, updated_at, authenticated_at, idle_expires_at, expires_at, connection, \
        clients, details
        """
    private static let selectSession = "SELECT \(sessionColumns) FROM sessions WHERE tenant = ? AND id = ?"
    private static let selectSessionBySecret = """
        SELECT \(sessionColumns) FROM sessions WHERE tenant = ? AND secret_hash = ?
        """
    private static let selectSessionsOfUser = """
        SELECT \(sessionColumns) FROM sessions WHERE tenant = ? AND user_id = ? ORDER BY created_at DESC, id
        """
    private static let insertSession = """
        INSERT INTO sessions (\(sessionColumns), tenant) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
        ON CONFLICT DO NOTHING
        """
    private static let updateSession = """
        UPDATE sessions SET secret_hash = ?, user_id = ?, updated_at = ?, authenticated_at = ?, idle_expires_at = ?, \
        expires_at = ?, connection = ?, clients = ?, details = ? WHERE tenant = ? AND id = ?
        """
    private static let deleteSession = """
        DELETE FROM sessions WHERE tenant = ? AND id = ? RETURNING \(sessionColumns)
        """
    private static let deleteSessionsOfUser = """
        DELETE FROM sessions WHERE tenant = ? AND user_id = ? RETURNING \(sessionColumns)
        """
    private static let deleteEnded = "DELETE FROM sessions WHERE expires_at < ? OR idle_expires_at < ?"

    package func session(secretHash: [UInt8], in tenant: TenantID) throws -> Session? {
        try find(Self.selectSessionBySecret + lock, [.text(tenant.rawValue), .blob(secretHash)]).first
            .map(Self.session)
    }

    package func session(_ id: String, in tenant: TenantID) throws -> Session? {
        try find(Self.selectSession + lock, [.text(tenant.rawValue), .text(id)]).first.map(Self.session)
    }

    package func sessions(ofUser userID: String, in tenant: TenantID) throws -> [Session] {
        try find(Self.selectSessionsOfUser, [.text(tenant.rawValue), .text(userID)]).map(Self.session)
    }

    package func insert(_ session: Session, tenant: TenantID) throws {
        let arguments: [SQLValue] = [
            .text(session.id), .blob(session.secretHash), .text(session.userID), .instant(session.createdAt),
            .instant(session.updatedAt), .instant(session.authenticatedAt), .instant(session.idleExpiresAt),
            .instant(session.expiresAt), .text(session.connection), .text(session.clients.joined(separator: " ")),
            .json(session.details), .text(tenant.rawValue),
        ]
        guard try change(Self.insertSession, arguments) == 1 else { throw StoreError.conflict(key: "id") }
    }

    package func update(_ session: Session, tenant: TenantID) throws -> Bool {
        let arguments: [SQLValue] = [
            .blob(session.secretHash), .text(session.userID), .instant(session.updatedAt),
            .instant(session.authenticatedAt), .instant(session.idleExpiresAt), .instant(session.expiresAt),
            .text(session.connection), .text(session.clients.joined(separator: " ")), .json(session.details),
            .text(tenant.rawValue), .text(session.id),
        ]
        return try change(Self.updateSession, arguments) == 1
    }

    package func deleteSession(_ id: String, in tenant: TenantID) throws -> Session? {
        try find(Self.deleteSession, [.text(tenant.rawValue), .text(id)]).first.map(Self.session)
    }

    package func deleteSessions(ofUser userID: String, in tenant: TenantID) throws -> [Session] {
        try find(Self.deleteSessionsOfUser, [.text(tenant.rawValue), .text(userID)]).map(Self.session)
    }

    package func deleteSessions(endedBefore moment: Instant) throws -> Int {
        try change(Self.deleteEnded, [.instant(moment), .instant(moment)])
    }

    private static func session(_ row: SQLRow) throws -> Session {
        let id = try row.text(0)
        var session = Session(
            id: id,
            secretHash: try row.blob(1),
            userID: try row.text(2),
            createdAt: try row.instant(3),
            idleExpiresAt: try row.instant(6),
            expiresAt: try row.instant(7),
            connection: try row.text(8),
            details: try StoredJSON.object(row.text(10), of: "session \(id)")
        )
        session.updatedAt = try row.instant(4)
        session.authenticatedAt = try row.instant(5)
        session.clients = try row.text(9).words
        return session
    }
}
