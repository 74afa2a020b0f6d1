package import HTTPTypes
import Wire

/// The proxies whose word on scheme, host and caller is believed.
///
/// Without any, `Forwarded` and `X-Forwarded-*` are ignored: whoever can reach the server could otherwise choose the
/// issuer of its tokens.
///
/// - SeeAlso: RFC 7239 §8.
package struct TrustedProxies: Sendable {
    private let networks: [AddressNetwork]

    /// Proxies by address or by network (`10.0.0.0/8`, `::1`).
    ///
    /// - Throws: `ProxyError` for one that cannot be read.
    package init(_ texts: [String]) throws(ProxyError) {
        var networks: [AddressNetwork] = []
        for text in texts {
            guard let network = AddressNetwork(text) else { throw ProxyError(text: text) }
            networks.append(network)
        }
        self.networks = networks
    }

    /// A proxy that is no address and no network.
    package struct ProxyError: Error, CustomStringConvertible {
        let text: String
        package var description: String { "'\(text)' is neither an address nor a network such as 10.0.0.0/8" }
    }

    /// What a request is really for, and who really sent it.
    package struct Forwarding: Sendable, Equatable {
        /// `http` or `https`.
        package var scheme: String
        /// The host with its port.
        package var authority: String
        /// The address of the caller.
        package var ip: String?

        /// A request as a listener or a proxy describes it.
        package init(scheme: String, authority: String, ip: String?) {
            self.scheme = scheme
            self.authority = authority
            self.ip = ip
        }
    }

    /// Applies the headers of a proxy, if the peer is one that is trusted.
    ///
    /// The nearest proxy's word is the last in each header: what stands before it, anyone could have written.
    package func apply(_ headers: HTTPFields, to direct: Forwarding) -> Forwarding {
        guard !networks.isEmpty, let address = direct.ip, networks.contains(where: { $0.contains(address) })
        else { return direct }
        var result = direct
        if let forwarded = headers[.forwarded] {
            for pair in (forwarded.split(separator: ",").last ?? "").split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmed }
                guard parts.count == 2 else { continue }
                let value = parts[1].filter { $0 != "\"" }
                switch parts[0].lowercased() {
                case "proto": result.scheme = value.lowercased()
                case "host": result.authority = value
                case "for": result.ip = Self.withoutPort(value)
                default: break
                }
            }
        } else {
            if let proto = Self.last(headers, .xForwardedProto) { result.scheme = proto.lowercased() }
            if let host = Self.last(headers, .xForwardedHost) { result.authority = host }
            if let ip = Self.last(headers, .xForwardedFor) { result.ip = Self.withoutPort(ip) }
        }
        if result.scheme != "https" && result.scheme != "http" { result.scheme = direct.scheme }
        return result
    }

    private static func last(_ headers: HTTPFields, _ name: HTTPField.Name) -> String? {
        headers[name]?.split(separator: ",").last.map { $0.trimmed }
    }

    /// The address of a node: `[2001:db8::1]:4711` and `192.0.2.1:4711` lose their port and brackets.
    ///
    /// - SeeAlso: RFC 7239 §6.
    private static func withoutPort(_ node: String) -> String {
        if node.first == "[" { return String(node.dropFirst().prefix { $0 != "]" }) }
        let parts = node.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : node
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = self
        while text.first == " " || text.first == "\t" { text = text.dropFirst() }
        while text.last == " " || text.last == "\t" { text = text.dropLast() }
        return String(text)
    }
}

extension HTTPField.Name {
    static let forwarded = parsed("forwarded")
    static let xForwardedFor = parsed("x-forwarded-for")
    static let xForwardedHost = parsed("x-forwarded-host")
    static let xForwardedProto = parsed("x-forwarded-proto")
    static let auth0Client = parsed("auth0-client")
    static let auth0RequestID = parsed("x-auth0-requestid")
    static let rateLimitLimit = parsed("x-ratelimit-limit")
    static let rateLimitRemaining = parsed("x-ratelimit-remaining")
    static let rateLimitReset = parsed("x-ratelimit-reset")

    /// A name that is known to be one; falls back to a name nobody sends.
    private static func parsed(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .init(parsed: "x-unused") ?? .date
    }
}
