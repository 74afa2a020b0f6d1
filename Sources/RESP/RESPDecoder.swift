import NIOCore

/// Reads answers from bytes that come in pieces.
///
/// What it keeps of an unfinished answer is bounded by its limits, and nothing is set aside for what a server merely
/// announces.
struct RESPDecoder {
    /// What one answer may cost.
    struct Limits: Sendable {
        /// Bytes of a line: a status, an error, a number, a length.
        var line = 8 * 1024
        /// Bytes of all lines and values of an answer.
        var bytes = 16 * 1024 * 1024
        /// Elements that the arrays of an answer announce, together.
        var elements = 64 * 1024
        /// Arrays inside arrays.
        var depth = 8
    }

    /// An array whose elements have not all come.
    private struct OpenArray {
        let count: Int
        var values: [RESPValue] = []
    }

    /// What a step found.
    private enum Part {
        case value(RESPValue)
        case arrayOpened
        case incomplete
    }

    private let limits: Limits
    private var arrays: [OpenArray] = []
    /// The length of the value that comes next, once its header has been read.
    private var valueLength: Int?
    private var bytes = 0
    private var elements = 0

    init(_ limits: Limits = Limits()) { self.limits = limits }

    /// The next whole answer; nil if more bytes must come first.
    ///
    /// - Throws: `RESPViolation`; after that the bytes make no sense any more.
    mutating func next(from buffer: inout ByteBuffer) throws(RESPViolation) -> RESPValue? {
        while true {
            switch try part(&buffer) {
            case .incomplete: return nil
            case .arrayOpened: continue
            case .value(let value):
                guard let answer = place(value) else { continue }
                bytes = 0
                elements = 0
                return answer
            }
        }
    }

    /// Puts a value into the array it belongs to; the answer, if that completes it.
    private mutating func place(_ value: RESPValue) -> RESPValue? {
        var value = value
        while var array = arrays.popLast() {
            array.values.append(value)
            guard array.values.count == array.count else {
                arrays.append(array)
                return nil
            }
            value = .array(array.values)
        }
        return value
    }

    private mutating func part(_ buffer: inout ByteBuffer) throws(RESPViolation) -> Part {
        if let valueLength { return try value(of: valueLength, &buffer) }
        guard let line = try line(&buffer) else { return .incomplete }
        let rest = line.dropFirst()
        switch line.first {
        case UInt8(ascii: "+"): return .value(.status(String(decoding: rest, as: UTF8.self)))
        case UInt8(ascii: "-"): return .value(.error(RESPError(String(decoding: rest, as: UTF8.self))))
        case UInt8(ascii: ":"): return .value(.integer(try number(rest)))
        case UInt8(ascii: "$"):
            guard let length = try length(rest) else { return .value(.null) }
            try spend(bytes: length)
            valueLength = length
            return try value(of: length, &buffer)
        case UInt8(ascii: "*"):
            guard let count = try length(rest) else { return .value(.null) }
            return try openArray(of: count)
        default: throw RESPViolation("an answer of an unknown kind")
        }
    }

    private mutating func openArray(of count: Int) throws(RESPViolation) -> Part {
        guard count <= limits.elements - elements else { throw RESPViolation("an answer of too many elements") }
        guard count > 0 else { return .value(.array([])) }
        guard arrays.count < limits.depth else { throw RESPViolation("an answer nested too deeply") }
        elements += count
        arrays.append(OpenArray(count: count))
        return .arrayOpened
    }

    private mutating func value(of length: Int, _ buffer: inout ByteBuffer) throws(RESPViolation) -> Part {
        guard buffer.readableBytes >= length + 2 else { return .incomplete }
        guard let value = buffer.readBytes(length: length), buffer.readInteger(as: UInt16.self) == Self.lineEnd else {
            throw RESPViolation("a value that is longer than announced")
        }
        valueLength = nil
        return .value(.bytes(value))
    }
}

extension RESPDecoder {
    /// CR and LF.
    private static let lineEnd: UInt16 = 0x0D0A

    /// The next line without its end; nil if it has not come whole.
    private mutating func line(_ buffer: inout ByteBuffer) throws(RESPViolation) -> ArraySlice<UInt8>? {
        let longest = limits.line + 2
        guard let length = buffer.withUnsafeReadableBytes({ $0.prefix(longest).firstIndex(of: 10) }) else {
            if buffer.readableBytes >= longest { throw RESPViolation("a line that is too long") }
            return nil
        }
        guard length > 0, let line = buffer.readBytes(length: length + 1), line[length - 1] == 13 else {
            throw RESPViolation("a line that does not end as lines do")
        }
        try spend(bytes: length)
        return line.dropLast(2)
    }

    private mutating func spend(bytes count: Int) throws(RESPViolation) {
        guard count <= limits.bytes - bytes else { throw RESPViolation("an answer that is too long") }
        bytes += count
    }

    /// A length that is not negative; nil for -1, which stands for no value.
    private func length(_ digits: ArraySlice<UInt8>) throws(RESPViolation) -> Int? {
        let number = try number(digits)
        if number == -1 { return nil }
        guard number >= 0, let length = Int(exactly: number) else { throw RESPViolation("a length below zero") }
        return length
    }

    private func number(_ digits: ArraySlice<UInt8>) throws(RESPViolation) -> Int64 {
        let isNegative = digits.first == UInt8(ascii: "-")
        let digits = isNegative || digits.first == UInt8(ascii: "+") ? digits.dropFirst() : digits
        guard !digits.isEmpty, digits.count <= 19 else { throw RESPViolation("a number that is none") }
        var magnitude: UInt64 = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { throw RESPViolation("a number that is none") }
            magnitude = magnitude * 10 + UInt64(digit - 0x30)
        }
        if isNegative, magnitude == Int64.min.magnitude { return Int64.min }
        guard let number = Int64(exactly: magnitude) else { throw RESPViolation("a number out of range") }
        return isNegative ? -number : number
    }
}

/// Bytes that are not what a Redis server sends.
struct RESPViolation: Error, Equatable, CustomStringConvertible {
    /// What is wrong with them.
    let description: String

    init(_ description: String) { self.description = description }
}
