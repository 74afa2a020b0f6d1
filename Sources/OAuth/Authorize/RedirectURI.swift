package import Applications
import Wire

/// A URI that a response may be sent to, taken apart so that it is compared as it will be followed.
///
/// - SeeAlso: RFC 3986; RFC 6749 §3.1.2; RFC 9700 §4.1.
package struct RedirectURI: Sendable, Equatable {
    /// The text as it was sent, without the fragment.
    package let text: String
    /// The scheme in lower case.
    package let scheme: String
    /// The host in lower case; nil for schemes of applications, which may have none.
    package let host: String?
    /// The port, unless it is the scheme's own.
    package let port: String?
    /// Everything after the authority, without the fragment.
    package let rest: String
    /// Whether there was a fragment.
    package let hasFragment: Bool

    private static let forbiddenSchemes: Set<String> = [
        "javascript", "data", "vbscript", "file", "blob", "about", "view-source",
    ]

    /// Takes a URI apart; nil for what is none, or one that browsers read in more than one way.
    package init?(_ text: String) {
        guard text.utf8.count <= 2_048, text.utf8.allSatisfy(Self.isPlain) else { return nil }
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon].lowercased()
        guard Self.isScheme(scheme), !Self.forbiddenSchemes.contains(scheme) else { return nil }
        let afterScheme = text[text.index(after: colon)...]
        let body = afterScheme.prefix { $0 != "#" }
        self.text = String(text.prefix { $0 != "#" })
        self.scheme = scheme
        hasFragment = body.count < afterScheme.count
        let isWeb = scheme == "http" || scheme == "https"
        guard body.hasPrefix("//") else {
            guard !isWeb, !body.isEmpty else { return nil }
            (host, port, rest) = (nil, nil, String(body))
            return
        }
        let hierarchical = body.dropFirst(2)
        let authority = hierarchical.prefix { $0 != "/" && $0 != "?" }
        let rest = String(hierarchical.dropFirst(authority.count))
        guard !authority.contains("@"), !(isWeb && authority.isEmpty) else { return nil }
        guard let (host, port) = Self.split(authority), !(isWeb && host.isEmpty) else { return nil }
        self.host = host
        self.port = port == (scheme == "https" ? "443" : scheme == "http" ? "80" : nil) ? nil : port
        // A path that climbs is read differently by those who compare and those who follow.
        guard !isWeb || !Self.climbs(rest) else { return nil }
        self.rest = rest
    }

    /// The scheme and authority, as errors name them.
    package var origin: String { "\(scheme)://\(host ?? "")\(port.map { ":\($0)" } ?? "")" }

    /// Whether a browser would open it itself.
    package var isWeb: Bool { scheme == "http" || scheme == "https" }

    /// Whether this machine itself is meant.
    package var isLoopback: Bool {
        guard let host else { return false }
        return host == "localhost" || host.hasSuffix(".localhost") || host == "127.0.0.1" || host == "[::1]"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "\"")
            && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "^")
            && byte != UInt8(ascii: "`") && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "|")
            && byte != UInt8(ascii: "}")
    }

    private static func isScheme(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        }
    }

    private static func split(_ authority: Substring) -> (host: String, port: String?)? {
        let host: Substring
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != ":" }
        }
        let after = authority.dropFirst(host.count)
        guard after.isEmpty || after.first == ":" else { return nil }
        let port = after.dropFirst()
        guard port.utf8.allSatisfy(\.isDigit), port.isEmpty || UInt16(port) != nil else { return nil }
        guard host.utf8.allSatisfy({ $0 != UInt8(ascii: "%") }) else { return nil }
        return (host.lowercased(), port.isEmpty ? nil : String(port))
    }

    private static func climbs(_ rest: String) -> Bool {
        let path = rest.prefix { $0 != "?" }
        let decoded = path.replacing("%25", with: "%").replacing("%2e", with: ".").replacing("%2E", with: ".")
            .replacing("%2f", with: "/").replacing("%2F", with: "/").replacing("%5c", with: "/")
            .replacing("%5C", with: "/")
        return decoded.split(separator: "/").contains { $0 == ".." || $0 == "." }
    }
}

extension RedirectURI {
    /// Whether a registered callback allows this URI.
    ///
    /// They are equal part by part, down to the slash at the end; `*` may stand for the left-most label of a host, and
    /// `{organization_name}` in a host for the organization's. Installed applications that listen on a loopback address
    /// may choose the port when they start, unless they have registered one.
    /// - SeeAlso: RFC 8252 §7.3; Auth0: "Subdomain URL Placeholders".
    package func isAllowed(by registered: String, organization: String?, isNative: Bool) -> Bool {
        guard let pattern = RedirectURI.pattern(registered, organization), let allowed = RedirectURI(pattern),
            allowed.scheme == scheme, allowed.rest == rest, hostMatches(allowed.host)
        else { return false }
        if allowed.port == port { return true }
        return isNative && scheme == "http" && allowed.port == nil && (host == "127.0.0.1" || host == "[::1]")
    }

    /// A registered URI with the organization's name in its place; nil where there is none to put, or the place is not
    /// in the host.
    private static func pattern(_ registered: String, _ organization: String?) -> String? {
        let place = "{organization_name}"
        guard registered.contains(place) else { return registered }
        guard let organization, isLabel(organization), let authority = registered.firstRange(of: "://") else {
            return nil
        }
        let host = registered[authority.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !registered[..<authority.lowerBound].contains(place), !registered[host.endIndex...].contains(place) else {
            return nil
        }
        return registered.replacing(place, with: organization)
    }

    private func hostMatches(_ allowed: String?) -> Bool {
        guard let allowed, allowed.hasPrefix("*.") else { return allowed == host }
        guard let host, host != allowed, let dot = host.firstIndex(of: ".") else { return false }
        let label = String(host[..<dot])
        return RedirectURI.isLabel(label) && host[dot...] == allowed.dropFirst()
            && allowed.dropFirst(2).contains(".")
    }

    private static func isLabel(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 63
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }

    /// This URI with parameters added to its query or, for the front channel, as its fragment.
    package func adding(_ parameters: [(name: String, value: String)], toFragment: Bool) -> String {
        let encoded = parameters.map { "\(Form.encode($0.name))=\(Form.encode($0.value))" }.joined(separator: "&")
        let base = String(text.prefix { $0 != "#" })
        if toFragment { return "\(base)#\(encoded)" }
        guard !encoded.isEmpty else { return base }
        return base.contains("?") ? "\(base)&\(encoded)" : "\(base)?\(encoded)"
    }

    /// Whether a URL may be gone to after signing out by Auth0's rules: query and fragment do not count.
    package static func isLogoutURL(_ text: String, allowedBy registered: [String]) -> Bool {
        let bare = String(text.prefix { $0 != "?" && $0 != "#" })
        guard let uri = RedirectURI(bare), RedirectURI(text) != nil else { return false }
        return registered.contains { candidate in
            uri.isAllowed(
                by: String(candidate.prefix { $0 != "?" && $0 != "#" }),
                organization: nil,
                isNative: false
            )
        }
    }

    /// Whether an origin is one of those registered, or that of a callback.
    package static func isOrigin(_ origin: String, of client: Client) -> Bool {
        guard let asked = RedirectURI(origin), asked.isWeb, asked.rest.isEmpty || asked.rest == "/", !asked.hasFragment
        else { return false }
        let registered = client.signIn.webOrigins + client.signIn.allowedOrigins + client.signIn.callbacks
        return registered.contains { candidate in
            guard let allowed = RedirectURI(candidate) else { return false }
            return allowed.scheme == asked.scheme && allowed.port == asked.port && asked.hostMatches(allowed.host)
        }
    }
}
