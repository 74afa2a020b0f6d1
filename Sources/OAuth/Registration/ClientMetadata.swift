package import Wire

/// What a client says of itself when it registers, checked and reduced to what it can have.
///
/// Anybody may register where the tenant allows it, so that nothing of this is vouched for: the client is a third
/// party's, gets codes and refresh tokens only, and names each of its callbacks in full.
///
/// - SeeAlso: RFC 7591 §2; OpenID Connect Dynamic Client Registration 1.0 §2; Auth0 Authentication API:
///   `POST /oidc/register`.
package struct ClientMetadata: Sendable, Equatable {
    /// The most URIs of a kind.
    package static let uriLimit = 50
    /// The longest name, in characters.
    package static let nameLimit = 140

    /// The ways in which a client that registers itself may prove who it is.
    package enum AuthenticationMethod: String, Sendable, CaseIterable {
        case none
        case post = "client_secret_post"
        case basic = "client_secret_basic"
    }

    /// `client_name`, or the host of the first callback.
    package let name: String
    /// `redirect_uris`.
    package let redirectURIs: [String]
    /// `token_endpoint_auth_method`.
    package let authenticationMethod: AuthenticationMethod
    /// Those of the `grant_types` that such a client can have.
    package let grantTypes: [String]
    /// `native`, `spa` or `regular_web`.
    package let appType: String
    /// `post_logout_redirect_uris`.
    package let logoutURIs: [String]
    /// `scope`, which is told back and limits nothing: what is granted is decided where it is asked for.
    package let scope: String?
    /// The addresses that people are shown or sent to: `logo_uri`, `policy_uri`, `tos_uri`, `initiate_login_uri`.
    package let pages: JSONObject

    /// Whether the client gets a secret.
    package var hasSecret: Bool { authenticationMethod != .none }

    private static let grantable = ["authorization_code", "refresh_token"]
    private static let pageNames = ["logo_uri", "policy_uri", "tos_uri", "initiate_login_uri"]

    /// Reads the body of a registration; members that are not known are ignored.
    ///
    /// - Throws: `OAuthError` 400 `invalid_redirect_uri` or `invalid_client_metadata`.
    package init(_ body: JSONObject) throws(OAuthError) {
        let uris = try MetadataRules.redirectURIs(body["redirect_uris"])
        redirectURIs = uris.map(\.text)
        authenticationMethod = try MetadataRules.authenticationMethod(body["token_endpoint_auth_method"])
        grantTypes = try MetadataRules.grantTypes(body, grantable: Self.grantable)
        appType = try MetadataRules.appType(body["application_type"], uris, isPublic: authenticationMethod == .none)
        name = try MetadataRules.name(body["client_name"]) ?? uris.first?.host ?? uris.first?.scheme ?? ""
        logoutURIs = try MetadataRules.logoutURIs(body["post_logout_redirect_uris"])
        scope = body["scope"]?.string
        var pages = JSONObject()
        for name in Self.pageNames {
            if let page = try MetadataRules.page(name, body[name]) { pages.append(name, .string(page)) }
        }
        self.pages = pages
    }
}

extension ClientMetadata {
    /// What the ids of clients that registered themselves begin with.
    package static let idPrefix = "tpc_"

    /// The document of the client.
    ///
    /// - Parameters:
    ///   - id: The new id, which begins with `idPrefix`.
    ///   - secret: The new secret; used only where `hasSecret`.
    ///   - tenant: The tenant's name.
    package func document(id: String, secret: String, tenant: String) -> JSONObject {
        var body: JSONObject = [
            "tenant": .string(tenant), "global": false, "is_token_endpoint_ip_header_trusted": false,
            "name": .string(name), "callbacks": Self.array(redirectURIs), "app_type": .string(appType),
            "grant_types": Self.array(grantTypes),
            "token_endpoint_auth_method": .string(authenticationMethod.rawValue), "is_first_party": false,
            "third_party_security_mode": "strict", "redirection_policy": "open_redirect_protection",
            "oidc_conformant": true, "sso_disabled": false, "custom_login_page_on": true,
            "cross_origin_authentication": false, "cross_origin_auth": false,
            "refresh_token": .object(Self.refreshToken),
            "jwt_configuration": ["secret_encoded": false, "lifetime_in_seconds": 36_000, "alg": "RS256"],
            "client_id": .string(id), "callback_url_template": false,
        ]
        if !logoutURIs.isEmpty { body["allowed_logout_urls"] = Self.array(logoutURIs) }
        body = body.merging(pages)
        if hasSecret { body["client_secret"] = .string(secret) }
        return body
    }

    /// The answer to the client; what it is told here it is never told again.
    ///
    /// - SeeAlso: RFC 7591 §3.2.1.
    package func answer(id: String, secret: String) -> JSONObject {
        var body: JSONObject = ["client_name": .string(name), "client_id": .string(id)]
        if hasSecret { body["client_secret"] = .string(secret) }
        body["redirect_uris"] = Self.array(redirectURIs)
        body["client_secret_expires_at"] = 0
        body["grant_types"] = Self.array(grantTypes)
        body["response_types"] = ["code"]
        body["token_endpoint_auth_method"] = .string(authenticationMethod.rawValue)
        body["application_type"] = appType == "native" ? "native" : "web"
        if !logoutURIs.isEmpty { body["post_logout_redirect_uris"] = Self.array(logoutURIs) }
        if let scope { body["scope"] = .string(scope) }
        return body.merging(pages)
    }

    /// Nobody watches over such a client: what it holds wears out, and is replaced at each use.
    private static let refreshToken: JSONObject = [
        "expiration_type": "expiring", "leeway": 0, "infinite_token_lifetime": false,
        "infinite_idle_token_lifetime": false, "token_lifetime": 2_592_000, "idle_token_lifetime": 1_296_000,
        "rotation_type": "rotating",
    ]

    private static func array(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
