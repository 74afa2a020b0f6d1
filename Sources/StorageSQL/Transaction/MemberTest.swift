import Directory

/// What a filter asks of one member of a user.
enum MemberTest {
    case equals(String)
    case hasPrefix(String)
    case matches(String)
    case exists
    case range(from: String?, through: String?, isFromIncluded: Bool, isThroughIncluded: Bool)
}

extension MemberTest {
    /// The same test of other texts.
    func mapped(_ change: (String) -> String) -> MemberTest {
        switch self {
        case .equals(let value): .equals(change(value))
        case .hasPrefix(let value): .hasPrefix(change(value))
        case .matches(let pattern): .matches(change(pattern))
        case .exists: .exists
        case .range(let from, let through, let isFromIncluded, let isThroughIncluded):
            .range(
                from: from.map(change),
                through: through.map(change),
                isFromIncluded: isFromIncluded,
                isThroughIncluded: isThroughIncluded
            )
        }
    }

    /// The test of a text, compared by its bytes.
    func ofText(_ expression: String, _ dialect: Dialect) -> SQLFragment {
        switch self {
        case .hasPrefix(let prefix):
            // A range instead of a pattern, so that an index helps.
            guard let end = LogCondition.successor(of: prefix) else {
                return SQLFragment(sql: "\(expression) >= ?", arguments: [.text(prefix)])
            }
            return SQLFragment(
                sql: "\(expression) >= ? AND \(expression) < ?",
                arguments: [.text(prefix), .text(end)]
            )
        case .matches(let pattern): return dialect.matches(expression, wildcards: pattern)
        default: return ofOrdered(expression) { SQLFragment(sql: "?", arguments: [.text($0)]) }
        }
    }

    /// The test of something that has an order but no beginning or middle; the operand is nil for a text that names
    /// nothing of the kind.
    func ofOrdered(_ expression: String, operand: (String) -> SQLFragment?) -> SQLFragment {
        switch self {
        case .hasPrefix, .matches: return .never
        case .exists: return SQLFragment(sql: "\(expression) IS NOT NULL")
        case .equals(let value): return Self.comparison(expression, "=", operand(value)) ?? .never
        case .range(let from, let through, let isFromIncluded, let isThroughIncluded):
            var parts: [SQLFragment] = []
            for (bound, sign) in [(from, isFromIncluded ? ">=" : ">"), (through, isThroughIncluded ? "<=" : "<")] {
                guard let bound else { continue }
                guard let part = Self.comparison(expression, sign, operand(bound)) else { return .never }
                parts.append(part)
            }
            return parts.isEmpty ? MemberTest.exists.ofOrdered(expression, operand: operand) : .joined(parts, by: "AND")
        }
    }

    private static func comparison(_ expression: String, _ sign: String, _ operand: SQLFragment?) -> SQLFragment? {
        operand.map { SQLFragment(sql: "\(expression) \(sign) \($0.sql)", arguments: $0.arguments) }
    }
}

extension Dialect {
    /// Whether a text, with attention to case, fits a pattern in which `*` stands for any text.
    func matches(_ expression: String, wildcards pattern: String) -> SQLFragment {
        switch engine {
        case .sqlite: SQLFragment(sql: "\(expression) GLOB ?", arguments: [.text(Wildcards.glob(pattern))])
        case .postgres:
            SQLFragment(sql: "\(expression) LIKE ? ESCAPE '!'", arguments: [.text(Wildcards.like(pattern))])
        }
    }
}

/// Patterns in which `*` stands for any text and all else for itself, in the languages of the engines.
private enum Wildcards {
    static func glob(_ pattern: String) -> String {
        var glob = ""
        for scalar in pattern.unicodeScalars {
            if scalar == "?" || scalar == "[" { glob += "[\(scalar)]" } else { glob.unicodeScalars.append(scalar) }
        }
        return glob
    }

    static func like(_ pattern: String) -> String {
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        return pieces.map { LikePattern.escaped(String($0)) }.joined(separator: "%")
    }
}

/// Patterns of `LIKE`, with `!` before what stands for itself.
enum LikePattern {
    /// A text that stands for itself.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "!" { escaped.append("!") }
            escaped.append(scalar)
        }
        return String(escaped)
    }
}
