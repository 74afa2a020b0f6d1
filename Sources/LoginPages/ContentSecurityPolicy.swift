import Wire

/// What a page may load and run.
///
/// There is no inline script and no inline style in our own pages, so their policy names hosts alone. A tenant's own
/// page may hold both: its styles are allowed as they are, its scripts by the nonce that stands on them.
///
/// Pages with a form have no `form-action`: browsers apply it to the redirects that follow a form, and those lead to
/// the application and wherever that leads on (Chromium blocks the callback otherwise).
///
/// - SeeAlso: W3C Content Security Policy Level 3.
struct ContentSecurityPolicy {
    /// The images of the page, whole addresses.
    var images: [String] = []
    /// The fonts of the page, whole addresses.
    var fonts: [String] = []
    /// Whether there is a form.
    var hasForm = true
    /// Whether there is HTML that a tenant wrote.
    var hasTenantHTML = false
    /// What lets scripts of a tenant run.
    var nonce: String?
    /// Whether other sites may frame the page.
    var isFrameable = false

    /// The value of the header field.
    var text: String {
        var directives = ["default-src 'none'"]
        if hasTenantHTML {
            let script = nonce.map { " 'nonce-\($0)'" } ?? ""
            directives += [
                "script-src 'self'\(script)", "style-src 'self' 'unsafe-inline' https:",
                "img-src 'self' https: data:", "font-src 'self' https: data:", "connect-src 'self' https:",
            ]
        } else {
            directives += ["script-src 'self'", "style-src 'self'", "img-src 'self'" + Self.hosts(images)]
            let fontHosts = Self.hosts(fonts)
            if !fonts.isEmpty { directives.append("font-src 'self'" + fontHosts) }
        }
        directives.append("base-uri 'none'")
        if !hasForm { directives.append("form-action 'none'") }
        if !isFrameable { directives.append("frame-ancestors 'none'") }
        return directives.joined(separator: "; ")
    }

    /// A nonce, if it is one: a policy is no place for anything else.
    static func nonce(_ text: String?) -> String? {
        guard let text, text.utf8.count >= 16 else { return nil }
        let isBase64 = text.utf8.allSatisfy { byte in
            byte.isDigit || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
                || "+/-_=".utf8.contains(byte)
        }
        return isBase64 ? text : nil
    }

    private static func hosts(_ addresses: [String]) -> String {
        var seen: Set<String> = []
        return addresses.compactMap(PageURL.origin).filter { seen.insert($0).inserted }.map { " " + $0 }.joined()
    }
}
