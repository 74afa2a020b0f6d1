/// The address of a tenant, without a slash at its end: `https://tenant.eu.auth0.com`.
package struct TenantURL: Sendable, Hashable, CustomStringConvertible {
    /// The address.
    package let text: String

    /// Takes an absolute `http` or `https` address without query and fragment; nil for anything else.
    package init?(_ address: String) {
        guard let rest = Self.schemes.lazy.compactMap({ Self.drop($0, from: address) }).first else { return nil }
        guard let first = rest.utf8.first, first != UInt8(ascii: "/") else { return nil }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !Self.forbidden.contains($0) }) else { return nil }
        var address = address[...]
        while address.last == "/" { address.removeLast() }
        text = String(address)
    }

    /// The issuer of the tenant's tokens.
    package var issuer: String { text + "/" }

    package var description: String { text }

    private static let schemes = ["https://", "http://"]
    private static let forbidden = Set("?#\"\\<>@".utf8)

    private static func drop(_ scheme: String, from address: String) -> Substring? {
        address.hasPrefix(scheme) ? address.dropFirst(scheme.count) : nil
    }
}
