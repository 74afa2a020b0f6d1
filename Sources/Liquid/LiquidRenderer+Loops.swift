import Wire

/// The rounds of `for` and `tablerow`.
extension LiquidRenderer {
    /// Goes through a sequence.
    mutating func render(_ loop: LiquidLoop) throws(LiquidError) {
        let elements = try elements(of: loop)
        guard !elements.isEmpty else { return try render(loop.otherwise) }
        let parent = variable("forloop")
        for (index, element) in elements.enumerated() {
            try round(loop, element, "forloop", Self.position(index, elements.count, loop.name, parent))
            defer { interrupt = nil }
            if interrupt == .break { break }
        }
    }

    /// Goes through a sequence in a table.
    mutating func render(_ loop: LiquidLoop, columns: LiquidOperand?) throws(LiquidError) {
        let elements = try elements(of: loop)
        let width = try columns.map { operand throws(LiquidError) in try count(operand) } ?? elements.count
        try write("<tr class=\"row1\">\n")
        for (index, element) in elements.enumerated() {
            let (row, column) = width > 0 ? (index / width, index % width) : (0, index)
            if column == 0, row > 0 { try write("</tr>\n<tr class=\"row\(row + 1)\">") }
            try write("<td class=\"col\(column + 1)\">")
            var position = Self.position(index, elements.count, loop.name, .null)
            position["col"] = .integer(Int64(column + 1))
            position["col0"] = .integer(Int64(column))
            position["col_first"] = .bool(column == 0)
            position["col_last"] = .bool(column == width - 1)
            position["row"] = .integer(Int64(row + 1))
            try round(loop, element, "tablerowloop", position)
            try write("</td>")
            defer { interrupt = nil }
            if interrupt == .break { break }
        }
        try write("</tr>\n")
    }

    private mutating func round(
        _ loop: LiquidLoop,
        _ element: JSONValue,
        _ name: String,
        _ position: JSONObject
    ) throws(LiquidError) {
        try charge(1)
        scopes.append([loop.variable: element, name: .object(position)])
        defer { scopes.removeLast() }
        try render(loop.body)
    }

    /// The elements that a loop goes through: after its offset, up to its limit, and then turned round.
    private mutating func elements(of loop: LiquidLoop) throws(LiquidError) -> [JSONValue] {
        let offset =
            loop.continues
            ? continuations[loop.name] ?? 0
            : try loop.offset.map { operand throws(LiquidError) in try count(operand) } ?? 0
        let limit = try loop.limit.map { operand throws(LiquidError) in try count(operand) } ?? Int.max
        var elements: [JSONValue]
        if case .range(let first, let last) = loop.sequence {
            // A long range of which a loop takes little costs little.
            let chosen = try range(first, last).dropFirst(offset).prefix(limit)
            try charge(chosen.count)
            elements = chosen.map(JSONValue.integer)
        } else {
            let all = LiquidValue.elements(try value(loop.sequence))
            try charge(all.count / 16)
            elements = Array(all.dropFirst(offset).prefix(limit))
        }
        continuations[loop.name] = offset + elements.count
        if loop.isReversed { elements.reverse() }
        return elements
    }

    /// An operand as a number of elements.
    private mutating func count(_ operand: LiquidOperand) throws(LiquidError) -> Int {
        Int(min(max(LiquidValue.integer(try value(operand)) ?? 0, 0), Int64(Int32.max)))
    }

    /// What `forloop` says of a round.
    private static func position(_ index: Int, _ count: Int, _ name: String, _ parent: JSONValue) -> JSONObject {
        [
            "name": .string(name), "length": .integer(Int64(count)), "index": .integer(Int64(index + 1)),
            "index0": .integer(Int64(index)), "rindex": .integer(Int64(count - index)),
            "rindex0": .integer(Int64(count - index - 1)), "first": .bool(index == 0),
            "last": .bool(index == count - 1), "parentloop": parent,
        ]
    }
}
