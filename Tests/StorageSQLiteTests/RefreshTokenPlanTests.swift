import Kernel
import Storage
import StorageConformance
import StorageSQL
import StorageSQLite
import Testing

/// A connection that asks SQLite how it would run a statement before it runs it.
private final class PlanningConnection: SQLConnection {
    private let connection: any SQLConnection
    /// The steps of all plans.
    private(set) var steps: [String] = []

    init(_ connection: any SQLConnection) { self.connection = connection }

    var dialect: Dialect { connection.dialect }

    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try plan(sql, arguments)
        return try connection.query(sql, arguments)
    }

    func queryOnce(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try plan(sql, arguments)
        return try connection.queryOnce(sql, arguments)
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try plan(sql, arguments)
        return try connection.execute(sql, arguments)
    }

    func insert(_ rows: [[SQLValue]], by insertion: Insertion) throws -> Int {
        try connection.insert(rows, by: insertion)
    }

    func script(_ sql: String) throws { try connection.script(sql) }

    func announce(_ change: ConfigurationChange) throws { try connection.announce(change) }

    private func plan(_ sql: String, _ arguments: [SQLValue]) throws {
        steps += try connection.query("EXPLAIN QUERY PLAN " + sql, arguments).map { try $0.text(3) }
    }
}

@Suite("Refresh tokens of a tenant that has many")
struct RefreshTokenPlanTests {
    @Test("are found and removed by indexes")
    func plans() async throws {
        let driver = try SQLiteDriver.temporary()
        _ = try await ConformanceSubject(driver)
        let steps = try await driver.write { connection in
            let planning = PlanningConnection(connection)
            let transaction = SQLTransaction(connection: planning, sealer: TestSealer(), isWriting: true)
            let tenant = TenantID(rawValue: "acme")
            for client in [nil, "c1"] {
                _ = try transaction.refreshTokens(ofUser: "auth0|a", clientID: client, in: tenant)
                for audience in [nil, "urn:api"] {
                    try transaction.deleteRefreshTokens(
                        ofUser: "auth0|a",
                        clientID: client,
                        audience: audience,
                        in: tenant
                    )
                }
            }
            _ = try transaction.refreshToken("id", in: tenant)
            _ = try transaction.latestCounter(ofFamily: "f", in: tenant)
            try transaction.deleteRefreshTokens(ofSession: "s", in: tenant)
            try transaction.deleteRefreshTokens(family: "f", in: tenant)
            try transaction.trimRefreshTokens(ofUser: "auth0|a", clientID: "c1", keeping: 1, in: tenant)
            _ = try transaction.deleteRefreshTokens(expiredBefore: Instant(seconds: 1))
            return planning.steps
        }
        #expect(steps.contains { $0.contains("refresh_tokens_session") })
        #expect(steps.contains { $0.contains("refresh_tokens_user") })
        #expect(steps.contains { $0.contains("refresh_tokens_end") })
        let slow = steps.filter { $0.hasPrefix("SCAN refresh_tokens") || $0.hasSuffix("PRIMARY KEY (tenant=?)") }
        #expect(slow.isEmpty)
        await driver.close()
    }
}
