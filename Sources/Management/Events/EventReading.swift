import Applications
package import Kernel
import Storage
package import Wire

/// A place among the events of a tenant, as readers are told it.
package struct EventCursor: Sendable, Equatable {
    /// The place of the last event that was told or passed over.
    package let position: Int64

    /// A place.
    package init(position: Int64) { self.position = position }

    /// The place of a text that a reader was told; nil for any other text.
    package init?(text: String) {
        guard let bytes = Base64.decode(text, .url), let position = Int64(String(decoding: bytes, as: UTF8.self)),
            position >= 0
        else { return nil }
        self.position = position
        guard self.text == text else { return nil }
    }

    /// The place as readers are told it: no more than a text to them.
    package var text: String { Base64.encode(Array(String(position).utf8), .url) }
}

/// Reading the events of a tenant.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/events`.
extension Administration {
    /// For how long events are kept for readers after they came last, in seconds.
    private static let readersStay: Int64 = 7 * 86_400
    /// The stream that events name for readers, who have none.
    private static let readersStream = "est_0000000000000000"
    /// How far behind the clock a place is that no event can come before any more, in seconds.
    private static let slack: Int64 = 3600

    /// An event as readers are told it.
    package struct ReadEvent: Sendable {
        /// The place behind it.
        package let cursor: EventCursor
        /// What happened.
        package let type: String
        /// The event.
        package let body: JSONObject

        /// An event.
        package init(cursor: EventCursor, type: String, body: JSONObject) {
            self.cursor = cursor
            self.type = type
            self.body = body
        }
    }

    /// Events that come next.
    package struct EventBatch: Sendable {
        /// The events.
        package let events: [ReadEvent]
        /// The place behind them and behind those that nobody asked for.
        package let cursor: EventCursor
        /// Whether there may be more at once.
        package let mayContinue: Bool
    }

    /// Where somebody begins to read; from now on events are kept for them.
    ///
    /// - Parameters:
    ///   - from: A place that a reader was told.
    ///   - timestamp: A moment of ISO 8601.
    /// - Throws: `APIProblem` 400 for what is neither, or both; 410 for a place behind which events were forgotten.
    package func beginReadingEvents(
        from: String?,
        timestamp: String?,
        _ context: AdministrationContext
    ) async throws -> EventCursor {
        guard from == nil || timestamp == nil else {
            throw APIProblem(
                400,
                "The parameters 'from' and 'from_timestamp' exclude each other.",
                code: "invalid_query_string"
            )
        }
        let cursor = from.map(EventCursor.init(text:))
        if case .some(.none) = cursor { throw APIProblem(400, "Invalid cursor in 'from'.", code: "invalid_cursor") }
        let moment = timestamp.map(Instant.init(iso8601:))
        if case .some(.none) = moment {
            throw APIProblem(400, "Invalid date in 'from_timestamp'.", code: "invalid_query_string")
        }
        let (readers, newest) = try await readers(context)
        guard case .some(.some(let cursor)) = cursor else {
            guard case .some(.some(let moment)) = moment else { return EventCursor(position: newest) }
            return EventCursor(position: max(EventPosition.first(of: moment) - 1, 0))
        }
        guard cursor.position >= readers.after else {
            throw APIProblem(
                410,
                "Events behind this cursor are no longer available.",
                code: "cursor_expired"
            )
        }
        return cursor
    }

    /// The events of some types, or of all, behind a place.
    package func events(
        after cursor: EventCursor,
        types: Set<String>?,
        limit: Int,
        in tenant: TenantID,
        now: Instant
    ) async throws -> EventBatch {
        let records = try await storage.read { try $0.events(after: cursor.position, limit: limit, in: tenant) }
        let wanted = records.filter { types?.contains($0.type) ?? true }
        // Who waits for long is led on, so that their place does not become one behind which events were forgotten.
        let idle = max(cursor.position, Self.floor(now))
        return EventBatch(
            events: wanted.map { event in
                ReadEvent(
                    cursor: EventCursor(position: event.position),
                    type: event.type,
                    body: EventEnvelope.body(event.body, toldBy: Self.readersStream)
                )
            },
            cursor: EventCursor(position: records.last?.position ?? idle),
            mayContinue: records.count == limit
        )
    }

    /// For whom events are kept, and the place of now.
    private func readers(_ context: AdministrationContext) async throws -> (readers: EventFollower, newest: Int64) {
        let (tenant, now) = (context.tenant, context.now)
        let (former, newest) = try await storage.read { transaction in
            (
                try transaction.eventFollower(EventFollower.readers, in: tenant),
                try transaction.newestEventPosition(in: tenant)
            )
        }
        // Most who come were here an hour ago: looking costs no write.
        if let former, former.until > now.adding(seconds: Self.readersStay / 2) {
            return (former, max(newest ?? 0, former.after))
        }
        return try await storage.write { transaction in
            let newest = try transaction.newestEventPosition(in: tenant) ?? Self.floor(now)
            let former = try transaction.eventFollower(EventFollower.readers, in: tenant)
            // Between two times events may not have been kept.
            let start = former.flatMap { $0.until > now ? $0.after : nil } ?? newest
            let until = now.adding(seconds: Self.readersStay)
            let readers = EventFollower.readers(of: tenant, after: start, until: until)
            try transaction.put(readers)
            return (readers, newest)
        }
    }

    /// A place that every event of the future is behind, however wrong clocks are.
    private static func floor(_ now: Instant) -> Int64 { EventPosition.first(of: now.adding(seconds: -slack)) }
}
