package import Applications
import Directory
package import Kernel
import Storage
import Wire

/// Events and those who follow them.
extension SQLTransaction {
    private static let selectEvents = """
        SELECT position, date, type, body FROM events WHERE tenant = ? AND position > ? ORDER BY position LIMIT ?
        """
    private static let newestPosition = "SELECT MAX(position) FROM events WHERE tenant = ?"
    private static let followerColumns = "tenant, stream, after_position, due_at, until"
    private static let selectFollower = """
        SELECT \(followerColumns) FROM event_followers WHERE tenant = ? AND stream = ?
        """
    private static let selectDueFollowers = """
        SELECT \(followerColumns) FROM event_followers f WHERE due_at <= ? \
        AND EXISTS (SELECT 1 FROM events e WHERE e.tenant = f.tenant AND e.position > f.after_position) \
        ORDER BY due_at, tenant, stream LIMIT ?
        """
    private static let putFollower = """
        INSERT INTO event_followers (\(followerColumns)) VALUES (?, ?, ?, ?, ?) ON CONFLICT (tenant, stream) \
        DO UPDATE SET after_position = excluded.after_position, due_at = excluded.due_at, until = excluded.until
        """
    private static let moveFollower = """
        UPDATE event_followers SET after_position = ?, due_at = ?, until = ? \
        WHERE tenant = ? AND stream = ? AND after_position = ? AND due_at = ?
        """
    private static let deleteFollower = "DELETE FROM event_followers WHERE tenant = ? AND stream = ?"
    private static let deleteGoneFollowers = "DELETE FROM event_followers WHERE until < ?"
    private static let raiseReaders = """
        UPDATE event_followers SET after_position = ? WHERE stream = '\(EventFollower.readers)' AND after_position < ?
        """
    private static let firstTenant = "SELECT MIN(tenant) FROM events"
    private static let nextTenant = "SELECT MIN(tenant) FROM events WHERE tenant > ?"
    private static let deleteOldEvents = """
        DELETE FROM events WHERE tenant = ? AND position IN \
        (SELECT position FROM events WHERE tenant = ? AND position < ? ORDER BY position LIMIT ?)
        """

    package func events(after position: Int64, limit: Int, in tenant: TenantID) throws -> [EventRecord] {
        let arguments: [SQLValue] = [.text(tenant.rawValue), .integer(position), .integer(Int64(max(limit, 0)))]
        return try find(Self.selectEvents, arguments).map { row in
            let position = try row.integer(0)
            return EventRecord(
                tenant: tenant,
                position: position,
                date: try row.instant(1),
                type: try row.text(2),
                body: try StoredJSON.object(row.text(3), of: "event \(position)")
            )
        }
    }

    package func newestEventPosition(in tenant: TenantID) throws -> Int64? {
        guard case .integer(let position) = try find(Self.newestPosition, [.text(tenant.rawValue)]).first?.columns.first
        else { return nil }
        return position
    }

    package func eventFollower(_ stream: String, in tenant: TenantID) throws -> EventFollower? {
        try find(Self.selectFollower, [.text(tenant.rawValue), .text(stream)]).first.map(follower)
    }

    package func dueEventFollowers(by now: Instant, limit: Int) throws -> [EventFollower] {
        try find(Self.selectDueFollowers, [.instant(now), .integer(Int64(max(limit, 0)))]).map(follower)
    }

    package func put(_ follower: EventFollower) throws {
        try change(Self.putFollower, [.text(follower.tenant.rawValue), .text(follower.stream)] + Self.values(follower))
    }

    package func move(_ follower: EventFollower, to next: EventFollower) throws -> Bool {
        let place: [SQLValue] = [
            .text(follower.tenant.rawValue), .text(follower.stream), .integer(follower.after),
            .instant(follower.dueAt),
        ]
        return try change(Self.moveFollower, Self.values(next) + place) == 1
    }

    package func deleteEventFollower(_ stream: String, in tenant: TenantID) throws {
        try remove(Self.deleteFollower, [.text(tenant.rawValue), .text(stream)])
    }

    package func deleteEvents(before moment: Instant, limit: Int) throws -> Int {
        try change(Self.deleteGoneFollowers, [.instant(moment)])
        let end = EventPosition.first(of: moment)
        try change(Self.raiseReaders, [.integer(end), .integer(end)])
        var deleted = 0
        var tenant = try connection.query(Self.firstTenant, []).first?.columns.first
        while let name = tenant, case .text = name, deleted < limit {
            deleted += try change(
                Self.deleteOldEvents,
                [name, name, .integer(end), .integer(Int64(limit - deleted))]
            )
            tenant = try connection.query(Self.nextTenant, [name]).first?.columns.first
        }
        return deleted
    }

    private static func values(_ follower: EventFollower) -> [SQLValue] {
        [.integer(follower.after), .instant(follower.dueAt), .instant(follower.until)]
    }

    private func follower(_ row: SQLRow) throws -> EventFollower {
        var follower = EventFollower(
            tenant: TenantID(rawValue: try row.text(0)),
            stream: try row.text(1),
            after: try row.integer(2),
            dueAt: try row.instant(3)
        )
        follower.until = try row.instant(4)
        return follower
    }
}
