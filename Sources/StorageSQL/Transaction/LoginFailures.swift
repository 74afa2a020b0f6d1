package import Kernel
package import Sessions
import Storage

extension SQLTransaction {
    private static let selectFailures = """
        SELECT address, count, last_at FROM login_failures WHERE tenant = ? AND subject = ?
        """
    private static let addFailure = """
        INSERT INTO login_failures (tenant, subject, address, count, last_at) VALUES (?, ?, ?, 1, ?) \
        ON CONFLICT (tenant, subject, address) DO UPDATE SET \
        count = CASE WHEN login_failures.last_at < ? THEN 1 ELSE login_failures.count + 1 END, \
        last_at = excluded.last_at RETURNING count
        """
    private static let clearFailures = "DELETE FROM login_failures WHERE tenant = ? AND subject = ?"

    package func failures(_ subject: String, from address: String, in tenant: TenantID) throws -> FailureCount? {
        try find(
            Self.selectFailures + " AND address = ?",
            [.text(tenant.rawValue), .text(subject), .text(address)]
        ).first.map { try Self.count($0, subject) }
    }

    package func failures(_ subject: String, in tenant: TenantID) throws -> [FailureCount] {
        try find(Self.selectFailures + " ORDER BY address", [.text(tenant.rawValue), .text(subject)])
            .map { try Self.count($0, subject) }
    }

    package func addFailure(
        _ subject: String,
        from address: String,
        at now: Instant,
        since: Instant,
        in tenant: TenantID
    ) throws -> Int64 {
        let arguments: [SQLValue] = [
            .text(tenant.rawValue), .text(subject), .text(address), .instant(now), .instant(since),
        ]
        return try changeReturning(Self.addFailure, arguments).first?.integer(0) ?? 0
    }

    package func clearFailures(_ subject: String, from address: String?, in tenant: TenantID) throws {
        let place: [SQLValue] = [.text(tenant.rawValue), .text(subject)]
        guard let address else {
            try remove(Self.clearFailures, place)
            return
        }
        try remove(Self.clearFailures + " AND address = ?", place + [.text(address)])
    }

    package func deleteFailures(before moment: Instant) throws -> Int {
        try change("DELETE FROM login_failures WHERE last_at < ?", [.instant(moment)])
    }

    private static func count(_ row: SQLRow, _ subject: String) throws -> FailureCount {
        FailureCount(
            subject: subject,
            address: try row.text(0),
            count: try row.integer(1),
            lastAt: try row.instant(2)
        )
    }
}
