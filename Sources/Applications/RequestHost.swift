package import Kernel

/// The host a request was sent to: which tenant it is, and what that tenant calls itself there.
///
/// - SeeAlso: Auth0: "Custom Domains": the issuer is the host that was asked.
package struct RequestHost: Sendable, Hashable {
    /// The tenant behind the host.
    package let tenant: TenantID
    /// `https` or `http`.
    package let scheme: String
    /// The host with its port where that is not the scheme's own.
    package let authority: String

    /// A host.
    package init(tenant: TenantID, scheme: String, authority: String) {
        self.tenant = tenant
        self.scheme = scheme
        self.authority = authority
    }

    /// The `iss` of tokens issued here, with its trailing slash.
    package var issuer: String { "\(scheme)://\(authority)/" }

    /// The host without its port.
    package var name: String { HostName.withoutPort(authority) }

    /// The audience of the management API v2 as asked for here.
    package var managementAudience: String { "\(issuer)api/v2/" }

    /// The audience of `/userinfo` here.
    package var userInfoAudience: String { "\(issuer)userinfo" }

    /// Whether an audience names `/userinfo` on this very host; as with the management API, scheme and port are not
    /// compared.
    package func isUserInfoAudience(_ audience: String) -> Bool {
        HostName.of(audience, path: "/userinfo") == name
    }

    /// The identifier under which the management API of a tenant is stored, whatever host it is asked on.
    package static func storedManagementAudience(_ tenant: TenantID) -> String {
        "https://\(tenant.rawValue).latchkey.test/api/v2/"
    }

    /// Whether an audience names the management API on this very host.
    ///
    /// Scheme and port are not compared: one server listens on several, and a token is bound to the host by its name.
    package func isManagementAudience(_ audience: String) -> Bool {
        guard let name = HostName.ofManagementAudience(audience) else { return false }
        return name == self.name
    }

    /// An audience as storage knows it: the management API's of this host or of the tenant's own becomes the stored
    /// identifier, any other stays.
    package func storedAudience(_ audience: String) -> String {
        isManagementAudience(audience) ? Self.storedManagementAudience(tenant) : audience
    }

    /// An audience as this host shows it: the opposite of `storedAudience`.
    package func shownAudience(_ stored: String) -> String {
        stored == Self.storedManagementAudience(tenant) ? managementAudience : stored
    }
}

/// Taking hosts apart.
package enum HostName {
    /// A host in lower case without its port; an IPv6 literal keeps its brackets.
    package static func withoutPort(_ authority: String) -> String {
        let lower = authority.lowercased()
        if lower.first == "[" {
            return String(lower[...(lower.firstIndex(of: "]") ?? lower.index(before: lower.endIndex))])
        }
        return String(lower.prefix { $0 != ":" })
    }

    /// The host, without port, of `http(s)://host[:port]/api/v2/`; nil for any other audience.
    package static func ofManagementAudience(_ audience: String) -> String? { of(audience, path: "/api/v2/") }

    /// The host, without port, of `http(s)://host[:port]` and a path; nil for any other audience.
    static func of(_ audience: String, path suffix: String) -> String? {
        for scheme in ["https://", "http://"] where audience.hasPrefix(scheme) && audience.hasSuffix(suffix) {
            let authority = audience.dropFirst(scheme.count).dropLast(suffix.count)
            guard !authority.isEmpty, !authority.contains("/"), !authority.contains("@") else { return nil }
            return withoutPort(String(authority))
        }
        return nil
    }
}
