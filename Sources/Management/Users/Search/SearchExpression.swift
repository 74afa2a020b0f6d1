import Kernel

/// A query in Lucene's language, read but not yet meant for anything.
///
/// - SeeAlso: Auth0: "User Search Query Syntax".
indirect enum SearchExpression: Sendable, Equatable {
    /// A value, with the member it is for if one is named.
    case term(member: String?, SearchValue, offset: Int)
    case and(SearchExpression, SearchExpression)
    case or(SearchExpression, SearchExpression)
    case not(SearchExpression)
}

/// A value to compare with.
enum SearchValue: Sendable, Equatable {
    /// In quotes.
    case phrase(String)
    /// The pieces of a word between its asterisks; one piece if it has none.
    case word([String])
    /// From one text through another; nil is an open end.
    case range(from: String?, isFromIncluded: Bool, through: String?, isThroughIncluded: Bool)
}

extension SearchValue {
    /// The text that must be there exactly; nil for a word with asterisks and for a range.
    var literal: String? {
        switch self {
        case .phrase(let text): text
        case .word(let pieces): pieces.count == 1 ? pieces[0] : nil
        case .range: nil
        }
    }
}

/// A piece of a query.
struct SearchToken: Sendable, Equatable {
    /// What the piece is.
    enum Kind: Sendable, Equatable {
        case and, or, not, plus, open, close
        /// A member and the parenthesis that its values stand in.
        case openFor(member: String)
        /// A value, with the member it is for if there is one.
        case term(member: String?, SearchValue)
    }

    /// What the piece is.
    let kind: Kind
    /// Where it begins, in bytes.
    let offset: Int
}

/// Why a query cannot be understood.
enum SearchRefusal {
    /// A refusal that says what is wrong and where.
    static func problem(_ what: String, at offset: Int? = nil) -> APIProblem {
        let place = offset.map { " (at character \($0 + 1))" } ?? ""
        return APIProblem(400, "The query cannot be understood: \(what)\(place).", code: "invalid_query_string")
    }
}
