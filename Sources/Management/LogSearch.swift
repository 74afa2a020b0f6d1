package import Applications
package import Kernel
import Wire

/// Reads the query language of the log into a filter that storage runs.
///
/// The language is the part of Lucene's that the log needs: `member:value`, phrases in quotes, `prefix*`, `member:*`
/// and `_exists_:member`, `date:[a TO b]` with braces for open ends, `AND`, `OR`, `NOT`, `&&`, `||`, `!`, `+`, `-`,
/// parentheses (also after a member), bare words. Terms side by side mean `OR`, as in Lucene. What is beyond that is
/// refused, never ignored.
///
/// - SeeAlso: Auth0: "Log Search Query Syntax".
package enum LogSearch {
    /// The filter of a `q`; nil if it is empty or asks for everything.
    ///
    /// - Throws: `APIProblem` that says what could not be understood, and where.
    package static func filter(q text: String) throws(APIProblem) -> LogFilter? {
        guard text.utf8.count <= lengthLimit else { throw refusal("it is longer than \(lengthLimit) bytes") }
        let trimmed = text.utf8.drop { $0 == UInt8(ascii: " ") }
        if trimmed.isEmpty || text == "*" || text == "*:*" { return nil }
        var parser = LogQueryParser(tokens: try LogQueryToken.tokens(of: Array(text.utf8)))
        return try parser.query()
    }

    /// The filter of a `search`: `member:value` pairs that must all match, values without quotes by their beginning; a
    /// text without a member is looked for at the beginning of the client's, the connection's and the user's name.
    ///
    /// - Throws: `APIProblem`, as above.
    package static func filter(search text: String) throws(APIProblem) -> LogFilter? {
        guard text.utf8.count <= lengthLimit else { throw refusal("it is longer than \(lengthLimit) bytes") }
        var filters: [LogFilter] = []
        for token in try LogQueryToken.tokens(of: Array(text.utf8)) {
            guard case .term(let name, let value) = token.kind else {
                throw refusal("only pairs of a member and a value are allowed here", at: token.offset)
            }
            filters.append(try LogQueryParser.filter(search: value, member: name, at: token.offset))
        }
        guard let first = filters.first else { return nil }
        return filters.dropFirst().reduce(first) { .and($0, $1) }
    }

    /// The longest query that is read, in bytes.
    static let lengthLimit = 2000

    /// A refusal that says what is wrong and where.
    static func refusal(_ what: String, at offset: Int? = nil) -> APIProblem {
        let place = offset.map { " (at character \($0 + 1))" } ?? ""
        return APIProblem(400, "The log query cannot be understood: \(what)\(place).", code: "invalid_query_string")
    }
}

/// A piece of a log query.
struct LogQueryToken: Sendable, Equatable {
    /// What the piece is.
    enum Kind: Sendable, Equatable {
        case and, or, not, plus, open, close
        /// A member and the parenthesis that its values stand in.
        case openFor(member: String)
        /// A value, with the member it is for if there is one.
        case term(member: String?, Value)
    }

    /// A value to compare with.
    enum Value: Sendable, Equatable {
        /// In quotes.
        case phrase(String)
        /// A word, without the asterisk that may have ended it.
        case word(String, isPrefix: Bool)
        /// From one text through another; nil is an open end.
        case range(from: String?, isAfter: Bool, through: String?, isBefore: Bool)
    }

    /// What the piece is.
    let kind: Kind
    /// Where it begins, in bytes.
    let offset: Int

    /// The pieces of a query.
    static func tokens(of bytes: [UInt8]) throws(APIProblem) -> [LogQueryToken] {
        var scanner = LogQueryScanner(bytes: bytes)
        var tokens: [LogQueryToken] = []
        while let token = try scanner.next() { tokens.append(token) }
        return tokens
    }
}
