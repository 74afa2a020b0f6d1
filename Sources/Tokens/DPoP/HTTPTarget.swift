import Wire

/// The address of a request without query and fragment, in the form that is compared.
///
/// Scheme and host are of either case, the scheme's own port is left out, an empty path is `/`, and characters that
/// need no percent-encoding have none. Dots in a path stay as they are.
/// - SeeAlso: RFC 9449 §4.3; RFC 3986 §6.2.2, §6.2.3; RFC 9110 §4.2.3.
struct HTTPTarget: Equatable {
    private let scheme: String
    private let authority: String
    private let path: String

    /// Reads an absolute address of HTTP; nil if it is none, or one with a user's name in it.
    init?(_ text: String) {
        guard let colon = text.firstRange(of: "://") else { return nil }
        scheme = text[..<colon.lowerBound].lowercased()
        guard let port = ["https": ":443", "http": ":80"][scheme] else { return nil }
        let rest = text[colon.upperBound...].prefix { $0 != "?" && $0 != "#" }
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        var authority = rest[..<end].lowercased()
        if authority.hasSuffix(port) {
            authority.removeLast(port.count)
        } else if authority.hasSuffix(":") {
            authority.removeLast()
        }
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        self.authority = authority
        guard let path = Self.normalized(rest[end...]) else { return nil }
        self.path = path.isEmpty ? "/" : path
    }

    /// A path whose percent-encodings are in upper case and stand only where they must; nil if one is cut off.
    private static func normalized(_ path: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexadecimalDigit, let low = rest.popFirst()?.hexadecimalDigit else {
                return nil
            }
            let value = high << 4 | low
            if value.isUnreserved {
                bytes.append(value)
            } else {
                bytes.append(byte)
                bytes.append(contentsOf: Hexadecimal.encode([value]).uppercased().utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    /// Whether this is a character that stands for itself everywhere in an address.
    ///
    /// - SeeAlso: RFC 3986 §2.3.
    package var isUnreserved: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
