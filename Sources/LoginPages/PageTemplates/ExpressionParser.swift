import Wire

/// Reads the expressions and conditions of a template.
struct ExpressionParser {
    private static let comparisons: Set<String> = ["==", "!=", "<", ">", "<=", ">="]

    private let text: String
    private var tokens: ArraySlice<ExpressionToken>

    private init(_ text: String) throws(PageTemplateError) {
        self.text = text
        tokens = try ExpressionToken.tokens(text)[...]
    }

    /// Reads a value with its filters.
    static func expression(_ text: String) throws(PageTemplateError) -> TemplateExpression {
        var parser = try ExpressionParser(text)
        let expression = try parser.filtered()
        guard parser.tokens.isEmpty else { throw .expression(text) }
        return expression
    }

    /// Reads the values of a `when`, separated by commas or `or`.
    static func list(_ text: String) throws(PageTemplateError) -> [TemplateExpression] {
        var parser = try ExpressionParser(text)
        var values = [TemplateExpression(operand: try parser.operand(), filters: [])]
        while parser.take(.mark(",")) || parser.take(.word("or")) {
            values.append(TemplateExpression(operand: try parser.operand(), filters: []))
        }
        guard parser.tokens.isEmpty else { throw .expression(text) }
        return values
    }

    /// Reads a condition; `and` and `or` bind from the right, as Liquid has it.
    static func condition(_ text: String) throws(PageTemplateError) -> TemplateCondition {
        var parser = try ExpressionParser(text)
        let condition = try parser.condition(depth: 0)
        guard parser.tokens.isEmpty else { throw .expression(text) }
        return condition
    }

    private mutating func condition(depth: Int) throws(PageTemplateError) -> TemplateCondition {
        guard depth < 32 else { throw .depth }
        let left = TemplateExpression(operand: try operand(), filters: [])
        var condition = TemplateCondition.holds(left)
        if case .mark(let symbol)? = tokens.first, Self.comparisons.contains(symbol) {
            tokens.removeFirst()
            condition = .compare(left, symbol, TemplateExpression(operand: try operand(), filters: []))
        } else if take(.word("contains")) {
            condition = .compare(left, "contains", TemplateExpression(operand: try operand(), filters: []))
        }
        if take(.word("and")) { return .both(condition, try self.condition(depth: depth + 1)) }
        if take(.word("or")) { return .either(condition, try self.condition(depth: depth + 1)) }
        return condition
    }

    private mutating func filtered() throws(PageTemplateError) -> TemplateExpression {
        let operand = try operand()
        var filters: [(filter: TemplateFilter, arguments: [TemplateExpression.Operand])] = []
        while take(.mark("|")) {
            guard case .word(let name)? = tokens.popFirst() else { throw .expression(text) }
            guard let filter = TemplateFilter(rawValue: name) else { throw .filter(name) }
            var arguments: [TemplateExpression.Operand] = []
            if take(.mark(":")) {
                arguments.append(try self.operand())
                while take(.mark(",")) { arguments.append(try self.operand()) }
            }
            filters.append((filter, arguments))
        }
        return TemplateExpression(operand: operand, filters: filters)
    }

    private mutating func operand() throws(PageTemplateError) -> TemplateExpression.Operand {
        switch tokens.popFirst() {
        case .literal(let value): return .literal(value)
        case .word("true"): return .literal(true)
        case .word("false"): return .literal(false)
        case .word("nil"), .word("null"): return .literal(.null)
        case .word("empty"), .word("blank"): return .literal("")
        case .word(let name): return .path(try path(name))
        default: throw .expression(text)
        }
    }

    private mutating func path(_ first: String) throws(PageTemplateError) -> [TemplatePathStep] {
        var steps: [TemplatePathStep] = [.name(first)]
        while true {
            if take(.mark(".")) {
                guard case .word(let name)? = tokens.popFirst() else { throw .expression(text) }
                steps.append(.name(name))
            } else if take(.mark("[")) {
                switch tokens.popFirst() {
                case .literal(.string(let name)): steps.append(.name(name))
                case .literal(.integer(let index)): steps.append(.index(Int(index)))
                case .word(let name): steps.append(.variable(try path(name)))
                default: throw .expression(text)
                }
                guard take(.mark("]")) else { throw .expression(text) }
            } else {
                return steps
            }
        }
    }

    private mutating func take(_ token: ExpressionToken) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }
}
