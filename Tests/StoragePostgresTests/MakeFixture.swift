import Foundation
import StorageConformance
import StoragePostgres
import Testing

@Suite struct MakeFixture {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["FIXTURE_URL"] != nil)) func make() async throws {
        let url = try #require(ProcessInfo.processInfo.environment["FIXTURE_URL"])
        let driver = try await PostgresDriver(url: url, poolSize: 2)
        try await MigrationFixture.fill(driver)
        await driver.close()
    }
}
