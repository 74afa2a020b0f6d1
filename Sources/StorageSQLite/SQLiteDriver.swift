import GRDB
import Kernel
package import Storage
package import StorageSQL
import Synchronization

/// SQLite in one file: write-ahead log, full durability, writes that share commits, reads that never wait for writes.
package final class SQLiteDriver: SQLDriver {
    package let changes = ChangeFeed()

    private let writer: DatabaseQueue
    private let writes: WriteQueue
    private let reads: ReadQueue
    private let watcher: ChangeWatcher
    private let connections: OpenConnections
    private let temporaryFolder: String?

    /// Opens a database, making the file, readable by its owner alone, unless it is there.
    ///
    /// - Throws: `StoreError`.
    package convenience init(path: String, options: SQLiteOptions = SQLiteOptions()) throws {
        try self.init(path: path, options: options, temporaryFolder: nil)
    }

    /// A database in a file of its own that goes when the driver does, for tests.
    ///
    /// - Throws: `StoreError`.
    package static func temporary(options: SQLiteOptions = SQLiteOptions()) throws -> SQLiteDriver {
        let folder = try SQLiteFile.temporaryFolder()
        return try SQLiteDriver(path: "\(folder)/latchkey.db", options: options, temporaryFolder: folder)
    }

    private init(path: String, options: SQLiteOptions, temporaryFolder: String?) throws {
        self.temporaryFolder = temporaryFolder
        try SQLiteFile.create(path)
        let connections = OpenConnections()
        let configuration = Self.configuration(options, connections)
        let table = ChangeTable(
            process: RandomSource.system.text(16, from: .base62),
            kept: options.keptChanges
        )
        let feed = changes
        (writer, watcher) = try SQLiteErrors.mapping {
            let writer = try DatabaseQueue(path: path, configuration: configuration)
            try writer.writeWithoutTransaction(Self.prepareWriter)
            return (writer, try ChangeWatcher(path: path, configuration, options, table, feed))
        }
        self.connections = connections
        writes = WriteQueue(writer, options, table, feed)
        reads = ReadQueue(path: path, configuration, options)
        watcher.start()
    }

    deinit {
        watcher.cancel()
        if let temporaryFolder { SQLiteFile.removeTemporary(temporaryFolder) }
    }

    package var dialect: Dialect { .sqlite }

    package var statistics: DriverStatistics {
        let (reads, writes) = (reads.statistics, writes.statistics)
        return DriverStatistics(
            connectionsInUse: reads.busy + (writes.isBusy ? 1 : 0),
            connectionsOpen: connections.count,
            waiting: reads.waiting + writes.waiting
        )
    }

    /// How many commits there were; with concurrent writes fewer than writes.
    package var commits: Int { writes.statistics.commits }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws
        -> Result
    {
        try await withCheckedThrowingContinuation { continuation in
            reads.add(
                ReadQueue.Read(
                    run: { connection in continuation.resume(with: Swift.Result { try body(connection) }) },
                    fail: { continuation.resume(throwing: $0) }
                )
            )
        }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws
        -> Result
    {
        try await write(isAlone: false, body)
    }

    /// SQLite lets one transaction write at a time, of all processes; the migration shares its commit with no other.
    package func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await write(isAlone: true, body)
    }

    package func close() async {
        await writes.close()
        await reads.close()
        // The writer is closed last: whoever closes last empties the log into the database, and a reader could not.
        await watcher.close()
        try? writer.close()
    }

    private func write<Result: Sendable>(
        isAlone: Bool,
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            writes.add(
                WriteQueue.Write(
                    isAlone: isAlone,
                    run: { connection in
                        let result = try body(connection)
                        return { continuation.resume(returning: result) }
                    },
                    fail: { continuation.resume(throwing: $0) }
                )
            )
        }
    }
}

extension SQLiteDriver {
    private static func configuration(_ options: SQLiteOptions, _ connections: OpenConnections) -> Configuration {
        var configuration = Configuration()
        configuration.label = "latchkey"
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(options.busyTimeout)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            connections.add()
            // Kibibytes of cache where negative; the map is shared by all connections and costs no heap.
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cache_size = -1024;
                    PRAGMA mmap_size = 33554432;
                    PRAGMA journal_size_limit = 16777216;
                    PRAGMA temp_store = MEMORY;
                    """
            )
        }
        return configuration
    }

    /// GRDB turns durability down when it turns the write-ahead log on; an acknowledged write must survive a power cut.
    private static func prepareWriter(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
            throw StoreError.unavailable("SQLite does not write through")
        }
        try database.inTransaction(.immediate) {
            try ChangeTable.create(database)
            return .commit
        }
    }
}

/// Counts connections as they are opened.
private final class OpenConnections: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }

    func add() { number.withLock { $0 += 1 } }
}
