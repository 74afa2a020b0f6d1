import Wire

/// How clients look in the first API: in camel case.
///
/// - SeeAlso: Auth0 Management API v1: `/api/clients`.
enum V1ClientView {
    private static let names: [(new: String, first: String)] = [
        ("tenant", "tenant"), ("global", "global"), ("client_id", "clientID"), ("client_secret", "clientSecret"),
        ("name", "name"), ("description", "description"), ("callbacks", "callbacks"),
        ("allowed_origins", "allowedOrigins"), ("allowed_logout_urls", "allowedLogoutUrls"), ("sso", "sso"),
        ("client_aliases", "clientAliases"),
    ]
    /// What only the server decides.
    private static let fixed: Set<String> = ["tenant", "global", "clientID", "clientSecret"]

    /// A client, as the newer API shows it, in the shape of the first.
    static func shown(_ client: JSONObject) -> JSONObject {
        var body = JSONObject()
        for (new, first) in names { body[first] = client[new] }
        if !body.contains("callbacks") { body["callbacks"] = [] }
        if let key = client["signing_keys"]?.array?.first { body["signingKey"] = key }
        return body
    }

    /// What a request asks for, in the members of the newer API.
    ///
    /// Callbacks come as a list or as one text with commas, the first of them perhaps in a member of its own.
    static func request(_ body: JSONObject) -> JSONObject {
        var result = JSONObject()
        for (new, first) in names where !fixed.contains(first) {
            guard let value = body[first] ?? body[new] else { continue }
            result[new] = isList(new) ? list(value) : value
        }
        if let first = body["callback"]?.string, !first.isEmpty {
            let others = result["callbacks"]?.array?.filter { $0 != .string(first) } ?? []
            result["callbacks"] = .array([.string(first)] + others)
        }
        return result
    }

    private static func isList(_ name: String) -> Bool {
        ["callbacks", "allowed_origins", "allowed_logout_urls", "client_aliases"].contains(name)
    }

    private static func list(_ value: JSONValue) -> JSONValue {
        guard let text = value.string else { return value }
        let pieces = text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        return .array(pieces.map(JSONValue.string))
    }
}
