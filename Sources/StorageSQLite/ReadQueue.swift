import Dispatch
import GRDB
import Kernel
import StorageSQL
import Synchronization

/// Reads that wait for one of a few connections.
///
/// A read that comes alone gets a connection and a snapshot at once. When more wait than there are connections, some
/// share a snapshot: it is taken after all of them were asked for, so each sees every write it may expect to.
///
/// The connections are our own, opened as they are needed: GRDB's pool would go through two queues and ask for the version
/// of the schema before each read.
final class ReadQueue: Sendable {
    /// A read: it answers its caller itself.
    struct Read: Sendable {
        let run: @Sendable (SQLiteConnection) -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Read] = []
        /// Connections that wait for a read.
        var idle: [DatabaseQueue] = []
        var busy = 0
        var isClosed = false
        var whenIdle: [CheckedContinuation<Void, Never>] = []
    }

    private static let largestBatch = 16

    private let state = Mutex(State())
    private let opening = DispatchQueue(label: "latchkey.readers")
    private let path: String
    private let configuration: Configuration
    private let options: SQLiteOptions

    /// The queue of a database that a writer holds open.
    init(path: String, _ configuration: Configuration, _ options: SQLiteOptions) {
        var configuration = configuration
        configuration.readonly = true
        self.path = path
        self.configuration = configuration
        self.options = options
    }

    /// How many wait, and how many connections read.
    var statistics: (waiting: Int, busy: Int) { state.withLock { ($0.waiting.count, $0.busy) } }

    /// Puts a read in the queue.
    func add(_ read: Read) {
        enum Admission { case start(DatabaseQueue), open, wait, refuse(String) }
        let admission: Admission = state.withLock { state in
            if state.isClosed { return .refuse("the database is closed") }
            if state.waiting.count >= options.queue { return .refuse("too many reads are waiting") }
            state.waiting.append(read)
            if state.busy == options.readers { return .wait }
            state.busy += 1
            return state.idle.popLast().map(Admission.start) ?? .open
        }
        switch admission {
        case .start(let connection): connection.asyncUnsafeRead { self.drain(connection, $0) }
        case .open: opening.async { self.open() }
        case .wait: break
        case .refuse(let reason): read.fail(StoreError.unavailable(reason))
        }
    }

    /// Lets no more in, waits until those inside are answered, and closes the connections.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.busy > 0 { state.whenIdle.append(continuation) }
                return state.busy == 0
            }
            if isIdle { continuation.resume() }
        }
        let connections = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for connection in connections { try? connection.close() }
    }

    private func open() {
        do {
            let connection = try DatabaseQueue(path: path, configuration: configuration)
            connection.asyncUnsafeRead { self.drain(connection, $0) }
        } catch {
            drain(nil, .failure(error))
        }
    }

    private func drain(_ connection: DatabaseQueue?, _ reader: Result<Database, any Error>) {
        while let batch = nextBatch(for: connection) {
            do {
                let database = try reader.get()
                try database.cachedStatement(sql: "BEGIN DEFERRED TRANSACTION").execute()
                let connection = SQLiteConnection(database)
                for read in batch { read.run(connection) }
                Self.end(database)
            } catch {
                for read in batch { read.fail(SQLiteErrors.translated(error)) }
            }
        }
    }

    /// Ends a transaction that only read: there is nothing a failure could lose.
    private static func end(_ database: Database) {
        do {
            try database.cachedStatement(sql: "COMMIT TRANSACTION").execute()
        } catch {
            if database.isInsideTransaction { try? database.rollback() }
        }
    }

    private func nextBatch(for connection: DatabaseQueue?) -> [Read]? {
        let (batch, idle): ([Read]?, [CheckedContinuation<Void, Never>]) = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.busy -= 1
                if let connection { state.idle.append(connection) }
                guard state.busy == 0 else { return (nil, []) }
                defer { state.whenIdle = [] }
                return (nil, state.whenIdle)
            }
            let share = max(state.waiting.count / options.readers, 1)
            let batch = Array(state.waiting.prefix(min(share, Self.largestBatch)))
            state.waiting.removeFirst(batch.count)
            return (batch, [])
        }
        for continuation in idle { continuation.resume() }
        return batch
    }
}
