#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An address of the network.
struct NetworkAddress: Sendable, Equatable, CustomStringConvertible {
    /// 4 or 16 bytes.
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads an address; nil for what is none.
    init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 {
            self.bytes = Array(bytes[..<4])
        } else if inet_pton(AF_INET6, text, &bytes) == 1 {
            self.bytes = bytes
        } else {
            return nil
        }
    }

    /// The address as text, one of IPv6 in brackets.
    var text: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        var bytes = bytes
        guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, &bytes, &buffer, socklen_t(buffer.count)) != nil else {
            return ""
        }
        let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return bytes.count == 4 ? text : "[\(text)]"
    }

    var description: String { text }

    /// Whether it is of no use, or none of a stranger's, in the public network: this machine, its own network, many at
    /// once, or an IPv6 address that leads to such an IPv4 address.
    ///
    /// - SeeAlso: RFC 6890; IANA: special-purpose address registries.
    var isPrivate: Bool {
        guard bytes.count == 16 else { return Self.isPrivate(bytes[...]) }
        if let embedded { return Self.isPrivate(embedded) }
        let isUniqueLocal = bytes[0] & 0xFE == 0xFC
        let isLinkOrSiteLocal = bytes[0] == 0xFE && bytes[1] & 0x80 != 0
        let isMulticast = bytes[0] == 0xFF
        let isDiscarded = bytes.starts(with: [0x01, 0, 0, 0, 0, 0, 0, 0])
        // 2001::/23 is set apart for protocols, with tunnels among them; 2001:db8::/32 is for documents.
        let isSetApart = bytes.starts(with: [0x20, 0x01]) && (bytes[2] < 2 || bytes[2...3] == [0x0D, 0xB8])
        return isUniqueLocal || isLinkOrSiteLocal || isMulticast || isDiscarded || isSetApart
    }

    /// The IPv4 address that an IPv6 address leads to.
    private var embedded: ArraySlice<UInt8>? {
        let zeros = [UInt8](repeating: 0, count: 12)
        // `::1`, `::` and addresses of old that hold an IPv4 address; then those that map one.
        if bytes.starts(with: zeros) || bytes.starts(with: zeros.dropLast(2) + [0xFF, 0xFF]) { return bytes[12...] }
        // NAT64 (RFC 6052), the well-known prefix and the one for networks' own use (RFC 8215).
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) { return bytes[12...] }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 1]) { return [127, 0, 0, 1] }
        // 6to4 (RFC 3056).
        return bytes.starts(with: [0x20, 0x02]) ? bytes[2..<6] : nil
    }

    private static func isPrivate(_ bytes: ArraySlice<UInt8>) -> Bool {
        let (first, second, third) = (bytes[bytes.startIndex], bytes[bytes.startIndex + 1], bytes[bytes.startIndex + 2])
        switch (first, second, third) {
        case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _): return true
        case (100, 64...127, _), (172, 16...31, _), (198, 18...19, _): return true
        case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113): return true
        case (224..., _, _): return true
        default: return false
        }
    }
}
