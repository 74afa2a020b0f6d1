import Kernel
import Wire

/// A piece of a template: HTML, or what stands between braces.
enum TemplateToken: Equatable {
    case text(String)
    case output(String)
    case tag(name: String, rest: String)
}

/// Cuts a template into pieces.
struct TemplateLexer {
    /// The pieces, with the white space taken away that a hyphen beside a brace asks for.
    ///
    /// - Throws: `PageTemplateError.unterminated`.
    static func tokens(_ text: String) throws(PageTemplateError) -> [TemplateToken] {
        var tokens: [TemplateToken] = []
        var rest = Substring(text)
        var trimsNext = false
        while let start = nextOpening(rest) {
            var literal = rest[..<start]
            if trimsNext { literal = literal.drop(while: \.isWhitespace) }
            let isTag = rest[rest.index(after: start)] == "%"
            var inner = rest[rest.index(start, offsetBy: 2)...]
            guard let end = inner.firstRange(of: isTag ? "%}" : "}}") else {
                throw .unterminated(String(rest[start...].prefix(40)))
            }
            rest = inner[end.upperBound...]
            inner = inner[..<end.lowerBound]
            if inner.first == "-" {
                inner.removeFirst()
                while literal.last?.isWhitespace == true { literal.removeLast() }
            }
            trimsNext = inner.last == "-"
            if trimsNext { inner.removeLast() }
            if !literal.isEmpty { tokens.append(.text(String(literal))) }
            let content = inner.trimmedOfSpaces
            let name = content.prefix { !$0.isWhitespace }
            if isTag, name == "raw" {
                tokens.append(.text(try raw(&rest, &trimsNext)))
            } else {
                tokens.append(
                    isTag
                        ? .tag(name: String(name), rest: content.dropFirst(name.count).trimmedOfSpaces)
                        : .output(content)
                )
            }
        }
        if trimsNext { rest = rest.drop(while: \.isWhitespace) }
        if !rest.isEmpty { tokens.append(.text(String(rest))) }
        return tokens
    }

    private static func nextOpening(_ text: Substring) -> Substring.Index? {
        var search = text[...]
        while let brace = search.firstIndex(of: "{") {
            let next = search.index(after: brace)
            guard next < search.endIndex else { return nil }
            if search[next] == "{" || search[next] == "%" { return brace }
            search = search[next...]
        }
        return nil
    }

    /// What stands between `{% raw %}` and `{% endraw %}`.
    private static func raw(
        _ rest: inout Substring,
        _ trimsNext: inout Bool
    ) throws(PageTemplateError) -> String {
        for ending in ["{% endraw %}", "{%- endraw -%}", "{%- endraw %}", "{% endraw -%}"] {
            guard let end = rest.firstRange(of: ending) else { continue }
            let text = rest[..<end.lowerBound]
            rest = rest[end.upperBound...]
            trimsNext = false
            return String(text)
        }
        throw .unterminated("raw")
    }
}

/// A word, a number, a text or a mark in an expression.
enum ExpressionToken: Equatable {
    case word(String)
    case literal(JSONValue)
    case mark(String)

    /// The parts of an expression.
    ///
    /// - Throws: `PageTemplateError.expression`.
    static func tokens(_ text: String) throws(PageTemplateError) -> [ExpressionToken] {
        var tokens: [ExpressionToken] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "\"" || first == "'" {
                let body = rest.dropFirst()
                guard let end = body.firstIndex(of: first) else { throw .expression(text) }
                tokens.append(.literal(.string(String(body[..<end]))))
                rest = body[body.index(after: end)...]
            } else if first.isASCII, first.isNumber || first == "-" {
                let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
                guard let number = Double(digits) else { throw .expression(text) }
                tokens.append(.literal(Int64(exactly: number).map(JSONValue.integer) ?? .double(number)))
                rest = rest[digits.endIndex...]
            } else if isWord(first) {
                let word = rest.prefix { isWord($0) || $0 == "-" || ($0.isASCII && $0.isNumber) }
                tokens.append(.word(String(word)))
                rest = rest[word.endIndex...]
            } else if let mark = marks.first(where: rest.hasPrefix) {
                tokens.append(.mark(mark))
                rest = rest.dropFirst(mark.count)
            } else {
                throw .expression(text)
            }
        }
        return tokens
    }

    private static let marks = ["==", "!=", "<=", ">=", "<", ">", "|", ":", ",", ".", "[", "]", "="]

    private static func isWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character == "_")
    }
}
