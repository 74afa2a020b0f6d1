import Wire

/// The options of directories that speak OpenID Connect.
enum OpenIDOptions {
    /// The endpoints that the metadata tells where the options do not.
    private static let endpoints = [
        "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "issuer",
    ]

    /// What metadata says that does not say it.
    private static let silentMetadata: JSONObject = [
        "claims_parameter_supported": false, "request_parameter_supported": false,
        "request_uri_parameter_supported": false, "require_request_uri_registration": false,
    ]

    /// Options of any provider; those that name no endpoint but `null` have them from their metadata.
    static func oidc(_ asked: JSONObject) -> JSONObject {
        var options = asked
        if let metadata = asked["oidc_metadata"]?.object {
            options["oidc_metadata"] = .object(ConnectionOptions.filled(metadata, silentMetadata))
            options = told(options, by: metadata)
        }
        return ConnectionOptions.filled(
            options,
            [
                "type": "front_channel", "schema_version": "oidc-V4", "attribute_map": ["mapping_mode": "bind_all"],
                "connection_settings": ["pkce": "auto"],
            ]
        )
    }

    /// Options of Okta: its organizations all describe themselves alike, so nobody need be asked.
    static func okta(_ asked: JSONObject) -> JSONObject {
        var options = asked
        if let domain = asked["domain"]?.string, !asked.contains("oidc_metadata") {
            let metadata = oktaMetadata(of: domain)
            options["oidc_metadata"] = .object(metadata)
            options = told(options, by: metadata)
        }
        return ConnectionOptions.filled(
            options,
            [
                "schema_version": "oidc-V4", "type": "back_channel",
                "attribute_map": ["mapping_mode": "basic_profile"], "connection_settings": ["pkce": "auto"],
            ]
        )
    }

    private static func told(_ options: JSONObject, by metadata: JSONObject) -> JSONObject {
        var result = options
        for name in endpoints where options[name]?.isNull ?? true {
            if let told = metadata[name] { result[name] = told }
        }
        return result
    }

    /// The metadata of the authorization server of an Okta organization.
    private static func oktaMetadata(of domain: String) -> JSONObject {
        let base = "https://\(domain)/oauth2/v1/"
        let clientMethods: JSONValue = [
            "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none",
        ]
        let algorithms: JSONValue = [
            "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512",
        ]
        let start: JSONObject = [
            "issuer": .string("https://\(domain)"), "authorization_endpoint": .string("\(base)authorize"),
            "token_endpoint": .string("\(base)token"), "userinfo_endpoint": .string("\(base)userinfo"),
            "registration_endpoint": .string("\(base)clients"), "jwks_uri": .string("\(base)keys"),
            "response_types_supported": [
                "code", "id_token", "code id_token", "code token", "id_token token", "code id_token token",
            ],
            "response_modes_supported": ["query", "fragment", "form_post", "okta_post_message"],
            "grant_types_supported": [
                "authorization_code", "implicit", "refresh_token", "password",
                "urn:ietf:params:oauth:grant-type:device_code", "urn:openid:params:grant-type:ciba",
                "urn:okta:params:oauth:grant-type:otp", "http://auth0.com/oauth/grant-type/mfa-otp",
                "urn:okta:params:oauth:grant-type:oob", "http://auth0.com/oauth/grant-type/mfa-oob",
            ],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
            "id_token_encryption_alg_values_supported": ["RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"],
            "id_token_encryption_enc_values_supported": ["A256GCM"],
            "scopes_supported": ["openid", "email", "profile", "address", "phone", "offline_access", "groups"],
            "token_endpoint_auth_methods_supported": clientMethods,
            "claims_supported": oktaClaims,
            "code_challenge_methods_supported": ["S256"],
            "introspection_endpoint": .string("\(base)introspect"),
            "introspection_endpoint_auth_methods_supported": clientMethods,
            "revocation_endpoint": .string("\(base)revoke"),
            "revocation_endpoint_auth_methods_supported": clientMethods,
            "end_session_endpoint": .string("\(base)logout"), "request_parameter_supported": true,
            "request_object_signing_alg_values_supported": algorithms,
            "device_authorization_endpoint": .string("\(base)device/authorize"),
            "pushed_authorization_request_endpoint": .string("\(base)par"),
            "backchannel_token_delivery_modes_supported": ["poll"],
            "backchannel_authentication_request_signing_alg_values_supported": algorithms,
            "dpop_signing_alg_values_supported": ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
        ]
        return ConnectionOptions.filled(start, silentMetadata)
    }

    private static let oktaClaims: JSONValue = [
        "iss", "ver", "sub", "aud", "iat", "exp", "jti", "auth_time", "amr", "idp", "nonce", "name", "nickname",
        "preferred_username", "given_name", "middle_name", "family_name", "email", "email_verified", "profile",
        "zoneinfo", "locale", "address", "phone_number", "picture", "website", "gender", "birthdate", "updated_at",
        "at_hash", "c_hash",
    ]
}
