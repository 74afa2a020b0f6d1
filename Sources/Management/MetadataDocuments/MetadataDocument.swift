import Tokens
import Wire

/// What a client says about itself in a document, checked and put into the words of clients here.
///
/// - SeeAlso: OAuth Client ID Metadata Document §4; RFC 7591 §2; Auth0: "CIMD Validation Rules".
struct MetadataDocument: Sendable {
    private static let understood: Set<String> = [
        "client_id", "client_name", "redirect_uris", "logo_uri", "grant_types", "response_types",
        "token_endpoint_auth_method", "jwks_uri", "application_type",
    ]
    private static let forbidden = ["client_secret", "client_secret_expires_at", "jwks"]
    private static let grants: Set<String> = ["authorization_code", "refresh_token"]
    private static let methods: Set<String> = ["none", "private_key_jwt"]
    private static let limitOfNames = 140
    private static let thisMachine = ["http://localhost", "http://127.0.0.1", "http://[::1]"]

    /// Where the document is.
    let url: String
    /// What is wrong with it.
    private(set) var violations: [String] = []
    /// What is not understood, and does no harm.
    private(set) var warnings: [String] = []
    /// The keys of its client, as credentials are made of them.
    private(set) var credentials: [JSONObject] = []
    private let document: JSONObject

    /// Checks a document that was found at an address.
    init(_ document: JSONObject, at url: String) {
        self.url = url
        self.document = document
        warnings = document.keys.filter { !Self.understood.contains($0) && !Self.forbidden.contains($0) }
            .map { "The property '\($0)' is not supported and was ignored" }
        violations = Self.forbidden.filter(document.contains).map { "The property '\($0)' is not allowed" }
        if document["client_id"]?.string != url { violate("client_id must be the URL of the document") }
        if let name = document["client_name"], name.string.map({ $0.isEmpty || $0.count > Self.limitOfNames }) ?? true {
            violate("client_name must be a text of at most \(Self.limitOfNames) characters")
        }
        if callbacks.isEmpty || document["redirect_uris"]?.array?.count != callbacks.count {
            violate("redirect_uris must list at least one address")
        }
        for callback in callbacks where !Self.isCallback(callback) {
            violate("redirect_uris holds what is no absolute address without a fragment: \(callback)")
        }
        if let logo = document["logo_uri"], !(logo.string?.hasPrefix("https://") ?? false) {
            violate("logo_uri must begin with https://")
        }
        if !Set(grantTypes).isSubset(of: Self.grants) || !grantTypes.contains("authorization_code") {
            violate("grant_types must hold authorization_code, and beside it only refresh_token")
        }
        if let types = document["response_types"], types.strings.map({ $0 != ["code"] }) ?? true {
            violate("response_types must be code")
        }
        if !Self.methods.contains(method) { violate("token_endpoint_auth_method must be none or private_key_jwt") }
        if hasKeys, document["jwks_uri"]?.string == nil { violate("private_key_jwt needs a jwks_uri") }
        if let keys = keysURL, !keys.hasPrefix("https://") { violate("jwks_uri must begin with https://") }
    }

    /// Where the client's keys are, if it has any.
    var keysURL: String? { hasKeys ? document["jwks_uri"]?.string : nil }

    /// Notes something that is wrong.
    mutating func violate(_ violation: String) { violations.append(violation) }

    /// Takes over the keys that were found at `keysURL`.
    mutating func read(keys: JSONValue?) {
        guard let keys = keys?["keys"]?.array, !keys.isEmpty else {
            return violate("jwks_uri leads to no set of keys")
        }
        for key in keys.compactMap(\.object) {
            guard !key.contains("d") else {
                violate("jwks_uri leads to a private key")
                continue
            }
            guard let credential = Self.credential(key) else {
                warnings.append("The key '\(key["kid"]?.string ?? "")' is not supported and was ignored")
                continue
            }
            credentials.append(credential)
        }
        if credentials.isEmpty { violate("jwks_uri leads to no key that can be used") }
    }

    /// What the wire tells of the check.
    var validation: JSONObject {
        [
            "valid": .bool(violations.isEmpty), "violations": .array(violations.map(JSONValue.string)),
            "warnings": .array(warnings.map(JSONValue.string)),
        ]
    }

    /// The members of the client that the document makes, its keys by their names alone.
    var mappedFields: JSONObject {
        var fields = client
        if let keysURL { fields["jwks_uri"] = .string(keysURL) }
        guard hasKeys else { return fields }
        let shown = credentials.map { credential -> JSONValue in
            .object(credential.filtered(["credential_type", "kid", "alg"], keeping: true))
        }
        fields["client_authentication_methods"] = ["private_key_jwt": ["credentials": .array(shown)]]
        return fields
    }

    /// The members of the client, without its keys.
    var client: JSONObject {
        var client: JSONObject = [
            "external_client_id": .string(url),
            "name": document["client_name"] ?? .string(MetadataAddress.host(url)), "app_type": "regular_web",
            "callbacks": .array(callbacks.map(JSONValue.string)),
        ]
        if let logo = document["logo_uri"] { client["logo_uri"] = logo }
        client["grant_types"] = .array(grantTypes.map(JSONValue.string))
        if !hasKeys { client["token_endpoint_auth_method"] = "none" }
        return client
    }

    private var callbacks: [String] { document["redirect_uris"]?.strings ?? [] }
    private var grantTypes: [String] { document["grant_types"].map { $0.strings ?? [] } ?? ["authorization_code"] }
    private var method: String { document["token_endpoint_auth_method"].map { $0.string ?? "" } ?? "none" }
    private var hasKeys: Bool { method == "private_key_jwt" }

    private static func isCallback(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return false }
        let scheme = text[..<colon].lowercased()
        let isWeb = scheme != "http" || isOfThisMachine(text)
        return isWeb && scheme != "javascript" && !text.contains("#") && !text.contains(where: \.isWhitespace)
    }

    private static func isOfThisMachine(_ text: String) -> Bool {
        thisMachine.contains { text == $0 || text.hasPrefix($0 + "/") || text.hasPrefix($0 + ":") }
    }

    private static func credential(_ key: JSONObject) -> JSONObject? {
        let algorithm = key["alg"]?.string ?? "RS256"
        guard key["use"]?.string ?? "sig" == "sig", ["RS256", "RS384", "PS256"].contains(algorithm),
            let publicKey = try? PublicKey(jwk: key), case let pem = publicKey.pem
        else { return nil }
        var credential: JSONObject = ["credential_type": "public_key", "pem": .string(pem), "alg": .string(algorithm)]
        if let kid = key["kid"]?.string ?? (try? publicKey.thumbprint) { credential["kid"] = .string(kid) }
        return credential
    }
}
