/// Where a client publishes its metadata: the address is its name to the world.
///
/// - SeeAlso: OAuth Client ID Metadata Document §3; Auth0: "CIMD Validation Rules".
enum MetadataAddress {
    private static let limit = 120

    /// What is wrong with an address; nil for one that may be.
    static func problem(_ url: String) -> String? {
        guard url.utf8.count <= limit else { return "The URL must have at most \(limit) bytes" }
        guard url.hasPrefix("https://") else { return "The URL must begin with https://" }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "The URL must hold no spaces" }
        guard !url.contains("#") else { return "The URL must have no fragment" }
        guard !url.contains("?") else { return "The URL must have no query" }
        let rest = url.dropFirst("https://".count)
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        guard !authority.contains("@") else { return "The URL must name no user" }
        guard hasPlausibleEscapes(url) else { return "Each % of the URL must be followed by two hexadecimal digits" }
        guard path.count > 1 else { return "The URL must have a path" }
        let segments = path.lowercased().replacing("%2e", with: ".").split(separator: "/")
        guard !segments.contains("."), !segments.contains("..") else { return "The URL must have no dot segments" }
        return problem(ofAuthority: authority)
    }

    /// The host of an address that may be.
    static func host(_ url: String) -> String {
        let authority = url.dropFirst("https://".count).prefix { $0 != "/" }
        return String(authority.prefix { $0 != ":" })
    }

    private static func problem(ofAuthority authority: Substring) -> String? {
        let isLiteral = authority.first == "["
        let host = isLiteral ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        guard !host.isEmpty, host != "[]" else { return "The URL must name a host" }
        guard !["localhost", "127.0.0.1", "[::1]"].contains(host.lowercased()) else {
            return "The URL must not be of this machine"
        }
        let port = authority.dropFirst(host.count)
        guard !port.isEmpty else { return nil }
        guard port.first == ":", let number = Int(port.dropFirst()), (1...65_535).contains(number) else {
            return "The URL must have a port from 1 to 65535, or none"
        }
        return nil
    }

    private static func hasPlausibleEscapes(_ url: String) -> Bool {
        let bytes = Array(url.utf8)
        return bytes.indices.filter { bytes[$0] == UInt8(ascii: "%") }.allSatisfy { index in
            let digits = bytes[(index + 1)...].prefix(2)
            return digits.count == 2 && digits.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
        }
    }
}
