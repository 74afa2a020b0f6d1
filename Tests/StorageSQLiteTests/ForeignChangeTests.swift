import Applications
import Foundation
import Kernel
import Storage
import StorageConformance
import StorageSQL
import StorageSQLite
import Testing
import Wire

@Suite("Processes on one file hear of each other's changes", .timeLimit(.minutes(1)))
struct ForeignChangeTests {
    @Test("a change by another is heard once, one's own are not repeated")
    func isHeard() async throws {
        try await withTwo { one, other in
            let heard = Heard(one.storage.changes)
            let tenants = ["own-1", "foreign", "own-2", "last"].map(TenantID.init(rawValue:))
            try await one.storage.write { try $0.insertTenant(tenants[0], at: Instant(seconds: 1)) }
            try await other.storage.write { transaction in
                try transaction.insertTenant(tenants[1], at: Instant(seconds: 1))
                try transaction.insert(
                    Document(
                        tenant: tenants[1],
                        kind: .client,
                        id: "ü",
                        body: [:],
                        createdAt: Instant(seconds: 1)
                    ),
                    keys: []
                )
            }
            let document = ConfigurationChange.document(tenant: tenants[1], kind: .client, id: "ü")
            #expect(await heard.until(document) == [.tenant(tenants[0]), .tenant(tenants[1]), document])
            try await one.storage.write { try $0.insertTenant(tenants[2], at: Instant(seconds: 1)) }
            try await other.storage.write { try $0.insertTenant(tenants[3], at: Instant(seconds: 1)) }
            #expect(await heard.until(.tenant(tenants[3])) == [.tenant(tenants[2]), .tenant(tenants[3])])
        }
    }

    @Test("one who missed changes that are gone is told to forget everything")
    func hasFallenBehind() async throws {
        var options = SQLiteOptions()
        options.keptChanges = 10
        options.pollInterval = .milliseconds(2000)
        try await withTwo(options) { one, other in
            let heard = Heard(one.storage.changes)
            try await other.storage.write { transaction in
                for number in 0..<600 {
                    try transaction.insertTenant(TenantID(rawValue: "t\(number)"), at: Instant(seconds: 1))
                }
            }
            #expect(await heard.until(.everything) == [.everything])
        }
    }

    @Test("migrations of two processes at once run once")
    func migrateAtOnce() async throws {
        let path = NSTemporaryDirectory() + "/latchkey-\(UUID().uuidString).db"
        defer { remove(path) }
        let drivers = try [SQLiteDriver(path: path), SQLiteDriver(path: path)]
        let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
            for driver in drivers {
                group.addTask { try await SQLStorage(driver: driver, sealer: TestSealer()).migrate() }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied == Migration.all.map(\.version))
        for driver in drivers { await driver.close() }
    }

    private func withTwo(
        _ options: SQLiteOptions = SQLiteOptions(),
        _ body: (ConformanceSubject, ConformanceSubject) async throws -> Void
    ) async throws {
        let path = NSTemporaryDirectory() + "/latchkey-\(UUID().uuidString).db"
        defer { for suffix in ["", "-wal", "-shm"] { remove(path + suffix) } }
        let one = try SQLiteDriver(path: path, options: options)
        let other = try SQLiteDriver(path: path, options: options)
        try await body(ConformanceSubject(one), ConformanceSubject(other))
        await one.close()
        await other.close()
    }
}

/// What a feed says, in order.
private struct Heard {
    private let stream: AsyncStream<ConfigurationChange>

    init(_ feed: ChangeFeed) {
        let (stream, continuation) = AsyncStream.makeStream(of: ConfigurationChange.self)
        self.stream = stream
        feed.subscribe { continuation.yield($0) }
    }

    /// Everything up to a change.
    func until(_ last: ConfigurationChange) async -> [ConfigurationChange] {
        var changes: [ConfigurationChange] = []
        for await change in stream {
            changes.append(change)
            if change == last { break }
        }
        return changes
    }
}
