/// Brings a database to the newest schema, on a connection that no other process migrates on.
struct Migrator {
    let connection: any SQLConnection
    let migrations: [Migration]

    /// The version of the database; 0 for an empty one.
    func version() throws -> Int {
        let tables = try connection.query(connection.dialect.countTables, [.text("schema_migrations")])
        guard try tables.first?.integer(0) == 1 else { return 0 }
        let rows = try connection.query("SELECT COALESCE(MAX(version), 0) FROM schema_migrations", [])
        return try Int(rows.first?.integer(0) ?? 0)
    }

    /// Takes the steps that are missing; their versions.
    func run() throws -> [Int] {
        let found = try version()
        let known = migrations.last?.version ?? 0
        guard found <= known else { throw SchemaError(found: found, known: known) }
        let dialect = connection.dialect
        if found == 0 {
            try connection.script(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    version \(dialect.integer) NOT NULL PRIMARY KEY,
                    applied_at \(dialect.integer) NOT NULL
                )\(dialect.table);
                """
            )
        }
        let missing = migrations.filter { $0.version > found }
        for migration in missing {
            try connection.script(migration.sql(dialect))
            try connection.execute(
                "INSERT INTO schema_migrations (version, applied_at) VALUES (?, \(dialect.now))",
                [.integer(Int64(migration.version))]
            )
        }
        return missing.map(\.version)
    }
}
