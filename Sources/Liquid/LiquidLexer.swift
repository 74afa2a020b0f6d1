/// A piece of a template: text, or what stands between braces.
struct LiquidToken {
    let line: Int
    let kind: Kind

    /// What a piece is.
    enum Kind {
        case text(String)
        case output(String)
        case tag(name: String, markup: String)
    }
}

/// Cuts a template into pieces, one at a time, so that `raw` and `comment` decide how far they reach.
///
/// It works on bytes: every mark is ASCII, and no mark hides in a longer character.
struct LiquidLexer {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var trimsNext = false
    /// What is to be handed out before anything else is cut off.
    private var queue: [LiquidToken] = []

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next piece; nil at the end.
    ///
    /// - Throws: `LiquidError` for braces that do not close.
    mutating func next() throws(LiquidError) -> LiquidToken? {
        if !queue.isEmpty { return queue.removeFirst() }
        let start = position
        let startLine = line
        guard let open = opening(from: start) else {
            let text = literal(start..<bytes.count)
            move(to: bytes.count)
            return text.isEmpty ? nil : LiquidToken(line: startLine, kind: .text(text))
        }
        let trimsBefore = bytes[open...].dropFirst(2).first == UInt8(ascii: "-")
        let text = literal(start..<open, trimsEnd: trimsBefore)
        move(to: open)
        let token = try markup(from: open + 2 + (trimsBefore ? 1 : 0), isTag: bytes[open + 1] == UInt8(ascii: "%"))
        if text.isEmpty { return token }
        queue.append(token)
        return LiquidToken(line: startLine, kind: .text(text))
    }

    /// Hands the lines of `{% liquid %}` out as tags.
    mutating func insert(lines markup: String, from first: Int) {
        var tokens: [LiquidToken] = []
        for (index, text) in markup.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let content = Self.trimmed(text)
            if !content.isEmpty { tokens.append(LiquidToken(line: first + index, kind: Self.tag(content))) }
        }
        queue = tokens + queue
    }

    /// What stands before the tag that ends `raw`, as it stands.
    ///
    /// - Throws: `LiquidError` if nothing ends it.
    mutating func raw(from start: Int) throws(LiquidError) -> String {
        var search = position
        while let tag = closingTag(from: search) {
            guard tag.name == "endraw" else {
                search = tag.open + 2
                continue
            }
            let text = literal(position..<tag.open, trimsEnd: tag.trimsBefore)
            trimsNext = tag.trimsAfter
            move(to: tag.end)
            return text
        }
        throw LiquidError(line: start, "'raw' is not closed by 'endraw'")
    }

    /// Passes over a comment, and over comments inside it.
    ///
    /// - Throws: `LiquidError` if nothing ends it.
    mutating func skipComment(from start: Int) throws(LiquidError) {
        var depth = 1
        while depth > 0, !queue.isEmpty {
            guard case .tag(let name, _) = queue.removeFirst().kind else { continue }
            depth += name == "comment" ? 1 : name == "endcomment" ? -1 : 0
        }
        var search = position
        while depth > 0 {
            guard let tag = closingTag(from: search) else {
                throw LiquidError(line: start, "'comment' is not closed by 'endcomment'")
            }
            depth += tag.name == "comment" ? 1 : tag.name == "endcomment" ? -1 : 0
            search = tag.end
            if depth == 0 {
                trimsNext = tag.trimsAfter
                move(to: tag.end)
            }
        }
    }
}

extension LiquidLexer {
    private func opening(from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "{"),
                bytes[index + 1] == UInt8(ascii: "{") || bytes[index + 1] == UInt8(ascii: "%")
            {
                return index
            }
            index += 1
        }
        return nil
    }

    private func closing(from start: Int, isTag: Bool) -> Int? {
        let first = isTag ? UInt8(ascii: "%") : UInt8(ascii: "}")
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == first, bytes[index + 1] == UInt8(ascii: "}") { return index }
            index += 1
        }
        return nil
    }

    private mutating func markup(from start: Int, isTag: Bool) throws(LiquidError) -> LiquidToken {
        let startLine = line
        guard let close = closing(from: start, isTag: isTag) else {
            throw LiquidError(line: line, isTag ? "'{%' is not closed by '%}'" : "'{{' is not closed by '}}'")
        }
        let end = close > start && bytes[close - 1] == UInt8(ascii: "-") ? close - 1 : close
        trimsNext = end < close
        let content = Self.trimmed(bytes[start..<end])
        move(to: close + 2)
        return LiquidToken(line: startLine, kind: isTag ? Self.tag(content) : .output(content))
    }

    /// The next tag and its name, whatever else is in it.
    private func closingTag(
        from start: Int
    ) -> (open: Int, end: Int, name: String, trimsBefore: Bool, trimsAfter: Bool)? {
        var search = start
        while let open = opening(from: search) {
            guard bytes[open + 1] == UInt8(ascii: "%") else {
                search = open + 1
                continue
            }
            guard let close = closing(from: open + 2, isTag: true) else { return nil }
            let trimsBefore = bytes[open + 2] == UInt8(ascii: "-")
            let trimsAfter = close > open + 2 && bytes[close - 1] == UInt8(ascii: "-")
            let content = Self.trimmed(bytes[min(open + (trimsBefore ? 3 : 2), close)..<close])
            let name = content.prefix { !$0.isWhitespace && $0 != "-" }
            return (open, close + 2, String(name), trimsBefore, trimsAfter)
        }
        return nil
    }

    /// A piece of text, without the white space that a hyphen beside a brace takes away.
    private mutating func literal(_ range: Range<Int>, trimsEnd: Bool = false) -> String {
        var text = bytes[range]
        if trimsNext { text = text.drop(while: Self.isSpace) }
        trimsNext = false
        while trimsEnd, let last = text.last, Self.isSpace(last) { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func move(to end: Int) {
        for index in position..<end where bytes[index] == 0x0A { line += 1 }
        position = end
    }

    private static func tag(_ content: String) -> LiquidToken.Kind {
        if content.hasPrefix("#") { return .tag(name: "#", markup: "") }
        let name = content.utf8.prefix { !isSpace($0) }
        let rest = content.utf8.dropFirst(name.count)
        // The lines of `liquid` are counted, so the first of them stays even if it is empty.
        let isLiquid = name.elementsEqual("liquid".utf8)
        return .tag(name: String(Substring(name)), markup: isLiquid ? String(Substring(rest)) : trimmed(rest))
    }

    private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        var rest = bytes.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
        return String(decoding: rest, as: UTF8.self)
    }

    /// Whether a byte is white space.
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
