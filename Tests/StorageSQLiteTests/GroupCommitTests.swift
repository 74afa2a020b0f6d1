import Applications
import Kernel
import Storage
import StorageConformance
import StorageSQL
import StorageSQLite
import Synchronization
import Testing

@Suite("Concurrent writes share commits", .timeLimit(.minutes(1)))
struct GroupCommitTests {
    private static let insert = "INSERT INTO server_state (name, value) VALUES (?, ?)"

    @Test("a hundred writes that wait together take two commits, and all are kept")
    func commitsAreShared() async throws {
        let driver = try SQLiteDriver.temporary()
        _ = try await ConformanceSubject(driver)
        let gate = Gate()
        let before = driver.commits
        // The first write holds the writer until a hundred more wait.
        async let first: Void = driver.write { _ in gate.wait() }
        await gate.isReached()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<100 {
                group.addTask {
                    _ = try await driver.write { try $0.execute(Self.insert, [.text("\(index)"), .text("x")]) }
                }
            }
            while driver.statistics.waiting < 100 { await Task.yield() }
            gate.open()
            try await group.waitForAll()
        }
        try await first
        #expect(driver.commits - before == 2)
        let rows = try await driver.read { try $0.query("SELECT COUNT(*) FROM server_state", []) }
        #expect(rows == [SQLRow([.integer(100)])])
        await driver.close()
    }

    @Test("a batch has a limit")
    func batchIsBounded() async throws {
        var options = SQLiteOptions()
        options.batch = 8
        let driver = try SQLiteDriver.temporary(options: options)
        _ = try await ConformanceSubject(driver)
        let gate = Gate()
        let before = driver.commits
        async let first: Void = driver.write { _ in gate.wait() }
        await gate.isReached()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { try await driver.write { _ in } } }
            while driver.statistics.waiting < 20 { await Task.yield() }
            gate.open()
            try await group.waitForAll()
        }
        try await first
        #expect(driver.commits - before == 1 + 3)
        await driver.close()
    }

    @Test("when the commit fails every caller hears of it, nothing is kept and nothing announced")
    func commitFails() async throws {
        let driver = try SQLiteDriver.temporary()
        let subject = try await ConformanceSubject(driver)
        let tenant = TenantID(rawValue: "shared")
        let announced = Mutex(0)
        driver.changes.subscribe { _ in announced.withLock { $0 += 1 } }
        let gate = Gate()
        async let first: Void = driver.write { _ in gate.wait() }
        await gate.isReached()
        let good = Task { try await subject.storage.write { try $0.insertTenant(tenant, at: Instant(seconds: 1)) } }
        // The violation comes to light at the commit, outside the savepoint of whoever caused it.
        let bad = Task {
            try await driver.write { connection in
                try connection.script("PRAGMA defer_foreign_keys = ON")
                try connection.execute(
                    "INSERT INTO tenant_domains (domain, tenant) VALUES (?, ?)",
                    [.text("d.example"), .text("nobody")]
                )
            }
        }
        while driver.statistics.waiting < 2 { await Task.yield() }
        gate.open()
        try await first
        await #expect(throws: StoreError.self) { try await good.value }
        await #expect(throws: StoreError.self) { try await bad.value }
        #expect(announced.withLock { $0 } == 0)
        let kept = try await subject.storage.read { try $0.tenant(tenant) }
        #expect(kept == nil)
        try await subject.storage.write { try $0.insertTenant(tenant, at: Instant(seconds: 1)) }
        #expect(announced.withLock { $0 } == 1)
        await driver.close()
    }
}
