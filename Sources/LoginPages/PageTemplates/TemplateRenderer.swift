import Web
import Wire

/// Fills in a template.
struct TemplateRenderer {
    /// How many parts a template may come to, those in loops counted each time.
    private static let partLimit = 20_000
    /// How much it may put out, in bytes.
    private static let outputLimit = 1 << 20

    private var values: JSONObject
    /// What was captured: HTML whose values are escaped already.
    private var captured: [String: String] = [:]
    private let insertions: [TemplateInsertion: String]
    private let nonce: String?
    /// What has been put out.
    private(set) var output = ""
    private var parts = 0

    /// Whether the template has come to its limits, and is not whole.
    var isExhausted: Bool { parts > Self.partLimit || output.utf8.count > Self.outputLimit }

    init(values: JSONObject, insertions: [TemplateInsertion: String], nonce: String?) {
        self.values = values
        self.insertions = insertions
        self.nonce = nonce
    }

    /// Fills in some parts.
    mutating func render(_ nodes: [TemplateNode]) {
        for node in nodes {
            parts += 1
            guard !isExhausted else { return }
            render(node)
        }
    }

    private mutating func render(_ node: TemplateNode) {
        switch node {
        case .text(let text): output += text
        case .nonce: if let nonce { output += " nonce=\"\(HTML.escape(nonce))\"" }
        case .output(let expression): output += html(expression)
        case .insertion(let insertion): output += insertions[insertion] ?? ""
        case .assign(let name, let expression):
            values[name] = value(expression)
            captured[name] = nil
        case .capture(let name, let body): capture(name, body)
        case .branches(let branches, let otherwise):
            render(branches.first { holds($0.condition) }?.body ?? otherwise)
        case .loop(let variable, let sequence, let body, let otherwise):
            loop(variable, value(sequence).array ?? [], body, otherwise)
        }
    }

    private func html(_ expression: TemplateExpression) -> String {
        if case .path(let steps) = expression.operand, steps.count == 1, case .name(let name) = steps[0],
            expression.filters.isEmpty, let html = captured[name]
        {
            return html
        }
        return HTML.escape(TemplateValue.text(value(expression)))
    }

    private mutating func capture(_ name: String, _ body: [TemplateNode]) {
        let before = output
        output = ""
        render(body)
        values[name] = .string(output)
        captured[name] = output
        output = before
    }

    private mutating func loop(
        _ variable: String,
        _ elements: [JSONValue],
        _ body: [TemplateNode],
        _ otherwise: [TemplateNode]
    ) {
        guard !elements.isEmpty else { return render(otherwise) }
        let (hidden, hiddenLoop) = (values[variable], values["forloop"])
        for (index, element) in elements.enumerated() where !isExhausted {
            values[variable] = element
            values["forloop"] = [
                "index": .integer(Int64(index + 1)), "index0": .integer(Int64(index)), "first": .bool(index == 0),
                "last": .bool(index == elements.count - 1), "length": .integer(Int64(elements.count)),
            ]
            render(body)
        }
        values[variable] = hidden
        values["forloop"] = hiddenLoop
    }

    private func holds(_ condition: TemplateCondition) -> Bool {
        switch condition {
        case .holds(let expression): TemplateValue.isTruthy(value(expression))
        case .compare(let left, let symbol, let right):
            TemplateValue.compare(value(left), symbol, value(right))
        case .both(let left, let right): holds(left) && holds(right)
        case .either(let left, let right): holds(left) || holds(right)
        case .not(let condition): !holds(condition)
        }
    }

    private func value(_ expression: TemplateExpression) -> JSONValue {
        expression.filters.reduce(value(expression.operand)) { value, step in
            step.filter.apply(value, step.arguments.map(self.value))
        }
    }

    private func value(_ operand: TemplateExpression.Operand) -> JSONValue {
        switch operand {
        case .literal(let value): value
        case .path(let steps): value(steps)
        }
    }

    private func value(_ steps: [TemplatePathStep]) -> JSONValue {
        var current = JSONValue.object(values)
        for step in steps {
            switch step {
            case .name("size") where current.array != nil: current = .integer(Int64(current.array?.count ?? 0))
            case .name(let name): current = current[name] ?? .null
            case .index(let index): current = Self.element(current, index)
            case .variable(let path):
                let key = value(path)
                current =
                    key.integer.map { Self.element(current, Int($0)) }
                    ?? current[TemplateValue.text(key)] ?? .null
            }
        }
        return current
    }

    /// An element of an array; a negative index counts from its end.
    private static func element(_ value: JSONValue, _ index: Int) -> JSONValue {
        guard let array = value.array else { return .null }
        let index = index < 0 ? array.count + index : index
        return array.indices.contains(index) ? array[index] : .null
    }
}
