import Kernel
package import Wire

extension Ticket {
    /// The ticket as a tenant's own mail template wants it: where it leads in the end, whether that place learns the
    /// address, and how long it lives.
    ///
    /// What the ticket says itself goes before where it leads.
    ///
    /// - Parameter template: The template's document; nil for the built-in one.
    /// - SeeAlso: Auth0 Management API: `resultUrl`, `urlLifetimeInSeconds` and `includeEmailInRedirect` of e-mail
    ///   templates.
    package func following(_ template: JSONObject?) -> Ticket {
        guard let template else { return self }
        var body = body
        if body["result_url"] == nil, let url = template["resultUrl"]?.string, !url.isEmpty {
            body["result_url"] = .string(url)
            body["includeEmailInRedirect"] = .bool(template["includeEmailInRedirect"]?.bool ?? true)
        }
        // Centuries are enough, and their milliseconds fit into an integer.
        let lifetime = min(template["urlLifetimeInSeconds"]?.integer ?? 0, 10_000_000_000)
        return Ticket(
            kind: kind,
            hash: hash,
            userID: userID,
            body: body,
            createdAt: createdAt,
            expiresAt: lifetime > 0 ? createdAt.adding(seconds: lifetime) : expiresAt
        )
    }
}
