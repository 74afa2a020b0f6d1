import Wire

/// Reads a template into its parts.
struct TemplateParser {
    /// How deep blocks may stand in blocks.
    private static let depth = 32

    private let text: String
    private var tokens: ArraySlice<TemplateToken> = []
    /// The insertions that occur.
    private(set) var insertions: Set<TemplateInsertion> = []

    init(_ text: String) { self.text = text }

    /// Reads all of it.
    mutating func parse() throws(PageTemplateError) -> [TemplateNode] {
        tokens = try TemplateLexer.tokens(text)[...]
        let (nodes, end) = try block(until: [], depth: 0)
        if let end { throw .tag(end.name) }
        return nodes
    }

    /// The parts up to one of these tags, which is taken too.
    private mutating func block(
        until ends: Set<String>,
        depth: Int
    ) throws(PageTemplateError) -> (nodes: [TemplateNode], end: (name: String, rest: String)?) {
        guard depth <= Self.depth else { throw .depth }
        var nodes: [TemplateNode] = []
        while let token = tokens.popFirst() {
            switch token {
            case .text(let text): nodes += Self.html(text)
            case .output(let text): nodes.append(.output(try ExpressionParser.expression(text)))
            case .tag(let name, let rest) where ends.contains(name): return (nodes, (name, rest))
            case .tag(let name, let rest):
                if let node = try tag(name, rest, depth: depth + 1) { nodes.append(node) }
            }
        }
        guard ends.isEmpty else { throw .unterminated(ends.sorted().joined(separator: ", ")) }
        return (nodes, nil)
    }

    private mutating func tag(
        _ name: String,
        _ rest: String,
        depth: Int
    ) throws(PageTemplateError) -> TemplateNode? {
        if let insertion = TemplateInsertion(rawValue: name) {
            insertions.insert(insertion)
            return .insertion(insertion)
        }
        switch name {
        case "assign":
            let (variable, value) = try Self.assignment(rest)
            return .assign(variable, value)
        case "capture": return .capture(rest, try block(until: ["endcapture"], depth: depth).nodes)
        case "comment":
            _ = try block(until: ["endcomment"], depth: depth)
            return nil
        case "if": return try branches(ExpressionParser.condition(rest), "endif", depth)
        case "unless": return try branches(.not(ExpressionParser.condition(rest)), "endunless", depth)
        case "case": return try cases(ExpressionParser.expression(rest), depth)
        case "for": return try loop(rest, depth)
        default: throw .tag(name)
        }
    }

    private mutating func branches(
        _ first: TemplateCondition,
        _ endName: String,
        _ depth: Int
    ) throws(PageTemplateError) -> TemplateNode {
        var branches: [(condition: TemplateCondition, body: [TemplateNode])] = []
        var condition = first
        while true {
            let (body, end) = try block(until: ["elsif", "else", endName], depth: depth)
            branches.append((condition, body))
            switch end?.name {
            case "elsif": condition = try ExpressionParser.condition(end?.rest ?? "")
            case "else":
                return .branches(branches, otherwise: try block(until: [endName], depth: depth).nodes)
            default: return .branches(branches, otherwise: [])
            }
        }
    }

    private mutating func cases(
        _ subject: TemplateExpression,
        _ depth: Int
    ) throws(PageTemplateError) -> TemplateNode {
        var branches: [(condition: TemplateCondition, body: [TemplateNode])] = []
        var (_, end) = try block(until: ["when", "else", "endcase"], depth: depth)
        while let tag = end, tag.name == "when" {
            let values = try ExpressionParser.list(tag.rest)
            let (body, next) = try block(until: ["when", "else", "endcase"], depth: depth)
            let tests = values.map { TemplateCondition.compare(subject, "==", $0) }
            guard let first = tests.first else { throw .expression("when") }
            branches.append((tests.dropFirst().reduce(first) { .either($0, $1) }, body))
            end = next
        }
        guard end?.name == "else" else { return .branches(branches, otherwise: []) }
        return .branches(branches, otherwise: try block(until: ["endcase"], depth: depth).nodes)
    }

    private mutating func loop(_ rest: String, _ depth: Int) throws(PageTemplateError) -> TemplateNode {
        let words = rest.split(separator: " ", maxSplits: 2)
        guard words.count == 3, words[1] == "in" else { throw .expression(rest) }
        let sequence = try ExpressionParser.expression(String(words[2]))
        let (body, end) = try block(until: ["else", "endfor"], depth: depth)
        let otherwise = end?.name == "else" ? try block(until: ["endfor"], depth: depth).nodes : []
        return .loop(variable: String(words[0]), sequence, body: body, otherwise: otherwise)
    }

    private static func assignment(_ text: String) throws(PageTemplateError) -> (String, TemplateExpression) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { throw .expression(text) }
        let name = parts[0].filter { !$0.isWhitespace }
        guard !name.isEmpty else { throw .expression(text) }
        return (name, try ExpressionParser.expression(String(parts[1])))
    }

    /// HTML with the places marked where its scripts get their nonce.
    private static func html(_ text: String) -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        var written = text.startIndex
        var search = text[...]
        while let start = search.firstIndex(of: "<") {
            search = search[search.index(after: start)...]
            let name = search.prefix(6)
            guard name.lowercased() == "script", let next = search.dropFirst(6).first,
                next.isWhitespace || next == ">" || next == "/"
            else { continue }
            nodes += [.text(String(text[written..<name.endIndex])), .nonce]
            written = name.endIndex
        }
        nodes.append(.text(String(text[written...])))
        return nodes
    }
}
