import Kernel
import Wire

/// Cuts a query into pieces.
struct SearchScanner {
    private let bytes: [UInt8]
    private var index = 0

    /// The pieces of a query.
    ///
    /// - Throws: `APIProblem` that says what could not be understood, and where.
    static func tokens(of text: String) throws(APIProblem) -> [SearchToken] {
        var scanner = SearchScanner(bytes: Array(text.utf8))
        var tokens: [SearchToken] = []
        while let token = try scanner.next() { tokens.append(token) }
        return tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func next() throws(APIProblem) -> SearchToken? {
        skipSpaces()
        let start = index
        guard let byte = peek() else { return nil }
        func token(_ kind: SearchToken.Kind) -> SearchToken { SearchToken(kind: kind, offset: start) }
        switch byte {
        case UInt8(ascii: "("): return consume(token(.open))
        case UInt8(ascii: ")"): return consume(token(.close))
        case UInt8(ascii: "+"): return consume(token(.plus))
        case UInt8(ascii: "-"), UInt8(ascii: "!"): return consume(token(.not))
        case UInt8(ascii: "&"): return try double(token(.and))
        case UInt8(ascii: "|"): return try double(token(.or))
        case UInt8(ascii: "\""): return token(.term(member: nil, .phrase(try phrase())))
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            throw SearchRefusal.problem("a range needs a member before it", at: start)
        default: break
        }
        let word = try word(endsAtColon: true)
        if peek() == UInt8(ascii: ":") {
            index += 1
            return try value(of: word.pieces.joined(separator: "*"), at: start)
        }
        switch word.pieces {
        case ["AND"] where !word.isQuoted: return token(.and)
        case ["OR"] where !word.isQuoted: return token(.or)
        case ["NOT"] where !word.isQuoted: return token(.not)
        default: return token(.term(member: nil, .word(word.pieces)))
        }
    }

    private mutating func value(of member: String, at start: Int) throws(APIProblem) -> SearchToken {
        skipSpaces()
        let value: SearchValue
        switch peek() {
        case nil: throw SearchRefusal.problem("a value is missing after '\(member):'", at: start)
        case UInt8(ascii: "("):
            index += 1
            return SearchToken(kind: .openFor(member: member), offset: start)
        case UInt8(ascii: "\""): value = .phrase(try phrase())
        case UInt8(ascii: "["), UInt8(ascii: "{"): value = try range()
        case UInt8(ascii: ">"), UInt8(ascii: "<"): value = try comparison()
        default: value = .word(try word(endsAtColon: false).pieces)
        }
        return SearchToken(kind: .term(member: member, value), offset: start)
    }

    /// A run of characters, cut at its asterisks, with backslashes taken out.
    ///
    /// Inside a value colons stand for themselves: times and IPv6 addresses are written without quotes.
    private mutating func word(endsAtColon: Bool) throws(APIProblem) -> (pieces: [String], isQuoted: Bool) {
        let start = index
        var pieces: [[UInt8]] = [[]]
        var isQuoted = false
        while let byte = peek(), !Self.endsWord(byte), !(endsAtColon && byte == UInt8(ascii: ":")) {
            index += 1
            switch byte {
            case UInt8(ascii: "\\"):
                guard let escaped = peek() else {
                    throw SearchRefusal.problem("it ends in a backslash", at: index - 1)
                }
                index += 1
                isQuoted = true
                pieces[pieces.count - 1].append(escaped)
            case UInt8(ascii: "*"): pieces.append([])
            case UInt8(ascii: "?"), UInt8(ascii: "~"), UInt8(ascii: "^"):
                throw SearchRefusal.problem("'\(Character(Unicode.Scalar(byte)))' is not supported", at: index - 1)
            default: pieces[pieces.count - 1].append(byte)
            }
        }
        guard index > start else { throw SearchRefusal.problem("a term is missing", at: start) }
        return (pieces.map { String(decoding: $0, as: UTF8.self) }, isQuoted)
    }

    private mutating func phrase() throws(APIProblem) -> String {
        let start = index
        index += 1
        var text: [UInt8] = []
        while let byte = peek() {
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), let escaped = peek() {
                index += 1
                text.append(escaped)
            } else {
                text.append(byte)
            }
        }
        throw SearchRefusal.problem("a quotation mark is not closed", at: start)
    }

    private mutating func range() throws(APIProblem) -> SearchValue {
        let start = index
        let isFromIncluded = peek() == UInt8(ascii: "[")
        index += 1
        let from = try end()
        skipSpaces()
        guard try rangeWord() == "TO" else { throw SearchRefusal.problem("a range is written [from TO to]", at: start) }
        let through = try end()
        skipSpaces()
        guard let last = peek(), last == UInt8(ascii: "]") || last == UInt8(ascii: "}") else {
            throw SearchRefusal.problem("a range is not closed", at: start)
        }
        index += 1
        return .range(
            from: from,
            isFromIncluded: isFromIncluded,
            through: through,
            isThroughIncluded: last == UInt8(ascii: "]")
        )
    }

    /// One end of a range; nil if it is open.
    private mutating func end() throws(APIProblem) -> String? {
        skipSpaces()
        if peek() == UInt8(ascii: "\"") { return try phrase() }
        let text = try rangeWord()
        return text == "*" ? nil : text
    }

    private mutating func rangeWord() throws(APIProblem) -> String {
        let start = index
        while let byte = peek(), !Self.isSpace(byte), byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") {
            index += 1
        }
        guard index > start else { throw SearchRefusal.problem("a range is written [from TO to]", at: start) }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func comparison() throws(APIProblem) -> SearchValue {
        let isLower = peek() == UInt8(ascii: ">")
        index += 1
        let isIncluded = peek() == UInt8(ascii: "=")
        if isIncluded { index += 1 }
        let end =
            peek() == UInt8(ascii: "\"") ? try phrase() : try word(endsAtColon: false).pieces.joined(separator: "*")
        return isLower
            ? .range(from: end, isFromIncluded: isIncluded, through: nil, isThroughIncluded: false)
            : .range(from: nil, isFromIncluded: false, through: end, isThroughIncluded: isIncluded)
    }

    private mutating func consume(_ token: SearchToken) -> SearchToken {
        index += 1
        return token
    }

    private mutating func double(_ token: SearchToken) throws(APIProblem) -> SearchToken {
        guard index + 1 < bytes.count, bytes[index + 1] == bytes[index] else {
            let character = Character(Unicode.Scalar(bytes[index]))
            throw SearchRefusal.problem("a single '\(character)' means nothing", at: index)
        }
        index += 2
        return token
    }

    private func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpaces() {
        while let byte = peek(), Self.isSpace(byte) { index += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func endsWord(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\"")
    }
}
