/// What a Redis server answers.
///
/// - SeeAlso: Redis serialization protocol specification, version 2.
package enum RESPValue: Sendable, Hashable {
    /// A short text such as `OK`.
    case status(String)
    /// A refusal.
    case error(RESPError)
    /// A whole number.
    case integer(Int64)
    /// A value, as it was put in.
    case bytes([UInt8])
    /// Answers inside an answer.
    case array([RESPValue])
    /// There is no value.
    case null
}

extension RESPValue: CustomStringConvertible {
    /// The kind and the size: a value may be somebody's token.
    package var description: String {
        switch self {
        case .status(let text): "status \(text)"
        case .error(let error): "error \(error.code)"
        case .integer(let number): "integer \(number)"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .array(let values): "array of \(values.count)"
        case .null: "null"
        }
    }
}

/// A refusal in the words of the server.
package struct RESPError: Sendable, Hashable, CustomStringConvertible {
    /// The whole line.
    ///
    /// It may repeat arguments of the command: it is for decisions, not for logs.
    package let message: String

    /// A refusal with its whole line.
    package init(_ message: String) { self.message = message }

    /// The first word, such as `WRONGPASS`, by which refusals are told apart.
    package var code: String { String(message.prefix { $0 != " " }.prefix(32)) }

    /// Whether the server does not have the command at all.
    package var isUnknownCommand: Bool { message.hasPrefix("ERR unknown command") }

    package var description: String { code }
}
