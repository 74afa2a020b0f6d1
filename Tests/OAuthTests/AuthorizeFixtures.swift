import Applications
import Kernel
import OAuth
import Wire

/// What the tables about `/authorize` share.
enum AuthorizeFixtures {
    static let now = OAuthFixtures.now
    static let callback = "https://app.example.com/cb"

    /// A confidential first-party client with every grant of the front door; a null takes a member away.
    static func client(_ changes: JSONObject = [:], id: String = "app") -> Client {
        var body: JSONObject = [
            "client_secret": "right", "callbacks": [.string(callback)], "app_type": "regular_web",
            "grant_types": ["authorization_code", "implicit", "refresh_token"],
        ]
        for (name, value) in changes { body[name] = value.isNull ? nil : value }
        return OAuthFixtures.client(body, id: id)
    }

    static func api(_ changes: JSONObject = [:], id: String = "rs") -> ResourceServer {
        let body: JSONObject = [
            "identifier": "https://api.example.com/", "allow_offline_access": true,
            "scopes": [["value": "read:things"], ["value": "write:things"]],
            "skip_consent_for_verifiable_first_party_clients": true,
        ]
        return ResourceServer(OAuthFixtures.document(.resourceServer, id: id, body.merging(changes)))
    }

    static func organization(_ id: String = "org_1", name: String = "umbrella") -> Organization {
        Organization(OAuthFixtures.document(.organization, id: id, ["name": .string(name)]))
    }

    /// A request for a code; parameters are changed or, by an empty value, left out.
    static func request(_ changes: KeyValuePairs<String, String> = [:]) throws -> AuthorizeRequest {
        var parameters: JSONObject = [
            "client_id": "app", "response_type": "code", "redirect_uri": .string(callback), "scope": "openid",
            "state": "s",
        ]
        for (name, value) in changes { parameters[name] = .string(value) }
        return try AuthorizeRequest(Form(parameters.map { ($0.name, $0.value.string ?? "") }))
    }

    static func target(
        _ changes: KeyValuePairs<String, String> = [:],
        client: Client = client(),
        issuer: String? = nil
    ) throws -> ResponseTarget {
        try ResponseTarget.check(request(changes), client: client, organization: nil, issuer: issuer)
    }
}

/// The page that a call ended in; nil when it did not.
func displayed<Result>(_ body: () throws -> Result) -> DisplayedError? {
    do {
        _ = try body()
        return nil
    } catch { return error as? DisplayedError }
}
