import Applications
import Kernel
import OAuth
import Tokens
import Wire

/// What the tables of this folder share.
enum OAuthFixtures {
    static let now = Instant(seconds: 1_790_000_000)
    static let host = RequestHost(tenant: .default, scheme: "https", authority: "acme.example.com")

    static func document(_ kind: DocumentKind, id: String, _ body: JSONObject) -> Document {
        Document(tenant: .default, kind: kind, id: id, body: body, createdAt: now)
    }

    static func client(_ body: JSONObject = ["client_secret": "right"], id: String = "app") -> Client {
        Client(document(.client, id: id, body))
    }

    static func request(_ parameters: [(name: String, value: String)]) throws -> TokenRequest {
        let grant = [(name: "grant_type", value: "client_credentials"), (name: "client_id", value: "app")]
        return try TokenRequest(TokenParameters(form: Form(grant + parameters)), authorization: nil)
    }

    static func basic(_ text: String) -> String { "Basic " + Base64.encode(Array(text.utf8), .standard) }
}

/// What a call was refused with; nil when it was not.
func refusal<Result>(_ body: () throws -> Result) -> OAuthError? {
    do {
        _ = try body()
        return nil
    } catch { return error as? OAuthError }
}
