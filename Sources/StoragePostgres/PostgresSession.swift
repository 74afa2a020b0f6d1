import CPostgres
import Kernel
import StorageSQL

/// A connection to the server: sends statements and waits for their answers.
///
/// It belongs to the thread that opened it. After a failure that is not `.refused` it must be thrown away.
final class PostgresSession {
    /// One of several statements that travel together.
    enum Step {
        /// A statement without arguments.
        case plain(String)
        /// Gives a statement a name.
        case prepare(name: String, sql: String)
        /// Runs a named statement.
        case execute(name: String, PostgresArguments)
        /// Runs a statement that is not worth a name.
        case once(String, PostgresArguments)
    }

    let handle: OpaquePointer
    let address: PostgresAddress
    private var statements: PreparedStatements

    /// Connects, and sets what every session needs.
    init(_ address: PostgresAddress, limits: PostgresLimits) throws(PostgresFailure) {
        // Of parameters that stand twice the later one counts: what stands before the URL is a default.
        let parameters = [
            ("connect_timeout", String(max(limits.connectTime.components.seconds, 2))),
            ("fallback_application_name", "latchkey"),
            // A server that vanished is noticed within half a minute.
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "20000"),
            ("dbname", address.url.exposed),
            ("client_encoding", "UTF8"),
        ]
        let handle = Self.withParameters(parameters) { PQconnectdbParams($0, $1, 1) }
        guard let handle else { throw PostgresFailure(kind: .broken, message: "out of memory") }
        self.handle = handle
        self.address = address
        statements = PreparedStatements(limit: limits.preparedStatements)
        guard PQstatus(handle) == CONNECTION_OK else { throw lost() }
        // Notices would go to standard error.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        try checkServer()
        try script(Self.settings(limits, version: PQserverVersion(handle)), within: limits.connectTime)
    }

    deinit { PQfinish(handle) }

    /// What libpq says of the connection, as a failure.
    func lost() -> PostgresFailure {
        let message = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return PostgresFailure(kind: .broken, message: address.scrub(message.isEmpty ? "connection lost" : message))
    }

    private func checkServer() throws(PostgresFailure) {
        guard PQserverVersion(handle) >= 130_000 else {
            throw PostgresFailure(kind: .broken, message: "the server is older than PostgreSQL 13")
        }
        let encoding = PQparameterStatus(handle, "server_encoding").map { String(cString: $0) }
        guard encoding == "UTF8" else {
            throw PostgresFailure(kind: .broken, message: "the encoding of the database is not UTF8")
        }
    }

    /// Whatever the role, the database or the URL say: a commit that returned is on disk, and nothing waits forever.
    private static func settings(_ limits: PostgresLimits, version: Int32) -> String {
        let idle = version >= 140_000 ? "SET idle_session_timeout = 0;" : ""
        return """
            SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')
                WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false);
            SET statement_timeout = \(limits.statementTime.milliseconds);
            SET lock_timeout = \(limits.lockTime.milliseconds);
            SET idle_in_transaction_session_timeout = \(limits.idleInTransactionTime.milliseconds);
            SET default_transaction_read_only = off;
            SET standard_conforming_strings = on;
            SET bytea_output = 'hex';
            \(idle)
            """
    }

    private static func withParameters<Result>(
        _ parameters: [(name: String, value: String)],
        _ body: ([UnsafePointer<CChar>?], [UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        // Both lists end with a null, and every text in the buffer with a NUL.
        var buffer: [UInt8] = []
        var names: [Int] = []
        var values: [Int] = []
        for (name, value) in parameters {
            names.append(buffer.count)
            buffer += Array(name.utf8) + [0]
            values.append(buffer.count)
            buffer += Array(value.utf8) + [0]
        }
        return buffer.withUnsafeBytes { bytes in
            let pointer = { (offset: Int) -> UnsafePointer<CChar>? in
                bytes.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
            }
            return body(names.map(pointer) + [nil], values.map(pointer) + [nil])
        }
    }
}

// MARK: - Statements

extension PostgresSession {
    /// Runs a statement, prepared at its first use; `opening` travels before it without a round trip of its own.
    func perform(
        _ sql: String,
        _ arguments: PostgresArguments,
        opening: [String],
        within limit: Duration
    ) throws(PostgresFailure) -> PostgresAnswer {
        var steps = opening.map(Step.plain)
        if let name = statements.name(of: sql) {
            return try send(steps + [.execute(name: name, arguments)], within: limit)
        }
        let (name, evicted) = statements.admit(sql)
        if let evicted { steps.append(.plain("DEALLOCATE \(evicted)")) }
        steps.append(.prepare(name: name, sql: Placeholders.numbered(sql)))
        let prepared = steps.count
        steps.append(.execute(name: name, arguments))
        do throws(PostgresFailure) {
            return try send(steps, within: limit)
        } catch {
            if error.step < prepared { statements.forget(sql) }
            throw error
        }
    }

    /// Runs a statement without keeping it.
    func performOnce(
        _ sql: String,
        _ arguments: PostgresArguments,
        opening: [String],
        within limit: Duration
    ) throws(PostgresFailure) -> PostgresAnswer {
        try send(opening.map(Step.plain) + [.once(Placeholders.numbered(sql), arguments)], within: limit)
    }

    /// Drops every prepared statement, outside a transaction that failed.
    func forgetStatements(within limit: Duration) throws(PostgresFailure) {
        statements.forgetAll()
        _ = try send([.plain("DEALLOCATE ALL")], within: limit)
    }

    /// Sends statements together and waits for all answers; the last one is the result.
    ///
    /// After the first that fails the server skips the others.
    func send(_ steps: [Step], within limit: Duration) throws(PostgresFailure) -> PostgresAnswer {
        let deadline = ContinuousClock.now + limit
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        for step in steps where !dispatch(step) { throw lost() }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        var answered = 0
        var last: PostgresAnswer?
        var failure: PostgresFailure?
        while true {
            guard let answer = try nextAnswer(until: deadline) else {
                // Nil ends the answers to one step; a lost connection answers nil for ever.
                answered += 1
                guard PQstatus(handle) == CONNECTION_OK, answered <= steps.count else { throw failure ?? lost() }
                continue
            }
            switch answer.status {
            case PGRES_PIPELINE_SYNC:
                guard PQexitPipelineMode(handle) == 1 else { throw lost() }
                if let failure { throw failure }
                guard let last else { throw lost() }
                return last
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: last = answer
            case PGRES_PIPELINE_ABORTED: break
            default: failure = failure ?? PostgresFailure(answer, step: answered, address: address)
            }
        }
    }

    /// Runs statements without arguments, separated by semicolons.
    func script(_ sql: String, within limit: Duration) throws(PostgresFailure) {
        let deadline = ContinuousClock.now + limit
        guard PQsendQuery(handle, sql) == 1 else { throw lost() }
        var failure: PostgresFailure?
        while let answer = try nextAnswer(until: deadline) {
            switch answer.status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                throw PostgresFailure(kind: .silent, message: "COPY is not supported")
            default: failure = failure ?? PostgresFailure(answer, step: 0, address: address)
            }
        }
        if let failure { throw failure }
        guard PQstatus(handle) == CONNECTION_OK else { throw lost() }
    }

    private func dispatch(_ step: Step) -> Bool {
        switch step {
        case .plain(let sql):
            return PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 0) == 1
        case .prepare(let name, let sql):
            return PQsendPrepare(handle, name, sql, 0, nil) == 1
        case .execute(let name, let arguments):
            return arguments.withPointers { count, values, lengths, formats in
                PQsendQueryPrepared(handle, name, count, values, lengths, formats, 0) == 1
            }
        case .once(let sql, let arguments):
            return arguments.withPointers { count, values, lengths, formats in
                PQsendQueryParams(handle, sql, count, nil, values, lengths, formats, 0) == 1
            }
        }
    }

    private func nextAnswer(until deadline: ContinuousClock.Instant) throws(PostgresFailure) -> PostgresAnswer? {
        while PQisBusy(handle) == 1 {
            guard waitForInput(on: [PQsocket(handle)], until: deadline) else {
                throw PostgresFailure(kind: .silent, message: "the server did not answer in time")
            }
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
        return PQgetResult(handle).map(PostgresAnswer.init)
    }
}
