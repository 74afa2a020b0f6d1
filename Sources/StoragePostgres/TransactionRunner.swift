import Kernel
import Logging
import Storage
import StorageSQL

/// Runs transactions one after the other on a session that it opens when it must.
///
/// It belongs to one thread.
final class TransactionRunner {
    private let source: ConnectionSource
    private let announcer: ChangeAnnouncer
    private var session: PostgresSession?
    private var unfinished: PostgresConnection?

    /// A runner without a session.
    init(_ source: ConnectionSource, announcer: ChangeAnnouncer) {
        self.source = source
        self.announcer = announcer
    }

    /// Runs a closure in a transaction: again after a deadlock or a conflict of serialization, and once more on a new
    /// connection if the old one broke before the commit was sent.
    ///
    /// - Throws: what the closure throws, or `StoreError`.
    func run<Result>(
        _ mode: TransactionMode,
        _ body: (any SQLConnection) throws -> Result
    ) throws -> Result {
        var budget = RetryBudget()
        while true {
            let connection = PostgresConnection(try openSession(), mode, limits: source.limits)
            let result: Result
            do {
                result = try body(connection)
                // The closure may have swallowed it, but the server forgets a transaction in which something failed.
                if let failure = connection.failure { throw failure.storeError }
            } catch {
                abandon(connection)
                guard let failure = connection.failure, budget.allows(failure) else { throw error }
                continue
            }
            if mode == .read {
                // The answer is known; the caller need not wait for the end.
                unfinished = connection
                return result
            }
            if try commit(connection, &budget) { return result }
        }
    }

    /// Ends what the last `run` left open; to be called after its result was handed over.
    func finish() {
        guard let connection = unfinished else { return }
        unfinished = nil
        abandon(connection)
    }

    /// Closes the session.
    func close() {
        finish()
        dropSession()
    }

    /// Commits; false if the transaction is to be run again.
    private func commit(_ connection: PostgresConnection, _ budget: inout RetryBudget) throws -> Bool {
        let announcement = announcer.announcement(of: connection.announcements)
        switch connection.commit(notices: announcement.payloads) {
        case .committed:
            announcer.publish(announcement)
            return true
        case .refused(let failure):
            abandon(connection)
            guard budget.allows(failure) else { throw failure.storeError }
            return false
        case .unknown(let failure):
            dropSession()
            announcer.publishDoubtful(announcement)
            throw StoreError.unavailable("whether the transaction was committed is unknown: \(failure.message)")
        }
    }

    /// Rolls back, or drops the session where that cannot be.
    private func abandon(_ connection: PostgresConnection) {
        if let failure = connection.failure, failure.kind != .refused {
            if failure.kind == .broken {
                source.logger.info("connection lost", metadata: ["reason": "\(failure.message)"])
            }
            return dropSession()
        }
        do throws(PostgresFailure) {
            try connection.rollBack()
            if connection.failure?.isStalePlan == true {
                try session?.forgetStatements(within: source.limits.statementTime)
            }
        } catch {
            dropSession()
        }
    }

    private func openSession() throws(StoreError) -> PostgresSession {
        if let session { return session }
        let opened = try source.open(patience: source.limits.reconnectTime)
        session = opened
        return opened
    }

    private func dropSession() {
        guard session != nil else { return }
        session = nil
        source.noteClosed()
    }
}

/// How often a transaction may still be run again.
private struct RetryBudget {
    private var conflicts = 0
    private var breaks = 0

    /// Whether to run again after this failure; waits a little between transactions that were in each other's way.
    mutating func allows(_ failure: PostgresFailure) -> Bool {
        if failure.kind == .broken {
            breaks += 1
            return breaks <= 1
        }
        guard failure.isTransient, conflicts < 6 else { return false }
        BlockingThread.pause(.microseconds(Int.random(in: 0...(1000 << conflicts))))
        conflicts += 1
        return true
    }
}
