import Foundation
import StorageConformance
import StorageSQL
import Testing

/// Databases that older versions made, on PostgreSQL.
@Suite(.needsPostgres) struct PostgresMigrationTests {
    @Test(arguments: 1...Migration.newest)
    func `the schema of every version upgrades to the newest and keeps its rows`(_ version: Int) async throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/migrations/postgres/\(version).sql")
        let sql = try String(contentsOf: file, encoding: .utf8)
        try await TestDatabase.lendDriver { _, driver in
            try await MigrationFixture.check(driver, version: version, sql: sql)
        }
    }
}
