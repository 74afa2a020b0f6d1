import Applications
import Wire

/// What a client's document holds besides what was asked for.
///
/// - SeeAlso: Auth0 Management API: `POST /api/v2/clients`.
enum ClientDefaults {
    /// A name in a body that is kept but never shown.
    static let hiddenSecret = "_hides_client_secret"

    /// The document of a new client.
    static func document(_ request: JSONObject, id: String, secret: String, tenant: String) -> JSONObject {
        var body: JSONObject = [
            "tenant": .string(tenant), "global": false, "is_token_endpoint_ip_header_trusted": false,
        ]
        for (name, value) in Patching.withoutNulls(request) { body[name] = value }
        var defaults = members(appType: body["app_type"]?.string)
        if body.contains("client_authentication_methods") { defaults["token_endpoint_auth_method"] = nil }
        for (name, value) in defaults where !body.contains(name) { body.append(name, value) }
        body["client_id"] = .string(id)
        body["callback_url_template"] = false
        if !body.contains("client_secret") { body["client_secret"] = .string(secret) }
        return normalized(body)
    }

    /// The document of a client after a patch.
    static func patched(_ body: JSONObject, _ patch: JSONObject) -> JSONObject {
        var body = Patching.merge(body, patch, mergedMembers: ["client_metadata"])
        // The two names of one setting: whichever the patch says is the newer.
        if patch["oidc_logout"]?.isNull ?? false { body["oidc_backchannel_logout"] = nil }
        if patch.contains("oidc_backchannel_logout"), !patch.contains("oidc_logout") {
            body["oidc_logout"] = body["oidc_backchannel_logout"]
        }
        if patch["client_authentication_methods"]?.object != nil, patch["token_endpoint_auth_method"]?.isNull ?? false {
            body[hiddenSecret] = true
        }
        if !body.contains("client_authentication_methods") { body[hiddenSecret] = nil }
        return normalized(body)
    }

    private static func normalized(_ document: JSONObject) -> JSONObject {
        var body = document
        body["refresh_token"] = .object(refreshToken(body["refresh_token"]?.object ?? [:]))
        body["jwt_configuration"] = .object(jwtConfiguration(body["jwt_configuration"]?.object))
        body["cross_origin_auth"] = body["cross_origin_authentication"] ?? false
        if body["oidc_logout"] == nil { body["oidc_logout"] = body["oidc_backchannel_logout"] }
        if let urls = body["oidc_logout"]?["backchannel_logout_urls"] {
            body["oidc_backchannel_logout"] = ["backchannel_logout_urls": urls]
        }
        return body
    }

    private static func refreshToken(_ given: JSONObject) -> JSONObject {
        let expiration = given["expiration_type"] ?? "non-expiring"
        let isInfinite = JSONValue.bool(expiration == "non-expiring")
        let defaults: JSONObject = [
            "expiration_type": expiration, "leeway": 0, "infinite_token_lifetime": isInfinite,
            "infinite_idle_token_lifetime": isInfinite, "token_lifetime": 2_592_000,
            "idle_token_lifetime": 1_296_000, "rotation_type": "non-rotating",
        ]
        return defaults.merging(given)
    }

    private static func jwtConfiguration(_ given: JSONObject?) -> JSONObject {
        // A configuration that says nothing of the lifetime is answered without one.
        let defaults: JSONObject = ["secret_encoded": false]
        return defaults.merging(given ?? ["lifetime_in_seconds": 36_000])
    }

    private static func members(appType: String?) -> JSONObject {
        let common: JSONObject = [
            "cross_origin_authentication": false, "is_first_party": true, "oidc_conformant": false,
            "sso_disabled": false, "grant_types": allGrants, "custom_login_page_on": true,
        ]
        return common.merging(particular(appType))
    }

    private static let allGrants: JSONValue = ["authorization_code", "implicit", "refresh_token", "client_credentials"]

    /// How the defaults of an application type differ from everyone's.
    private static func particular(_ appType: String?) -> JSONObject {
        switch appType {
        case "spa", "native":
            [
                "grant_types": ["authorization_code", "implicit", "refresh_token"],
                "token_endpoint_auth_method": "none",
            ]
        case "non_interactive": ["grant_types": ["client_credentials"]]
        case "regular_web": ["async_approval_notification_channels": ["guardian-push"]]
        case "resource_server":
            ["grant_types": [], "oidc_conformant": true, "jwt_configuration": ["alg": "RS256"]]
        case "express_configuration":
            [
                "callbacks": ["https://system-admin.okta.com/admin/app/generic/oauth20redirect"],
                "oidc_conformant": true, "jwt_configuration": ["alg": "RS256"],
                "grant_types": ["authorization_code", "client_credentials"], "organization_usage": "require",
                "organization_require_behavior": "pre_login_prompt",
                "client_authentication_methods": ["private_key_jwt": ["credentials": []]],
                "async_approval_notification_channels": ["guardian-push"],
            ]
        default: [:]
        }
    }
}
