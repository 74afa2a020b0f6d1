import Kernel
import Management
import Web
import Wire

/// The events of a tenant for one reader, as server-sent events.
///
/// It is asked for one piece after the other, so that it waits for a slow reader with a few events in memory.
///
/// - SeeAlso: HTML Living Standard §9.2 "Server-sent events"; Auth0: "Consume Events with the Events API".
actor EventFeed {
    /// When a stream does what.
    struct Pace: Sendable {
        /// How often it looks for news.
        var look: Duration
        /// How often a reader hears something at least, so that nobody between takes the connection for dead.
        var heartbeat: Duration
        /// How long it lasts; readers come back, with a token that is still good, and maybe to another server.
        var end: Duration

        /// That of a server.
        static let server = Pace(look: .milliseconds(500), heartbeat: .seconds(15), end: .seconds(15 * 60))
    }

    /// How many events are in memory.
    private static let batch = 20

    private let administration: Administration
    private let tenant: TenantID
    private let types: Set<String>?
    private let pace: Pace
    private let isEnding: @Sendable () -> Bool

    private var cursor: EventCursor
    /// The place that the reader was told last.
    private var told: EventCursor?
    private var waiting: [[UInt8]] = []
    private var mayContinue = true
    private var hasBegun = false
    private var hasFailed = false
    private let beginning = ContinuousClock.now
    private var lastPiece = ContinuousClock.now

    /// A stream of the events behind a place.
    init(
        _ administration: Administration,
        _ tenant: TenantID,
        _ cursor: EventCursor,
        types: Set<String>?,
        pace: Pace,
        isEnding: @escaping @Sendable () -> Bool
    ) {
        self.administration = administration
        self.tenant = tenant
        self.cursor = cursor
        self.types = types
        self.pace = pace
        self.isEnding = isEnding
    }

    /// The next piece; nil at the end.
    func next() async -> [UInt8]? {
        guard hasBegun else {
            hasBegun = true
            told = cursor
            return Array(":connected\n\nretry: 2000\n\n".utf8) + ServerSentEvent.offset(cursor)
        }
        while !isOver {
            if waiting.isEmpty { await load() }
            if !waiting.isEmpty || ContinuousClock.now - lastPiece >= pace.heartbeat { return piece() }
            if !mayContinue { try? await Task.sleep(for: pace.look) }
        }
        return nil
    }

    private var isOver: Bool {
        // An error is the last that a reader hears.
        guard waiting.isEmpty || !hasFailed else { return false }
        return hasFailed || isEnding() || Task.isCancelled || ContinuousClock.now - beginning >= pace.end
    }

    private func piece() -> [UInt8] {
        lastPiece = .now
        if !waiting.isEmpty { return waiting.removeFirst() }
        guard told != cursor else { return ServerSentEvent.heartbeat }
        told = cursor
        return ServerSentEvent.offset(cursor)
    }

    private func load() async {
        do {
            let batch = try await administration.events(
                after: cursor,
                types: types,
                limit: Self.batch,
                in: tenant,
                now: Clock.now
            )
            waiting = batch.events.map(ServerSentEvent.event)
            if let last = batch.events.last { told = last.cursor }
            cursor = batch.cursor
            mayContinue = batch.mayContinue
        } catch {
            hasFailed = true
            waiting = [ServerSentEvent.error("processing_error", "Events cannot be read at the moment.", cursor)]
        }
    }
}

/// What a stream of events says.
///
/// - SeeAlso: HTML Living Standard §9.2.6 "Interpreting an event stream".
enum ServerSentEvent {
    /// A sign of life.
    static let heartbeat = Array(": heartbeat\n\n".utf8)

    /// Something that happened.
    static func event(_ event: Administration.ReadEvent) -> [UInt8] {
        message(
            event.type,
            event.cursor,
            ["type": .string(event.type), "offset": .string(event.cursor.text), "event": .object(event.body)]
        )
    }

    /// How far the reader has come.
    static func offset(_ cursor: EventCursor) -> [UInt8] {
        message("offset-only", cursor, ["type": "offset-only", "offset": .string(cursor.text)])
    }

    /// Why the stream ends.
    static func error(_ code: String, _ text: String, _ cursor: EventCursor) -> [UInt8] {
        let detail: JSONObject = [
            "code": .string(code), "message": .string(text), "offset": .string(cursor.text),
        ]
        return message("error", cursor, ["type": "error", "error": .object(detail)])
    }

    /// A message; JSON holds no line break.
    private static func message(_ name: String, _ cursor: EventCursor, _ data: JSONObject) -> [UInt8] {
        Array("event: \(name)\nid: \(cursor.text)\ndata: ".utf8) + JSONWriter.encode(data) + Array("\n\n".utf8)
    }
}
