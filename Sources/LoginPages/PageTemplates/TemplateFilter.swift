import Kernel
import Wire

/// What can be done to a value of a template on its way out.
enum TemplateFilter: String, Sendable, CaseIterable {
    case append, capitalize, `default`, downcase, escape, first, join, last, prepend, remove, replace, size, split
    case strip, truncate, upcase
    case escapeOnce = "escape_once"
    case urlEncode = "url_encode"

    /// The longest text that a filter makes, in bytes; one that would be longer stays as it was.
    private static let limit = 1 << 16

    /// The value after the filter.
    func apply(_ value: JSONValue, _ arguments: [JSONValue]) -> JSONValue {
        let text = TemplateValue.text(value)
        let argument = arguments.first ?? .null
        switch self {
        case .default: return TemplateValue.isTruthy(value) && !text.isEmpty ? value : argument
        case .size: return .integer(Int64(value.array?.count ?? text.count))
        case .first: return value.array?.first ?? .null
        case .last: return value.array?.last ?? .null
        case .join:
            let separator = arguments.first.map(TemplateValue.text) ?? " "
            guard (value.array?.count ?? 1) * separator.utf8.count + text.utf8.count <= Self.limit else { return value }
            return .string((value.array ?? [value]).map(TemplateValue.text).joined(separator: separator))
        case .split:
            let separator = TemplateValue.text(argument)
            guard !separator.isEmpty else { return .array(text.map { .string(String($0)) }) }
            return .array(text.split(separator: separator).map { .string(String($0)) })
        // Everything is escaped on its way out, once.
        case .escape, .escapeOnce: return .string(text)
        default: return .string(applyToText(text, arguments.map(TemplateValue.text)))
        }
    }

    private func applyToText(_ text: String, _ arguments: [String]) -> String {
        let argument = arguments.first ?? ""
        guard growth(text, arguments) <= Self.limit else { return text }
        switch self {
        case .append: return text + argument
        case .prepend: return argument + text
        case .capitalize: return text.prefix(1).uppercased() + text.dropFirst().lowercased()
        case .downcase: return text.lowercased()
        case .upcase: return text.uppercased()
        case .strip: return text.trimmedOfSpaces
        case .remove: return argument.isEmpty ? text : text.replacing(argument, with: "")
        case .replace:
            return argument.isEmpty ? text : text.replacing(argument, with: arguments.count > 1 ? arguments[1] : "")
        case .truncate:
            let length = Int(argument) ?? 50
            return text.count <= length ? text : text.prefix(max(length - 3, 0)) + "..."
        case .urlEncode: return Form.encode(text)
        default: return text
        }
    }
}

extension TemplateFilter {
    /// How long a text may become, in bytes.
    private func growth(_ text: String, _ arguments: [String]) -> Int {
        let lengths = arguments.map(\.utf8.count)
        return switch self {
        case .append, .prepend: text.utf8.count + (lengths.first ?? 0)
        case .replace: text.utf8.count * max(lengths.dropFirst().first ?? 0, 1)
        case .urlEncode: text.utf8.count * 3
        default: text.utf8.count
        }
    }
}

/// What values of a template mean.
enum TemplateValue {
    /// A value as text: nothing for null, and for what has parts the texts of its elements.
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null, .object: ""
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .double(let value): String(value)
        case .string(let value): value
        case .array(let values): values.map(text).joined()
        }
    }

    /// Whether a value counts as true: all but null and false do.
    static func isTruthy(_ value: JSONValue) -> Bool { value != .null && value != .bool(false) }

    /// Whether a comparison holds; texts and numbers are compared with their like alone.
    static func compare(_ left: JSONValue, _ symbol: String, _ right: JSONValue) -> Bool {
        switch symbol {
        case "==": return isEqual(left, right)
        case "!=": return !isEqual(left, right)
        case "contains":
            if let elements = left.array { return elements.contains(right) }
            let part = text(right)
            return left.string.map { !part.isEmpty && $0.contains(part) } ?? false
        default: break
        }
        guard let left = left.number, let right = right.number else { return false }
        switch symbol {
        case "<": return left < right
        case ">": return left > right
        case "<=": return left <= right
        case ">=": return left >= right
        default: return false
        }
    }

    private static func isEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if let left = left.number, let right = right.number { return left == right }
        return left == right
    }
}
