package import Applications
package import Flows
import Kernel
import Wire

/// Finds the tenant behind a host, and the host behind a proxy.
///
/// - SeeAlso: RFC 7239; Auth0: "Custom Domains".
package struct TenantHosts: Sendable {
    /// Suffixes below which the first label is a tenant's name, the longer before those that they end with.
    ///
    /// Names below `.localhost` need no `/etc/hosts`; OpenSSL and libcurl take a wildcard only below two labels.
    package static let suffixes = [".latchkey.test", ".latchkey.localhost", ".localhost"]
    /// Hosts that are the default tenant, beside addresses.
    private static let defaultHosts: Set<String> = ["localhost", "latchkey.test"]

    private let configuration: Configuration

    /// Looks tenants up in a configuration.
    package init(configuration: Configuration) { self.configuration = configuration }

    /// The host a request is for; nil if no tenant answers on it.
    package func host(scheme: String, authority: String) async throws -> RequestHost? {
        let asked = authority.lowercased()
        guard Self.isWellFormed(asked) else { return nil }
        let authority = Self.withoutDefaultPort(asked, scheme: scheme)
        let name = HostName.withoutPort(authority)
        guard let tenant = try await tenant(name) else { return nil }
        return RequestHost(tenant: tenant, scheme: scheme, authority: authority)
    }

    private func tenant(_ name: String) async throws -> TenantID? {
        if Self.defaultHosts.contains(name) || Self.isAddress(name) {
            return try await configuration.tenant(named: .default)
        }
        for suffix in Self.suffixes where name.hasSuffix(suffix) {
            guard let id = TenantID(checking: String(name.dropLast(suffix.count))) else { return nil }
            return try await configuration.tenant(named: id)
        }
        return try await configuration.tenant(domain: name)
    }

    private static func withoutDefaultPort(_ authority: String, scheme: String) -> String {
        let port = scheme == "https" ? ":443" : ":80"
        return authority.hasSuffix(port) ? String(authority.dropLast(port.count)) : authority
    }

    /// A host has letters, digits, dots, hyphens and underscores, or is an IPv6 literal, and may have a port: anything
    /// else would end up in the issuer and in links.
    private static func isWellFormed(_ authority: String) -> Bool {
        guard (1...255).contains(authority.utf8.count) else { return false }
        let name = HostName.withoutPort(authority)
        let rest = authority.dropFirst(name.count)
        let port = rest.dropFirst()
        let portIsFine =
            rest.isEmpty || (rest.first == ":" && port.utf8.allSatisfy(\.isASCIIDigit) && UInt16(port) != nil)
        let isLiteral = name.first == "[" && name.last == "]"
        let characters = isLiteral ? name.dropFirst().dropLast() : name[...]
        return portIsFine && !characters.isEmpty
            && characters.utf8.allSatisfy { byte in
                byte.isASCIIDigit || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: ".")
                    || (isLiteral ? byte == UInt8(ascii: ":") : byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_"))
            }
    }

    private static func isAddress(_ name: String) -> Bool {
        guard name.first == "[" else { return AddressNetwork(name) != nil }
        return name.contains(":") && AddressNetwork(String(name.dropFirst().dropLast())) != nil
    }
}

extension UInt8 {
    fileprivate var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
}
