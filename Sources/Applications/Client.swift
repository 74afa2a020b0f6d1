package import Kernel
package import Wire

/// What the token path needs to know of a client; parsed once from its document and cached.
package struct Client: Sendable {
    /// The `client_id`.
    package let id: String
    /// The name that administrators gave it.
    package let name: String
    /// The client secret; nil for a client that was never given one.
    package let secret: Secret?
    /// How it proves who it is at the token endpoint.
    package let authenticationMethod: ClientAuthenticationMethod
    /// The grants it may use, as `grant_type` spells them.
    package let grantTypes: Set<String>
    /// Whether it belongs to the tenant's owner, who need not ask users for consent.
    package let isFirstParty: Bool
    /// Whether it is the tenant's "All Applications" client, which owns the management API v1.
    package let isGlobal: Bool
    /// `native`, `spa`, `regular_web`, `non_interactive`, …; nil if nobody said.
    package let appType: String?
    /// Whether users sign in to it as members of an organization.
    package let organizationUsage: OrganizationUsage
    /// The organization it acts for when a client-credentials request names none.
    package let defaultOrganization: String?
    /// How many tokens it may fetch.
    package let tokenQuota: TokenQuota?
    /// The credentials its authentication method accepts.
    package let credentialIDs: [String]
    /// The `alg` of its ID tokens; nil for a client of the time before OIDC, which means HS256.
    package let idTokenAlgorithm: String?
    /// The lifetime of its ID tokens, in seconds.
    package let idTokenLifetime: Int64
    /// Whether the end user's address is taken from `auth0-forwarded-for` at the token endpoint.
    package let isIPHeaderTrusted: Bool
    /// `strict` or `permissive` for a third party's client; nil if nobody said.
    package let thirdPartySecurityMode: String?
    /// `allow_always` or `open_redirect_protection`; nil if nobody said.
    package let redirectionPolicy: String?
    /// What signing people in needs to know of it.
    package let signIn: ClientSignIn
    /// How long its refresh tokens live.
    package let refreshToken: RefreshTokenSettings

    /// The view of a document of kind `client`.
    package init(_ document: Document) {
        let body = document.body
        id = document.id
        name = body["name"]?.string ?? ""
        secret = body["client_secret"]?.string.map(Secret.init)
        authenticationMethod = ClientAuthenticationMethod(client: body)
        grantTypes = Set(body["grant_types"]?.strings ?? [])
        isFirstParty = body["is_first_party"]?.bool ?? true
        isGlobal = body["global"]?.bool ?? false
        appType = body["app_type"]?.string
        organizationUsage = OrganizationUsage(body["organization_usage"])
        defaultOrganization = Self.defaultOrganization(in: body)
        tokenQuota = TokenQuota(body["token_quota"])
        credentialIDs = Self.credentialIDs(of: authenticationMethod, in: body)
        idTokenAlgorithm = body["jwt_configuration"]?["alg"]?.string
        idTokenLifetime = body["jwt_configuration"]?["lifetime_in_seconds"]?.integer ?? 36_000
        isIPHeaderTrusted = body["is_token_endpoint_ip_header_trusted"]?.bool ?? false
        thirdPartySecurityMode = body["third_party_security_mode"]?.string
        redirectionPolicy = body["redirection_policy"]?.string
        signIn = ClientSignIn(body)
        refreshToken = RefreshTokenSettings(body["refresh_token"])
    }

    private static func defaultOrganization(in body: JSONObject) -> String? {
        guard let organization = body["default_organization"],
            organization["flows"]?.strings?.contains("client_credentials") ?? false
        else { return nil }
        return organization["organization_id"]?.string
    }

    private static func credentialIDs(of method: ClientAuthenticationMethod, in body: JSONObject) -> [String] {
        let credentials = body["client_authentication_methods"]?[method.rawValue]?["credentials"]?.array ?? []
        return credentials.compactMap { $0["id"]?.string }
    }
}

extension Client {
    /// The names by which a client's document is found.
    package static func keys(of body: JSONObject) -> [DocumentKey] {
        var keys: [DocumentKey] = [
            .attribute("global", String(body["global"]?.bool ?? false)),
            .attribute("is_first_party", String(body["is_first_party"]?.bool ?? true)),
        ]
        for name in ["app_type", "resource_server_identifier"] {
            if let value = body[name]?.string { keys.append(.attribute(name, value)) }
        }
        if let value = body["external_client_id"]?.string { keys.append(.unique("external_client_id", value)) }
        // A client that names an alias twice holds it once.
        for alias in Set(body["client_aliases"]?.strings ?? []) { keys.append(.unique("client_alias", alias)) }
        return keys
    }
}

extension Client: CustomStringConvertible {
    package var description: String { "client \(id) (\(name)) ‹redacted›" }
}

/// How a client proves who it is at the token endpoint.
///
/// The two methods with a secret stand for each other: a client that nobody configured has the first.
///
/// - SeeAlso: OpenID Connect Core 1.0 §9, RFC 8705 §2.
package enum ClientAuthenticationMethod: String, Sendable, CaseIterable {
    /// A public client: it only names itself.
    case none
    /// The secret in the form.
    case clientSecretPost = "client_secret_post"
    /// The secret in the `Authorization` header.
    case clientSecretBasic = "client_secret_basic"
    /// A signed assertion.
    case privateKeyJWT = "private_key_jwt"
    /// A certificate of a known subject.
    case tlsClientAuth = "tls_client_auth"
    /// A known certificate.
    case selfSignedTLSClientAuth = "self_signed_tls_client_auth"

    /// Whether the client has a secret to prove itself with.
    package var usesSecret: Bool { self == .clientSecretPost || self == .clientSecretBasic }

    init(client body: JSONObject) {
        let methods = body["client_authentication_methods"]?.object?.keys ?? []
        let chosen = methods.compactMap(ClientAuthenticationMethod.init).first
        let configured = body["token_endpoint_auth_method"]?.string.flatMap(ClientAuthenticationMethod.init)
        self = chosen ?? configured ?? .clientSecretPost
    }
}

/// Whether a client or a grant is used with organizations.
package enum OrganizationUsage: String, Sendable, CaseIterable {
    /// Never.
    case deny
    /// If the request asks for it.
    case allow
    /// Always.
    case require

    init(_ value: JSONValue?) { self = value?.string.flatMap(OrganizationUsage.init) ?? .deny }
}

/// How many client-credentials tokens a client or an organization may fetch.
package struct TokenQuota: Sendable, Equatable {
    /// Tokens an hour; nil for no limit.
    package let perHour: Int?
    /// Tokens a day; nil for no limit.
    package let perDay: Int?
    /// Whether the limit is kept, or only logged.
    package let isEnforced: Bool

    /// The quota of a `token_quota` member; nil if it limits nothing.
    package init?(_ value: JSONValue?) {
        guard let limits = value?["client_credentials"] else { return nil }
        perHour = limits["per_hour"]?.integer.map(Int.init)
        perDay = limits["per_day"]?.integer.map(Int.init)
        isEnforced = limits["enforce"]?.bool ?? true
        if perHour == nil, perDay == nil { return nil }
    }
}
