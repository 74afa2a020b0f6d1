import Kernel
import Wire

/// Fills in a template.
struct LiquidRenderer {
    let values: JSONObject
    private let insertions: [String: String]
    let escapes: Bool
    let now: Instant
    let limits: LiquidLimits
    /// What the template has named.
    private(set) var variables: [String: JSONValue] = [:]
    /// Which of those are markup, whose values are escaped already.
    private(set) var markup: Set<String> = []
    /// The variables of the loops around this place, the innermost last.
    var scopes: [[String: JSONValue]] = []
    /// Where loops stopped that others continue.
    var continuations: [String: Int] = [:]
    var interrupt: LiquidInterrupt?
    private var counters: [String: Int64] = [:]
    private var cycles: [String: Int] = [:]
    private var steps = 0
    private(set) var line = 1
    /// What has been put out.
    private(set) var output = ""

    init(
        values: JSONObject,
        insertions: [String: String],
        escapes: Bool,
        now: Instant,
        limits: LiquidLimits
    ) {
        self.values = values
        self.insertions = insertions
        self.escapes = escapes
        self.now = now
        self.limits = limits
    }

    /// Fills in some parts, up to what ends the loop around them.
    mutating func render(_ nodes: [LiquidNode]) throws(LiquidError) {
        for node in nodes {
            line = node.line
            try charge(1)
            try render(node.kind)
            if interrupt != nil { return }
        }
    }

    private mutating func render(_ node: LiquidNode.Kind) throws(LiquidError) {
        switch node {
        case .text(let text): try write(text)
        case .insertion(let name): try write(insertions[name] ?? "")
        case .output(let expression): try put(try value(expression))
        case .assign(let name, let expression): keep(try value(expression), as: name)
        case .capture(let name, let body): keep((.string(try captured(body)), isMarkup: true), as: name)
        case .branches(let branches, let otherwise): try render(branches, otherwise)
        case .cases(let subject, let branches, let otherwise): try render(subject, branches, otherwise)
        case .loop(let loop): try render(loop)
        case .table(let loop, let columns): try render(loop, columns: columns)
        case .interrupt(let interrupt): self.interrupt = interrupt
        case .count(let name, let counting): try count(name, counting)
        case .cycle(let group, let key, let operands): try cycle(group, key, operands)
        case .debug: try write("<pre>\(MarkupFilters.escaped(JSONWriter.text(.object(values))))</pre>")
        }
    }

    /// Puts a value out, escaped unless it is markup.
    private mutating func put(_ result: LiquidResult) throws(LiquidError) {
        let text = LiquidValue.text(result.value)
        try write(escapes && !result.isMarkup ? MarkupFilters.escaped(text) : text)
    }

    /// Gives a value a name.
    private mutating func keep(_ result: LiquidResult, as name: String) {
        variables[name] = result.value
        if result.isMarkup { markup.insert(name) } else { markup.remove(name) }
    }

    /// Puts a text out as it is.
    ///
    /// - Throws: `LiquidError` when that is too much.
    mutating func write(_ text: String) throws(LiquidError) {
        guard output.utf8.count + text.utf8.count <= limits.outputBytes else {
            throw failure("more than \(limits.outputBytes) bytes would be put out")
        }
        try charge(text.utf8.count / 256)
        output += text
    }

    /// Takes so many of the steps that are left.
    ///
    /// - Throws: `LiquidError` when none are.
    mutating func charge(_ count: Int) throws(LiquidError) {
        steps += count
        guard steps <= limits.steps else { throw failure("the template takes more than \(limits.steps) steps") }
    }

    /// An error on the line that is being filled in.
    func failure(_ reason: String) -> LiquidError { LiquidError(line: line, reason) }

    private mutating func captured(_ body: [LiquidNode]) throws(LiquidError) -> String {
        let before = output
        output = ""
        try render(body)
        defer { output = before }
        return output
    }

    private mutating func render(
        _ branches: [LiquidBranch],
        _ otherwise: [LiquidNode]
    ) throws(LiquidError) {
        for branch in branches where try holds(branch.condition) != branch.isNegated {
            return try render(branch.body)
        }
        try render(otherwise)
    }

    private mutating func render(
        _ subject: LiquidOperand,
        _ branches: [LiquidCase],
        _ otherwise: [LiquidNode]
    ) throws(LiquidError) {
        var isMatched = false
        for branch in branches {
            for operand in branch.values where try isEqual(subject, operand) {
                isMatched = true
                try render(branch.body)
                break
            }
            if interrupt != nil { return }
        }
        if !isMatched { try render(otherwise) }
    }

    private mutating func count(_ name: String, _ counting: LiquidCounting) throws(LiquidError) {
        let current = counters[name] ?? 0
        switch counting {
        case .up:
            try write(String(current))
            counters[name] = current + 1
        case .down:
            try write(String(current - 1))
            counters[name] = current - 1
        }
    }

    private mutating func cycle(
        _ group: LiquidOperand?,
        _ key: String,
        _ operands: [LiquidOperand]
    ) throws(LiquidError) {
        let key =
            try group.map { operand throws(LiquidError) in "group " + LiquidValue.text(try value(operand)) } ?? key
        let index = cycles[key] ?? 0
        cycles[key] = (index + 1) % operands.count
        let operand = operands[index % operands.count]
        try put((try value(operand), isMarkup(operand)))
    }

    /// What a name stands for: the variable of a loop, what the template has named, a counter, or what it was given.
    func variable(_ name: String) -> JSONValue {
        for scope in scopes.reversed() {
            if let value = scope[name] { return value }
        }
        return variables[name] ?? counters[name].map(JSONValue.integer) ?? values[name] ?? .null
    }
}
