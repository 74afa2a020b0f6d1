/// Why a command was not carried out, or not known to be.
package struct RedisFailure: Error, CustomStringConvertible {
    /// The kinds of failure.
    package enum Kind: Sendable, Hashable {
        /// There is no connection: nothing was sent.
        case unreachable
        /// Too many commands wait already: nothing was sent.
        case busy
        /// The client is closed: nothing was sent.
        case closed
        /// The options make no sense.
        case misconfigured
        /// The server refused.
        case refused(RESPError)
        /// The connection ended before the answer: the command may have run.
        case lost
        /// No answer came in time: the command may have run.
        case timedOut
        /// The answer makes no sense.
        case violation
    }

    /// What kind of failure.
    package let kind: Kind
    /// What happened, without keys, values and passwords.
    package let description: String

    /// A failure of a kind, in words.
    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// A refusal by the server.
    package init(_ error: RESPError) { self.init(.refused(error), "Redis refuses: \(error.code)") }

    /// An answer that does not fit the command.
    package static func unexpected(_ answer: RESPValue, to command: String) -> RedisFailure {
        RedisFailure(.violation, "Redis answers \(command) with \(answer)")
    }

    /// The refusal, if it is one.
    package var refusal: RESPError? {
        if case .refused(let error) = kind { error } else { nil }
    }

    /// Whether the command may be sent again even if doing it twice would do harm.
    var hasNoEffect: Bool { kind == .unreachable }

    /// Whether a command that only reads may be sent again.
    var mayBeRepeated: Bool { kind == .unreachable || kind == .lost }
}
