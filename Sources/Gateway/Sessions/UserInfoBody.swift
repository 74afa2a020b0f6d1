package import Wire

/// What `/userinfo` answers, made of the claims of an ID token.
///
/// Claims of the token are never overwritten. The members of the configured claims are put beside them, those of what
/// people may edit themselves last and without anything that grants rights or identifies somebody.
package enum UserInfoBody {
    /// Claims about the token and not about the person.
    private static let aboutToken: Set<String> = [
        "iss", "aud", "exp", "iat", "nbf", "jti", "nonce", "azp", "at_hash", "c_hash", "s_hash", "auth_time", "acr",
        "amr", "sid",
    ]
    /// What nobody may say about themselves.
    private static let notSelfMade: Set<String> = [
        "sub", "user_id", "_id", "email", "email_verified", "phone_number", "phone_number_verified", "username",
        "groups",
        "permissions", "roles", "scope", "org_id", "org_name", "blocked",
    ]

    /// The body as JSON.
    ///
    /// - Parameters:
    ///   - claims: The claims of a verified ID token.
    ///   - namespaces: The full names of the claims whose members are lifted.
    package static func encode(_ claims: JSONObject, namespaces: [String]) -> [UInt8] {
        JSONWriter.encode(make(claims, namespaces: namespaces))
    }

    static func make(_ claims: JSONObject, namespaces: [String]) -> JSONObject {
        var body = JSONObject()
        for (name, value) in claims where !aboutToken.contains(name) {
            if isPlain(name) || namespaces.contains(name) { body[name] = value }
        }
        let editable = namespaces.filter(isEditable)
        for namespace in namespaces.filter({ !isEditable($0) }) + editable {
            for (name, value) in claims[namespace]?.object ?? [:] where body[name] == nil && !aboutToken.contains(name)
            {
                if isEditable(namespace) && notSelfMade.contains(name) { continue }
                body[name] = value
            }
        }
        // Whoever decides by groups needs a list, also of somebody who is in none.
        body["groups"] = .array((body["groups"]?.strings ?? []).map(JSONValue.string))
        return body
    }

    /// Whether a claim has no namespace: those that have one are shown only where the configuration lists them.
    private static func isPlain(_ name: String) -> Bool { !name.contains("://") }

    /// Whether people may edit what a claim holds.
    private static func isEditable(_ namespace: String) -> Bool { namespace.lowercased().hasSuffix("user_metadata") }
}
