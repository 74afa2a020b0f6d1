/// Reads a template into its parts.
struct LiquidParser {
    private var lexer: LiquidLexer
    private let places: LiquidPlaces
    private let limits: LiquidLimits
    private var depth = 0
    /// How often each of the places for insertions is there.
    private(set) var insertions: [String: Int] = [:]

    /// A tag as it stands in the template.
    private struct Tag {
        let line: Int
        let name: String
        let markup: String
    }

    init(_ text: String, _ places: LiquidPlaces, _ limits: LiquidLimits) {
        lexer = LiquidLexer(text)
        self.places = places
        self.limits = limits
    }

    /// Reads all of it.
    mutating func document() throws(LiquidError) -> [LiquidNode] {
        let (nodes, end) = try block(until: [], of: nil)
        if let end { throw LiquidError(line: end.line, "'\(end.name)' closes nothing") }
        return nodes
    }

    /// The parts up to one of these tags, which is taken too.
    private mutating func block(
        until ends: [String],
        of parent: Tag?
    ) throws(LiquidError) -> (nodes: [LiquidNode], end: Tag?) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.nesting else {
            throw LiquidError(line: parent?.line ?? 1, "blocks stand in blocks more than \(limits.nesting) deep")
        }
        var nodes: [LiquidNode] = []
        while let token = try lexer.next() {
            switch token.kind {
            case .text(let text): nodes += pieces(of: text, token.line)
            case .output(let markup): nodes.append(try output(markup, token.line))
            case .tag(let name, let markup):
                let tag = Tag(line: token.line, name: name, markup: markup)
                if ends.contains(name) { return (nodes, tag) }
                if name == "raw" {
                    nodes += pieces(of: try lexer.raw(from: tag.line), tag.line)
                } else if let kind = try node(tag) {
                    nodes.append(LiquidNode(line: tag.line, kind: kind))
                }
            }
        }
        if let parent, let end = ends.last {
            throw LiquidError(line: parent.line, "'\(parent.name)' is not closed by '\(end)'")
        }
        return (nodes, nil)
    }

    /// A text as it stands, and the places in it where something is put in.
    private mutating func pieces(of text: String, _ line: Int) -> [LiquidNode] {
        guard !places.marks.isEmpty else { return [LiquidNode(line: line, kind: .text(text))] }
        var nodes: [LiquidNode] = []
        var rest = text[...]
        while let (end, name) = places.next(in: rest) {
            nodes.append(LiquidNode(line: line, kind: .text(String(rest[..<end]))))
            nodes.append(LiquidNode(line: line, kind: .insertion(name)))
            rest = rest[end...]
        }
        return nodes + [LiquidNode(line: line, kind: .text(String(rest)))]
    }

    private func output(_ markup: String, _ line: Int) throws(LiquidError) -> LiquidNode {
        guard !markup.isEmpty else { return LiquidNode(line: line, kind: .text("")) }
        return LiquidNode(
            line: line,
            kind: .output(
                try whole(markup, line) { parser throws(LiquidError) in
                    try parser.expression()
                }
            )
        )
    }

    /// Reads all of a markup.
    private func whole<Result>(
        _ markup: String,
        _ line: Int,
        _ read: (inout LiquidExpressionParser) throws(LiquidError) -> Result
    ) throws(LiquidError) -> Result {
        var parser = try LiquidExpressionParser(markup, line: line, limits: limits)
        let result = try read(&parser)
        try parser.end()
        return result
    }

    private mutating func node(_ tag: Tag) throws(LiquidError) -> LiquidNode.Kind? {
        if places.tags.contains(tag.name) {
            insertions[tag.name, default: 0] += 1
            return .insertion(tag.name)
        }
        switch tag.name {
        case "#", "comment", "liquid": return try passage(tag)
        case "if": return try branches(tag, isNegated: false)
        case "unless": return try branches(tag, isNegated: true)
        case "case": return try cases(tag)
        case "for": return .loop(try loop(tag))
        case "tablerow":
            let loop = try loop(tag)
            return .table(loop, columns: loop.columns)
        case "assign", "capture", "echo", "increment", "decrement": return try variable(tag)
        case "cycle": return try cycle(tag)
        case "break": return .interrupt(.break)
        case "continue": return .interrupt(.continue)
        case "debug": return .debug
        case "include", "render", "layout", "block", "section":
            throw LiquidError(line: tag.line, "'\(tag.name)' needs another file, and there is none")
        case let name where name.hasPrefix("end") || ["else", "elsif", "when"].contains(name):
            throw LiquidError(line: tag.line, "'\(name)' stands outside of its block")
        default: throw LiquidError(line: tag.line, "there is no tag '\(tag.name)'")
        }
    }
}

extension LiquidParser {
    /// What is not read as parts: remarks, and tags without braces.
    private mutating func passage(_ tag: Tag) throws(LiquidError) -> LiquidNode.Kind? {
        switch tag.name {
        case "comment": try lexer.skipComment(from: tag.line)
        case "liquid": lexer.insert(lines: tag.markup, from: tag.line)
        default: break
        }
        return nil
    }

    private mutating func branches(_ tag: Tag, isNegated: Bool) throws(LiquidError) -> LiquidNode.Kind {
        let last = "end\(tag.name)"
        var branches: [LiquidBranch] = []
        var current = tag
        while true {
            let condition = try whole(current.markup, current.line) { parser throws(LiquidError) in
                try parser.condition()
            }
            let (body, end) = try block(until: ["elsif", "else", last], of: tag)
            branches.append(LiquidBranch(condition: condition, isNegated: isNegated && branches.isEmpty, body: body))
            guard let end, end.name != last else { return .branches(branches, otherwise: []) }
            guard end.name == "elsif" else {
                return .branches(branches, otherwise: try block(until: [last], of: tag).nodes)
            }
            current = end
        }
    }

    private mutating func cases(_ tag: Tag) throws(LiquidError) -> LiquidNode.Kind {
        let subject = try whole(tag.markup, tag.line) { parser throws(LiquidError) in try parser.operand() }
        var branches: [LiquidCase] = []
        // What stands before the first `when` belongs to none and is left out.
        var end = try block(until: ["when", "else", "endcase"], of: tag).end
        while let branch = end, branch.name == "when" {
            let values = try whole(branch.markup, branch.line) { parser throws(LiquidError) in try parser.operands() }
            let (body, next) = try block(until: ["when", "else", "endcase"], of: tag)
            branches.append(LiquidCase(values: values, body: body))
            end = next
        }
        guard end?.name == "else" else { return .cases(subject, branches, otherwise: []) }
        return .cases(subject, branches, otherwise: try block(until: ["endcase"], of: tag).nodes)
    }

    private mutating func loop(_ tag: Tag) throws(LiquidError) -> LiquidLoop {
        var loop = try whole(tag.markup, tag.line) { parser throws(LiquidError) in try Self.loop(&parser, tag.markup) }
        let last = "end\(tag.name)"
        let (body, end) = try block(until: tag.name == "for" ? ["else", last] : [last], of: tag)
        loop.body = body
        if end?.name == "else" { loop.otherwise = try block(until: [last], of: tag).nodes }
        return loop
    }

    private static func loop(
        _ parser: inout LiquidExpressionParser,
        _ markup: String
    ) throws(LiquidError) -> LiquidLoop {
        let variable = try parser.name()
        guard parser.take(name: "in") else { throw parser.failure("'in' is expected after '\(variable)'") }
        let sequence = try parser.operand()
        let name = markup.split(whereSeparator: \.isWhitespace).prefix(3).joined(separator: " ")
        var loop = LiquidLoop(variable: variable, sequence: sequence, name: name)
        while !parser.isAtEnd {
            if parser.take(",") { continue }
            let option = try parser.name()
            if option == "reversed" {
                loop.isReversed = true
                continue
            }
            try parser.expect(":")
            switch option {
            case "limit": loop.limit = try parser.operand()
            case "offset" where parser.take(name: "continue"): loop.continues = true
            case "offset": loop.offset = try parser.operand()
            case "cols": loop.columns = try parser.operand()
            default: throw parser.failure("a loop has no option '\(option)'")
            }
        }
        return loop
    }

    private mutating func variable(_ tag: Tag) throws(LiquidError) -> LiquidNode.Kind {
        switch tag.name {
        case "echo": return try output(tag.markup, tag.line).kind
        case "assign":
            let (name, value) = try whole(tag.markup, tag.line) { parser throws(LiquidError) in
                let name = try parser.name()
                try parser.expect("=")
                return (name, try parser.expression())
            }
            return .assign(name, value)
        case "capture":
            let name = try whole(tag.markup, tag.line) { parser throws(LiquidError) in
                try parser.captureName()
            }
            return .capture(name, try block(until: ["endcapture"], of: tag).nodes)
        default:
            let name = try whole(tag.markup, tag.line) { parser throws(LiquidError) in try parser.name() }
            return .count(name, tag.name == "increment" ? .up : .down)
        }
    }

    private func cycle(_ tag: Tag) throws(LiquidError) -> LiquidNode.Kind {
        try whole(tag.markup, tag.line) { parser throws(LiquidError) in
            let first = try parser.operand()
            if parser.take(":") { return .cycle(group: first, key: "", try parser.operands()) }
            var values = [first]
            while parser.take(",") { values.append(try parser.operand()) }
            return .cycle(group: nil, key: tag.markup, values)
        }
    }
}
