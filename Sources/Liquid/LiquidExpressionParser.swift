import Wire

/// Reads what stands in a tag or an output.
struct LiquidExpressionParser {
    private var words: ArraySlice<LiquidWord>
    private let line: Int
    private let nesting: Int
    private var depth = 0

    /// - Throws: `LiquidError` for what cannot be cut into words.
    init(_ markup: String, line: Int, limits: LiquidLimits) throws(LiquidError) {
        words = try LiquidWord.all(in: markup, line: line)[...]
        self.line = line
        nesting = limits.nesting
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { words.isEmpty }

    /// - Throws: `LiquidError` if something is left.
    func end() throws(LiquidError) {
        if let word = words.first { throw failure("'\(word.text)' is not expected here") }
    }

    /// A value with its filters.
    mutating func expression() throws(LiquidError) -> LiquidExpression {
        var expression = LiquidExpression(operand: try operand())
        while take("|") { expression.filters.append(try filter()) }
        return expression
    }

    /// Comparisons joined by `and` and `or`.
    mutating func condition() throws(LiquidError) -> LiquidCondition {
        var condition = LiquidCondition(first: try term())
        while true {
            if take(name: "and") {
                condition.rest.append((.and, try term()))
            } else if take(name: "or") {
                condition.rest.append((.or, try term()))
            } else {
                return condition
            }
        }
    }

    /// Values between commas, or between the word `or`.
    mutating func operands() throws(LiquidError) -> [LiquidOperand] {
        var operands = [try operand()]
        while take(",") || take(name: "or") { operands.append(try operand()) }
        return operands
    }

    /// A value without filters.
    mutating func operand() throws(LiquidError) -> LiquidOperand {
        depth += 1
        defer { depth -= 1 }
        guard depth <= nesting else { throw failure("indexes stand in each other more than \(nesting) deep") }
        switch words.popFirst() {
        case .literal(let value): return .literal(value)
        case .name(let name): return try named(name)
        case .mark("("):
            let first = try operand()
            try expect("..")
            let last = try operand()
            try expect(")")
            return .range(first, last)
        case .mark("["):
            let index = try operand()
            try expect("]")
            return .path(try steps([.index(index)]))
        case .mark(let mark): throw failure("a value is expected, not '\(mark)'")
        case nil: throw failure("a value is missing")
        }
    }

    /// A name.
    mutating func name() throws(LiquidError) -> String {
        guard case .name(let name)? = words.popFirst() else { throw failure("a name is missing") }
        return name
    }

    /// The name that `capture` gives, which may stand in quotes.
    mutating func captureName() throws(LiquidError) -> String {
        if case .literal(.string(let name))? = words.first {
            words.removeFirst()
            return name
        }
        return try name()
    }

    /// Takes a mark if it comes next.
    mutating func take(_ mark: String) -> Bool { take(.mark(mark)) }

    /// Takes a word if it comes next.
    mutating func take(name: String) -> Bool { take(.name(name)) }

    /// - Throws: `LiquidError` unless that mark comes next.
    mutating func expect(_ mark: String) throws(LiquidError) {
        guard take(mark) else {
            throw failure("'\(mark)' is expected\(words.first.map { ", not '\($0.text)'" } ?? "")")
        }
    }

    /// An error on this line.
    func failure(_ reason: String) -> LiquidError { LiquidError(line: line, reason) }
}

extension LiquidExpressionParser {
    private mutating func take(_ word: LiquidWord) -> Bool {
        guard words.first == word else { return false }
        words.removeFirst()
        return true
    }

    private mutating func named(_ name: String) throws(LiquidError) -> LiquidOperand {
        switch name {
        case "true": return .literal(true)
        case "false": return .literal(false)
        case "nil", "null": return .literal(.null)
        case "empty": return .empty
        case "blank": return .blank
        default: return .path(try steps([.name(name)]))
        }
    }

    private mutating func steps(_ first: [LiquidStep]) throws(LiquidError) -> [LiquidStep] {
        var steps = first
        while true {
            if take(".") {
                steps.append(.name(try name()))
            } else if take("[") {
                steps.append(.index(try operand()))
                try expect("]")
            } else {
                return steps
            }
        }
    }

    private mutating func term() throws(LiquidError) -> LiquidTerm {
        var isNegated = false
        while take(name: "not") { isNegated.toggle() }
        let left = try operand()
        for symbol in LiquidComparison.allCases where take(symbol.rawValue) || take(symbol) {
            return LiquidTerm(isNegated: isNegated, left: left, comparison: (symbol, try operand()))
        }
        return LiquidTerm(isNegated: isNegated, left: left, comparison: nil)
    }

    private mutating func take(_ symbol: LiquidComparison) -> Bool {
        symbol == .contains && take(name: symbol.rawValue)
    }

    private mutating func filter() throws(LiquidError) -> LiquidFilterCall {
        let name = try name()
        guard let filter = LiquidFilter.named[name] else { throw failure("there is no filter '\(name)'") }
        var call = LiquidFilterCall(filter: filter)
        guard take(":") else { return call }
        repeat {
            if let option = optionName() {
                call.options.append((option, try operand()))
            } else {
                call.arguments.append(try operand())
            }
        } while take(",")
        return call
    }

    /// The name of an argument such as `allow_false: true`, with its colon.
    private mutating func optionName() -> String? {
        guard case .name(let name)? = words.first, words.dropFirst().first == .mark(":") else { return nil }
        words.removeFirst(2)
        return name
    }
}
