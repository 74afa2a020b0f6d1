import GRDB
import Storage
import Synchronization

/// Looks for changes that other processes made to the file, and publishes them.
///
/// `PRAGMA data_version` costs microseconds and differs as soon as another connection has committed; only then are rows
/// read. The value belongs to the connection that asks, hence one of its own.
final class ChangeWatcher: Sendable {
    private struct State {
        var version: Int64
        var seen: Int64
        var task: Task<Void, Never>?
    }

    private let queue: DatabaseQueue
    private let table: ChangeTable
    private let feed: ChangeFeed
    private let interval: Duration
    private let state: Mutex<State>

    init(
        path: String,
        _ configuration: Configuration,
        _ options: SQLiteOptions,
        _ table: ChangeTable,
        _ feed: ChangeFeed
    )
        throws
    {
        var configuration = configuration
        configuration.readonly = true
        configuration.label = "latchkey.changes"
        queue = try DatabaseQueue(path: path, configuration: configuration)
        // The version comes first: a commit between the two is then looked at once too often rather than never.
        let state = try queue.unsafeRead { database in
            State(version: try Self.version(database), seen: try ChangeTable.newest(database))
        }
        self.state = Mutex(state)
        self.table = table
        self.feed = feed
        interval = options.pollInterval
    }

    /// Begins to look.
    func start() {
        let interval = interval
        let task = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: interval, tolerance: interval / 2)
                if Task.isCancelled { return }
                await self?.poll()
            }
        }
        state.withLock { $0.task = task }
    }

    /// Ends the looking without waiting.
    func cancel() { state.withLock { $0.task?.cancel() } }

    /// Ends the looking and closes the connection.
    func close() async {
        let task = state.withLock { $0.task }
        task?.cancel()
        await task?.value
        try? queue.close()
    }

    /// Looks once.
    ///
    /// An error leaves the state as it was: the next look finds the same rows.
    private func poll() async {
        let (version, seen) = state.withLock { ($0.version, $0.seen) }
        let table = table
        let found = try? await queue.unsafeRead { database -> (Int64, [ConfigurationChange], Int64)? in
            let current = try Self.version(database)
            guard current != version else { return nil }
            let (changes, newest) = try table.foreign(after: seen, database)
            return (current, changes, newest)
        }
        guard let (current, changes, newest) = found ?? nil else { return }
        state.withLock {
            $0.version = current
            $0.seen = newest
        }
        feed.publish(changes)
    }

    private static func version(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(database.cachedStatement(sql: "PRAGMA data_version")) ?? 0
    }
}
