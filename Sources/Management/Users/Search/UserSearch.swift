package import Directory
package import Kernel
import Wire

/// Reads the query language of users into a filter that storage runs.
///
/// - SeeAlso: Auth0: "User Search Query Syntax".
package enum UserSearch {
    /// The longest query that is read, in bytes.
    static let lengthLimit = 4000
    /// The shortest text after an asterisk that begins a value.
    private static let suffixMinimum = 3

    /// The filter of a `q`; nil if it is empty or asks for everybody.
    ///
    /// - Throws: `APIProblem` that says what could not be understood, and where.
    package static func filter(_ text: String) throws(APIProblem) -> UserFilter? {
        guard text.utf8.count <= lengthLimit else {
            throw SearchRefusal.problem("it is longer than \(lengthLimit) bytes")
        }
        let isBlank = text.utf8.allSatisfy { $0 == UInt8(ascii: " ") }
        if isBlank || text == "*" || text == "*:*" { return nil }
        return try filter(try SearchParser.expression(of: text))
    }

    private static func filter(_ expression: SearchExpression) throws(APIProblem) -> UserFilter {
        switch expression {
        case .and(let one, let other): return .and(try filter(one), try filter(other))
        case .or(let one, let other): return .or(try filter(one), try filter(other))
        case .not(let inner): return .not(try filter(inner))
        case .term(nil, let value, let offset): return try everywhere(value, at: offset)
        case .term(let member?, let value, let offset): return try filter(value, member, at: offset)
        }
    }

    /// A term without a member.
    private static func everywhere(_ value: SearchValue, at offset: Int) throws(APIProblem) -> UserFilter {
        switch value {
        case .phrase(let text): return .contains(text)
        case .word(let pieces):
            let parts = pieces.filter { !$0.isEmpty }.map(UserFilter.contains)
            guard let first = parts.first else { return .all }
            return parts.dropFirst().reduce(first) { .and($0, $1) }
        case .range: throw SearchRefusal.problem("a range needs a member before it", at: offset)
        }
    }

    private static func filter(
        _ value: SearchValue,
        _ member: String,
        at offset: Int
    ) throws(APIProblem) -> UserFilter {
        if member == "_exists_" {
            guard let name = value.literal else {
                throw SearchRefusal.problem("'_exists_' needs the name of a member", at: offset)
            }
            return .exists(path: name)
        }
        if UserDates.members.contains(member) { return try UserDates.filter(value, member, at: offset) }
        let (path, prefix) = member == "email.domain" ? ("email", "*@") : (member, "")
        if let text = value.literal {
            return prefix.isEmpty ? .equals(path: path, value: text) : .matches(path: path, pattern: prefix + text)
        }
        switch value {
        case .phrase(let text): return .equals(path: path, value: text)
        case .word(["", ""]): return .exists(path: path)
        case .word(let pieces):
            if prefix.isEmpty, pieces.count == 2, pieces[1].isEmpty { return .hasPrefix(path: path, value: pieces[0]) }
            if pieces.count == 2, pieces[0].isEmpty, pieces[1].unicodeScalars.count < suffixMinimum {
                throw SearchRefusal.problem(
                    "at least \(suffixMinimum) characters must follow an asterisk that begins a value",
                    at: offset
                )
            }
            return .matches(path: path, pattern: prefix + pieces.joined(separator: "*"))
        case .range(let from, let isFromIncluded, let through, let isThroughIncluded):
            return .range(
                path: path,
                from: from,
                through: through,
                isFromIncluded: isFromIncluded,
                isThroughIncluded: isThroughIncluded
            )
        }
    }
}

/// Filters on the moments of users, whose values may be whole years, months or days.
enum UserDates {
    /// The members that are moments.
    static let members: Set<String> = ["created_at", "updated_at", "last_login", "last_password_reset"]

    /// The filter of a value of one of the members.
    ///
    /// - Throws: `APIProblem` for a value that is no moment.
    static func filter(_ value: SearchValue, _ member: String, at offset: Int) throws(APIProblem) -> UserFilter {
        if let text = value.literal {
            let span = try span(text, offset)
            return between(member, from: span.first, through: span.last)
        }
        switch value {
        case .phrase, .word(["", ""]): return .exists(path: member)
        case .word(let pieces):
            guard pieces.count == 2, pieces[1].isEmpty else {
                throw SearchRefusal.problem("a date has no asterisk but at its end", at: offset)
            }
            var text = pieces[0]
            while text.last == "-" || text.last == "T" { text.removeLast() }
            let span = try span(text, offset)
            return between(member, from: span.first, through: span.last)
        case .range(let from, let isFromIncluded, let through, let isThroughIncluded):
            var first: Instant?
            var last: Instant?
            if let from {
                let span = try span(from, offset)
                first = isFromIncluded ? span.first : Instant(milliseconds: span.last.milliseconds + 1)
            }
            if let through {
                let span = try span(through, offset)
                last = isThroughIncluded ? span.last : Instant(milliseconds: span.first.milliseconds - 1)
            }
            return between(member, from: first, through: last)
        }
    }

    private static func between(_ member: String, from: Instant?, through: Instant?) -> UserFilter {
        .range(
            path: member,
            from: from?.iso8601,
            through: through?.iso8601,
            isFromIncluded: true,
            isThroughIncluded: true
        )
    }

    /// The first and the last millisecond of what a text names: a year, a month, a day, or a moment.
    private static func span(_ text: String, _ offset: Int) throws(APIProblem) -> (first: Instant, last: Instant) {
        let whole = [4: "-01-01", 7: "-01", 10: ""][text.utf8.count].map { text + $0 } ?? text
        guard let first = Instant(iso8601: whole) else {
            throw SearchRefusal.problem(
                "'\(text)' is not a date such as 2025-01-31 or 2025-01-31T12:00:00Z",
                at: offset
            )
        }
        let next: Instant
        let date = first.date
        switch text.utf8.count {
        case 4: next = day(Int64(date.year) + 1, 1)
        case 7: next = date.month == 12 ? day(Int64(date.year) + 1, 1) : day(Int64(date.year), Int64(date.month) + 1)
        case 10: next = first.adding(seconds: 86_400)
        default: next = Instant(milliseconds: first.milliseconds + 1)
        }
        return (first, Instant(milliseconds: next.milliseconds - 1))
    }

    private static func day(_ year: Int64, _ month: Int64) -> Instant {
        Instant(seconds: Instant.days(year: year, month: month, day: 1) * 86_400)
    }
}
