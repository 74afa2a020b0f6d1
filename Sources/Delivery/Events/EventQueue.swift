import Applications
import Kernel
import Logging
import Storage
import Wire

/// What a worker needs of storage to tell streams of events.
protocol EventQueue: Sendable {
    /// At most so many followers that are due and behind.
    func due(by now: Instant, limit: Int) async throws -> [EventFollower]
    /// Moves a follower on, if it is still where it was.
    func move(_ follower: EventFollower, to next: EventFollower) async throws -> Bool
    /// A stream's document, nil where it is gone, and the events that come next.
    func load(_ follower: EventFollower, limit: Int) async throws -> (stream: JSONObject?, events: [EventRecord])
    /// Moves a follower on, if it is still where it was, and notes what came of the tries.
    func settle(
        _ tries: [EventTry],
        _ follower: EventFollower,
        to next: EventFollower,
        at now: Instant
    ) async throws
        -> Bool
    /// Forgets a follower that is told nothing any more.
    func forget(_ follower: EventFollower) async throws
}

/// The first try to tell a stream of an event, and what came of it.
struct EventTry: Sendable {
    /// The event.
    let event: EventRecord
    /// The event as the stream tells of it.
    let body: JSONObject
    /// What came of it.
    let attempt: EventAttempt
    /// The id under which it is tried again, if it is.
    let retryID: String
}

/// The events and followers in a database.
struct StoredEventQueue: EventQueue {
    let storage: any Storage

    func due(by now: Instant, limit: Int) async throws -> [EventFollower] {
        try await storage.read { try $0.dueEventFollowers(by: now, limit: limit) }
    }

    func move(_ follower: EventFollower, to next: EventFollower) async throws -> Bool {
        try await storage.write { try $0.move(follower, to: next) }
    }

    func load(_ follower: EventFollower, limit: Int) async throws -> (stream: JSONObject?, events: [EventRecord]) {
        try await storage.read { transaction in
            let stream = try transaction.document(.eventStream, id: follower.stream, in: follower.tenant)
            guard let stream else { return (nil, []) }
            return (stream.body, try transaction.events(after: follower.after, limit: limit, in: follower.tenant))
        }
    }

    func settle(
        _ tries: [EventTry],
        _ follower: EventFollower,
        to next: EventFollower,
        at now: Instant
    ) async throws -> Bool {
        let (isMoved, isOff) = try await storage.write { transaction -> (Bool, Bool) in
            guard try transaction.move(follower, to: next) else { return (false, false) }
            let (stream, tenant) = (follower.stream, follower.tenant)
            // A stream that was removed meanwhile leaves no deliveries.
            guard !tries.isEmpty, let document = try transaction.document(.eventStream, id: stream, in: tenant) else {
                return (true, false)
            }
            try EventDeliveryRecord.removeOld(of: stream, in: tenant, at: now, transaction)
            for one in tries {
                var delivery = EventDeliveryRecord.document(of: one.body, to: stream, in: tenant, at: one.event.date)
                delivery.body["status"] = .string(one.attempt.status)
                delivery.body["attempts"] = [.object(one.attempt.json)]
                delivery.updatedAt = one.attempt.moment
                try transaction.insert(delivery, keys: EventDeliveryRecord.keys(of: delivery))
                guard let moment = one.attempt.next else { continue }
                var record = EventDeliveryRecord.outboxRecord(one.retryID, of: delivery, at: now)
                (record.attempts, record.dueAt, record.lastError) = (1, moment, one.attempt.problem)
                try transaction.append([record])
            }
            return (true, try EventStreamFailures.note(tries.map(\.attempt.status), of: document, at: now, transaction))
        }
        if isOff { StreamSwitch.log(follower.stream, follower.tenant) }
        return isMoved
    }

    func forget(_ follower: EventFollower) async throws {
        try await storage.write { try $0.deleteEventFollower(follower.stream, in: follower.tenant) }
    }
}

/// Streams that are switched off for their failures.
enum StreamSwitch {
    private static let logger = Logger(label: "latchkey.event-streams")

    /// Tells the operator, since whoever reads the stream's status may not know why.
    static func log(_ stream: String, _ tenant: TenantID) {
        logger.warning(
            "an event stream is switched off: too many events could not be told",
            metadata: ["tenant": "\(tenant)", "stream": "\(stream)"]
        )
    }
}
