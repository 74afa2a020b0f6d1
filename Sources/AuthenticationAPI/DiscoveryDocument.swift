import Applications
import OAuth
import Tokens
import Wire

/// What a tenant says of itself, member by member in Auth0's order.
///
/// - SeeAlso: Auth0 Authentication API: `GET /.well-known/openid-configuration`.
struct DiscoveryDocument {
    let host: RequestHost
    let settings: TenantSettings

    var body: JSONObject {
        var body: JSONObject = [
            "issuer": .string(host.issuer),
            "authorization_endpoint": url("authorize"),
            "token_endpoint": url("oauth/token"),
            "device_authorization_endpoint": url("oauth/device/code"),
            "userinfo_endpoint": url("userinfo"),
            "mfa_challenge_endpoint": url("mfa/challenge"),
            "jwks_uri": url(".well-known/jwks.json"),
            "registration_endpoint": url("oidc/register"),
            "revocation_endpoint": url("oauth/revoke"),
            "scopes_supported": [
                "openid", "profile", "offline_access", "name", "given_name", "family_name", "nickname", "email",
                "email_verified", "picture", "created_at", "identities", "phone", "address",
            ],
            "response_types_supported": [
                "code", "token", "id_token", "code token", "code id_token", "token id_token", "code token id_token",
            ],
            "code_challenge_methods_supported": ["S256", "plain"],
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["public"],
            "token_endpoint_auth_methods_supported": [
                "client_secret_basic", "client_secret_post", "private_key_jwt", "none",
            ],
            "token_endpoint_auth_signing_alg_values_supported": [
                "RS256", "RS384", "PS256", "PS384", "ES256", "ES384",
            ],
            "claims_supported": [
                "aud", "auth_time", "created_at", "email", "email_verified", "exp", "family_name", "given_name", "iat",
                "identities", "iss", "name", "nickname", "phone_number", "picture", "sub",
            ],
            "request_uri_parameter_supported": false,
            "request_parameter_supported": true,
            "id_token_signing_alg_values_supported": ["HS256", "RS256", "PS256"],
        ]
        if settings.supportsPushedAuthorizationRequests {
            body["pushed_authorization_request_endpoint"] = url("oauth/par")
        }
        body["request_object_signing_alg_values_supported"] = .array(
            RequestObject.algorithms.map(\.rawValue).sorted().map(JSONValue.string)
        )
        body["require_request_uri_registration"] = false
        body["claims_parameter_supported"] = false
        body["backchannel_logout_supported"] = true
        body["backchannel_logout_session_supported"] = true
        if settings.advertisesLogout { body["end_session_endpoint"] = url("oidc/logout") }
        body["dpop_signing_alg_values_supported"] = ["ES256"]
        body["grant_types_supported"] = [
            "authorization_code", "implicit", "client_credentials", "refresh_token", "password",
            "http://auth0.com/oauth/grant-type/password-realm",
        ]
        if settings.flag("authorization_response_iss_parameter_supported") {
            body["authorization_response_iss_parameter_supported"] = true
        }
        if !settings.acrValuesSupported.isEmpty {
            body["acr_values_supported"] = .array(settings.acrValuesSupported.map(JSONValue.string))
        }
        return body
    }

    private func url(_ path: String) -> JSONValue { .string(host.issuer + path) }
}
