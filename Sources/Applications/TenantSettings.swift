package import Kernel
package import Wire

/// What a tenant has decided for itself, as the token path sees it.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/tenants/settings`.
package struct TenantSettings: Sendable {
    /// Which of `resource` and `audience` names the API of a token.
    package enum ResourceParameterProfile: String, Sendable {
        /// Only `audience` does.
        case audience
        /// `resource` does where `audience` is absent.
        case compatibility
    }

    /// The API of tokens that were asked for without one; nil for none.
    package let defaultAudience: String?
    /// The connection of password grants that name none; nil for none.
    package let defaultDirectory: String?
    /// The tenant's name for people.
    package let friendlyName: String?
    /// Which parameter names an API.
    package let resourceParameterProfile: ResourceParameterProfile
    /// Whether `organization` may be a name and tokens carry `org_name`.
    package let allowOrganizationNameInAuthenticationAPI: Bool
    /// How many tokens each client may get that has no quota of its own.
    package let defaultClientQuota: TokenQuota?
    /// How many tokens may be had for each organization that has no quota of its own.
    package let defaultOrganizationQuota: TokenQuota?
    /// Whether discovery lists the endpoints of mutual TLS.
    package let enablesMTLSEndpointAliases: Bool
    /// Whether discovery tells of pushed authorization requests.
    package let supportsPushedAuthorizationRequests: Bool
    /// The `acr` values that discovery lists.
    package let acrValuesSupported: [String]
    private let flags: JSONObject

    /// Reads the settings; members that are not there have their defaults.
    package init(_ body: JSONObject) {
        defaultAudience = Self.text(body["default_audience"])
        defaultDirectory = Self.text(body["default_directory"])
        friendlyName = Self.text(body["friendly_name"])
        resourceParameterProfile =
            body["resource_parameter_profile"]?.string.flatMap(ResourceParameterProfile.init) ?? .compatibility
        allowOrganizationNameInAuthenticationAPI =
            body["allow_organization_name_in_authentication_api"]?.bool ?? false
        let quota = body["default_token_quota"]
        defaultClientQuota = TokenQuota(quota?["clients"])
        defaultOrganizationQuota = TokenQuota(quota?["organizations"])
        enablesMTLSEndpointAliases = body["mtls"]?["enable_endpoint_aliases"]?.bool ?? false
        supportsPushedAuthorizationRequests = body["pushed_authorization_requests_supported"]?.bool ?? false
        acrValuesSupported = body["acr_values_supported"]?.strings ?? []
        flags = body["flags"]?.object ?? [:]
    }

    /// Reads the document of the settings; a tenant that has none has the defaults.
    package init(_ document: Document?) { self.init(document?.body ?? Self.defaults) }

    /// Whether the keys of the JWKS go without their `alg`.
    package var removesAlgorithmFromJWKS: Bool { flag("remove_alg_from_jwks") }

    /// Whether clients may register themselves.
    package var enablesDynamicClientRegistration: Bool { flag("enable_dynamic_client_registration") }

    /// A flag of the settings; one that is absent is off.
    package func flag(_ name: String) -> Bool { flags[name]?.bool ?? false }

    /// The id of the one document of its kind in a tenant.
    package static let documentID = "settings"

    /// The settings of a tenant where nobody has changed any.
    package static let defaults: JSONObject = [
        "enabled_locales": ["en"],
        "flags": [
            "allow_changing_enable_sso": false, "disable_impersonation": true, "enable_sso": true,
            "universal_login": true, "revoke_refresh_token_grant": false, "disable_clickjack_protection_headers": false,
        ],
        "idle_session_lifetime": 72,
        "ephemeral_session_lifetime": 72,
        "idle_ephemeral_session_lifetime": 24,
        "sandbox_version": "22",
        "session_lifetime": 168,
        "oidc_logout": ["rp_logout_end_session_endpoint_discovery": true],
        "resource_parameter_profile": "compatibility",
        "sandbox_versions_available": ["22", "18"],
        "client_id_metadata_document_supported": false,
    ]

    private static func text(_ value: JSONValue?) -> String? {
        guard let text = value?.string, !text.isEmpty else { return nil }
        return text
    }
}

extension DocumentReading {
    /// The document of a tenant's settings; nil while nobody has changed any.
    package func tenantSettings(in tenant: TenantID) throws -> Document? {
        try document(.tenantSettings, id: TenantSettings.documentID, in: tenant)
    }
}
