import Applications
import Kernel
import Storage
import Wire

/// What a worker needs of storage to follow logs.
protocol LogStreamJournal: Sendable {
    /// At most so many streams that are due and behind their log.
    func due(by now: Instant, limit: Int) async throws -> [LogStreamPosition]
    /// Moves a stream on, if it is still where it was.
    func move(_ position: LogStreamPosition, to next: LogStreamPosition) async throws -> Bool
    /// A stream's document, nil where it is gone, and the events that come next.
    func load(_ position: LogStreamPosition, limit: Int) async throws -> (stream: JSONObject?, events: [LogRecord])
    /// Moves a stream on, if it is still where it was, and marks it as given up.
    func suspend(_ position: LogStreamPosition, to next: LogStreamPosition, at now: Instant) async throws -> Bool
    /// Forgets a stream that is gone.
    func forget(_ position: LogStreamPosition) async throws
}

/// The logs and positions in a database.
struct StoredLogStreams: LogStreamJournal {
    let storage: any Storage

    func due(by now: Instant, limit: Int) async throws -> [LogStreamPosition] {
        try await storage.read { try $0.dueLogStreams(by: now, limit: limit) }
    }

    func move(_ position: LogStreamPosition, to next: LogStreamPosition) async throws -> Bool {
        try await storage.write { try $0.move(position, to: next) }
    }

    func load(_ position: LogStreamPosition, limit: Int) async throws -> (stream: JSONObject?, events: [LogRecord]) {
        try await storage.read { transaction in
            let stream = try transaction.document(.logStream, id: position.stream, in: position.tenant)
            let query = LogQuery(
                tenant: position.tenant,
                after: position.after,
                isDescending: false,
                limit: limit
            )
            return (stream?.body, stream == nil ? [] : try transaction.logRecords(query))
        }
    }

    func suspend(_ position: LogStreamPosition, to next: LogStreamPosition, at now: Instant) async throws -> Bool {
        try await storage.write { transaction in
            guard try transaction.move(position, to: next),
                var stream = try transaction.document(.logStream, id: position.stream, in: position.tenant)
            else { return false }
            stream.body["status"] = "suspended"
            stream.updatedAt = now
            try transaction.update(stream, keys: [])
            return true
        }
    }

    func forget(_ position: LogStreamPosition) async throws {
        try await storage.write { try $0.deleteLogStreamPosition(position.stream, in: position.tenant) }
    }
}
