import Applications
import Kernel
import Synchronization
import Testing
import Wire

@testable import Delivery

/// Events and a stream in memory, with the promises of storage.
private final class MemoryEventQueue: EventQueue {
    private struct State {
        var follower: EventFollower?
        var stream: JSONObject?
        var events: [EventRecord]
        var tries: [EventTry] = []
    }

    static let tenant = TenantID(rawValue: "acme")
    static let now = Instant(seconds: 1_790_000_000)
    private let state: Mutex<State>

    init(_ stream: JSONObject?, _ types: [String]) {
        let events = types.enumerated().map { number, type in
            EventRecord(
                tenant: Self.tenant,
                position: Int64(number + 1),
                date: Self.now,
                type: type,
                body: ["id": .string("evt_\(number + 1)"), "type": .string(type)]
            )
        }
        let follower = EventFollower(tenant: Self.tenant, stream: "est_1", after: 0, dueAt: Self.now)
        state = Mutex(State(follower: follower, stream: stream, events: events))
    }

    var follower: EventFollower? { state.withLock { $0.follower } }
    var tries: [EventTry] { state.withLock { $0.tries } }

    func take() { state.withLock { $0.follower?.dueAt = Self.now.adding(seconds: 99) } }

    func due(by now: Instant, limit: Int) async throws -> [EventFollower] {
        state.withLock { state in
            guard let follower = state.follower, follower.dueAt <= now, let last = state.events.last,
                last.position > follower.after
            else { return [] }
            return [follower]
        }
    }

    func move(_ follower: EventFollower, to next: EventFollower) async throws -> Bool {
        state.withLock { state in
            guard state.follower == follower else { return false }
            state.follower = next
            return true
        }
    }

    func load(_ follower: EventFollower, limit: Int) async throws -> (stream: JSONObject?, events: [EventRecord]) {
        state.withLock { state in
            (state.stream, Array(state.events.filter { $0.position > follower.after }.prefix(limit)))
        }
    }

    func settle(
        _ tries: [EventTry],
        _ follower: EventFollower,
        to next: EventFollower,
        at now: Instant
    ) async throws -> Bool {
        guard try await move(follower, to: next) else { return false }
        state.withLock { $0.tries += tries }
        return true
    }

    func forget(_ follower: EventFollower) async throws { state.withLock { $0.follower = nil } }
}

@Suite("The worker of event streams")
struct EventStreamWorkerTests {
    private static func stream(to port: Int, _ members: JSONObject = [:]) -> JSONObject {
        let stream: JSONObject = [
            "status": "enabled", "subscriptions": [["event_type": "user.created"]],
            "destination": [
                "type": "webhook",
                "configuration": ["webhook_endpoint": .string("http://127.0.0.1:\(port)/in")],
            ],
        ]
        return stream.merging(members)
    }

    private static func run(_ queue: MemoryEventQueue) async {
        let worker = EventStreamWorker(queue: queue, poster: HTTPPoster.patient)
        await worker.runOnce { MemoryEventQueue.now }
    }

    @Test("tells a stream what it subscribed to, in order, batch after batch, and then rests at the end")
    func delivery() async throws {
        let server = try #require(LocalServer { $0.answer("200 OK") })
        let types = (0..<50).map { $0 % 2 == 0 ? "user.created" : "user.updated" }
        let queue = MemoryEventQueue(Self.stream(to: server.port), types)
        await Self.run(queue)
        let told = server.transcript.compactMap { try? JSONReader.parse($0)["id"]?.string }
        #expect(told == stride(from: 1, through: 50, by: 2).map { "evt_\($0)" })
        #expect(queue.tries.map(\.attempt.status) == Array(repeating: "delivered", count: 25))
        #expect(queue.tries.allSatisfy { $0.body["a0stream"] == "est_1" })
        #expect(queue.follower?.after == 50 && queue.follower?.dueAt == MemoryEventQueue.now)
    }

    @Test("leaves what was not taken to the outbox and goes on")
    func failure() async throws {
        let server = try #require(LocalServer { $0.answer("503 Service Unavailable") })
        let queue = MemoryEventQueue(Self.stream(to: server.port), ["user.created", "user.created"])
        await Self.run(queue)
        #expect(queue.tries.map(\.attempt.status) == ["pending", "pending"])
        #expect(queue.tries.map(\.attempt.next) == Array(repeating: MemoryEventQueue.now.adding(seconds: 1), count: 2))
        #expect(Set(queue.tries.map(\.retryID)).count == 2)
        #expect(queue.follower?.after == 2)
    }

    @Test("forgets streams that are gone, switched off, or lead elsewhere")
    func forgotten() async throws {
        let streams: [JSONObject?] = [
            nil, Self.stream(to: 1, ["status": "disabled"]), Self.stream(to: 1, ["destination": ["type": "action"]]),
        ]
        for stream in streams {
            let queue = MemoryEventQueue(stream, ["user.created"])
            await Self.run(queue)
            #expect(queue.follower == nil && queue.tries.isEmpty)
        }
    }

    @Test("notes nothing of a stream that somebody else has taken")
    func taken() async throws {
        let held = HeldQueue()
        let server = try #require(
            LocalServer { conversation in
                held.queue?.take()
                conversation.answer("200 OK")
            }
        )
        let made = MemoryEventQueue(Self.stream(to: server.port), ["user.created"])
        held.set(made)
        await Self.run(made)
        #expect(made.tries.isEmpty && made.follower?.after == 0)
    }
}

/// A queue that a server of a test may change.
private final class HeldQueue: Sendable {
    private let held = Mutex<MemoryEventQueue?>(nil)

    var queue: MemoryEventQueue? { held.withLock { $0 } }

    func set(_ queue: MemoryEventQueue) { held.withLock { $0 = queue } }
}
