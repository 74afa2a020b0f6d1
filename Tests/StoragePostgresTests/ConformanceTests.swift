import StorageConformance
import StoragePostgres
import Testing

/// The contract of storage on PostgreSQL; the checks share one database, as tenants do.
@Suite(.needsPostgres, LentSubject()) struct PostgresConformanceTests {
    @Test(arguments: StorageConformance.all)
    func `storage keeps its contract`(_ check: ConformanceCheck) async throws {
        try await check.run(try #require(LentSubject.current))
    }
}

/// Lends a migrated database to the tests of a suite.
private struct LentSubject: SuiteTrait, TestScoping {
    @TaskLocal static var current: ConformanceSubject?

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await TestDatabase.lendDriver(poolSize: 8) { _, driver in
            let subject = try await ConformanceSubject(driver)
            try await Self.$current.withValue(subject) { try await function() }
        }
    }
}
