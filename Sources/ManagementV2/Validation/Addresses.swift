import Wire

extension UInt8 {
    /// Whether this is an ASCII letter or digit.
    var isAlphanumeric: Bool { isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }

    /// Whether this is an ASCII letter, a digit, a hyphen or an underscore.
    var isWordCharacter: Bool { isAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") }
}

/// An absolute address taken apart as far as the formats need; placeholders and wildcards may stand in it.
///
/// - SeeAlso: RFC 3986 §3.
struct AbsoluteAddress: Sendable {
    /// The scheme in lower case.
    let scheme: String
    /// The host without user and port; nil if there is no authority.
    let host: String?

    /// Takes an address apart; nil if it has no scheme, nothing behind it, or characters no address has.
    init?(_ text: String) {
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "<" && $0 != ">" }),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        let scheme = text[..<colon].utf8
        guard let first = scheme.first, first.isAlphanumeric, !first.isDigit,
            scheme.allSatisfy({ $0.isAlphanumeric || [0x2B, 0x2D, 0x2E].contains($0) })
        else { return nil }
        self.scheme = String(text[..<colon]).lowercased()
        let rest = text[text.index(after: colon)...]
        guard !rest.isEmpty else { return nil }
        guard rest.hasPrefix("//") else {
            // Addresses of the web have an authority.
            guard self.scheme != "http", self.scheme != "https" else { return nil }
            host = nil
            return
        }
        let authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let afterUser = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        if afterUser.hasPrefix("[") {
            guard let end = afterUser.firstIndex(of: "]") else { return nil }
            host = String(afterUser[...end])
        } else {
            host = String(afterUser.prefix { $0 != ":" })
        }
    }
}

/// Addresses of mail.
enum EmailAddress {
    /// Whether a text is an address whose domain has at least two labels.
    static func isValid(_ text: String) -> Bool {
        guard text.utf8.count <= 320, let at = text.lastIndex(of: "@") else { return false }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        guard (1...64).contains(local.utf8.count), !local.hasPrefix("."), !local.hasSuffix("."),
            local.unicodeScalars.allSatisfy({ $0.value > 0x20 && !"\"(),:;<>@[\\]\u{7F}".unicodeScalars.contains($0) }),
            !local.split(separator: ".", omittingEmptySubsequences: false).contains("")
        else { return false }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, last.count >= 2, !last.utf8.allSatisfy(\.isDigit) else {
            return false
        }
        return labels.allSatisfy(isDomainLabel)
    }

    private static func isDomainLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 >= 0x80 }
    }
}

/// Addresses of machines.
///
/// - SeeAlso: RFC 1123 §2.1, RFC 4291 §2.2, RFC 4632 §3.1.
enum InternetAddress {
    static func isHostName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...255).contains(text.utf8.count)
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { $0.isWordCharacter }
            }
    }

    static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(\.isDigit) && (Int(part) ?? 256) < 256
            }
    }

    static func isIPv6(_ text: String) -> Bool {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (position, part) in parts.enumerated() {
                let isLast = index == halves.count - 1 && position == parts.count - 1
                if isLast, isIPv4(String(part)) {
                    groups += 2
                } else {
                    guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ $0.hexadecimalDigit != nil }) else {
                        return false
                    }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups < 8 : groups == 8
    }

    static func isCIDR(_ text: String, bits: Int, _ isAddress: (String) -> Bool) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first, isAddress(String(address)) else { return false }
        guard parts.count == 2 else { return parts.count == 1 }
        let length = parts[1]
        return (1...3).contains(length.utf8.count) && length.utf8.allSatisfy(\.isDigit) && (Int(length) ?? 999) <= bits
    }
}
