import Kernel
import Wire

/// What values mean to a template.
enum LiquidValue {
    /// A value as it is put out: nothing for `nil`, the elements of an array one after the other, an object as JSON.
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .double(let value): String(value)
        case .string(let value): value
        case .array(let values): values.map(text).joined()
        case .object: JSONWriter.text(value)
        }
    }

    /// Whether a value counts as true: all but `nil` and `false` do.
    static func isTruthy(_ value: JSONValue) -> Bool { value != .null && value != .bool(false) }

    /// Whether a value is without contents.
    static func isEmpty(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    /// Whether a value is without contents that a reader would see.
    static func isBlank(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool(false): true
        case .string(let text): text.utf8.allSatisfy(LiquidLexer.isSpace)
        default: isEmpty(value)
        }
    }

    /// Whether two values are the same: numbers by what they amount to, anything else only with its like.
    static func isEqual(_ one: JSONValue, _ other: JSONValue) -> Bool {
        if case .integer(let one) = one, case .integer(let other) = other { return one == other }
        if let one = one.number, let other = other.number { return one == other }
        return one == other
    }

    /// Whether one value comes before another; nil if they cannot be put in order.
    static func isLess(_ one: JSONValue, _ other: JSONValue) -> Bool? {
        switch (one, other) {
        case (.integer(let one), .integer(let other)): return one < other
        case (.string(let one), .string(let other)): return one.utf8.lexicographicallyPrecedes(other.utf8)
        default:
            guard let one = one.number, let other = other.number else { return nil }
            return one < other
        }
    }

    /// Whether a text has a part, an array an element, or an object a member.
    static func contains(_ whole: JSONValue, _ part: JSONValue) -> Bool {
        guard part != .null else { return false }
        switch whole {
        case .string(let whole): return ByteSearch(text(part)).first(in: Array(whole.utf8)[...]) != nil
        case .array(let elements): return elements.contains { isEqual($0, part) }
        case .object(let members): return members.contains(text(part))
        default: return false
        }
    }

    /// A value as a whole number; texts are read, fractions cut off, and what is no number is nil.
    static func integer(_ value: JSONValue) -> Int64? {
        switch number(value) {
        case .integer(let number): number
        case .double(let number): Int64(exactly: number.rounded(.towardZero))
        default: nil
        }
    }

    /// A value as a number: texts are read; what is no number is `null`.
    static func number(_ value: JSONValue) -> JSONValue {
        switch value {
        case .integer, .double: return value
        case .string(let text):
            let trimmed = text.trimmedOfSpaces
            if let integer = Int64(trimmed) { return .integer(integer) }
            guard let double = Double(trimmed), double.isFinite else { return .null }
            return .double(double)
        default: return .null
        }
    }

    /// The elements to go through: an array's, the pairs of an object, a text as one.
    static func elements(_ value: JSONValue) -> [JSONValue] {
        switch value {
        case .array(let elements): elements
        case .object(let members): members.map { .array([.string($0.name), $0.value]) }
        case .string(let text): text.isEmpty ? [] : [value]
        default: []
        }
    }

    /// How many steps it costs to go through a value: one for each part, and more for long texts.
    static func weight(_ value: JSONValue) -> Int {
        switch value {
        case .string(let text): text.utf8.count / 256
        case .array(let elements): elements.reduce(elements.count) { $0 + weight($1) }
        case .object(let members): members.reduce(members.count) { $0 + weight($1.value) }
        default: 0
        }
    }
}
