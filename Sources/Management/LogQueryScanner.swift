import Kernel
import Wire

/// Cuts a log query into pieces.
struct LogQueryScanner {
    private let bytes: [UInt8]
    private var index = 0

    /// A scanner at the beginning of a query.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The next piece; nil at the end.
    mutating func next() throws(APIProblem) -> LogQueryToken? {
        skipSpaces()
        let start = index
        guard let byte = peek() else { return nil }
        func token(_ kind: LogQueryToken.Kind) -> LogQueryToken { LogQueryToken(kind: kind, offset: start) }
        switch byte {
        case UInt8(ascii: "("): return consume(token(.open))
        case UInt8(ascii: ")"): return consume(token(.close))
        case UInt8(ascii: "+"): return consume(token(.plus))
        case UInt8(ascii: "-"), UInt8(ascii: "!"): return consume(token(.not))
        case UInt8(ascii: "&"): return try double(token(.and))
        case UInt8(ascii: "|"): return try double(token(.or))
        case UInt8(ascii: "\""): return token(.term(member: nil, .phrase(try phrase())))
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            throw LogSearch.refusal("a range needs a member before it", at: start)
        default: break
        }
        let word = try word(endsAtColon: true)
        if peek() == UInt8(ascii: ":"), !word.isPrefix {
            index += 1
            return try value(of: word.text, at: start)
        }
        switch word.text {
        case "AND" where !word.isQuoted: return token(.and)
        case "OR" where !word.isQuoted: return token(.or)
        case "NOT" where !word.isQuoted: return token(.not)
        default: return token(.term(member: nil, .word(word.text, isPrefix: word.isPrefix)))
        }
    }

    private mutating func value(of member: String, at start: Int) throws(APIProblem) -> LogQueryToken {
        skipSpaces()
        let value: LogQueryToken.Value
        switch peek() {
        case nil: throw LogSearch.refusal("a value is missing after '\(member):'", at: start)
        case UInt8(ascii: "("):
            index += 1
            return LogQueryToken(kind: .openFor(member: member), offset: start)
        case UInt8(ascii: "\""): value = .phrase(try phrase())
        case UInt8(ascii: "["), UInt8(ascii: "{"): value = try range()
        case UInt8(ascii: ">"), UInt8(ascii: "<"): value = try comparison()
        default:
            let word = try word(endsAtColon: false)
            value = .word(word.text, isPrefix: word.isPrefix)
        }
        return LogQueryToken(kind: .term(member: member, value), offset: start)
    }

    /// A run of characters, with backslashes taken out.
    ///
    /// Inside a value colons stand for themselves: times and IPv6 addresses are written without quotes.
    private mutating func word(
        endsAtColon: Bool
    ) throws(APIProblem) -> (text: String, isPrefix: Bool, isQuoted: Bool) {
        let start = index
        var text: [UInt8] = []
        var isPrefix = false
        var isQuoted = false
        while let byte = peek(), !Self.endsWord(byte), !(endsAtColon && byte == UInt8(ascii: ":")) {
            guard !isPrefix else { throw LogSearch.refusal("'*' may only end a value", at: index - 1) }
            index += 1
            switch byte {
            case UInt8(ascii: "\\"):
                guard let escaped = peek() else { throw LogSearch.refusal("it ends in a backslash", at: index - 1) }
                index += 1
                isQuoted = true
                text.append(escaped)
            case UInt8(ascii: "*"): isPrefix = true
            case UInt8(ascii: "?"), UInt8(ascii: "~"), UInt8(ascii: "^"):
                throw LogSearch.refusal("'\(Character(Unicode.Scalar(byte)))' is not supported", at: index - 1)
            default: text.append(byte)
            }
        }
        guard !text.isEmpty || isPrefix else { throw LogSearch.refusal("a term is missing", at: start) }
        return (String(decoding: text, as: UTF8.self), isPrefix, isQuoted)
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
        throw LogSearch.refusal("a quotation mark is not closed", at: start)
    }

    private mutating func range() throws(APIProblem) -> LogQueryToken.Value {
        let start = index
        let isAfter = peek() == UInt8(ascii: "{")
        index += 1
        var ends: [UInt8] = []
        while let byte = peek(), byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") {
            ends.append(byte)
            index += 1
        }
        guard let last = peek() else { throw LogSearch.refusal("a range is not closed", at: start) }
        index += 1
        let parts = ends.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, parts[1] == "TO" else {
            throw LogSearch.refusal("a range is written [from TO to]", at: start)
        }
        func end(_ text: String) -> String? { text == "*" ? nil : text.filter { $0 != "\"" } }
        return .range(
            from: end(parts[0]),
            isAfter: isAfter,
            through: end(parts[2]),
            isBefore: last == UInt8(ascii: "}")
        )
    }

    private mutating func comparison() throws(APIProblem) -> LogQueryToken.Value {
        let isLower = peek() == UInt8(ascii: ">")
        index += 1
        let isExclusive = peek() != UInt8(ascii: "=")
        if !isExclusive { index += 1 }
        let end = peek() == UInt8(ascii: "\"") ? try phrase() : try word(endsAtColon: false).text
        return isLower
            ? .range(from: end, isAfter: isExclusive, through: nil, isBefore: false)
            : .range(from: nil, isAfter: false, through: end, isBefore: isExclusive)
    }

    private mutating func consume(_ token: LogQueryToken) -> LogQueryToken {
        index += 1
        return token
    }

    private mutating func double(_ token: LogQueryToken) throws(APIProblem) -> LogQueryToken {
        guard index + 1 < bytes.count, bytes[index + 1] == bytes[index] else {
            throw LogSearch.refusal("a single '\(Character(Unicode.Scalar(bytes[index])))' means nothing", at: index)
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
