import Wire

/// What makes texts fit for HTML and for URLs.
enum MarkupFilters {
    /// The filters, by name.
    static let all: [(String, LiquidFilter.Body)] = [
        ("escape", { input throws(LiquidFilterFailure) in try input.limited(escaped(input.text)) }),
        ("xml_escape", { input throws(LiquidFilterFailure) in try input.limited(escaped(input.text)) }),
        ("escape_once", { input throws(LiquidFilterFailure) in try input.limited(escaped(input.text, once: true)) }),
        ("newline_to_br", newlineToBreak),
        ("strip_html", { .string(withoutMarkup($0.text)) }),
        ("url_encode", { input throws(LiquidFilterFailure) in try input.limited(urlEncoded(input.text)) }),
        ("cgi_escape", { input throws(LiquidFilterFailure) in try input.limited(urlEncoded(input.text)) }),
        ("uri_escape", { input throws(LiquidFilterFailure) in try input.limited(Form.encode(input.text)) }),
        ("url_decode", { .string(Form.decode(Array($0.text.utf8)) ?? $0.text) }),
        ("base64_encode", { .string(Base64.encode(Array($0.text.utf8), .standard)) }),
        ("base64_decode", { .string(decoded($0.text, .standard)) }),
        ("base64_url_safe_encode", { .string(Base64.encode(Array($0.text.utf8), .url)) }),
        ("base64_url_safe_decode", { .string(decoded($0.text, .url)) }),
    ]

    /// A text in which nothing is markup; `once` leaves alone what is escaped already.
    static func escaped(_ text: String, once: Bool = false) -> String {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        for (index, byte) in source.enumerated() {
            switch byte {
            case UInt8(ascii: "&") where once && beginsEntity(source[(index + 1)...]): bytes.append(byte)
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether what follows a `&` is the rest of an entity: a name or a number, and a semicolon.
    private static func beginsEntity(_ rest: ArraySlice<UInt8>) -> Bool {
        // No entity has a longer name; a limit keeps a text of nothing but `&` from being read over and over.
        let name = rest.prefix(32).prefix { $0 != UInt8(ascii: ";") }
        guard !name.isEmpty, rest.dropFirst(name.count).first == UInt8(ascii: ";") else { return false }
        let isLetter: (UInt8) -> Bool = { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0.isDigit }
        guard name.first == UInt8(ascii: "#") else { return name.first?.isDigit == false && name.allSatisfy(isLetter) }
        let digits = name.dropFirst()
        if digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X") {
            return digits.count > 1 && digits.dropFirst().allSatisfy { $0.hexadecimalDigit != nil }
        }
        return !digits.isEmpty && digits.allSatisfy(\.isDigit)
    }

    private static func newlineToBreak(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        var bytes: [UInt8] = []
        for byte in input.text.utf8 where byte != 0x0D {
            if byte == 0x0A { bytes += "<br />".utf8 }
            bytes.append(byte)
        }
        return try input.limited(String(decoding: bytes, as: UTF8.self))
    }

    /// What is between tags; scripts, styles and comments go with all they hold.
    private static func withoutMarkup(_ text: String) -> String {
        var rest = Array(text.utf8)[...]
        var bytes: [UInt8] = []
        // An end that is not in the rest is in no rest of it: it is looked for once.
        var passages = ["<!--": "-->", "<script": "</script>", "<style": "</style>"]
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            bytes += rest[..<open]
            rest = rest[open...]
            let start = passages.keys.first { begin in
                rest.count >= begin.utf8.count && zip(rest, begin.utf8).allSatisfy { $0.0 | 0x20 == $0.1 | 0x20 }
            }
            if let start, let end = passages[start] {
                guard let close = ByteSearch(end).first(in: rest) else {
                    passages[start] = nil
                    continue
                }
                rest = rest[close.upperBound...]
            } else {
                guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { break }
                rest = rest[(close + 1)...]
            }
        }
        return String(decoding: bytes + rest, as: UTF8.self)
    }

    /// A text as forms write it: spaces become `+`.
    private static func urlEncoded(_ text: String) -> String {
        text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            .map { Form.encode(String(Substring($0))) }.joined(separator: "+")
    }

    private static func decoded(_ text: String, _ alphabet: Base64.Alphabet) -> String {
        Base64.decode(text, alphabet).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
