package import Kernel
package import Wire

/// Something that happened to people or organizations, as it is kept for those who follow.
package struct EventRecord: Sendable, Equatable {
    /// The tenant.
    package let tenant: TenantID
    /// Its place among the events of the tenant: greater than that of every event that was committed before.
    package let position: Int64
    /// When it happened, by the clock of the database.
    package let date: Instant
    /// What happened, such as `user.created`.
    package let type: String
    /// The event without the stream that tells of it.
    package let body: JSONObject

    /// An event.
    package init(tenant: TenantID, position: Int64, date: Instant, type: String, body: JSONObject) {
        self.tenant = tenant
        self.position = position
        self.date = date
        self.type = type
        self.body = body
    }
}

/// Places among the events of a tenant.
///
/// A place holds the moment by the clock of the database, so that places go on when old events are forgotten, and a
/// moment can be found without an index over dates.
package enum EventPosition {
    private static let perMillisecond: Int64 = 4096

    /// The first place of a moment; one with more events than it has places borrows of the next.
    package static func first(of moment: Instant) -> Int64 { moment.milliseconds * perMillisecond }
}

/// Who follows the events of a tenant, how far they have come, and when they go on.
///
/// Events are kept for tenants that somebody follows.
package struct EventFollower: Sendable, Equatable {
    /// The tenant.
    package let tenant: TenantID
    /// The stream's id; `readers` for all who read the events themselves.
    package let stream: String
    /// The place of the last event that was told or passed over; for readers, that behind which nothing is missing.
    package var after: Int64
    /// When the next try may be made; while one is under way, when it counts as lost.
    package var dueAt: Instant
    /// Until when events are kept for it, by the clock of the database.
    package var until: Instant

    /// A follower that stays until it is removed.
    package init(tenant: TenantID, stream: String, after: Int64, dueAt: Instant) {
        self.tenant = tenant
        self.stream = stream
        self.after = after
        self.dueAt = dueAt
        until = Self.never
    }

    /// Those who read the events of a tenant themselves, for whom they are kept behind a place and until a moment.
    package static func readers(of tenant: TenantID, after position: Int64, until moment: Instant) -> EventFollower {
        var follower = EventFollower(tenant: tenant, stream: readers, after: position, dueAt: never)
        follower.until = moment
        return follower
    }

    /// What stands in the place of a stream's id for those who read the events themselves.
    package static let readers = "readers"
    /// A moment that does not come.
    package static let never = Instant(milliseconds: .max)
}

/// Reading events and how far their followers are, inside a transaction.
package protocol EventReading {
    /// At most so many events of a tenant behind a place, in order.
    func events(after position: Int64, limit: Int, in tenant: TenantID) throws -> [EventRecord]
    /// The place of a tenant's last event; nil if there is none.
    func newestEventPosition(in tenant: TenantID) throws -> Int64?
    /// How far a stream has come.
    func eventFollower(_ stream: String, in tenant: TenantID) throws -> EventFollower?
    /// At most so many followers of all tenants that are due and behind, those first that wait longest.
    func dueEventFollowers(by now: Instant, limit: Int) throws -> [EventFollower]
}

/// Changing how far followers of events are, inside a transaction.
///
/// Events themselves are written by what changes people and organizations, in the same transaction.
package protocol EventWriting: EventReading {
    /// Sets where a follower is, whatever was there before.
    func put(_ follower: EventFollower) throws
    /// Moves a follower on, unless it is due at another moment or somewhere else than it was; whether it was moved.
    ///
    /// Of many callers that move it from the same place, one succeeds.
    func move(_ follower: EventFollower, to next: EventFollower) throws -> Bool
    /// Forgets a follower.
    func deleteEventFollower(_ stream: String, in tenant: TenantID) throws
    /// Removes at most so many events from before a moment, and followers that had gone by then; how many events.
    ///
    /// Readers are told: behind the place of that moment nothing is missing.
    @discardableResult
    func deleteEvents(before moment: Instant, limit: Int) throws -> Int
}
