import Wire

/// A word, a value or a mark of an expression.
enum LiquidWord: Equatable {
    case name(String)
    case literal(JSONValue)
    case mark(String)

    /// The words of an expression.
    ///
    /// - Throws: `LiquidError` for a text that does not end and for what is no word.
    static func all(in markup: String, line: Int) throws(LiquidError) -> [LiquidWord] {
        var scanner = LiquidScanner(bytes: Array(markup.utf8), line: line)
        var words: [LiquidWord] = []
        while let word = try scanner.next() { words.append(word) }
        return words
    }

    /// How the word is quoted in an error.
    var text: String {
        switch self {
        case .name(let name): name
        case .literal(let value): LiquidValue.text(value)
        case .mark(let mark): mark
        }
    }
}

/// Cuts an expression into words.
private struct LiquidScanner {
    /// Marks, longer ones before those they begin with.
    private static let marks = [
        "==", "!=", "<=", ">=", "<>", "..", "<", ">", "|", ":", ",", ".", "[", "]", "(", ")", "=",
    ]

    let bytes: [UInt8]
    let line: Int
    private var position = 0

    init(bytes: [UInt8], line: Int) {
        self.bytes = bytes
        self.line = line
    }

    mutating func next() throws(LiquidError) -> LiquidWord? {
        while position < bytes.count, LiquidLexer.isSpace(bytes[position]) { position += 1 }
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try text(quote: byte) }
        if byte.isDigit || (byte == UInt8(ascii: "-") && position + 1 < bytes.count && bytes[position + 1].isDigit) {
            return number()
        }
        if Self.beginsName(byte) { return name() }
        let rest = bytes[position...]
        guard let mark = Self.marks.first(where: { rest.starts(with: $0.utf8) }) else {
            throw LiquidError(line: line, "'\(String(decoding: rest.prefix(20), as: UTF8.self))' is not understood")
        }
        position += mark.utf8.count
        return .mark(mark)
    }

    private mutating func text(quote: UInt8) throws(LiquidError) -> LiquidWord {
        let start = position + 1
        guard let end = bytes[start...].firstIndex(of: quote) else {
            throw LiquidError(line: line, "a text in quotes does not end")
        }
        position = end + 1
        return .literal(.string(String(decoding: bytes[start..<end], as: UTF8.self)))
    }

    private mutating func number() -> LiquidWord {
        let start = position
        position += 1
        while position < bytes.count, bytes[position].isDigit { position += 1 }
        // A point belongs to the number only if a digit follows: `1..5` is a range.
        if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "."), bytes[position + 1].isDigit {
            position += 1
            while position < bytes.count, bytes[position].isDigit { position += 1 }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return .literal(Int64(text).map(JSONValue.integer) ?? .double(Double(text) ?? 0))
    }

    private mutating func name() -> LiquidWord {
        let start = position
        while position < bytes.count, Self.continuesName(bytes[position]) { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "?") { position += 1 }
        return .name(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private static func beginsName(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    private static func continuesName(_ byte: UInt8) -> Bool {
        beginsName(byte) || byte.isDigit || byte == UInt8(ascii: "-")
    }
}
