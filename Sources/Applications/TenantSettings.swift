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
    /// When a session ends if it is not used, in seconds.
    package let idleSessionLifetime: Int64
    /// When a session ends at the latest, in seconds.
    package let sessionLifetime: Int64
    /// Whether the session cookie outlives the browser.
    package let hasPersistentSessions: Bool
    /// The languages the tenant has chosen, the preferred one first.
    package let enabledLocales: [String]
    /// The URLs that signing out may lead to when no client is named.
    package let allowedLogoutURLs: [String]
    /// Where people are sent who come to a page without having been sent there; nil for nowhere.
    package let defaultRedirectionURI: String?
    /// Where people can ask for help.
    package let support: (email: String?, url: String?)
    /// Where the tenant shows its own error page; nil for one that is shown here.
    package let errorPageURL: String?
    /// The tenant's own error page in Liquid, shown where there is no address; nil for ours.
    package let errorPageHTML: String?
    /// The tenant's picture for its pages.
    package let pictureURL: String?
    /// Whether signing out without proof of the session asks first.
    package let confirmsLogout: Bool
    /// Whether discovery tells of the endpoint that signs people out.
    package let advertisesLogout: Bool
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
        idleSessionLifetime = Self.seconds(body["idle_session_lifetime"], or: 72)
        sessionLifetime = Self.seconds(body["session_lifetime"], or: 168)
        hasPersistentSessions = body["session_cookie"]?["mode"]?.string != "non-persistent"
        enabledLocales = body["enabled_locales"]?.strings ?? ["en"]
        allowedLogoutURLs = body["allowed_logout_urls"]?.strings ?? []
        defaultRedirectionURI = Self.text(body["default_redirection_uri"])
        support = (Self.text(body["support_email"]), Self.text(body["support_url"]))
        errorPageURL = Self.text(body["error_page"]?["url"])
        errorPageHTML = Self.text(body["error_page"]?["html"])
        pictureURL = Self.text(body["picture_url"])
        confirmsLogout = body["oidc_logout"]?["rp_logout_end_session_endpoint_confirmation"]?.bool ?? true
        advertisesLogout = body["oidc_logout"]?["rp_logout_end_session_endpoint_discovery"]?.bool ?? true
        flags = body["flags"]?.object ?? [:]
    }

    /// A lifetime that settings give in hours, in seconds.
    private static func seconds(_ value: JSONValue?, or hours: Double) -> Int64 {
        max(Int64((value?.number ?? hours) * 3600), 60)
    }

    /// Reads the document of the settings; a tenant that has none has the defaults.
    package init(_ document: Document?) { self.init(document?.body ?? Self.defaults) }

    /// Whether the keys of the JWKS go without their `alg`.
    package var removesAlgorithmFromJWKS: Bool { flag("remove_alg_from_jwks") }

    /// Whether every client must push its requests.
    package var requiresPushedAuthorizationRequests: Bool { flag("require_pushed_authorization_requests") }

    /// Whether clients may register themselves.
    package var enablesDynamicClientRegistration: Bool { flag("enable_dynamic_client_registration") }

    /// Whether people are asked for consent in the words that describe an API's scopes, not by their names.
    package var usesScopeDescriptionsForConsent: Bool { flag("use_scope_descriptions_for_consent") }

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
