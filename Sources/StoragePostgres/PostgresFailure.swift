import CPostgres
import Kernel

/// What went wrong between this process and the server, before it becomes a `StoreError`.
struct PostgresFailure: Error {
    /// What is left of the connection.
    enum Kind {
        /// The server refused a statement; the connection is fine, its transaction is lost.
        case refused
        /// The connection is gone.
        case broken
        /// The server did not answer in time; the connection cannot be used any more.
        case silent
    }

    /// What is left of the connection.
    var kind: Kind
    /// The SQLSTATE; empty where the failure is not the server's word.
    var code = ""
    /// What happened, in one line without secrets.
    var message: String
    /// The constraint that refused a row.
    var constraint: String?
    /// Whether a prepared statement no longer fits its tables, because a migration changed them.
    var isStalePlan = false
    /// Which of the statements that were sent together failed.
    var step = 0

    /// Whether the same transaction may succeed when it is run again on this connection.
    var isTransient: Bool { code == "40001" || code == "40P01" || isStalePlan }

    /// The failure as use cases see it.
    ///
    /// - SeeAlso: PostgreSQL, Appendix A: error codes.
    var storeError: StoreError {
        let text = code.isEmpty ? message : "\(message) (\(code))"
        guard kind == .refused else { return .unavailable(text) }
        switch (code, code.prefix(2)) {
        case ("23505", _): return .conflict(key: constraint ?? message)
        case (_, "23"), ("40002", _): return .constraint(constraint ?? text)
        case (_, "22"), (_, "54"), ("25006", _): return .constraint(text)
        case (_, "08"), (_, "28"), (_, "40"), (_, "53"), (_, "55"), (_, "57"), (_, "58"), ("3D000", _):
            return code == "08P01" ? .corrupt(text) : .unavailable(text)
        default: return .corrupt(text)
        }
    }
}

extension PostgresFailure {
    /// The failure that an answer of the server reports.
    init(_ answer: PostgresAnswer, step: Int, address: PostgresAddress) {
        let code = answer.errorField("C") ?? ""
        let severity = answer.errorField("V")
        // A message without a code is libpq's own: it lost the connection. 08P01 is answered to a wrong number of
        // arguments, too, and that leaves the connection as it was.
        let isFatal = severity == "FATAL" || severity == "PANIC"
        let isBroken = isFatal || code.isEmpty || (code.hasPrefix("08") && code != "08P01")
        self.init(
            kind: isBroken ? .broken : .refused,
            code: code,
            message: address.scrub(answer.errorField("M") ?? answer.errorMessage),
            constraint: answer.errorField("n"),
            isStalePlan: code == "0A000" && answer.errorField("R") == "RevalidateCachedQuery",
            step: step
        )
    }
}
