import Kernel
import StoragePostgres
import StorageSQL
import Testing

@Suite(.needsPostgres) struct StatementTests {
    private static let table = "CREATE TABLE things (id TEXT PRIMARY KEY, number BIGINT, flag BOOLEAN, data BYTEA)"

    @Test func `values come back as they went in`() async throws {
        try await TestDatabase.lendDriver { _, driver in
            try await driver.script(Self.table)
            let rows: [[SQLValue]] = [
                [.text(""), .integer(.min), .integer(1), .blob([])],
                [.text("a 'quoted' ‹é› 😀 \\ $1"), .integer(.max), .integer(0), .blob(Array(0...255))],
                [.text("null"), .null, .null, .null],
            ]
            let found = try await driver.write { connection in
                for row in rows {
                    let count = try connection.execute("INSERT INTO things VALUES (?, ?, ?, ?)", row)
                    #expect(count == 1)
                }
                return try connection.query("SELECT id, number, flag, data FROM things ORDER BY id COLLATE \"C\"", [])
            }
            #expect(found.map(\.columns) == rows)
        }
    }

    @Test func `counts and sums are integers`() async throws {
        try await TestDatabase.lendDriver { _, driver in
            let row = try await driver.read { connection in
                try connection.query(
                    "SELECT count(*), sum(n), sum(n::bigint), avg(n), max(n::smallint) FROM generate_series(1, ?) n",
                    [.integer(4)]
                )
            }
            let expected: [SQLValue] = [
                .integer(4), .integer(10), .integer(10), .text("2.5000000000000000"), .integer(4),
            ]
            #expect(row == [SQLRow(expected)])
        }
    }

    @Test func `a statement says how many rows it changed`() async throws {
        try await TestDatabase.lendDriver { _, driver in
            try await driver.script(Self.table)
            let counts = try await driver.write { connection in
                let insert = "INSERT INTO things (id) VALUES (?) ON CONFLICT DO NOTHING"
                return [
                    try connection.execute(insert, [.text("a")]), try connection.execute(insert, [.text("a")]),
                    try connection.execute(insert, [.text("b")]),
                    try connection.execute("UPDATE things SET number = ?", [.integer(1)]),
                    try connection.execute("DELETE FROM things WHERE id = ?", [.text("c")]),
                ]
            }
            #expect(counts == [1, 0, 1, 2, 0])
        }
    }

    @Test func `errors are mapped by their code`() async throws {
        try await TestDatabase.lendDriver(poolSize: 1) { _, driver in
            try await driver.script(
                Self.table
                    + "; ALTER TABLE things ADD CONSTRAINT small CHECK (number < 10); INSERT INTO things VALUES ('a')"
            )
            func failure(_ sql: String, _ arguments: [SQLValue] = []) async -> StoreError? {
                do {
                    _ = try await driver.write { try $0.execute(sql, arguments) }
                    return nil
                } catch { return error as? StoreError }
            }
            #expect(await failure("INSERT INTO things VALUES ('a')") == .conflict(key: "things_pkey"))
            #expect(await failure("INSERT INTO things VALUES ('b', 10)") == .constraint("small"))
            #expect(await failure("INSERT INTO things VALUES (?)", [.null])?.isConstraint == true)
            #expect(await failure("INSERT INTO things VALUES (?)", [.text("a\u{0}b")])?.isConstraint == true)
            #expect(await failure("INSERT INTO things VALUES (convert_from('\\x00', 'UTF8'))")?.isConstraint == true)
            #expect(await failure("INSERT INTO things VALUES ('b', ?)", [.text("many")])?.isConstraint == true)
            #expect(await failure("INSERT INTO things VALUES (?, ?)", [.text("b")])?.isCorrupt == true)
            #expect(await failure("SELECT nothing FROM nowhere")?.isCorrupt == true)
            #expect(await failure("SELEKT")?.isCorrupt == true)
            // None of it harmed a connection.
            #expect(try await driver.number("SELECT count(*) FROM things") == 1)
            #expect(driver.statistics.connectionsOpen == 1 + 1)
        }
    }

    @Test func `the least used statement makes room, and comes back`() async throws {
        var limits = TestDatabase.patient
        limits.preparedStatements = 3
        try await TestDatabase.lendDriver(poolSize: 1, limits: limits) { _, driver in
            for round in 0..<3 {
                for number in 0..<8 {
                    let found = try await driver.number("SELECT \(number) + ?::int", [.integer(Int64(round))])
                    #expect(found == Int64(number + round))
                }
            }
            let once = try await driver.read { try $0.queryOnce("SELECT ?::int + ?::int", [.integer(3), .integer(4)]) }
            #expect(once == [SQLRow([.integer(7)])])
            let kept = try await driver.read { try $0.queryOnce("SELECT count(*) FROM pg_prepared_statements", []) }
            #expect(kept == [SQLRow([.integer(3)])])
        }
    }

    @Test func `a prepared statement survives a migration of its table by others`() async throws {
        try await TestDatabase.lendDriver(poolSize: 1) { database, driver in
            try await driver.script("CREATE TABLE grows (a BIGINT); INSERT INTO grows VALUES (1)")
            let select: @Sendable (any SQLConnection) throws -> [SQLRow] = { try $0.query("SELECT * FROM grows", []) }
            #expect(try await driver.read(select) == [SQLRow([.integer(1)])])
            let other = try await PostgresDriver(url: database.url, limits: TestDatabase.patient)
            try await other.exclusively { try $0.script("ALTER TABLE grows ADD COLUMN b BIGINT NOT NULL DEFAULT 2") }
            #expect(try await driver.read(select) == [SQLRow([.integer(1), .integer(2)])])
            await other.close()
        }
    }
}
