import Glibc

/// A network of internet addresses, or a single one: `10.0.0.0/8`, `2001:db8::/32`, `::1`.
package struct AddressNetwork: Sendable, Equatable {
    private let address: [UInt8]
    private let bits: Int

    /// The network of a text; nil for what is neither an address nor a network.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let bytes = Self.bytes(of: String(first)) else { return nil }
        guard let bits = parts.count == 2 ? Int(parts[1]) : bytes.count * 8, (0...bytes.count * 8).contains(bits)
        else { return nil }
        address = bytes
        self.bits = bits
    }

    /// Whether an address belongs to it; what is no address does not.
    package func contains(_ text: String) -> Bool {
        guard let other = Self.bytes(of: text), other.count == address.count else { return false }
        let whole = bits / 8
        guard other[..<whole] == address[..<whole] else { return false }
        guard bits % 8 > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
        return other[whole] & mask == address[whole] & mask
    }

    /// The bytes of an address: 4, or 16; an IPv4 address in the clothes of an IPv6 one counts as the former.
    private static func bytes(of text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes[..<4]) }
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        return bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
    }
}
