import Wire

/// The public keys of clients: the API calls them by ids that mean nothing elsewhere, files hold the keys themselves.
enum ClientKeys {
    private static let methods = "client_authentication_methods", requests = "signed_request_object"
    /// What makes a credential.
    private static let members: Set<String> = ["credential_type", "name", "pem", "alg", "expires_at", "subject_dn"]

    /// Whether a client has any.
    static func used(by client: JSONObject) -> Bool {
        client[methods]?.object != nil || client[requests]?.object != nil
    }

    /// A client with the keys in place of their ids.
    static func completed(_ client: JSONObject, _ keys: [JSONObject]) -> JSONObject {
        replacing(in: client) { credential in
            guard let key = keys.first(where: { $0["id"] == credential["id"] }) else { return credential }
            var told = JSONObject(key.filter { !$0.value.isNull }.map { ($0.name, $0.value) })
            if told["credential_type"] == "cert_subject_dn" { told["pem"] = nil }
            return told.filtered(members, keeping: true).inOrder()
        }
    }

    /// A client without the credentials of which a file has the ids alone, and whether there were such.
    static func usable(_ client: JSONObject) -> (client: JSONObject, isWhole: Bool) {
        let usable = replacing(in: client) { credential in
            guard credential.contains("pem") || credential.contains("subject_dn") else { return nil }
            return credential.filtered(["id"], keeping: false)
        }
        return (usable, usable[methods] == client[methods] && usable[requests] == client[requests])
    }

    private static func replacing(in client: JSONObject, _ change: (JSONObject) -> JSONObject?) -> JSONObject {
        var client = client
        if let value = client[requests]?.object {
            client[requests] = credentials(in: value, change).map(JSONValue.object)
        }
        if let value = client[methods]?.object {
            let kept = value.compactMap { name, method -> (String, JSONValue)? in
                guard let method = method.object else { return (name, method) }
                return credentials(in: method, change).map { (name, .object($0)) }
            }
            client[methods] = kept.isEmpty && !value.isEmpty ? Optional<JSONValue>.none : .object(JSONObject(kept))
        }
        return client
    }

    /// What holds credentials, with others; nil if it had some and has none left.
    private static func credentials(
        in holder: JSONObject,
        _ change: (JSONObject) -> JSONObject?
    ) -> JSONObject? {
        guard let credentials = holder["credentials"]?.array, !credentials.isEmpty else { return holder }
        let kept = credentials.compactMap { $0.object.flatMap(change) }.map(JSONValue.object)
        return kept.isEmpty ? nil : holder.merging(["credentials": .array(kept)])
    }
}
