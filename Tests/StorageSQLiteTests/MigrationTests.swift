import Foundation
import StorageConformance
import StorageSQL
import StorageSQLite
import Testing

@Suite("The schema")
struct MigrationTests {
    /// `Tests/Fixtures/migrations`.
    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/migrations")

    @Test("goes up by one from one")
    func numbering() {
        #expect(Migration.all.map(\.version) == Array(1...Migration.newest))
    }

    @Test("of every version upgrades to the newest and keeps its rows", arguments: 1...Migration.newest)
    func upgrade(from version: Int) async throws {
        let file = Self.fixtures.appendingPathComponent("sqlite/\(version).sql")
        let driver = try SQLiteDriver.temporary()
        try await MigrationFixture.check(driver, version: version, sql: String(contentsOf: file, encoding: .utf8))
        await driver.close()
    }

    @Test("that an upgrade makes is the one that an empty database gets", arguments: 1...Migration.newest)
    func sameSchema(from version: Int) async throws {
        let file = Self.fixtures.appendingPathComponent("sqlite/\(version).sql")
        let upgraded = try SQLiteDriver.temporary()
        try await MigrationFixture.check(upgraded, version: version, sql: String(contentsOf: file, encoding: .utf8))
        let fresh = try SQLiteDriver.temporary()
        _ = try await ConformanceSubject(fresh)
        let select = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"
        let schemas = try await [upgraded, fresh].asyncMap { driver in
            try await driver.read { try $0.query(select, []) }
        }
        #expect(schemas[0] == schemas[1])
        await upgraded.close()
        await fresh.close()
    }

    @Test("of a newer program is refused with both versions named")
    func newer() async throws {
        let driver = try SQLiteDriver.temporary()
        let storage = SQLStorage(driver: driver, sealer: TestSealer())
        try await storage.migrate()
        _ = try await driver.write {
            try $0.execute(
                "INSERT INTO schema_migrations (version, applied_at) VALUES (?, ?)",
                [.integer(99), .integer(1)]
            )
        }
        let error = SchemaError(found: 99, known: Migration.newest)
        await #expect(throws: error) { try await storage.migrate() }
        #expect(error.description.contains("99") && error.description.contains("\(Migration.newest)"))
        await driver.close()
    }

    @Test("stays as it was when a step fails")
    func failedStep() async throws {
        let driver = try SQLiteDriver.temporary()
        let bad = Migration(version: Migration.newest + 1, name: "bad") { _ in
            "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);"
        }
        let storage = SQLStorage(driver: driver, sealer: TestSealer(), migrations: Migration.all + [bad])
        await #expect(throws: (any Error).self) { try await storage.migrate() }
        #expect(try await storage.schemaVersion() == 0)
        let tables = try await driver.read {
            try $0.query("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('half', 'tenants')", [])
        }
        #expect(tables == [SQLRow([.integer(0)])])
        await driver.close()
    }
}

extension Sequence {
    /// Maps one after the other.
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
