import Dispatch
import Kernel
import Storage
import StoragePostgres
import StorageSQL
import Testing

@Suite(.needsPostgres) struct ConnectionTests {
    @Test func `connections that the server ended are opened again`() async throws {
        try await TestDatabase.lendDriver { database, driver in
            try await driver.script("CREATE TABLE marks (a BIGINT)")
            for round in 0..<3 {
                try await withThrowingTaskGroup { group in
                    for _ in 0..<10 {
                        group.addTask {
                            try await driver.write { _ = try $0.execute("INSERT INTO marks VALUES (1)", []) }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await driver.number("SELECT count(*) FROM marks") == Int64(round + 1) * 10)
                try await database.terminateConnections()
            }
        }
    }

    @Test func `a transaction whose connection breaks runs once more, and once only`() async throws {
        try await TestDatabase.lendDriver { _, driver in
            try await driver.script("CREATE TABLE marks (a BIGINT)")
            let attempts = Counter()
            try await driver.write { connection in
                try connection.execute("INSERT INTO marks VALUES (1)", [])
                guard attempts.increment() == 1 else { return }
                _ = try connection.query("SELECT pg_terminate_backend(pg_backend_pid())", [])
            }
            #expect(attempts.value == 2)
            #expect(try await driver.number("SELECT count(*) FROM marks") == 1)

            let hopeless = Counter()
            await expectUnavailable {
                try await driver.write { connection in
                    hopeless.increment()
                    _ = try connection.query("SELECT pg_terminate_backend(pg_backend_pid())", [])
                }
            }
            #expect(hopeless.value == 2)
        }
    }

    @Test func `a transaction whose connection breaks at the commit is not run again`() async throws {
        try await TestDatabase.lendDriver { _, driver in
            try await driver.script(
                """
                CREATE TABLE marks (a BIGINT);
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON marks DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION die()
                """
            )
            let heard = Counter()
            driver.changes.subscribe { if case .tenant = $0 { heard.increment() } }
            let attempts = Counter()
            await expectUnavailable {
                try await driver.write { connection in
                    attempts.increment()
                    try connection.execute("INSERT INTO marks VALUES (1)", [])
                    try connection.announce(.tenant(.default))
                }
            }
            #expect(attempts.value == 1)
            // It may have been committed: caches must not trust what they hold.
            #expect(heard.value == 1)
            #expect(try await driver.number("SELECT count(*) FROM marks") == 0)
        }
    }

    @Test func `closing finishes what was begun and leaves no connection`() async throws {
        try await TestDatabase.lend { database in
            let driver = try await PostgresDriver(url: database.url, poolSize: 2, limits: TestDatabase.patient)
            try await driver.script("CREATE TABLE marks (a BIGINT)")
            let gate = DispatchSemaphore(value: 0)
            let begun = Counter()
            let results = (0..<3).map { _ in
                Task {
                    try await driver.write { connection in
                        try connection.execute("INSERT INTO marks VALUES (1)", [])
                        begun.increment()
                        gate.waitAWhile()
                    }
                }
            }
            #expect(await eventually { begun.value == 2 && driver.statistics.waiting == 1 })
            let closing = Task { await driver.close() }
            for _ in 0..<3 { gate.signal() }
            await closing.value
            await driver.close()
            for result in results { try await result.value }
            await expectUnavailable { _ = try await driver.number("SELECT 1") }
            #expect(driver.statistics.connectionsOpen == 0)
            #expect(try await eventually { try await database.connectionCount() == 0 })
            let witness = try await PostgresDriver(url: database.url, limits: TestDatabase.patient)
            #expect(try await witness.number("SELECT count(*) FROM marks") == 3)
            await witness.close()
        }
    }

    @Test func `a driver that nobody holds any more closes its connections`() async throws {
        try await TestDatabase.lend { database in
            do {
                let driver = try await PostgresDriver(url: database.url, limits: TestDatabase.patient)
                #expect(try await driver.number("SELECT 1") == 1)
            }
            #expect(try await eventually { try await database.connectionCount() == 0 })
        }
    }

    @Test func `a server that cannot be reached or refuses is named without the password`() async throws {
        let server = try #require(TestDatabase.server)
        let at = try #require(server.lastIndex(of: "@"))
        for url in ["postgres://anna:sesame@127.0.0.1:1/none", "postgres://anna:sesame" + server[at...]] {
            let error = await #expect(throws: StoreError.self) { _ = try await PostgresDriver(url: url) }
            guard case .unavailable(let text) = try #require(error) else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(text.contains("127.0.0.1") && !text.contains("sesame"))
        }
    }
}
