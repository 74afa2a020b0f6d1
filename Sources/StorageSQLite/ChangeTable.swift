import Applications
import GRDB
import Kernel
import Storage

/// The changes that processes on one file tell each other of, as rows of the transaction that made them.
struct ChangeTable: Sendable {
    private static let insert = """
        INSERT INTO changes (process, subject, tenant, kind, id) VALUES (?, ?, ?, ?, ?)
        """
    private static let prune = "DELETE FROM changes WHERE seq <= ?"
    private static let select = "SELECT seq, process, subject, tenant, kind, id FROM changes WHERE seq > ? ORDER BY seq"
    /// Old rows are removed once in so many.
    private static let pruneInterval: Int64 = 500

    /// Tells this process's rows from those of others.
    let process: String
    /// How many rows stay.
    let kept: Int64

    /// Makes the table unless it is there.
    ///
    /// It is the driver's own and no part of the schema that migrates.
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS changes (
                    seq INTEGER PRIMARY KEY AUTOINCREMENT,
                    process TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    tenant TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    id TEXT NOT NULL
                ) STRICT
                """
        )
    }

    /// The number of the newest row.
    static func newest(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'changes'") ?? 0
    }

    /// Writes changes into the transaction that made them.
    func insert(_ changes: [ConfigurationChange], _ database: Database) throws {
        guard !changes.isEmpty else { return }
        let statement = try database.cachedStatement(sql: Self.insert)
        for change in changes { try statement.execute(arguments: StatementArguments([process] + Self.columns(change))) }
        let last = database.lastInsertedRowID
        guard last / Self.pruneInterval != (last - Int64(changes.count)) / Self.pruneInterval else { return }
        try database.cachedStatement(sql: Self.prune).execute(arguments: [last - kept])
    }

    /// The changes of other processes after a row, and the number of the newest row.
    ///
    /// `everything` when rows after it are gone already.
    func foreign(after seen: Int64, _ database: Database) throws -> (changes: [ConfigurationChange], newest: Int64) {
        let rows = try Row.fetchAll(database.cachedStatement(sql: Self.select), arguments: [seen])
        guard let first = rows.first, let last = rows.last else { return ([], seen) }
        let newest: Int64 = last[0]
        // Rows are numbered without gaps: a number that was given in a transaction rolled back is given again.
        if (first[0] as Int64) > seen + 1 { return ([.everything], newest) }
        return (rows.filter { ($0[1] as String) != process }.map(Self.change), newest)
    }

    private static func columns(_ change: ConfigurationChange) -> [String] {
        switch change {
        case .document(let tenant, let kind, let id): ["document", tenant.rawValue, kind.rawValue, id]
        case .signingKeys(let tenant): ["signing_keys", tenant.rawValue, "", ""]
        case .tenant(let tenant): ["tenant", tenant.rawValue, "", ""]
        case .everything: ["everything", "", "", ""]
        }
    }

    private static func change(_ row: Row) -> ConfigurationChange {
        let tenant = TenantID(rawValue: row[3])
        switch row[2] as String {
        case "document": return .document(tenant: tenant, kind: DocumentKind(rawValue: row[4]), id: row[5])
        case "signing_keys": return .signingKeys(tenant: tenant)
        case "tenant": return .tenant(tenant)
        // A newer program may know more subjects: whatever it was, it has changed.
        default: return .everything
        }
    }
}
