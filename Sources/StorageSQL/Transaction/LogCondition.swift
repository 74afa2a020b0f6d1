import Applications
import Kernel

/// A log filter as SQL.
///
/// Every part is true or false and never null, so that `NOT` means the opposite.
struct LogCondition {
    private(set) var sql = ""
    private(set) var arguments: [SQLValue] = []
    private let dialect: Dialect

    /// The condition of a filter, for an engine.
    init(_ filter: LogFilter, _ dialect: Dialect) {
        self.dialect = dialect
        append(filter)
    }

    /// A text as a searchable column holds it: U+0000, which PostgreSQL has no room for, becomes U+FFFD.
    static func searchable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }

    private mutating func append(_ filter: LogFilter) {
        switch filter {
        case .equals(let member, let value):
            comparison(member) { "\($0) = ?" }
            if isSearchable(member) { arguments.append(.text(Self.searchable(value))) }
        case .hasPrefix(let member, let value): prefix(member, Self.searchable(value))
        case .exists(let member): sql += isSearchable(member) ? "\(member) IS NOT NULL" : "1 = 0"
        case .date(let from, let through): date(from, through)
        case .contains(let text): contains(Self.searchable(text))
        case .and(let one, let other): combine(one, "AND", other)
        case .or(let one, let other): combine(one, "OR", other)
        case .not(let filter):
            sql += "NOT ("
            append(filter)
            sql += ")"
        }
    }

    /// Only names from the list reach the SQL; a member that is not on it is never there.
    private func isSearchable(_ member: String) -> Bool { LogRecord.searchable.contains(member) }

    private mutating func comparison(_ member: String, _ condition: (String) -> String) {
        sql += isSearchable(member) ? "(\(member) IS NOT NULL AND \(condition(member)))" : "1 = 0"
    }

    /// A range instead of `LIKE`, which is deaf to case in one engine and not in the other.
    private mutating func prefix(_ member: String, _ prefix: String) {
        let end = Self.successor(of: prefix)
        comparison(member) { end == nil ? "\($0) >= ?" : "\($0) >= ? AND \($0) < ?" }
        guard isSearchable(member) else { return }
        arguments.append(.text(prefix))
        if let end { arguments.append(.text(end)) }
    }

    private mutating func date(_ from: Instant?, _ through: Instant?) {
        var parts: [String] = []
        if let from {
            parts.append("date >= ?")
            arguments.append(.instant(from))
        }
        if let through {
            parts.append("date <= ?")
            arguments.append(.instant(through))
        }
        sql += parts.isEmpty ? "1 = 1" : parts.joined(separator: " AND ")
    }

    private mutating func contains(_ text: String) {
        let pattern = SQLValue.text("%\(LikePattern.escaped(text))%")
        sql += LogRecord.searchable.map { "COALESCE(\($0), '') \(dialect.like) ? ESCAPE '!'" }
            .joined(separator: " OR ")
        arguments += LogRecord.searchable.map { _ in pattern }
    }

    private mutating func combine(_ one: LogFilter, _ word: String, _ other: LogFilter) {
        sql += "("
        append(one)
        sql += ") \(word) ("
        append(other)
        sql += ")"
    }

    /// The least text that is greater than every text with a prefix; nil if there is none.
    ///
    /// Texts compare by bytes, and UTF-8 keeps the order of code points.
    static func successor(of prefix: String) -> String? {
        var scalars = Array(prefix.unicodeScalars)
        while let last = scalars.popLast() {
            let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
            guard let scalar = Unicode.Scalar(next) else { continue }
            scalars.append(scalar)
            return String(String.UnicodeScalarView(scalars))
        }
        return nil
    }
}
