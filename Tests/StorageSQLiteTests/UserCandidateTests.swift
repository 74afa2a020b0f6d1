import Directory
import Kernel
import StorageConformance
import StorageSQLite
import Testing

@testable import StorageSQL

@Suite("Searching for a few users")
struct UserCandidateTests {
    private static let tenant = TenantID(rawValue: "acme")

    /// How SQLite finds the candidates of a filter; nil where none are looked for.
    private func plan(_ filter: UserFilter) async throws -> String? {
        guard let query = UserCandidates(Self.tenant, .sqlite).queries(filter).first else { return nil }
        let driver = try SQLiteDriver.temporary()
        _ = try await ConformanceSubject(driver)
        let rows = try await driver.read { try $0.query("EXPLAIN QUERY PLAN " + query.sql, query.arguments) }
        let plan = try rows.map { try $0.text(3) }.joined(separator: "\n")
        await driver.close()
        return plan
    }

    @Test(
        "asks an index",
        arguments: [
            (.equals(path: "blocked", value: "true"), "users_blocked"),
            (.and(.hasPrefix(path: "email", value: "a"), .equals(path: "blocked", value: "TRUE")), "users_blocked"),
            (.equals(path: "email", value: "a@example.com"), "users_email"),
        ] as [(UserFilter, String)]
    )
    func indexes(filter: UserFilter, index: String) async throws {
        let plan = try #require(await plan(filter))
        #expect(plan.contains("INDEX \(index)"), "\(plan)")
    }

    @Test(
        "asks none where most may be meant",
        arguments: [
            .equals(path: "blocked", value: "false"), .not(.equals(path: "blocked", value: "true")),
            .exists(path: "blocked"), .equals(path: "app_metadata.plan", value: "gold"),
        ] as [UserFilter]
    )
    func none(filter: UserFilter) async throws {
        #expect(try await plan(filter) == nil)
    }
}
