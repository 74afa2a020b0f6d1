package import Storage

/// A value of a column or an argument.
///
/// Booleans are integers, moments are milliseconds, JSON is text: both engines store these the same way.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// One row of an answer, its columns by position.
package struct SQLRow: Sendable, Equatable {
    /// The columns, in the order of the statement.
    package let columns: [SQLValue]

    /// A row of these columns.
    package init(_ columns: [SQLValue]) { self.columns = columns }
}

/// A connection inside a transaction, confined to the closure that was handed it.
///
/// Statements are the SQL that SQLite and PostgreSQL share, with `?` for arguments; a `?` never stands for anything
/// else, not even in a literal. Drivers prepare each text once and keep it.
package protocol SQLConnection {
    /// How the engine differs where it must.
    var dialect: Dialect { get }

    /// Runs a statement that answers rows.
    ///
    /// - Throws: `StoreError`.
    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]

    /// Runs a statement that answers rows and whose text was made for this call: the driver does not keep it.
    ///
    /// - Throws: `StoreError`.
    func queryOnce(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]

    /// Runs a statement that changes rows; how many it changed.
    ///
    /// - Throws: `StoreError`.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Inserts rows; how many were inserted or replaced. Of two rows with one key only the first counts.
    ///
    /// - Throws: `StoreError`.
    func insert(_ rows: [[SQLValue]], by insertion: Insertion) throws -> Int

    /// Runs statements without arguments, separated by semicolons: migrations.
    ///
    /// - Throws: `StoreError`.
    func script(_ sql: String) throws

    /// Announces a change to this process and to others, when and only when the transaction commits.
    ///
    /// - Throws: `StoreError`.
    func announce(_ change: ConfigurationChange) throws
}

extension SQLConnection {
    package func queryOnce(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] { try query(sql, arguments) }
}

/// What the engines spell differently.
package struct Dialect: Sendable {
    /// Which engine it is.
    package enum Engine: String, Sendable { case sqlite, postgres }

    /// Which engine it is.
    package let engine: Engine
    /// The type of a column of bytes.
    package var blob: String { engine == .sqlite ? "BLOB" : "BYTEA" }
    /// Compares text in either case.
    package var like: String { engine == .sqlite ? "LIKE" : "ILIKE" }
    /// What locks the rows that a query reads until the transaction ends.
    package var rowLock: String { engine == .sqlite ? "" : " FOR UPDATE" }

    /// What locks a tenant's log until the transaction ends; nil where there is one writer at a time anyway.
    ///
    /// The number is `log` in letters: what the locks of this kind have in common.
    package var lockLog: String? {
        engine == .sqlite ? nil : "SELECT 1 FROM pg_advisory_xact_lock(7106407, hashtext(?))"
    }

    /// SQLite 3.37 or later, which has tables that are `STRICT`.
    package static let sqlite = Dialect(engine: .sqlite)
    /// PostgreSQL 13 or later.
    package static let postgres = Dialect(engine: .postgres)
}

/// How busy a driver is, for the metrics.
package struct DriverStatistics: Sendable {
    /// Connections that are running a transaction.
    package var connectionsInUse: Int
    /// Connections that are open.
    package var connectionsOpen: Int
    /// Transactions that wait for a connection or for the writer.
    package var waiting: Int

    /// A reading.
    package init(connectionsInUse: Int, connectionsOpen: Int, waiting: Int) {
        self.connectionsInUse = connectionsInUse
        self.connectionsOpen = connectionsOpen
        self.waiting = waiting
    }
}

/// An engine: runs closures in transactions, off the event loops and off the cooperative threads.
package protocol SQLDriver: Sendable {
    /// How the engine differs where it must.
    var dialect: Dialect { get }
    /// Announced changes, from this process (before `write` returns) and from others (within a second).
    var changes: ChangeFeed { get }
    /// How busy it is.
    var statistics: DriverStatistics { get }

    /// Runs a closure in a read transaction: one snapshot.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws
        -> Result

    /// Runs a closure in a write transaction that is durable when this returns. If the closure throws, nothing of it
    /// is kept. Concurrent calls may share one commit, each in a savepoint of its own.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws
        -> Result

    /// Runs a closure in a write transaction while no other process runs one with this: migrations.
    func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws
        -> Result

    /// Finishes what was begun and closes every connection.
    func close() async
}
