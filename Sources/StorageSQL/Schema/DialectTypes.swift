/// What the engines spell differently in a schema. Migrations are immutable, so these never change either.
extension Dialect {
    /// The type of a column of text, compared and ordered by its bytes.
    package var text: String { engine == .sqlite ? "TEXT" : "TEXT COLLATE \"C\"" }
    /// The type of a column of 64-bit integers.
    package var integer: String { engine == .sqlite ? "INTEGER" : "BIGINT" }
    /// What follows `CREATE TABLE (…)` for any table: types are enforced where the engine must be asked to.
    package var table: String { engine == .sqlite ? " STRICT" : "" }
    /// What follows `CREATE TABLE (…)` for a table that is kept in the order of its primary key where the engine can.
    package var clusteredTable: String { engine == .sqlite ? " STRICT, WITHOUT ROWID" : "" }

    /// What follows a column of an index that may be null, so that nulls come first on both engines.
    var nullsFirst: String { engine == .sqlite ? "" : " NULLS FIRST" }

    /// The database's clock, in milliseconds since the epoch.
    var now: String {
        switch engine {
        case .sqlite: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
        case .postgres: "CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT)"
        }
    }

    /// Counts the tables of a name.
    var countTables: String {
        switch engine {
        case .sqlite: "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
        case .postgres:
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?"
        }
    }
}
