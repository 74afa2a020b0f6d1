import Kernel

/// Builds the expression of a query from its pieces.
struct SearchParser {
    private let tokens: [SearchToken]
    private var index = 0
    private var depth = 0

    /// How deep parentheses may stand in each other.
    private static let depthLimit = 20
    /// How many terms a query may have.
    private static let termLimit = 100

    /// The expression of a query.
    ///
    /// - Throws: `APIProblem` that says what could not be understood, and where.
    static func expression(of text: String) throws(APIProblem) -> SearchExpression {
        var parser = SearchParser(tokens: try SearchScanner.tokens(of: text))
        return try parser.query()
    }

    private init(tokens: [SearchToken]) { self.tokens = tokens }

    private mutating func query() throws(APIProblem) -> SearchExpression {
        let terms = tokens.count { if case .term = $0.kind { true } else { false } }
        guard terms <= Self.termLimit else {
            throw SearchRefusal.problem("it has more than \(Self.termLimit) terms")
        }
        let expression = try clauses(of: nil)
        if index < tokens.count {
            throw SearchRefusal.problem("a parenthesis is closed that was not opened", at: tokens[index].offset)
        }
        return expression
    }

    /// How a clause takes part in what stands side by side.
    private enum Occurrence { case optional, required, excluded }

    /// What stands side by side.
    ///
    /// As in Lucene, where a clause has a `+` those that have one must match and the others need not; those with a `-`
    /// must not.
    private mutating func clauses(of member: String?) throws(APIProblem) -> SearchExpression {
        var required: SearchExpression?
        var optional: SearchExpression?
        var excluded: SearchExpression?
        var isJoined = false
        while let kind = current, isJoined || kind != .close {
            var (clause, occurrence) = try conjunction(of: member)
            let joinsNext = current == .or
            // What an `OR` joins is optional on both sides, a negation too.
            if isJoined || joinsNext { occurrence = .optional }
            switch occurrence {
            case .optional: optional = optional.map { .or($0, clause) } ?? clause
            case .required: required = required.map { .and($0, clause) } ?? clause
            case .excluded: excluded = excluded.map { .and($0, clause) } ?? clause
            }
            isJoined = joinsNext
            if joinsNext {
                index += 1
                try requireTerm()
            }
        }
        switch (required ?? optional, excluded) {
        case (let wanted?, let excluded?): return .and(wanted, excluded)
        case (let clause?, nil), (nil, let clause?): return clause
        case (nil, nil): throw SearchRefusal.problem("a term is missing", at: offset)
        }
    }

    /// Terms that `AND` joins: it binds closer than `OR`.
    private mutating func conjunction(
        of member: String?
    ) throws(APIProblem) -> (clause: SearchExpression, occurrence: Occurrence) {
        var (clause, occurrence) = try signed(of: member)
        while current == .and {
            index += 1
            clause = .and(clause, try signed(of: member).clause)
            occurrence = .optional
        }
        return (clause, occurrence)
    }

    private mutating func signed(
        of member: String?
    ) throws(APIProblem) -> (clause: SearchExpression, occurrence: Occurrence) {
        var occurrence = Occurrence.optional
        while current == .not || current == .plus {
            if current == .plus {
                occurrence = .required
            } else {
                occurrence = occurrence == .excluded ? .optional : .excluded
            }
            index += 1
        }
        let clause = try primary(of: member)
        return (occurrence == .excluded ? .not(clause) : clause, occurrence)
    }

    private mutating func primary(of member: String?) throws(APIProblem) -> SearchExpression {
        try requireTerm()
        let token = tokens[index]
        index += 1
        switch token.kind {
        case .open: return try group(of: member)
        case .openFor(let name):
            guard member == nil else {
                throw SearchRefusal.problem("a member stands inside another's", at: token.offset)
            }
            return try group(of: name)
        case .term(let name, let value):
            guard name == nil || member == nil else {
                throw SearchRefusal.problem("a member stands inside another's", at: token.offset)
            }
            return .term(member: name ?? member, value, offset: token.offset)
        case .and, .or, .not, .plus, .close: throw SearchRefusal.problem("a term is missing", at: token.offset)
        }
    }

    private mutating func group(of member: String?) throws(APIProblem) -> SearchExpression {
        let start = tokens[index - 1].offset
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw SearchRefusal.problem("parentheses stand too deep", at: start) }
        let expression = try clauses(of: member)
        guard index < tokens.count else { throw SearchRefusal.problem("a parenthesis is not closed", at: start) }
        index += 1
        return expression
    }

    private var current: SearchToken.Kind? { index < tokens.count ? tokens[index].kind : nil }

    private var offset: Int { index < tokens.count ? tokens[index].offset : tokens.last?.offset ?? 0 }

    private func requireTerm() throws(APIProblem) {
        guard index < tokens.count else { throw SearchRefusal.problem("it ends where a term is missing", at: offset) }
    }
}
