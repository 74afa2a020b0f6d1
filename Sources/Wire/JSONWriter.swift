/// Writes JSON into a byte buffer, member by member.
///
/// The token path writes its claims with this: no intermediate tree, no encoder.
package struct JSONWriter {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// A writer with room for about so many bytes.
    package init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// The bytes of one value.
    package static func encode(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(value)
        return writer.bytes
    }

    /// The bytes of one object.
    package static func encode(_ object: JSONObject) -> [UInt8] { encode(.object(object)) }

    /// The text of one value.
    package static func text(_ value: JSONValue) -> String { String(decoding: encode(value), as: UTF8.self) }

    /// Opens an object, as an element or after `name(_:)`.
    package mutating func beginObject() { open(UInt8(ascii: "{")) }

    /// Closes the innermost object.
    package mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Opens an array, as an element or after `name(_:)`.
    package mutating func beginArray() { open(UInt8(ascii: "[")) }

    /// Closes the innermost array.
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes a member's name; its value must follow.
    package mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member's name that is not known when compiling; its value must follow.
    package mutating func name(_ name: String) {
        write(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member with a string.
    package mutating func member(_ name: StaticString, _ value: String) {
        self.name(name)
        write(value)
    }

    /// Writes a member with an integer.
    package mutating func member(_ name: StaticString, _ value: Int64) {
        self.name(name)
        write(value)
    }

    /// Writes a member with any value.
    package mutating func member(_ name: StaticString, _ value: JSONValue) {
        self.name(name)
        write(value)
    }

    /// Writes a member with an array of strings.
    package mutating func member(_ name: StaticString, _ values: [String]) {
        self.name(name)
        beginArray()
        for value in values { write(value) }
        endArray()
    }

    /// Writes a string as an element or a member's value.
    package mutating func write(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { text in
            // Most texts have nothing to escape and are copied whole.
            var start = 0
            for (index, byte) in text.enumerated()
            where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
                escape(byte)
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes an integer as an element or a member's value.
    package mutating func write(_ value: Int64) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
        needsComma = true
    }

    /// Writes any value as an element or a member's value.
    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let value): raw(value ? "true" : "false")
        case .integer(let value): write(value)
        case .double(let value): raw(Self.text(of: value))
        case .string(let value): write(value)
        case .array(let values):
            beginArray()
            for value in values { write(value) }
            endArray()
        case .object(let members):
            beginObject()
            for (name, value) in members {
                self.name(name)
                write(value)
            }
            endObject()
        }
    }

    private static func text(of value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        return value.isFinite ? String(value) : "null"
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(contentsOf: Hexadecimal.encode([byte]).utf8)
        }
    }
}
