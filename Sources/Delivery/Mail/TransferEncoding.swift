import Wire

/// How a text travels in a mail: in lines that no server breaks, of characters that none misreads.
///
/// - SeeAlso: RFC 2045 §6.
enum TransferEncoding: String, Sendable, CaseIterable {
    case quotedPrintable = "quoted-printable"
    case base64

    /// The encoding that is shorter: texts with few characters beyond ASCII stay readable.
    static func shorter(for text: String) -> TransferEncoding {
        let count = text.utf8.count
        let escaped = text.utf8.count { $0 >= 0x7F || $0 == UInt8(ascii: "=") }
        return escaped * 6 > count ? .base64 : .quotedPrintable
    }

    /// The text in lines without their ends.
    func lines(_ text: String) -> [String] {
        switch self {
        case .base64: Self.base64Lines(text)
        case .quotedPrintable: Self.quotedLines(text)
        }
    }

    private static func base64Lines(_ text: String) -> [String] {
        let encoded = Array(Base64.encode(Array(text.utf8), .standard).utf8)
        return stride(from: 0, to: encoded.count, by: 76).map { start in
            String(decoding: encoded[start..<min(start + 76, encoded.count)], as: UTF8.self)
        }
    }

    /// Lines of at most 76 characters; a longer one goes on behind `=`.
    private static func quotedLines(_ text: String) -> [String] {
        var lines: [String] = []
        for line in text.utf8.filter({ $0 != 0x0D }).split(separator: 0x0A, omittingEmptySubsequences: false) {
            var current: [UInt8] = []
            for (index, byte) in line.enumerated() {
                let isLast = index == line.count - 1
                let isSpace = byte == 0x20 || byte == 0x09
                let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || (isSpace && !isLast)
                let encoded = isPlain ? [byte] : Array("=\(Hexadecimal.encode([byte]).uppercased())".utf8)
                if current.count + encoded.count > (isLast ? 76 : 75) {
                    lines.append(String(decoding: current, as: UTF8.self) + "=")
                    current = []
                }
                current += encoded
            }
            lines.append(String(decoding: current, as: UTF8.self))
        }
        return lines
    }
}
