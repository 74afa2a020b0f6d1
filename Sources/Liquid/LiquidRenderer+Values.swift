import Wire

/// What an expression amounts to, and whether that is markup which is not to be escaped.
typealias LiquidResult = (value: JSONValue, isMarkup: Bool)

/// What expressions amount to.
extension LiquidRenderer {
    /// A value after its filters.
    mutating func value(_ expression: LiquidExpression) throws(LiquidError) -> LiquidResult {
        var result = (value: try value(expression.operand), isMarkup: isMarkup(expression.operand))
        for call in expression.filters {
            try charge(1 + LiquidValue.weight(result.value))
            result = (try apply(call, to: result), isMarkup: isMarkup(result.isMarkup, after: call))
        }
        // What the last one made is charged too, for it may be kept and used again and again.
        if !expression.filters.isEmpty { try charge(LiquidValue.weight(result.value)) }
        return result
    }

    private mutating func apply(_ call: LiquidFilterCall, to result: LiquidResult) throws(LiquidError) -> JSONValue {
        var value = result.value
        if escapes, call.filter.effect == .addsMarkup, !result.isMarkup {
            value = .string(MarkupFilters.escaped(LiquidValue.text(value)))
        }
        var options: [String: JSONValue] = [:]
        for option in call.options { options[option.name] = try self.value(option.value) }
        let input = LiquidFilterInput(
            value: value,
            arguments: try values(call.arguments),
            options: options,
            now: now,
            limit: limits.outputBytes
        )
        do throws(LiquidFilterFailure) { return try call.filter.apply(input) } catch {
            throw failure("\(call.filter.name): \(error.reason)")
        }
    }

    /// Whether a value needs no escaping: the template's own texts, and what it captured or escaped before.
    func isMarkup(_ operand: LiquidOperand) -> Bool {
        switch operand {
        case .path(let steps):
            guard steps.count == 1, case .name(let name) = steps[0], markup.contains(name) else { return false }
            return !scopes.contains { $0[name] != nil }
        case .literal, .empty, .blank, .range: return true
        }
    }

    private func isMarkup(_ input: Bool, after call: LiquidFilterCall) -> Bool {
        switch call.filter.effect {
        case .escapes, .addsMarkup: true
        case .unescapes: false
        case .none: input && call.arguments.allSatisfy(isMarkup)
        }
    }

    private mutating func values(_ operands: [LiquidOperand]) throws(LiquidError) -> [JSONValue] {
        var values: [JSONValue] = []
        for operand in operands { values.append(try value(operand)) }
        return values
    }

    /// A value without filters.
    mutating func value(_ operand: LiquidOperand) throws(LiquidError) -> JSONValue {
        switch operand {
        case .literal(let value): return value
        case .empty, .blank: return .string("")
        case .path(let steps): return try value(steps)
        case .range(let first, let last):
            let range = try range(first, last)
            try charge(range.count)
            return .array(range.map(JSONValue.integer))
        }
    }

    /// The whole numbers from one to another, none if they go down.
    mutating func range(_ first: LiquidOperand, _ last: LiquidOperand) throws(LiquidError) -> Range<Int64> {
        let (first, last) = (try value(first), try value(last))
        let (low, high) = (LiquidValue.integer(first) ?? 0, LiquidValue.integer(last) ?? 0)
        guard low <= high else { return 0..<0 }
        let (count, overflows) = high.subtractingReportingOverflow(low)
        guard !overflows, count < Int64(Int32.max), high < Int64.max else { throw failure("the range is too long") }
        return low..<high + 1
    }

    private mutating func value(_ steps: [LiquidStep]) throws(LiquidError) -> JSONValue {
        var current = JSONValue.null
        for (position, step) in steps.enumerated() {
            try charge(1)
            switch step {
            case .name(let name):
                current = position == 0 ? variable(name) : Self.member(current, name)
            case .index(let operand):
                let key = try value(operand)
                if position == 0 {
                    current = variable(LiquidValue.text(key))
                } else if let index = key.integer, let elements = current.array {
                    current = Self.element(elements, index)
                } else {
                    current = current[LiquidValue.text(key)] ?? .null
                }
            }
        }
        return current
    }

    /// A member of an object, or what every sequence has: `size`, `first` and `last`.
    private static func member(_ value: JSONValue, _ name: String) -> JSONValue {
        if let member = value[name] { return member }
        switch name {
        case "size": return ArrayFilters.size(value)
        case "first": return ArrayFilters.edge(value, isFirst: true)
        case "last": return ArrayFilters.edge(value, isFirst: false)
        default: return .null
        }
    }

    /// An element of an array; a negative index counts from its end.
    private static func element(_ elements: [JSONValue], _ index: Int64) -> JSONValue {
        let index = Int(clamping: index)
        let position = index < 0 ? elements.count + index : index
        return elements.indices.contains(position) ? elements[position] : .null
    }
}

/// What conditions amount to.
extension LiquidRenderer {
    /// Whether a condition holds.
    mutating func holds(_ condition: LiquidCondition) throws(LiquidError) -> Bool {
        let terms = [condition.first] + condition.rest.map(\.term)
        var result = try holds(terms[terms.count - 1])
        for index in condition.rest.indices.reversed() {
            let term = try holds(terms[index])
            result = condition.rest[index].joint == .and ? term && result : term || result
        }
        return result
    }

    private mutating func holds(_ term: LiquidTerm) throws(LiquidError) -> Bool {
        try charge(1)
        guard let (symbol, right) = term.comparison else {
            return LiquidValue.isTruthy(try value(term.left)) != term.isNegated
        }
        return try compare(term.left, symbol, right) != term.isNegated
    }

    private mutating func compare(
        _ left: LiquidOperand,
        _ symbol: LiquidComparison,
        _ right: LiquidOperand
    ) throws(LiquidError) -> Bool {
        switch symbol {
        case .equal: return try isEqual(left, right)
        case .notEqual, .unequal: return try !isEqual(left, right)
        default: break
        }
        let (left, right) = (try value(left), try value(right))
        try charge(LiquidValue.weight(left))
        switch symbol {
        case .less: return LiquidValue.isLess(left, right) ?? false
        case .more: return LiquidValue.isLess(right, left) ?? false
        case .atMost: return LiquidValue.isLess(right, left).map { !$0 } ?? false
        case .atLeast: return LiquidValue.isLess(left, right).map { !$0 } ?? false
        case .contains: return LiquidValue.contains(left, right)
        case .equal, .notEqual, .unequal: return false
        }
    }

    /// Whether two values are equal, of which `empty` and `blank` are equal to many.
    mutating func isEqual(_ one: LiquidOperand, _ other: LiquidOperand) throws(LiquidError) -> Bool {
        switch (one, other) {
        case (.empty, .empty), (.blank, .blank), (.empty, .blank), (.blank, .empty): return true
        case (.empty, let operand), (let operand, .empty): return LiquidValue.isEmpty(try value(operand))
        case (.blank, let operand), (let operand, .blank): return LiquidValue.isBlank(try value(operand))
        default:
            let (one, other) = (try value(one), try value(other))
            try charge(LiquidValue.weight(one))
            return LiquidValue.isEqual(one, other)
        }
    }
}
