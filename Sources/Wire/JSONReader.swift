/// Why bytes are not acceptable JSON.
package enum JSONError: Error, Equatable, Sendable {
    /// Not JSON, or not UTF-8; the offset is in bytes from the start.
    case malformed(offset: Int)
    /// Nested deeper than the limit.
    case tooDeep
}

/// Reads JSON from bytes, strictly: UTF-8 only, bounded depth, nothing after the value.
///
/// - SeeAlso: RFC 8259.
package struct JSONReader {
    /// The depth that requests may nest to.
    package static let defaultDepth = 32

    private let bytes: [UInt8]
    private var offset = 0
    private let maximumDepth: Int

    private init(_ bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    /// Parses one value that fills all the bytes.
    ///
    /// - Throws: `JSONError`.
    package static func parse(_ bytes: [UInt8], maximumDepth: Int = defaultDepth) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes, maximumDepth: maximumDepth)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.offset == bytes.count else { throw .malformed(offset: reader.offset) }
        return value
    }

    /// Parses one value that fills all the text.
    ///
    /// - Throws: `JSONError`.
    package static func parse(_ text: String) throws(JSONError) -> JSONValue { try parse(Array(text.utf8)) }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipSpace()
        guard depth <= maximumDepth else { throw .tooDeep }
        guard offset < bytes.count else { throw .malformed(offset: offset) }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        offset += 1
        var result = JSONObject()
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(result) }
        while true {
            skipSpace()
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { throw .malformed(offset: offset) }
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw .malformed(offset: offset) }
            result[name] = try value(depth: depth + 1)
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(result) }
            guard take(UInt8(ascii: ",")) else { throw .malformed(offset: offset) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        offset += 1
        var result: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(result) }
        while true {
            result.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(result) }
            guard take(UInt8(ascii: ",")) else { throw .malformed(offset: offset) }
        }
    }

    private mutating func string() throws(JSONError) -> String {
        offset += 1
        let start = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                guard let text = String(validating: bytes[start..<offset], as: UTF8.self) else {
                    throw .malformed(offset: start)
                }
                offset += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw .malformed(offset: offset) }
            offset += 1
        }
        throw .malformed(offset: offset)
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = Array(bytes[start..<offset])
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let result = String(validating: text, as: UTF8.self) else { throw .malformed(offset: start) }
                return result
            case UInt8(ascii: "\\"): try appendEscape(to: &text)
            case 0..<0x20: throw .malformed(offset: offset - 1)
            default: text.append(byte)
            }
        }
        throw .malformed(offset: offset)
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONError) {
        guard offset < bytes.count else { throw .malformed(offset: offset) }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = UInt32(try hexadecimal())
            if (0xD800..<0xDC00).contains(code) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw .malformed(offset: offset) }
                let low = UInt32(try hexadecimal())
                guard (0xDC00..<0xE000).contains(low) else { throw .malformed(offset: offset) }
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw .malformed(offset: offset) }
            text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        default: throw .malformed(offset: offset - 1)
        }
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt16 {
        guard offset + 4 <= bytes.count else { throw .malformed(offset: offset) }
        var result: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = bytes[offset].hexadecimalDigit else { throw .malformed(offset: offset) }
            result = result << 4 | UInt16(digit)
            offset += 1
        }
        return result
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        _ = take(UInt8(ascii: "-"))
        guard offset < bytes.count, bytes[offset].isDigit else { throw .malformed(offset: offset) }
        if bytes[offset] == UInt8(ascii: "0") { offset += 1 } else { skipDigits() }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            try requireDigits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try requireDigits()
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isInteger, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw .malformed(offset: start) }
        return .double(value)
    }

    private mutating func requireDigits() throws(JSONError) {
        guard offset < bytes.count, bytes[offset].isDigit else { throw .malformed(offset: offset) }
        skipDigits()
    }

    private mutating func skipDigits() {
        while offset < bytes.count, bytes[offset].isDigit { offset += 1 }
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let length = text.utf8CodeUnitCount
        guard offset + length <= bytes.count else { throw .malformed(offset: offset) }
        let matches = text.withUTF8Buffer { $0.elementsEqual(bytes[offset..<offset + length]) }
        guard matches else { throw .malformed(offset: offset) }
        offset += length
        return value
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }
}
