import Dispatch
import Foundation
import Kernel
import StoragePostgres
import StorageSQL
import Synchronization
import Testing

/// A database of its own for one test, on the server that `LATCHKEY_TEST_POSTGRES_URL` names.
struct TestDatabase: Sendable {
    /// The server the tests run against; `scripts/postgres start DIR` prints one.
    static let server = ProcessInfo.processInfo.environment["LATCHKEY_TEST_POSTGRES_URL"]

    /// The address of the database.
    let url: String
    private let name: String
    private let administration: PostgresDriver

    /// Makes an empty database, lends it, and drops it.
    static func lend(_ body: (TestDatabase) async throws -> Void) async throws {
        let server = try #require(server)
        let administration = try await PostgresDriver(url: server, poolSize: 1, limits: patient)
        let name = "test_" + String(UInt64.random(in: 0 ... .max), radix: 36)
        try await administration.outsideTransaction("CREATE DATABASE \(name)")
        let database = TestDatabase(
            url: replaceDatabase(of: server, by: name),
            name: name,
            administration: administration
        )
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(database)) } catch { outcome = .failure(error) }
        try await administration.outsideTransaction("DROP DATABASE \(name) WITH (FORCE)")
        await administration.close()
        try outcome.get()
    }

    /// The usual limits, but that everything may take long: a small machine may be busy, and its disk slow.
    static var patient: PostgresLimits {
        var limits = PostgresLimits()
        limits.queueTime = .seconds(60)
        limits.statementTime = .seconds(60)
        limits.lockTime = .seconds(60)
        limits.idleInTransactionTime = .seconds(120)
        limits.connectTime = .seconds(60)
        return limits
    }

    /// Makes an empty database with an open driver.
    static func lendDriver(
        poolSize: Int = 4,
        limits: PostgresLimits = TestDatabase.patient,
        _ body: (TestDatabase, PostgresDriver) async throws -> Void
    ) async throws {
        try await lend { database in
            let driver = try await PostgresDriver(url: database.url, poolSize: poolSize, limits: limits)
            do { try await body(database, driver) } catch {
                await driver.close()
                throw error
            }
            await driver.close()
        }
    }

    /// Ends every connection to the database, as a restart of the server does.
    func terminateConnections() async throws {
        let name = name
        _ = try await administration.read { connection in
            try connection.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?",
                [.text(name)]
            )
        }
    }

    /// How many connections the database has.
    func connectionCount() async throws -> Int64 {
        let name = name
        return try await administration.number("SELECT count(*) FROM pg_stat_activity WHERE datname = ?", [.text(name)])
    }

    private static func replaceDatabase(of url: String, by name: String) -> String {
        let query = url.firstIndex(of: "?") ?? url.endIndex
        let slash = url[..<query].lastIndex(of: "/") ?? query
        return url[..<slash] + "/" + name + url[query...]
    }
}

extension SQLDriver {
    /// The one number a statement answers.
    func number(_ sql: String, _ arguments: [SQLValue] = []) async throws -> Int64 {
        let rows = try await read { try $0.query(sql, arguments) }
        guard case .integer(let number) = try #require(rows.first?.columns.first) else {
            throw NotANumber()
        }
        return number
    }

    /// Runs statements in a transaction.
    func script(_ sql: String) async throws {
        try await write { try $0.script(sql) }
    }

    /// Runs a statement that refuses to be part of a transaction: the one around it is ended for it.
    func outsideTransaction(_ sql: String) async throws {
        try await write { connection in
            try connection.script("COMMIT")
            try connection.script(sql)
            try connection.script("BEGIN")
        }
    }
}

/// A statement answered something else than a number.
struct NotANumber: Error {}

/// A number that closures on several threads count.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    /// The number.
    var value: Int { count.load(ordering: .sequentiallyConsistent) }

    /// Counts one more and answers the new number.
    @discardableResult
    func increment() -> Int { count.add(1, ordering: .sequentiallyConsistent).newValue }

    /// Counts one less.
    func decrement() { count.subtract(1, ordering: .sequentiallyConsistent) }
}

extension DispatchSemaphore {
    /// Waits for a signal, but not for ever: a test that fails must end.
    func waitAWhile() { _ = wait(timeout: .now() + 60) }
}

/// Waits until a condition holds; whether it did in time.
func eventually(within limit: Duration = .seconds(60), _ condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return try await condition()
}

extension Trait where Self == ConditionTrait {
    /// Only where there is a server to test against.
    static var needsPostgres: Self {
        .enabled(if: TestDatabase.server != nil, "LATCHKEY_TEST_POSTGRES_URL is not set: see scripts/postgres")
    }
}

/// Expects `StoreError.unavailable`.
func expectUnavailable(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    let error = await #expect(throws: StoreError.self, sourceLocation: sourceLocation) { try await body() }
    #expect(error?.isUnavailable == true, sourceLocation: sourceLocation)
}

extension StoreError {
    /// Whether it is `.constraint`.
    var isConstraint: Bool { if case .constraint = self { true } else { false } }
    /// Whether it is `.corrupt`.
    var isCorrupt: Bool { if case .corrupt = self { true } else { false } }
    /// Whether it is `.unavailable`.
    var isUnavailable: Bool { if case .unavailable = self { true } else { false } }
}
