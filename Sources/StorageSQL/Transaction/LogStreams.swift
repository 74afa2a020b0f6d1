package import Applications
package import Kernel
import Storage

/// How far log streams have come.
///
/// The log itself is what waits to be delivered; a stream is a row here, whatever is written to the log.
extension SQLTransaction {
    private static let positionColumns = "tenant, stream, after_id, due_at, attempts, failing_since, last_error"
    private static let selectPosition = """
        SELECT \(positionColumns) FROM log_stream_positions WHERE tenant = ? AND stream = ?
        """
    private static let selectDue = """
        SELECT \(positionColumns) FROM log_stream_positions p WHERE due_at <= ? \
        AND EXISTS (SELECT 1 FROM log_events e WHERE e.tenant = p.tenant AND e.id > p.after_id) \
        ORDER BY due_at, tenant, stream LIMIT ?
        """
    private static let putPosition = """
        INSERT INTO log_stream_positions (\(positionColumns)) VALUES (?, ?, ?, ?, ?, ?, ?) \
        ON CONFLICT (tenant, stream) DO UPDATE SET after_id = excluded.after_id, due_at = excluded.due_at, \
        attempts = excluded.attempts, failing_since = excluded.failing_since, last_error = excluded.last_error
        """
    private static let movePosition = """
        UPDATE log_stream_positions SET after_id = ?, due_at = ?, attempts = ?, failing_since = ?, last_error = ? \
        WHERE tenant = ? AND stream = ? AND after_id = ? AND due_at = ?
        """
    private static let deletePosition = "DELETE FROM log_stream_positions WHERE tenant = ? AND stream = ?"

    package func logStreamPosition(_ stream: String, in tenant: TenantID) throws -> LogStreamPosition? {
        try find(Self.selectPosition, [.text(tenant.rawValue), .text(stream)]).first.map(position)
    }

    package func dueLogStreams(by now: Instant, limit: Int) throws -> [LogStreamPosition] {
        try find(Self.selectDue, [.instant(now), .integer(Int64(max(limit, 0)))]).map(position)
    }

    package func put(_ position: LogStreamPosition) throws {
        try change(
            Self.putPosition,
            [.text(position.tenant.rawValue), .text(position.stream)] + Self.values(position)
        )
    }

    package func move(_ position: LogStreamPosition, to next: LogStreamPosition) throws -> Bool {
        let place: [SQLValue] = [
            .text(position.tenant.rawValue), .text(position.stream), .text(position.after), .instant(position.dueAt),
        ]
        return try change(Self.movePosition, Self.values(next) + place) == 1
    }

    package func deleteLogStreamPosition(_ stream: String, in tenant: TenantID) throws {
        try remove(Self.deletePosition, [.text(tenant.rawValue), .text(stream)])
    }

    private static func values(_ position: LogStreamPosition) -> [SQLValue] {
        [
            .text(position.after), .instant(position.dueAt), .integer(position.attempts),
            .instant(position.failingSince), .optionalText(position.lastError.map(LogCondition.searchable)),
        ]
    }

    private func position(_ row: SQLRow) throws -> LogStreamPosition {
        var position = LogStreamPosition(
            tenant: TenantID(rawValue: try row.text(0)),
            stream: try row.text(1),
            after: try row.text(2),
            dueAt: try row.instant(3)
        )
        position.attempts = try row.integer(4)
        position.failingSince = try row.optionalInstant(5)
        position.lastError = try row.optionalText(6)
        return position
    }
}
