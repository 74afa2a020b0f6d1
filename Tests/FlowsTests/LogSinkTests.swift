import Applications
import Flows
import Kernel
import Storage
import StorageConformance
import StorageSQL
import StorageSQLite
import Synchronization
import Testing
import Wire

@Suite("The sink of the tenant log")
struct LogSinkTests {
    private static func event(_ number: Int) -> LogEvent {
        LogEvent(
            tenant: .default,
            date: FlowFixture.now,
            type: .clientCredentialsSucceeded,
            description: "\(number)"
        )
    }

    private static func descriptions(_ storage: any Storage) async throws -> [Int] {
        try await storage.read { transaction in
            try transaction.logRecords(LogQuery(tenant: .default, isDescending: false, limit: 10_000))
                .compactMap { $0.body["description"]?.string.flatMap { Int($0) } }
        }
    }

    @Test("writes what it took, in order, across batches")
    func order() async throws {
        let storage = try await FlakyStorage.make()
        let sink = LogSink(storage: storage)
        for number in 0..<2500 { await sink.append(Self.event(number)) }
        #expect(sink.depth == 2500)
        #expect(try await sink.flush() == 2500)
        #expect(sink.depth == 0)
        #expect(try await Self.descriptions(storage) == Array(0..<2500))
        #expect(try await sink.flush() == 0)
    }

    @Test("tries again what could not be written, once each")
    func retry() async throws {
        let storage = try await FlakyStorage.make()
        let sink = LogSink(storage: storage)
        for number in 0..<1500 { await sink.append(Self.event(number)) }
        storage.failures = [1: .unavailable("full")]
        // The first batch is written, the second fails.
        await #expect(throws: StoreError.unavailable("full")) { try await sink.flush() }
        #expect(sink.depth == 500)
        await sink.append(Self.event(1500))
        storage.failures = [0: .unavailable("full")]
        await #expect(throws: StoreError.unavailable("full")) { try await sink.flush() }
        #expect(sink.depth == 501)
        try await sink.flush()
        #expect(sink.depth == 0)
        #expect(try await Self.descriptions(storage) == Array(0...1500))
    }

    @Test("an event that cannot be stored does not hold up the others")
    func poison() async throws {
        let storage = try await FlakyStorage.make()
        let sink = LogSink(storage: storage)
        for number in 1...3 { await sink.append(Self.event(number)) }
        // The batch is refused for the sake of 2, and so is 2 alone.
        storage.failures = [0: .constraint("2"), 2: .constraint("2")]
        #expect(try await sink.flush() == 2)
        #expect(sink.depth == 0)
        #expect(try await Self.descriptions(storage) == [1, 3])
    }

    @Test("loses nothing when the database goes away while a batch is written one by one")
    func poisonAndFailure() async throws {
        let storage = try await FlakyStorage.make()
        let sink = LogSink(storage: storage)
        for number in 1...4 { await sink.append(Self.event(number)) }
        // The batch is refused, then 1 is written, 2 is refused and 3 finds no database.
        storage.failures = [0: .constraint("2"), 2: .constraint("2"), 3: .unavailable("gone")]
        await #expect(throws: StoreError.unavailable("gone")) { try await sink.flush() }
        #expect(sink.depth == 2)
        try await sink.flush()
        #expect(try await Self.descriptions(storage) == [1, 3, 4])
    }

    @Test("whoever follows a log by id misses nothing, whichever of two writers is first")
    func twoWriters() async throws {
        let storage = try await FlakyStorage.make()
        let (one, other) = (LogSink(storage: storage), LogSink(storage: storage))
        // The writer that has waited longer comes second: its ids must follow those that are there.
        await one.append(Self.event(1))
        var late = Self.event(2)
        late.date = FlowFixture.now.adding(seconds: 5)
        await other.append(late)
        try await other.flush()
        let seen = try await storage.read { try $0.newestLogID(in: .default) }
        try await one.flush()
        await other.append(Self.event(3))
        try await other.flush()
        let rest = try await storage.read {
            try $0.logRecords(LogQuery(tenant: .default, after: seen, isDescending: false))
        }
        #expect(rest.compactMap { $0.body["description"]?.string } == ["1", "3"])
        #expect(rest.allSatisfy { $0.date == FlowFixture.now })
    }

    @Test("callers and writers at once lose nothing and write nothing twice")
    func concurrency() async throws {
        let storage = try await FlakyStorage.make()
        let sink = LogSink(storage: storage)
        storage.failures = [1: .unavailable(""), 4: .unavailable(""), 9: .unavailable("")]
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<20 {
                group.addTask {
                    for number in 0..<50 {
                        await sink.append(Self.event(task * 50 + number))
                        if number % 10 == 0 { _ = try? await sink.flush() }
                    }
                }
            }
        }
        try await sink.flush()
        #expect(try await Self.descriptions(storage).sorted() == Array(0..<1000))
    }
}

/// SQLite whose writes fail when they are told to, by their number since then.
final class FlakyStorage: Storage {
    private let storage: SQLStorage<SQLiteDriver>
    private let state = Mutex<(failures: [Int: StoreError], writes: Int)>(([:], 0))

    /// Which of the next writes fail, the first being 0.
    var failures: [Int: StoreError] {
        get { state.withLock { $0.failures } }
        set { state.withLock { $0 = (newValue, 0) } }
    }

    static func make() async throws -> FlakyStorage {
        let storage = SQLStorage(driver: try SQLiteDriver.temporary(), sealer: TestSealer())
        try await storage.migrate()
        try await storage.write { try $0.insertTenant(.default, at: FlowFixture.now) }
        return FlakyStorage(storage)
    }

    private init(_ storage: SQLStorage<SQLiteDriver>) { self.storage = storage }

    var changes: ChangeFeed { storage.changes }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Result
    ) async throws -> Result {
        try await storage.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result {
        let failure = state.withLock { state in
            defer { state.writes += 1 }
            return state.failures[state.writes]
        }
        if let failure { throw failure }
        return try await storage.write(body)
    }
}
