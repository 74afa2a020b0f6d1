package import NIOCore

/// A command with its arguments.
package struct RedisCommand: Sendable {
    /// An argument: Redis knows only bytes.
    package enum Argument: Sendable {
        case text(String)
        case bytes([UInt8])
        case integer(Int64)
    }

    private let arguments: [Argument]

    /// A command whose name is the first argument.
    package init(_ arguments: Argument...) { self.arguments = arguments }

    /// A command whose name is the first argument.
    package init(_ arguments: [Argument]) { self.arguments = arguments }

    /// The bytes to send: an array of values.
    package var encoded: ByteBuffer {
        var buffer = ByteBuffer()
        var capacity = 16
        for argument in arguments { capacity += argument.capacity }
        buffer.reserveCapacity(capacity)
        buffer.writeHeader("*", arguments.count)
        for argument in arguments {
            switch argument {
            case .text(let text):
                buffer.writeHeader("$", text.utf8.count)
                buffer.writeString(text)
            case .bytes(let bytes):
                buffer.writeHeader("$", bytes.count)
                buffer.writeBytes(bytes)
            case .integer(let number):
                let digits = String(number)
                buffer.writeHeader("$", digits.utf8.count)
                buffer.writeString(digits)
            }
            buffer.writeStaticString("\r\n")
        }
        return buffer
    }
}

extension RedisCommand: CustomStringConvertible {
    /// The name alone: arguments are keys, tokens and passwords.
    package var description: String {
        guard case .text(let name)? = arguments.first else { return "‹redacted›" }
        return name
    }
}

extension RedisCommand.Argument: ExpressibleByStringLiteral, CustomStringConvertible {
    package init(stringLiteral value: String) { self = .text(value) }

    package var description: String { "‹redacted›" }

    /// Bytes it may need, its header included.
    fileprivate var capacity: Int {
        switch self {
        case .text(let text): text.utf8.count + 16
        case .bytes(let bytes): bytes.count + 16
        case .integer: 36
        }
    }
}

extension ByteBuffer {
    fileprivate mutating func writeHeader(_ kind: StaticString, _ count: Int) {
        writeStaticString(kind)
        writeString(String(count))
        writeStaticString("\r\n")
    }
}
