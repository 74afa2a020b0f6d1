import GRDB
import Kernel
import Storage
import StorageSQL
import Synchronization

/// Writes that wait for the writer, and the commits they share.
///
/// While one batch is on its way to the disk the next gathers. Each write runs in a savepoint of its own, so that one
/// that fails takes nothing of its neighbours with it; all are answered after the one commit, and if that fails, all
/// fail.
final class WriteQueue: Sendable {
    /// A write: it runs in the transaction, and answers its caller after the commit.
    struct Write: Sendable {
        /// Whether it shares its commit with no other.
        var isAlone = false
        /// Runs it; what to do when it is committed.
        let run: @Sendable (SQLiteConnection) throws -> @Sendable () -> Void
        /// Tells the caller that nothing of it was kept.
        let fail: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Write] = []
        var isDraining = false
        var isClosed = false
        var commits = 0
        var whenIdle: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let writer: DatabaseQueue
    private let options: SQLiteOptions
    private let changeTable: ChangeTable
    private let feed: ChangeFeed

    init(_ writer: DatabaseQueue, _ options: SQLiteOptions, _ changeTable: ChangeTable, _ feed: ChangeFeed) {
        self.writer = writer
        self.options = options
        self.changeTable = changeTable
        self.feed = feed
    }

    /// How many wait, whether one is under way, and how many commits there were.
    var statistics: (waiting: Int, isBusy: Bool, commits: Int) {
        state.withLock { ($0.waiting.count, $0.isDraining, $0.commits) }
    }

    /// Puts a write in the queue.
    func add(_ write: Write) {
        enum Admission { case start, wait, refuse(String) }
        let admission: Admission = state.withLock { state in
            if state.isClosed { return .refuse("the database is closed") }
            if state.waiting.count >= options.queue { return .refuse("too many writes are waiting") }
            state.waiting.append(write)
            if state.isDraining { return .wait }
            state.isDraining = true
            return .start
        }
        switch admission {
        case .start: startBatch()
        case .wait: break
        case .refuse(let reason): write.fail(StoreError.unavailable(reason))
        }
    }

    /// Lets no more in and waits until those inside are answered.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.isDraining { state.whenIdle.append(continuation) }
                return !state.isDraining
            }
            if isIdle { continuation.resume() }
        }
    }

    /// Each batch is a new turn on the writer, so that a checkpoint or a close gets its turn too.
    private func startBatch() {
        writer.asyncWriteWithoutTransaction { database in
            self.commit(self.nextBatch(), database)
            self.finishBatch()
        }
    }

    private func nextBatch() -> [Write] {
        state.withLock { state in
            var count = 0
            while count < min(state.waiting.count, options.batch), !state.waiting[count].isAlone { count += 1 }
            let batch = Array(state.waiting.prefix(max(count, 1)))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }

    private func finishBatch() {
        let (isDone, idle) = state.withLock { state in
            guard state.waiting.isEmpty else { return (false, [CheckedContinuation<Void, Never>]()) }
            state.isDraining = false
            defer { state.whenIdle = [] }
            return (true, state.whenIdle)
        }
        for continuation in idle { continuation.resume() }
        if !isDone { startBatch() }
    }
}

extension WriteQueue {
    /// What became of a write before the commit.
    private enum Outcome {
        case ready(@Sendable () -> Void)
        case failed(any Error)
    }

    private func commit(_ batch: [Write], _ database: Database) {
        let connection = SQLiteConnection(database)
        var outcomes: [Outcome] = []
        do {
            try database.beginTransaction(.immediate)
            for write in batch {
                outcomes.append(try run(write, connection, database))
            }
            let announced = connection.announcements.reduce(into: [ConfigurationChange]()) { changes, change in
                if !changes.contains(change) { changes.append(change) }
            }
            try changeTable.insert(announced, database)
            try database.commit()
            state.withLock { $0.commits += 1 }
            feed.publish(announced)
        } catch {
            if database.isInsideTransaction { try? database.rollback() }
            // A write that failed may have failed over what a neighbour wrote and now was never there: all may retry.
            for write in batch { write.fail(Self.unavailable(error)) }
            return
        }
        for (write, outcome) in zip(batch, outcomes) {
            switch outcome {
            case .ready(let deliver): deliver()
            case .failed(let error): write.fail(error)
            }
        }
    }

    /// Runs one write.
    ///
    /// - Throws: when the whole transaction is lost.
    private func run(_ write: Write, _ connection: SQLiteConnection, _ database: Database) throws -> Outcome {
        let announced = connection.announcements.count
        try Self.execute("SAVEPOINT one_write", database)
        do {
            let deliver = try write.run(connection)
            try Self.execute("RELEASE SAVEPOINT one_write", database)
            return .ready(deliver)
        } catch {
            connection.announcements.removeSubrange(announced...)
            // Some errors (a full disk) make SQLite give up the transaction; then there is no savepoint to go back to.
            guard database.isInsideTransaction else { throw error }
            try Self.execute("ROLLBACK TO SAVEPOINT one_write", database)
            try Self.execute("RELEASE SAVEPOINT one_write", database)
            return .failed(error)
        }
    }

    private static func execute(_ sql: String, _ database: Database) throws {
        try database.cachedStatement(sql: sql).execute()
    }

    private static func unavailable(_ error: any Error) -> any Error {
        switch SQLiteErrors.translated(error) {
        case StoreError.corrupt(let message): StoreError.corrupt(message)
        case StoreError.unavailable(let message): StoreError.unavailable(message)
        case let other: StoreError.unavailable("the commit failed: \(other)")
        }
    }
}
