package import Applications
package import Kernel
package import OAuth

/// Loading for the client-credentials grant.
package struct ClientCredentialsGrant: PlannedGrant {
    package let name = ClientCredentials.name
    package let logTypes = (
        succeeded: LogEventType.clientCredentialsSucceeded, failed: LogEventType.clientCredentialsFailed
    )

    /// The grant.
    package init() {}

    /// A public client has nothing to prove itself with.
    package func admits(_ client: Client) -> Bool { client.authenticationMethod != .none }

    package func plan(
        _ request: TokenRequest,
        client: Client,
        host: RequestHost,
        configuration: Configuration,
        now: Instant
    ) async throws -> IssuePlan {
        let tenant = host.tenant
        let settings = try await configuration.settings(tenant)
        let audience =
            request.audience(settings)
            ?? settings.defaultAudience.map(host.shownAudience)
        var facts = ClientCredentials.Facts(
            audience: audience,
            resourceServer: nil,
            grant: nil,
            organization: nil,
            settings: settings
        )
        if let audience {
            let stored = host.storedAudience(audience)
            facts.resourceServer = try await configuration.resourceServer(identifier: stored, tenant)
            facts.grant = try await configuration.clientGrant(client: client.id, audience: stored, tenant)
        }
        if let asked = request.organization ?? defaultOrganization(client, grant: facts.grant) {
            facts.organization = try await organization(asked, facts, configuration, tenant)
        }
        return try ClientCredentials.decide(request, client: client, facts: facts)
    }

    private func defaultOrganization(_ client: Client, grant: ClientGrant?) -> String? {
        guard let grant, grant.organizationUsage != .deny else { return nil }
        return client.defaultOrganization
    }

    private func organization(
        _ asked: String,
        _ facts: ClientCredentials.Facts,
        _ configuration: Configuration,
        _ tenant: TenantID
    ) async throws -> ClientCredentials.OrganizationFacts {
        let organization = try await configuration.organization(
            asked,
            orName: facts.settings.allowOrganizationNameInAuthenticationAPI,
            tenant
        )
        var isAssociated = false
        if let organization, let grant = facts.grant {
            isAssociated = try await configuration.isAssociated(
                grant: grant.id,
                organization: organization.id,
                tenant
            )
        }
        return ClientCredentials.OrganizationFacts(
            asked: asked,
            organization: organization,
            isAssociated: isAssociated
        )
    }
}
