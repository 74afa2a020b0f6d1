import Kernel
import Storage
import StorageSQL

/// What a transaction is for.
enum TransactionMode {
    case read, write, exclusive

    /// How it begins.
    func opening(_ limits: PostgresLimits) -> [String] {
        switch self {
        case .read:
            ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"]
        case .write:
            ["BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"]
        case .exclusive:
            [
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
                "SET LOCAL statement_timeout = \(limits.migrationTime.milliseconds)",
                "SET LOCAL lock_timeout = \(limits.migrationTime.milliseconds)",
                "SELECT pg_advisory_xact_lock(\(Self.exclusiveKey))",
            ]
        }
    }

    /// How long an answer may take: the server gives up first, this is for a server that says nothing.
    func patience(_ limits: PostgresLimits) -> Duration {
        let limit = self == .exclusive ? limits.migrationTime : max(limits.statementTime, limits.lockTime)
        return limit + .seconds(5)
    }

    /// The letters `latchkey` as a number: the lock that only one process holds at a time.
    private static let exclusiveKey: Int64 = 0x6C61_7463_686B_6579
}

/// A transaction on a session, for the closure that was handed it.
final class PostgresConnection: SQLConnection {
    /// How a commit ended.
    enum CommitOutcome {
        /// It is on disk.
        case committed
        /// The server refused it; nothing of it is kept.
        case refused(PostgresFailure)
        /// The connection broke before the answer came.
        case unknown(PostgresFailure)
    }

    let dialect = Dialect.postgres
    /// The first failure: after it the server accepts nothing but the end of the transaction.
    private(set) var failure: PostgresFailure?
    /// What the closure announced.
    private(set) var announcements: [ConfigurationChange] = []
    private let session: PostgresSession
    private let mode: TransactionMode
    private let limits: PostgresLimits
    private var hasBegun = false

    /// A transaction that begins with its first statement.
    init(_ session: PostgresSession, _ mode: TransactionMode, limits: PostgresLimits) {
        self.session = session
        self.mode = mode
        self.limits = limits
    }

    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try answer(sql, arguments).rows()
    }

    /// As `query`, for a text that will hardly come again: it is not kept prepared.
    func queryOnce(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        let encoded = try PostgresArguments(arguments)
        let answer = try attempt { opening, patience throws(PostgresFailure) in
            try session.performOnce(sql, encoded, opening: opening, within: patience)
        }
        return try answer.rows()
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try answer(sql, arguments).affected
    }

    func insert(_ rows: [[SQLValue]], by insertion: Insertion) throws -> Int {
        // A row alone needs no arrays, and most come alone.
        if rows.count == 1 { return try execute(insertion.single, rows[0]) }
        let encoded = try PostgresArguments(arraysOf: rows, width: insertion.columns.count)
        return try answer(insertion.fromArrays, encoded).affected
    }

    func script(_ sql: String) throws {
        try attempt { opening, patience throws(PostgresFailure) in
            if !opening.isEmpty { _ = try session.send(opening.map(PostgresSession.Step.plain), within: patience) }
            hasBegun = true
            try session.script(sql, within: patience)
        }
    }

    func announce(_ change: ConfigurationChange) throws {
        guard mode != .read else { throw StoreError.constraint("a read transaction announces nothing") }
        if !announcements.contains(change) { announcements.append(change) }
    }

    private func answer(_ sql: String, _ arguments: [SQLValue]) throws -> PostgresAnswer {
        try answer(sql, PostgresArguments(arguments))
    }

    private func answer(_ sql: String, _ encoded: PostgresArguments) throws -> PostgresAnswer {
        try attempt { opening, patience throws(PostgresFailure) in
            try session.perform(sql, encoded, opening: opening, within: patience)
        }
    }

    /// Runs something on the session, after the beginning of the transaction where it has not begun, and notes the
    /// first failure.
    private func attempt<Result>(
        _ body: (_ opening: [String], _ patience: Duration) throws(PostgresFailure) -> Result
    ) throws -> Result {
        if let failure { throw failure.storeError }
        do throws(PostgresFailure) {
            let result = try body(hasBegun ? [] : mode.opening(limits), mode.patience(limits))
            hasBegun = true
            return result
        } catch {
            var failure = error
            // The server has become a standby: another connection may find the new primary.
            if failure.code == "25006" && mode != .read { failure.kind = .broken }
            self.failure = failure
            throw failure.storeError
        }
    }
}

// MARK: - The end of a transaction

extension PostgresConnection {
    /// Makes the transaction durable; `notices` are sent to every listener when and only when it is.
    func commit(notices: [String]) -> CommitOutcome {
        guard hasBegun || !notices.isEmpty else { return .committed }
        do throws(PostgresFailure) {
            let notify = "SELECT pg_notify('\(ChangeMessage.channel)', $1)"
            var steps = hasBegun ? [] : mode.opening(limits).map(PostgresSession.Step.plain)
            steps += notices.map { .once(notify, PostgresArguments(text: $0)) }
            let answer = try session.send(steps + [.plain("COMMIT")], within: mode.patience(limits))
            // A transaction that had failed answers its commit with ROLLBACK.
            guard answer.command == "COMMIT" else {
                return .refused(PostgresFailure(kind: .refused, message: "the transaction was rolled back"))
            }
            return .committed
        } catch {
            return error.kind == .refused ? .refused(error) : .unknown(error)
        }
    }

    /// Ends a read transaction, or one that is not to be kept.
    func rollBack() throws(PostgresFailure) {
        // A transaction whose first statement failed may have begun, too: ending none is only a notice.
        guard hasBegun || failure != nil else { return }
        _ = try session.send([.plain("ROLLBACK")], within: mode.patience(limits))
    }
}
