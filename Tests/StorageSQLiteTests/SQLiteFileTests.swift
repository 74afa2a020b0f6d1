import Applications
import Foundation
import Kernel
import Storage
import StorageConformance
import StorageSQL
import StorageSQLite
import Testing

@Suite("A database file", .timeLimit(.minutes(1)))
struct SQLiteFileTests {
    private let path = NSTemporaryDirectory() + "/latchkey-\(UUID().uuidString).db"

    private func cleanUp() { for suffix in ["", "-wal", "-shm"] { remove(path + suffix) } }

    @Test("is readable by its owner alone, as are the files beside it")
    func mode() async throws {
        defer { cleanUp() }
        let driver = try SQLiteDriver(path: path)
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
        await driver.close()
    }

    @Test("is written through to the disk at every commit")
    func durability() async throws {
        let driver = try SQLiteDriver.temporary()
        let pragmas = try await driver.write { connection in
            try ["journal_mode", "synchronous", "foreign_keys", "trusted_schema"].map {
                try connection.query("PRAGMA \($0)", []).first?.columns.first
            }
        }
        #expect(pragmas == [.text("wal"), .integer(2), .integer(1), .integer(0)])
        await driver.close()
    }

    @Test("keeps what was written when it is closed and opened again, and leaves no log behind")
    func reopens() async throws {
        defer { cleanUp() }
        let tenant = TenantID(rawValue: "kept")
        for round in 0..<2 {
            let driver = try SQLiteDriver(path: path)
            let subject = try await ConformanceSubject(driver)
            let found = try await subject.storage.read { try $0.tenant(tenant) }
            #expect((found != nil) == (round == 1))
            if round == 0 { try await subject.storage.write { try $0.insertTenant(tenant, at: Instant(seconds: 1)) } }
            await driver.close()
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        }
    }

    @Test("that is no database is refused as corrupt")
    func noDatabase() throws {
        defer { cleanUp() }
        try Data(repeating: 7, count: 8192).write(to: URL(fileURLWithPath: path))
        #expect {
            try SQLiteDriver(path: path)
        } throws: { error in
            if case StoreError.corrupt = error { true } else { false }
        }
    }

    @Test("in a folder that is not there is unavailable")
    func noFolder() {
        #expect {
            try SQLiteDriver(path: "/no/such/folder/latchkey.db")
        } throws: { error in
            if case StoreError.unavailable(let message) = error { message.contains("/no/such/folder") } else { false }
        }
    }

    @Test("that another process writes to for too long is unavailable, and then available again")
    func busy() async throws {
        defer { cleanUp() }
        let holder = try SQLiteDriver(path: path)
        _ = try await ConformanceSubject(holder)
        var options = SQLiteOptions()
        options.busyTimeout = 0.01
        let driver = try SQLiteDriver(path: path, options: options)
        let gate = Gate()
        async let held: Void = holder.exclusively { _ in gate.wait() }
        await gate.isReached()
        await #expect {
            try await driver.write { _ in }
        } throws: { error in
            if case StoreError.unavailable = error { true } else { false }
        }
        let rows = try await driver.read { try $0.query("SELECT 1", []) }
        #expect(rows == [SQLRow([.integer(1)])], "reads do not wait for writers")
        gate.open()
        try await held
        try await driver.write { _ in }
        await driver.close()
        await holder.close()
    }

    @Test("cannot be used once it is closed, and close waits for what was begun")
    func closed() async throws {
        let driver = try SQLiteDriver.temporary()
        let gate = Gate()
        async let last = driver.write { _ in
            gate.wait()
            return "finished"
        }
        await gate.isReached()
        async let closed: Void = driver.close()
        gate.open()
        #expect(try await last == "finished")
        await closed
        for use in [driver.read, driver.write]
            as [(@escaping @Sendable (any SQLConnection) throws -> Void) async throws -> Void]
        {
            await #expect(throws: StoreError.unavailable("the database is closed")) { try await use { _ in } }
        }
    }

    @Test("turns callers away when too many wait")
    func tooMany() async throws {
        var options = SQLiteOptions()
        options.queue = 1
        let driver = try SQLiteDriver.temporary(options: options)
        let gate = Gate()
        async let first: Void = driver.write { _ in gate.wait() }
        await gate.isReached()
        async let second: Void = driver.write { _ in }
        while driver.statistics.waiting < 1 { await Task.yield() }
        await #expect(throws: StoreError.unavailable("too many writes are waiting")) { try await driver.write { _ in } }
        gate.open()
        try await first
        try await second
        await driver.close()
    }
}
