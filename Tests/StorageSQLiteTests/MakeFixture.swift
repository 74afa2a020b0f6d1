import Foundation
import StorageConformance
import StorageSQLite
import Testing

@Suite struct MakeFixture {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["FIXTURE_DB"] != nil)) func make() async throws {
        let path = try #require(ProcessInfo.processInfo.environment["FIXTURE_DB"])
        let driver = try SQLiteDriver(path: path)
        try await MigrationFixture.fill(driver)
        await driver.close()
    }
}
