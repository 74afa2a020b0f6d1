import Applications
import Kernel

/// Builds the filter of a log query from its pieces.
struct LogQueryParser {
    private let tokens: [LogQueryToken]
    private var index = 0
    private var depth = 0

    /// How deep parentheses may stand in each other.
    private static let depthLimit = 20
    /// How many terms a query may have.
    private static let termLimit = 100

    /// A parser at the first piece.
    init(tokens: [LogQueryToken]) { self.tokens = tokens }

    /// The filter of the whole query.
    mutating func query() throws(APIProblem) -> LogFilter {
        let terms = tokens.filter { if case .term = $0.kind { true } else { false } }
        guard terms.count <= Self.termLimit else { throw LogSearch.refusal("it has more than \(Self.termLimit) terms") }
        let filter = try clauses(of: nil)
        if index < tokens.count {
            throw LogSearch.refusal("a parenthesis is closed that was not opened", at: tokens[index].offset)
        }
        return filter
    }

    /// How a clause takes part in what stands side by side.
    private enum Occurrence { case optional, required, excluded }

    /// What stands side by side.
    ///
    /// As in Lucene, where a clause has a `+` those that have one must match and the others need not; those with a `-`
    /// must not.
    private mutating func clauses(of member: String?) throws(APIProblem) -> LogFilter {
        var required: LogFilter?
        var optional: LogFilter?
        var excluded: LogFilter?
        var isJoined = false
        while let kind = current, isJoined || kind != .close {
            var (filter, occurrence) = try conjunction(of: member)
            let joinsNext = current == .or
            // What an `OR` joins is optional on both sides, a negation too.
            if isJoined || joinsNext { occurrence = .optional }
            switch occurrence {
            case .optional: optional = optional.map { .or($0, filter) } ?? filter
            case .required: required = required.map { .and($0, filter) } ?? filter
            case .excluded: excluded = excluded.map { .and($0, filter) } ?? filter
            }
            isJoined = joinsNext
            if joinsNext {
                index += 1
                try requireTerm()
            }
        }
        switch (required ?? optional, excluded) {
        case (let wanted?, let excluded?): return .and(wanted, excluded)
        case (let filter?, nil), (nil, let filter?): return filter
        case (nil, nil): throw LogSearch.refusal("a term is missing", at: offset)
        }
    }

    /// Terms that `AND` joins: it binds closer than `OR`.
    private mutating func conjunction(
        of member: String?
    ) throws(APIProblem) -> (filter: LogFilter, occurrence: Occurrence) {
        var (filter, occurrence) = try signed(of: member)
        while current == .and {
            index += 1
            filter = .and(filter, try signed(of: member).filter)
            occurrence = .optional
        }
        return (filter, occurrence)
    }

    private mutating func signed(of member: String?) throws(APIProblem) -> (filter: LogFilter, occurrence: Occurrence) {
        var occurrence = Occurrence.optional
        while current == .not || current == .plus {
            if current == .plus {
                occurrence = .required
            } else {
                occurrence = occurrence == .excluded ? .optional : .excluded
            }
            index += 1
        }
        let filter = try primary(of: member)
        return (occurrence == .excluded ? .not(filter) : filter, occurrence)
    }

    private mutating func primary(of member: String?) throws(APIProblem) -> LogFilter {
        try requireTerm()
        let token = tokens[index]
        index += 1
        switch token.kind {
        case .open: return try group(of: member)
        case .openFor(let name):
            guard member == nil else { throw LogSearch.refusal("a member stands inside another's", at: token.offset) }
            return try group(of: name)
        case .term(let name, let value):
            guard name == nil || member == nil else {
                throw LogSearch.refusal("a member stands inside another's", at: token.offset)
            }
            return try Self.filter(value, member: name ?? member, at: token.offset)
        case .and, .or, .not, .plus, .close: throw LogSearch.refusal("a term is missing", at: token.offset)
        }
    }

    private mutating func group(of member: String?) throws(APIProblem) -> LogFilter {
        let start = tokens[index - 1].offset
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw LogSearch.refusal("parentheses stand too deep", at: start) }
        let filter = try clauses(of: member)
        guard index < tokens.count else { throw LogSearch.refusal("a parenthesis is not closed", at: start) }
        index += 1
        return filter
    }

    private var current: LogQueryToken.Kind? { index < tokens.count ? tokens[index].kind : nil }

    private var offset: Int { index < tokens.count ? tokens[index].offset : tokens.last?.offset ?? 0 }

    private func requireTerm() throws(APIProblem) {
        guard index < tokens.count else { throw LogSearch.refusal("it ends where a term is missing", at: offset) }
    }
}

extension LogQueryParser {
    /// The filter of one term of a `q`.
    fileprivate static func filter(
        _ value: LogQueryToken.Value,
        member: String?,
        at offset: Int
    ) throws(APIProblem) -> LogFilter {
        guard let member else {
            switch value {
            case .phrase(let text), .word(let text, _): return .contains(text)
            case .range: throw LogSearch.refusal("a range needs a member before it", at: offset)
            }
        }
        if member == "date" { return try LogDates.filter(value, at: offset) }
        if member == "_exists_" {
            guard case .word(let name, false) = value else {
                throw LogSearch.refusal("'_exists_' needs the name of a member", at: offset)
            }
            return .exists(member: try searchable(name, at: offset))
        }
        let name = try searchable(member, at: offset)
        switch value {
        case .phrase(let text), .word(let text, false): return .equals(member: name, value: text)
        case .word("", true): return .exists(member: name)
        case .word(let text, _): return .hasPrefix(member: name, value: text)
        case .range: throw LogSearch.refusal("only 'date' has ranges", at: offset)
        }
    }

    /// The filter of one pair of a `search`, which has names of its own for two members.
    static func filter(
        search value: LogQueryToken.Value,
        member: String?,
        at offset: Int
    ) throws(APIProblem) -> LogFilter {
        let names: [String]
        switch member {
        case nil: names = ["client_name", "connection", "user_name"]
        case "application", "client": names = ["client_name"]
        case "user": names = ["user_name"]
        case "date": return try LogDates.filter(value, at: offset)
        case let member?: names = [try searchable(member, at: offset)]
        }
        let filters: [LogFilter]
        switch value {
        case .phrase(let text): filters = names.map { .equals(member: $0, value: text) }
        case .word(let text, _): filters = names.map { .hasPrefix(member: $0, value: text) }
        case .range: throw LogSearch.refusal("only 'date' has ranges", at: offset)
        }
        return filters.dropFirst().reduce(filters[0]) { .or($0, $1) }
    }

    private static func searchable(_ name: String, at offset: Int) throws(APIProblem) -> String {
        guard LogRecord.searchable.contains(name) else {
            throw LogSearch.refusal("'\(name)' is not a member that can be searched", at: offset)
        }
        return name
    }
}

/// Filters on the date of log events, whose values may be whole days.
enum LogDates {
    private static let day: Int64 = 86_400_000

    /// The filter of a value of `date`.
    static func filter(_ value: LogQueryToken.Value, at offset: Int) throws(APIProblem) -> LogFilter {
        switch value {
        case .word("", isPrefix: true): return .date(from: nil, through: nil)
        case .phrase(let text), .word(let text, false):
            let range = try range(of: text, at: offset)
            return .date(from: range.first, through: range.last)
        case .word: throw LogSearch.refusal("a date cannot be a prefix", at: offset)
        case .range(let from, let isAfter, let through, let isBefore):
            var first: Instant?
            var last: Instant?
            if let from {
                let range = try range(of: from, at: offset)
                first = isAfter ? Instant(milliseconds: range.last.milliseconds + 1) : range.first
            }
            if let through {
                let range = try range(of: through, at: offset)
                last = isBefore ? Instant(milliseconds: range.first.milliseconds - 1) : range.last
            }
            return .date(from: first, through: last)
        }
    }

    /// The first and the last millisecond of what a text names: a day, or a moment.
    private static func range(of text: String, at offset: Int) throws(APIProblem) -> (first: Instant, last: Instant) {
        guard let first = Instant(iso8601: text) else {
            throw LogSearch.refusal("'\(text)' is not a date such as 2025-01-31 or 2025-01-31T12:00:00Z", at: offset)
        }
        let length = text.utf8.count == 10 ? day : 1
        return (first, Instant(milliseconds: first.milliseconds + length - 1))
    }
}
