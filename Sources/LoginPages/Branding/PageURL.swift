import Wire

/// Which addresses of tenants, clients and organizations a page may hold.
package enum PageURL {
    /// An address of an image, a font or a style sheet's picture: `https` or a path of this host.
    ///
    /// What could end a quoted string of CSS, an attribute or an entry of a content security policy is refused, not
    /// escaped: no address needs it.
    static func resource(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 2048, text.utf8.allSatisfy(isPlain) else { return nil }
        if text.hasPrefix("/") { return text.hasPrefix("//") ? nil : text }
        guard let origin = origin(text), origin.hasPrefix("https://") else { return nil }
        return text
    }

    /// An address that a link leads to: any scheme but those that run or hold content themselves.
    package static func link(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        if text.hasPrefix("/") { return text.hasPrefix("//") ? nil : text }
        guard let scheme = scheme(text), !contentSchemes.contains(scheme) else { return nil }
        return text
    }

    /// The scheme, host and port of an `http` or `https` address, as a content security policy takes it.
    static func origin(_ text: String) -> String? {
        guard let scheme = scheme(text), scheme == "https" || scheme == "http" else { return nil }
        let rest = text.dropFirst(scheme.utf8.count + 1)
        guard rest.hasPrefix("//") else { return nil }
        let authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let isHost = authority.utf8.allSatisfy { byte in
            byte.isDigit || isLetter(byte) || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D, 0x5F].contains(byte)
        }
        guard !authority.isEmpty, isHost else { return nil }
        return scheme + "://" + authority
    }

    private static let contentSchemes: Set<String> = [
        "javascript", "vbscript", "data", "blob", "file", "filesystem", "about", "view-source",
    ]

    private static func scheme(_ text: String) -> String? {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let scheme = text[..<colon]
        guard let first = scheme.utf8.first, isLetter(first) else { return nil }
        let isScheme = scheme.utf8.allSatisfy { byte in
            byte.isDigit || isLetter(byte) || [0x2B, 0x2D, 0x2E].contains(byte)
        }
        return isScheme ? scheme.lowercased() : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
    }
}
