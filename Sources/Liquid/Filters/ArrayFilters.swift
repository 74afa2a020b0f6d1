import Wire

/// What is done to sequences.
enum ArrayFilters {
    /// The filters, by name.
    static let all: [(String, LiquidFilter.Body)] = [
        ("join", join),
        ("first", { edge($0.value, isFirst: true) }),
        ("last", { edge($0.value, isFirst: false) }),
        ("size", { size($0.value) }),
        ("reverse", { .array($0.elements.reversed()) }),
        ("concat", { .array($0.elements + ($0.argument(0).array ?? [])) }),
        ("compact", { input in .array(input.elements.filter { key($0, input) != .null }) }),
        ("map", { input in .array(input.elements.map { $0[input.text(0)] ?? .null }) }),
        ("where", { input in .array(input.elements.filter { matches($0, input) }) }),
        ("reject", { input in .array(input.elements.filter { !matches($0, input) }) }),
        ("find", { input in input.elements.first { matches($0, input) } ?? .null }),
        ("has", { input in .bool(input.elements.contains { matches($0, input) }) }),
        ("uniq", uniq),
        ("sort", { input in sorted(input) { key($0, input) } }),
        ("sort_natural", { input in sorted(input) { .string(LiquidValue.text(key($0, input)).lowercased()) } }),
        ("sum", { input in input.elements.reduce(.integer(0)) { NumberFilters.sum($0, key($1, input)) } }),
        ("default", standard),
    ]

    /// How many elements, members or characters a value has.
    static func size(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .integer(Int64(elements.count))
        case .object(let members): .integer(Int64(members.count))
        case .string(let text): .integer(Int64(text.unicodeScalars.count))
        default: .integer(0)
        }
    }

    /// The first or the last element of a value.
    static func edge(_ value: JSONValue, isFirst: Bool) -> JSONValue {
        let elements = LiquidValue.elements(value)
        return (isFirst ? elements.first : elements.last) ?? .null
    }

    private static func join(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        let texts = input.elements.map(LiquidValue.text)
        let separator = input.text(0, or: " ")
        // The product of two numbers that are each within limits.
        try input.check(texts.reduce(max(texts.count - 1, 0) * separator.utf8.count) { $0 + $1.utf8.count })
        return .string(texts.joined(separator: separator))
    }

    /// What an element is looked at by: the member that the first argument names, or itself.
    private static func key(_ element: JSONValue, _ input: LiquidFilterInput) -> JSONValue {
        input.arguments.isEmpty ? element : element[input.text(0)] ?? .null
    }

    /// Whether an element's member is the second argument or, without one, counts as true.
    private static func matches(_ element: JSONValue, _ input: LiquidFilterInput) -> Bool {
        let member = key(element, input)
        guard input.arguments.count > 1 else { return LiquidValue.isTruthy(member) }
        return LiquidValue.isEqual(member, input.argument(1))
    }

    private static func uniq(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        var seen: Set<JSONValue> = []
        return .array(input.elements.filter { seen.insert(key($0, input)).inserted })
    }

    /// Sorted by a key: numbers before texts, what cannot be compared after them in the order it had.
    private static func sorted(_ input: LiquidFilterInput, by key: (JSONValue) -> JSONValue) -> JSONValue {
        func rank(_ value: JSONValue) -> Int {
            value.number != nil ? 0 : value.string != nil ? 1 : value == .null ? 3 : 2
        }
        let keyed = input.elements.enumerated().map { (place: $0.offset, key: key($0.element), element: $0.element) }
        let sorted = keyed.sorted { one, other in
            if rank(one.key) != rank(other.key) { return rank(one.key) < rank(other.key) }
            if LiquidValue.isLess(one.key, other.key) == true { return true }
            return LiquidValue.isLess(other.key, one.key) != true && one.place < other.place
        }
        return .array(sorted.map(\.element))
    }

    /// The argument in place of a value that is not there, `false` or empty; `allow_false` lets `false` stand.
    private static func standard(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        if input.value == .bool(false), let allows = input.options["allow_false"], LiquidValue.isTruthy(allows) {
            return input.value
        }
        return LiquidValue.isTruthy(input.value) && !LiquidValue.isEmpty(input.value) ? input.value : input.argument(0)
    }
}
