package import Applications

/// The client-credentials grant: a client gets a token of its own.
///
/// - SeeAlso: RFC 6749 §4.4; Auth0 Authentication API: "Client Credentials Flow".
package enum ClientCredentials {
    /// The grant's name.
    package static let name = "client_credentials"
    /// The audience under which opaque tokens for the management API v1 are kept; no API can have it.
    package static let managementV1Audience = "urn:auth0:management:v1"
    private static let managementV1Lifetime: Int64 = 86_400

    /// What must be loaded before the decision.
    package struct Facts: Sendable {
        /// The audience: as asked for, or the tenant's default.
        package var audience: String?
        /// The API of that audience.
        package var resourceServer: ResourceServer?
        /// The client's grant on that API.
        package var grant: ClientGrant?
        /// The organization that was asked for or is the client's default, by id or by name.
        package var organization: OrganizationFacts?
        /// The tenant's settings.
        package var settings: TenantSettings

        /// What was loaded.
        package init(
            audience: String?,
            resourceServer: ResourceServer?,
            grant: ClientGrant?,
            organization: OrganizationFacts?,
            settings: TenantSettings
        ) {
            self.audience = audience
            self.resourceServer = resourceServer
            self.grant = grant
            self.organization = organization
            self.settings = settings
        }
    }

    /// What is known of the organization a request names.
    package struct OrganizationFacts: Sendable {
        /// What the request called it.
        package var asked: String
        /// The organization; nil if there is none of that id or name.
        package var organization: Organization?
        /// Whether the grant is associated with it.
        package var isAssociated: Bool

        /// What is known.
        package init(asked: String, organization: Organization?, isAssociated: Bool) {
            self.asked = asked
            self.organization = organization
            self.isAssociated = isAssociated
        }
    }

    /// Decides, rule by rule; the order is the one in which Auth0 answers.
    ///
    /// - Throws: `OAuthError`.
    package static func decide(_ request: TokenRequest, client: Client, facts: Facts) throws(OAuthError) -> IssuePlan {
        guard let audience = facts.audience else { return try planForManagementV1(client) }
        let api = try checkAPI(facts.resourceServer, audience: audience)
        let grant = try checkGrant(facts.grant, of: api, audience: audience)
        let organization = try checkOrganization(facts, grant: grant, client: client)
        let scope = grantedScope(request.scope, grant: grant, api: api)
        return IssuePlan(
            client: client,
            format: .jwt(api, audience: audience),
            subject: "\(client.id)@clients",
            scope: scope,
            answersScope: !scope.isEmpty,
            organization: organization.map { organization in
                IssuePlan.OrganizationClaims(
                    id: organization.id,
                    name: facts.settings.allowOrganizationNameInAuthenticationAPI ? organization.name : nil
                )
            },
            lifetime: api.tokenLifetime,
            grantTypeClaim: "client-credentials",
            quotas: quotas(client: client, organization: organization, settings: facts.settings)
        )
    }

    /// Without an audience a token is for the management API v1, which only the global client may call on behalf of
    /// the whole tenant.
    private static func planForManagementV1(_ client: Client) throws(OAuthError) -> IssuePlan {
        guard client.isGlobal else {
            throw OAuthError(403, .accessDenied, "Non-global clients are not allowed access to APIv1")
        }
        return IssuePlan(
            client: client,
            format: .opaque(audience: managementV1Audience),
            subject: "\(client.id)@clients",
            scope: [],
            answersScope: false,
            organization: nil,
            lifetime: managementV1Lifetime,
            grantTypeClaim: nil,
            quotas: []
        )
    }

    private static func checkAPI(_ api: ResourceServer?, audience: String) throws(OAuthError) -> ResourceServer {
        guard let api else {
            throw OAuthError(403, .accessDenied, "Service not enabled within domain: \(audience)")
        }
        return api
    }

    private static func checkGrant(
        _ grant: ClientGrant?,
        of api: ResourceServer,
        audience: String
    ) throws(OAuthError) -> ClientGrant {
        guard let grant, api.clientPolicy != .denyAll else {
            throw OAuthError(
                403,
                .accessDenied,
                "Client is not authorized to access \"\(audience)\". You need to create a \"client-grant\" associated "
                    + "to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants"
            )
        }
        return grant
    }

    private static func checkOrganization(
        _ facts: Facts,
        grant: ClientGrant,
        client: Client
    ) throws(OAuthError) -> Organization? {
        guard let asked = facts.organization else {
            guard grant.organizationUsage != .require else {
                throw OAuthError(400, .invalidRequest, "parameter organization is required for this client")
            }
            return nil
        }
        guard grant.organizationUsage != .deny else {
            throw OAuthError(400, .invalidRequest, "parameter organization is not allowed for this client")
        }
        guard let organization = asked.organization else {
            throw OAuthError(400, .invalidRequest, "parameter organization is invalid")
        }
        guard grant.allowsAnyOrganization || asked.isAssociated else {
            throw OAuthError(
                403,
                .accessDenied,
                "Client is not authorized to access the organization \(asked.asked) with this client-grant"
            )
        }
        return organization
    }

    /// All that was granted or, of what was asked, the part that was granted.
    ///
    /// A scope that the API has lost since is granted no more.
    private static func grantedScope(_ asked: [String]?, grant: ClientGrant, api: ResourceServer) -> [String] {
        let offered = Set(api.scopes)
        let granted = grant.allowsAllScopes ? api.scopes : grant.scope.filter(offered.contains)
        guard let asked else { return granted }
        let allowed = Set(granted)
        return asked.filter(allowed.contains)
    }

    private static func quotas(
        client: Client,
        organization: Organization?,
        settings: TenantSettings
    ) -> [IssuePlan.TokenQuotaRule] {
        var rules: [IssuePlan.TokenQuotaRule] = []
        if let quota = client.tokenQuota ?? settings.defaultClientQuota {
            rules.append(IssuePlan.TokenQuotaRule(holder: .client, id: client.id, quota: quota))
        }
        if let organization, let quota = organization.tokenQuota ?? settings.defaultOrganizationQuota {
            rules.append(IssuePlan.TokenQuotaRule(holder: .organization, id: organization.id, quota: quota))
        }
        return rules
    }
}
