import StorageConformance
import StorageSQLite
import Testing

@Suite("SQLite keeps the contract of storage")
struct SQLiteConformanceTests {
    @Test("on a database of its own", arguments: StorageConformance.all)
    func check(_ check: ConformanceCheck) async throws {
        let driver = try SQLiteDriver.temporary()
        try await check.run(ConformanceSubject(driver))
        await driver.close()
    }

    @Test("all at once on one database")
    func everythingAtOnce() async throws {
        let driver = try SQLiteDriver.temporary()
        let subject = try await ConformanceSubject(driver)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for check in StorageConformance.all { group.addTask { try await check.run(subject) } }
            try await group.waitForAll()
        }
        await driver.close()
    }
}
