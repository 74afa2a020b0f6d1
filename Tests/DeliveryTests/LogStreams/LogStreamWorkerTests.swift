import Applications
import Kernel
import Synchronization
import Testing
import Wire

@testable import Delivery

/// A log and a stream in memory, with the promises of storage.
final class MemoryLogStream: LogStreamJournal {
    private struct State {
        var position: LogStreamPosition?
        var stream: JSONObject?
        var events: [LogRecord]
    }

    private let state: Mutex<State>

    init(_ stream: JSONObject, events: Int = 3) {
        let events = (100..<100 + events).map { LogStreamFixture.event("\($0)") }
        let start = LogStreamPosition(
            tenant: LogStreamFixture.tenant,
            stream: "lst_1",
            after: "",
            dueAt: LogStreamFixture.now
        )
        state = Mutex(State(position: start, stream: stream, events: events))
    }

    var position: LogStreamPosition? { state.withLock { $0.position } }
    var status: String? { state.withLock { $0.stream?["status"]?.string } }

    func change(_ stream: JSONObject?) { state.withLock { $0.stream = stream } }
    func take(_ position: LogStreamPosition) { state.withLock { $0.position = position } }

    func due(by now: Instant, limit: Int) async throws -> [LogStreamPosition] {
        state.withLock { state in
            guard let position = state.position, position.dueAt <= now, let last = state.events.last,
                last.id > position.after
            else { return [] }
            return [position]
        }
    }

    func move(_ position: LogStreamPosition, to next: LogStreamPosition) async throws -> Bool {
        state.withLock { state in
            guard state.position?.after == position.after, state.position?.dueAt == position.dueAt else { return false }
            state.position = next
            return true
        }
    }

    func load(_ position: LogStreamPosition, limit: Int) async throws -> (stream: JSONObject?, events: [LogRecord]) {
        state.withLock { state in
            (state.stream, Array(state.events.filter { $0.id > position.after }.prefix(limit)))
        }
    }

    func suspend(_ position: LogStreamPosition, to next: LogStreamPosition, at now: Instant) async throws -> Bool {
        guard try await move(position, to: next) else { return false }
        state.withLock { $0.stream?["status"] = "suspended" }
        return true
    }

    func forget(_ position: LogStreamPosition) async throws { state.withLock { $0.position = nil } }
}

/// A clock that stands still until it is moved.
private final class HandClock: Sendable {
    private let moment = Mutex(LogStreamFixture.now)

    var now: Instant { moment.withLock { $0 } }
    func move(to instant: Instant) { moment.withLock { $0 = instant } }
}

@Suite("The worker of log streams")
struct LogStreamWorkerTests {
    private static func stream(to port: Int, _ members: JSONObject = [:]) -> JSONObject {
        let sink: JSONObject = ["httpEndpoint": .string("http://127.0.0.1:\(port)/in")]
        return LogStreamFixture.stream(sink, members)
    }

    private static func worker(_ journal: MemoryLogStream) -> LogStreamWorker {
        LogStreamWorker(
            journal: journal,
            poster: HTTPPoster.patient,
            random: RandomSource { [UInt8](repeating: 0x80, count: $0) }
        )
    }

    /// The ids that a server was told of, in order.
    private static func ids(_ server: LocalServer) -> [String] {
        server.transcript.flatMap { $0.split(separator: "\n") }
            .compactMap { try? JSONReader.parse(String($0))["log_id"]?.string }
    }

    @Test("delivers a log in order, batch after batch, and then rests at its end")
    func delivery() async throws {
        let server = try #require(LocalServer { $0.answer("200 OK") })
        let journal = MemoryLogStream(Self.stream(to: server.port), events: 250)
        await Self.worker(journal).runOnce { LogStreamFixture.now }
        #expect(Self.ids(server) == (100..<350).map(String.init))
        #expect(server.transcript.filter { $0.hasPrefix("POST /in") }.count == 3)
        #expect(journal.position?.after == "349" && journal.position?.dueAt == LogStreamFixture.now)
        await Self.worker(journal).runOnce { LogStreamFixture.now }
        #expect(server.transcript.filter { $0.hasPrefix("POST /in") }.count == 3)
    }

    @Test("passes over what the filters leave out without a post")
    func filtered() async throws {
        let server = try #require(LocalServer { $0.answer("200 OK") })
        let filters: JSONObject = ["filters": [["type": "category", "name": "user.fail"]]]
        let journal = MemoryLogStream(Self.stream(to: server.port, filters))
        await Self.worker(journal).runOnce { LogStreamFixture.now }
        #expect(server.transcript.isEmpty && journal.position?.after == "102")
    }

    @Test("tries again with growing pauses, whatever the refusal, and then delivers what it kept back")
    func retries() async throws {
        let isUp = Mutex(false)
        let server = try #require(LocalServer { $0.answer(isUp.withLock { $0 } ? "200 OK" : "401 Unauthorized") })
        let (journal, clock) = (MemoryLogStream(Self.stream(to: server.port)), HandClock())
        let worker = Self.worker(journal)
        var pauses: [Int64] = []
        for _ in 0..<9 {
            await worker.runOnce { clock.now }
            let due = try #require(journal.position?.dueAt)
            pauses.append(due.seconds - clock.now.seconds)
            clock.move(to: due)
        }
        #expect(pauses == [1, 2, 5, 15, 30, 60, 120, 300, 300])
        let failing = try #require(journal.position)
        #expect((failing.attempts, failing.after, failing.lastError) == (9, "", "the answer was 401"))
        #expect(failing.failingSince == LogStreamFixture.now && journal.status == "active")
        isUp.withLock { $0 = true }
        await worker.runOnce { clock.now }
        let well = try #require(journal.position)
        #expect((well.attempts, well.after, well.lastError, well.failingSince) == (0, "102", nil, nil))
    }

    @Test("gives a stream up after seven days, and not before")
    func suspension() async throws {
        let server = try #require(LocalServer { $0.answer("500 Internal Server Error") })
        let (journal, clock) = (MemoryLogStream(Self.stream(to: server.port)), HandClock())
        let worker = Self.worker(journal)
        await worker.runOnce { clock.now }
        clock.move(to: LogStreamFixture.now.adding(seconds: 7 * 86_400 - 1))
        await worker.runOnce { clock.now }
        #expect(journal.status == "active")
        clock.move(to: LogStreamFixture.now.adding(seconds: 8 * 86_400))
        await worker.runOnce { clock.now }
        #expect(journal.status == "suspended" && journal.position?.dueAt == LogStreamPosition.never)
        #expect(journal.position?.after == "")
    }

    @Test("leaves a stream alone that is paused, and forgets one that is gone or of another kind")
    func idle() async throws {
        let server = try #require(LocalServer { $0.answer("200 OK") })
        let journal = MemoryLogStream(Self.stream(to: server.port, ["status": "paused"]))
        await Self.worker(journal).runOnce { LogStreamFixture.now }
        #expect(journal.position?.dueAt == LogStreamPosition.never && journal.position?.after == "")
        for gone in [nil, ["type": "datadog", "status": "active"] as JSONObject] {
            let journal = MemoryLogStream(Self.stream(to: server.port))
            journal.change(gone)
            await Self.worker(journal).runOnce { LogStreamFixture.now }
            #expect(journal.position == nil)
        }
        #expect(server.transcript.isEmpty)
    }

    @Test("of many workers one delivers a batch")
    func manyWorkers() async throws {
        let server = try #require(LocalServer { $0.answer("200 OK") })
        let journal = MemoryLogStream(Self.stream(to: server.port), events: 250)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { await Self.worker(journal).runOnce { LogStreamFixture.now } } }
        }
        #expect(Self.ids(server) == (100..<350).map(String.init))
    }

    @Test("what somebody else took over meanwhile is not noted as done")
    func takenOver() async throws {
        let journal = MemoryLogStream(LogStreamFixture.stream())
        let other = LogStreamPosition(
            tenant: LogStreamFixture.tenant,
            stream: "lst_1",
            after: "",
            dueAt: LogStreamFixture.now.adding(seconds: 77)
        )
        let server = try #require(
            LocalServer { conversation in
                journal.take(other)
                conversation.answer("200 OK")
            }
        )
        journal.change(Self.stream(to: server.port))
        await Self.worker(journal).runOnce { LogStreamFixture.now }
        #expect(Self.ids(server) == ["100", "101", "102"] && journal.position == other)
    }
}
