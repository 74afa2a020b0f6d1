import Wire

/// What is done to texts.
enum TextFilters {
    /// The filters, by name.
    static let all: [(String, LiquidFilter.Body)] = [
        ("append", { input throws(LiquidFilterFailure) in try input.limited(input.text + input.text(0)) }),
        ("prepend", { input throws(LiquidFilterFailure) in try input.limited(input.text(0) + input.text) }),
        ("upcase", { .string($0.text.uppercased()) }),
        ("downcase", { .string($0.text.lowercased()) }),
        ("capitalize", { .string($0.text.prefix(1).uppercased() + $0.text.dropFirst().lowercased()) }),
        ("strip", { .string(stripped($0.text, start: true, end: true)) }),
        ("lstrip", { .string(stripped($0.text, start: true, end: false)) }),
        ("rstrip", { .string(stripped($0.text, start: false, end: true)) }),
        ("strip_newlines", { input in .string(bytes(input.text.utf8.filter { $0 != 0x0A && $0 != 0x0D })) }),
        ("normalize_whitespace", { .string(words($0.text).joined(separator: " ")) }),
        ("truncate", truncate),
        ("truncatewords", truncateWords),
        ("number_of_words", { .integer(Int64(words($0.text).count)) }),
        ("replace", { input throws(LiquidFilterFailure) in try replace(input, .all, by: input.text(1)) }),
        ("replace_first", { input throws(LiquidFilterFailure) in try replace(input, .first, by: input.text(1)) }),
        ("replace_last", { input throws(LiquidFilterFailure) in try replace(input, .last, by: input.text(1)) }),
        ("remove", { input throws(LiquidFilterFailure) in try replace(input, .all, by: "") }),
        ("remove_first", { input throws(LiquidFilterFailure) in try replace(input, .first, by: "") }),
        ("remove_last", { input throws(LiquidFilterFailure) in try replace(input, .last, by: "") }),
        ("split", split),
        ("slice", slice),
        ("json", { input throws(LiquidFilterFailure) in try input.limited(JSONWriter.text(input.value)) }),
        ("jsonify", { input throws(LiquidFilterFailure) in try input.limited(JSONWriter.text(input.value)) }),
        ("to_integer", { LiquidValue.integer($0.value).map(JSONValue.integer) ?? .integer(0) }),
        // The value as it stands: nothing escapes it unless the template does.
        ("raw", { $0.value }),
    ]

    /// Which of several occurrences are replaced.
    private enum Occurrence { case first, last, all }

    private static func bytes(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func stripped(_ text: String, start: Bool, end: Bool) -> String {
        var rest = Array(text.utf8)[...]
        if start { rest = rest.drop(while: LiquidLexer.isSpace) }
        while end, let last = rest.last, LiquidLexer.isSpace(last) { rest.removeLast() }
        return bytes(rest)
    }

    private static func words(_ text: String) -> [String] {
        Array(text.utf8).split(whereSeparator: LiquidLexer.isSpace).map { bytes($0) }
    }

    /// Cut to a number of characters, the dots included.
    private static func truncate(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        let (text, dots) = (input.text.unicodeScalars, input.text(1, or: "..."))
        let length = input.integer(0) ?? 50
        guard text.count > length else { return .string(input.text) }
        let kept = text.prefix(max(length - dots.unicodeScalars.count, 0))
        return try input.limited(String(Substring(kept)) + dots)
    }

    private static func truncateWords(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        let (all, count) = (words(input.text), max(input.integer(0) ?? 15, 1))
        guard all.count > count else { return .string(input.text) }
        return try input.limited(all.prefix(count).joined(separator: " ") + input.text(1, or: "..."))
    }

    private static func replace(
        _ input: LiquidFilterInput,
        _ occurrence: Occurrence,
        by replacement: String
    ) throws(LiquidFilterFailure) -> JSONValue {
        let text = Array(input.text.utf8)
        let found = ByteSearch(input.text(0)).all(in: text)
        let ranges =
            switch occurrence {
            case .first: found.prefix(1)
            case .last: found.suffix(1)
            case .all: found[...]
            }
        guard let first = ranges.first else { return .string(input.text) }
        let new = Array(replacement.utf8)
        try input.check(text.count + ranges.count * max(new.count - first.count, 0))
        var result: [UInt8] = []
        var written = 0
        for range in ranges {
            result += text[written..<range.lowerBound]
            result += new
            written = range.upperBound
        }
        result += text[written...]
        return .string(bytes(result))
    }

    /// The pieces between a separator, those at the end left out that are empty; without one, the characters.
    private static func split(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        let (text, separator) = (input.text, input.text(0))
        if separator.isEmpty { return .array(text.map { .string(String($0)) }) }
        if separator == " " { return .array(words(text).map(JSONValue.string)) }
        let all = Array(text.utf8)
        var pieces: [JSONValue] = []
        var start = 0
        for range in ByteSearch(separator).all(in: all) {
            pieces.append(.string(bytes(all[start..<range.lowerBound])))
            start = range.upperBound
        }
        pieces.append(.string(bytes(all[start...])))
        while pieces.last == .string("") { pieces.removeLast() }
        return .array(pieces)
    }

    /// A part of a text or of an array, by its offset, which may count from the end, and its length.
    private static func slice(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        let offset = input.integer(0) ?? 0
        let length = max(input.integer(1) ?? 1, 0)
        func part(_ count: Int) -> Range<Int>? {
            let start = offset < 0 ? count + max(offset, -count - 1) : offset
            guard start >= 0, start <= count else { return nil }
            return start..<start + min(length, count - start)
        }
        if let elements = input.value.array { return .array(part(elements.count).map { Array(elements[$0]) } ?? []) }
        let scalars = Array(input.text.unicodeScalars)
        guard let range = part(scalars.count) else { return .string("") }
        return .string(String(String.UnicodeScalarView(scalars[range])))
    }
}
