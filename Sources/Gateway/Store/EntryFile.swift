import FoundationEssentials
import GRDB
import Kernel
import Synchronization

/// The file of an embedded store: a few connections that read, one that writes.
///
/// Writes that come while one commit is on its way to the disk share the next.
final class EntryFile: Sendable {
    private struct Write: Sendable {
        /// Runs it in the transaction; what to do once that is committed.
        let run: @Sendable (Database) throws -> @Sendable () -> Void
        /// Tells the caller that nothing of it was kept.
        let fail: @Sendable (StoreUnavailable) -> Void
    }

    private static let writesPerCommit = 256
    private static let capacity = 10_000

    private let pool: DatabasePool
    /// Connections that read, as many as threads run tasks.
    ///
    /// Not the pool's own: those ask for the schema's version before every read, which costs as much as the read does.
    private let readers: [EntryReader]
    private let turn = Atomic<UInt>(0)
    private let writes = WorkQueue<Write>(workers: 1, capacity: capacity)
    /// The last of all to go, after every connection.
    private let lock: FileLock

    /// Opens a file, making it, readable by its owner alone, unless it is there; nobody else can open it meanwhile.
    ///
    /// - Throws: `StoreUnavailable`.
    init(path: String) throws {
        lock = try FileLock(path)
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration)
            try pool.writeWithoutTransaction(Self.prepare)
            readers = try (0..<max(ProcessInfo.processInfo.activeProcessorCount, 2)).map { _ in
                try EntryReader(path: path)
            }
        } catch {
            throw Self.unavailable(error)
        }
    }

    /// The entry of a key that has not ended; nil if there is none.
    ///
    /// It is read on the thread that asks: to look up a key takes less time than to wake another thread.
    /// - Throws: `StoreUnavailable`.
    func entry(of key: String, now: Instant) throws(StoreUnavailable) -> Entry? {
        let turn = turn.wrappingAdd(1, ordering: .relaxed).newValue
        return try readers[Int(turn % UInt(readers.count))].entry(of: key, now: now)
    }

    /// Runs statements in a transaction, and returns when it is on the disk.
    ///
    /// - Throws: `StoreUnavailable`; then nothing was kept.
    func write<Answer: Sendable>(_ body: @escaping @Sendable (Database) throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            let write = Write(
                run: { database in
                    let answer = try body(database)
                    return { continuation.resume(returning: answer) }
                },
                fail: { continuation.resume(throwing: $0) }
            )
            do {
                if try writes.add(write) { pool.asyncWriteWithoutTransaction { self.run($0) } }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Finishes what was begun and closes the file; further calls are refused.
    func close() async {
        await writes.close()
        // The connection that writes is closed last, for it empties the log into the file.
        for reader in readers { reader.close() }
        try? pool.close()
        lock.release()
    }

    private func run(_ database: Database) {
        while let batch = writes.next(Self.writesPerCommit) { commit(batch, database) }
    }

    // A statement that fails takes its neighbours with it: all that can fail here is the disk.
    private func commit(_ batch: [Write], _ database: Database) {
        do {
            try database.beginTransaction(.immediate)
            let deliveries = try batch.map { try $0.run(database) }
            try database.commit()
            for deliver in deliveries { deliver() }
        } catch {
            if database.isInsideTransaction { try? database.rollback() }
            let failure = Self.unavailable(error)
            for write in batch { write.fail(failure) }
        }
    }
}

extension EntryFile {
    private static let version = 1

    /// What every connection is told first.
    static let connectionSettings = """
        PRAGMA trusted_schema = OFF;
        PRAGMA cache_size = -1024;
        PRAGMA mmap_size = 33554432;
        PRAGMA journal_size_limit = 16777216;
        """

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "gateway"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { try $0.execute(sql: connectionSettings) }
        return configuration
    }

    /// Makes the table, and durability what it must be: GRDB turns it down with the write-ahead log.
    private static func prepare(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
            throw StoreUnavailable("SQLite does not write through")
        }
        try database.inTransaction(.immediate) {
            switch try Int.fetchOne(database, sql: "PRAGMA user_version") {
            case version: break
            case 0:
                try database.execute(
                    sql: """
                        CREATE TABLE entries (
                            key TEXT NOT NULL PRIMARY KEY,
                            value BLOB NOT NULL,
                            ends_at INTEGER NOT NULL
                        ) STRICT;
                        CREATE INDEX entries_by_end ON entries (ends_at);
                        PRAGMA user_version = \(version);
                        """
                )
            default: throw StoreUnavailable("the file was written by a newer version")
            }
            return .commit
        }
    }

    /// An error in the store's words, without any key or value.
    private static func unavailable(_ error: any Error) -> StoreUnavailable {
        switch error {
        case let error as StoreUnavailable: error
        case let error as DatabaseError:
            StoreUnavailable("SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")")
        default: StoreUnavailable("\(error)")
        }
    }
}
