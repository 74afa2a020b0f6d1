import Applications
import Wire

/// What a strategy makes of the options that it is asked for.
///
/// - SeeAlso: Auth0 Management API: `options` of `POST /api/v2/connections`.
struct ConnectionOptions {
    /// The strategy.
    let strategy: String
    /// The host that the connection is made on.
    let host: RequestHost

    /// Options with what they have beside what was asked for.
    func completed(_ asked: JSONObject, isNew: Bool) -> JSONObject {
        switch strategy {
        case "auth0": DatabaseOptions.completed(asked, isNew: isNew)
        case "email", "sms": Self.filled(asked, isNew ? ["brute_force_protection": true] : [:])
        case "ad": Self.filled(asked, isNew ? ["ips": .null, "brute_force_protection": true] : ["ips": .null])
        case "adfs": FederationOptions.adfs(asked)
        case "pingfederate", "samlp": FederationOptions.saml(asked, strategy: strategy)
        case "waad": azure(asked)
        case "google-apps": workspace(asked, isNew: isNew)
        case "oidc": OpenIDOptions.oidc(asked)
        case "okta": OpenIDOptions.okta(asked)
        default: SocialOptions.completed(asked, strategy: strategy)
        }
    }

    /// Options with defaults behind them, for those that are not there.
    static func filled(_ asked: JSONObject, _ defaults: JSONObject) -> JSONObject {
        asked.merging(defaults.filtered(Set(asked.keys), keeping: false))
    }

    private func azure(_ asked: JSONObject) -> JSONObject {
        let useCommonEndpoint = asked["useCommonEndpoint"]?.bool ?? false
        return Self.filled(
            asked,
            [
                "thumbprints": [], "app_domain": .string(host.authority),
                "identity_api": "microsoft-identity-platform-v2.0", "useCommonEndpoint": .bool(useCommonEndpoint),
                "should_trust_email_verified_connection": "never_set_emails_as_verified",
                "waad_common_endpoint": .bool(useCommonEndpoint), "use_wsfed": false,
                "waad_protocol": "openid-connect",
            ]
        )
    }

    /// A change turns the directory's own users on, if it does not say otherwise; making the connection does not.
    private func workspace(_ asked: JSONObject, isNew: Bool) -> JSONObject {
        var defaults: JSONObject = ["map_user_id_to_id": false, "email": true, "profile": true]
        if !isNew { defaults["api_enable_users"] = true }
        var options = Self.filled(asked, defaults)
        options["scope"] = .array(["email", "profile"].filter { options[$0]?.bool ?? false }.map(JSONValue.string))
        return Self.filled(options, ["handle_login_from_social": true])
    }
}
