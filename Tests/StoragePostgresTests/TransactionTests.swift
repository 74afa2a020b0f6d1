import Dispatch
import Kernel
import Storage
import StoragePostgres
import StorageSQL
import Testing

@Suite(.needsPostgres) struct TransactionTests {
    private struct Refusal: Error {}

    private static let accounts = """
        CREATE TABLE accounts (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL);
        INSERT INTO accounts VALUES (1, 0), (2, 0)
        """

    @Test func `a closure that throws leaves nothing`() async throws {
        try await TestDatabase.lendDriver { _, driver in
            try await driver.script(Self.accounts)
            await #expect(throws: Refusal.self) {
                try await driver.write { connection in
                    try connection.execute("UPDATE accounts SET amount = 1", [])
                    throw Refusal()
                }
            }
            #expect(try await driver.number("SELECT sum(amount) FROM accounts") == 0)
        }
    }

    @Test func `a swallowed failure does not become half a transaction`() async throws {
        try await TestDatabase.lendDriver { _, driver in
            try await driver.script(Self.accounts)
            await #expect(throws: StoreError.conflict(key: "accounts_pkey")) {
                try await driver.write { connection in
                    try connection.execute("UPDATE accounts SET amount = 1", [])
                    _ = try? connection.execute("INSERT INTO accounts VALUES (1, 1)", [])
                }
            }
            #expect(try await driver.number("SELECT sum(amount) FROM accounts") == 0)
        }
    }

    @Test func `a constraint that is checked at the commit refuses the transaction`() async throws {
        try await TestDatabase.lendDriver { _, driver in
            try await driver.script(
                Self.accounts + "; CREATE TABLE owners (account BIGINT, CONSTRAINT owned FOREIGN KEY (account)"
                    + " REFERENCES accounts DEFERRABLE INITIALLY DEFERRED)"
            )
            await #expect(throws: StoreError.constraint("owned")) {
                try await driver.write { _ = try $0.execute("INSERT INTO owners VALUES (3)", []) }
            }
            #expect(try await driver.number("SELECT count(*) FROM owners") == 0)
        }
    }

    @Test func `a read sees one snapshot and changes nothing`() async throws {
        try await TestDatabase.lendDriver { database, driver in
            try await driver.script(Self.accounts)
            let hasRead = DispatchSemaphore(value: 0)
            let hasWritten = DispatchSemaphore(value: 0)
            async let sums = driver.read { connection in
                let first = try connection.query("SELECT sum(amount) FROM accounts", [])
                hasRead.signal()
                hasWritten.waitAWhile()
                return [first, try connection.query("SELECT sum(amount) FROM accounts", [])]
            }
            try await driver.write { connection in
                hasRead.waitAWhile()
                try connection.execute("UPDATE accounts SET amount = 5", [])
            }
            hasWritten.signal()
            let seen = try await sums
            #expect(seen == [[SQLRow([.integer(0)])], [SQLRow([.integer(0)])]])
            #expect(try await driver.number("SELECT sum(amount) FROM accounts") == 10)
            await #expect(throws: StoreError.self) {
                try await driver.read { _ = try $0.execute("UPDATE accounts SET amount = 6", []) }
            }
            #expect(try await driver.number("SELECT sum(amount) FROM accounts") == 10)
        }
    }

    @Test func `a hundred transactions share a pool of four`() async throws {
        try await TestDatabase.lendDriver(poolSize: 4) { database, driver in
            try await driver.script(Self.accounts)
            let running = Counter()
            let most = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        try await driver.write { connection in
                            let now = running.increment()
                            defer { running.decrement() }
                            // Long enough that others begin meanwhile, on a busy machine, too.
                            _ = try connection.query("SELECT pg_sleep(0.02)", [])
                            try connection.execute(
                                "UPDATE accounts SET amount = amount + 1 WHERE id = ?",
                                [.integer(Int64(number % 2 + 1))]
                            )
                            return now
                        }
                    }
                }
                return try await group.reduce(0, max)
            }
            #expect((2...4).contains(most))
            #expect(try await driver.number("SELECT sum(amount) FROM accounts") == 100)
            #expect(try await database.connectionCount() == 4 + 1)
            #expect(driver.statistics.connectionsOpen == 4 + 1 && driver.statistics.waiting == 0)
        }
    }

    @Test func `too many waiting transactions are refused at once`() async throws {
        var limits = TestDatabase.patient
        limits.queueLength = 1
        try await TestDatabase.lendDriver(poolSize: 1, limits: limits) { _, driver in
            let gate = DispatchSemaphore(value: 0)
            let begun = Counter()
            async let running: Void = driver.write { _ in
                begun.increment()
                gate.waitAWhile()
            }
            #expect(await eventually { begun.value == 1 })
            #expect(driver.statistics.connectionsInUse == 1)
            async let waiting: Void = driver.write { _ in }
            #expect(await eventually { driver.statistics.waiting == 1 })
            await expectUnavailable { try await driver.write { _ in } }
            gate.signal()
            _ = try await (running, waiting)
        }
    }

    @Test func `the victim of a deadlock runs again`() async throws {
        try await TestDatabase.lendDriver { _, driver in
            try await driver.script(Self.accounts)
            let attempts = Counter()
            let holding = Counter()
            @Sendable func transfer(_ first: Int64, _ second: Int64) async throws {
                try await driver.write { connection in
                    attempts.increment()
                    try connection.execute("SET LOCAL deadlock_timeout = 20", [])
                    let update = "UPDATE accounts SET amount = amount + 1 WHERE id = ?"
                    try connection.execute(update, [.integer(first)])
                    holding.increment()
                    // Both hold their first row before either asks for its second.
                    let deadline = ContinuousClock.now + .seconds(2)
                    while holding.value < 2 && ContinuousClock.now < deadline {}
                    try connection.execute(update, [.integer(second)])
                }
            }
            async let one: Void = transfer(1, 2)
            async let other: Void = transfer(2, 1)
            _ = try await (one, other)
            #expect(attempts.value >= 3)
            #expect(try await driver.number("SELECT sum(amount) FROM accounts") == 4)
        }
    }

    @Test func `one process at a time runs a migration`() async throws {
        try await TestDatabase.lendDriver { database, driver in
            let other = try await PostgresDriver(url: database.url, limits: TestDatabase.patient)
            let running = Counter()
            let most = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await (number % 2 == 0 ? driver : other).exclusively { connection in
                            _ = try connection.query("SELECT 1", [])
                            let now = running.increment()
                            defer { running.decrement() }
                            try connection.script(
                                "CREATE TABLE IF NOT EXISTS migrated (a BIGINT); SELECT pg_sleep(0.01)"
                            )
                            return now
                        }
                    }
                }
                return try await group.reduce(0, max)
            }
            #expect(most == 1)
            await other.close()
        }
    }

    @Test func `a statement that takes too long is unavailable, and the next one works`() async throws {
        var limits = TestDatabase.patient
        limits.statementTime = .seconds(3)
        try await TestDatabase.lendDriver(poolSize: 1, limits: limits) { _, driver in
            await expectUnavailable { try await driver.read { _ = try $0.query("SELECT pg_sleep(60)", []) } }
            let one = try await driver.number("SELECT 1")
            #expect(one == 1)
        }
    }

    @Test func `no setting of the address weakens a commit`() async throws {
        try await TestDatabase.lend { database in
            let driver = try await PostgresDriver(url: database.url + "?options=-csynchronous_commit%3Doff&pool_size=2")
            let row = try await driver.read { try $0.query("SHOW synchronous_commit", []) }
            #expect(row == [SQLRow([.text("on")])])
            await driver.close()
        }
    }
}
