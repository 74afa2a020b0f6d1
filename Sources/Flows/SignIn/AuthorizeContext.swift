package import Applications
import Directory
import Kernel
package import OAuth
import Sessions
import Storage
import Wire

/// Everything of the configuration that a request to `/authorize` is decided with; loaded anew at every step, so that
/// what was disabled in between is disabled.
package struct AuthorizeContext: Sendable {
    /// The client.
    package let client: Client
    /// The tenant's settings.
    package let settings: TenantSettings
    /// Where the answer goes.
    package let target: ResponseTarget
    /// The API's audience as asked for; nil for `/userinfo` alone.
    package let audience: String?
    /// The API.
    package let resourceServer: ResourceServer?
    /// The organization that the request names.
    package let organization: Organization?
    /// The database connections that the client and the organization may use, in order.
    package let connections: [Connection]
}

extension Configuration {
    /// Loads what a request is decided with, and checks the request.
    ///
    /// - Throws: `DisplayedError` where the answer cannot be sent, `RefusedRequest` where it can.
    func authorizeContext(
        _ request: AuthorizeRequest,
        isPushed: Bool,
        isSigned: Bool,
        chosenOrganization: String?,
        host: RequestHost
    ) async throws -> AuthorizeContext {
        let tenant = host.tenant
        guard let clientID = request.clientID else { throw DisplayedError.missing("client_id") }
        guard let client = try await client(clientID, tenant)?.client else {
            throw DisplayedError.unknownClient(clientID)
        }
        let settings = try await settings(tenant)
        let named = try await organization(request, chosenOrganization, settings, tenant)
        let target = try ResponseTarget.check(
            request,
            client: client,
            organization: named?.found?.name,
            issuer: settings.flag("authorization_response_iss_parameter_supported")
                || client.signIn.isFAPI2 ? host.issuer : nil
        )
        let asked =
            request["audience"]
            ?? (settings.resourceParameterProfile == .compatibility ? request["resource"] : nil)
            ?? settings.defaultAudience.map(host.shownAudience)
        let isUserInfo = asked.map { TokenTarget.isUserInfo($0, at: host) } ?? false
        let api: ResourceServer? =
            if let asked, !isUserInfo {
                try await resourceServer(identifier: host.storedAudience(asked), tenant)
            } else { nil }
        let connections = try await usable(client, named?.found, tenant)
        let facts = AuthorizeRules.Facts(
            client: client,
            settings: settings,
            audience: asked,
            resourceServer: api,
            isUserInfo: isUserInfo,
            organization: named,
            connection: request["connection"].flatMap { name in connections.first { $0.name == name } },
            isPushed: isPushed,
            isSigned: isSigned
        )
        do { try AuthorizeRules.check(request, facts) } catch {
            throw RefusedRequest(error: error, target: target, client: client)
        }
        return AuthorizeContext(
            client: client,
            settings: settings,
            target: target,
            audience: isUserInfo ? nil : asked,
            resourceServer: api,
            organization: named?.found,
            connections: request["connection"].map { name in connections.filter { $0.name == name } } ?? connections
        )
    }

    private func organization(
        _ request: AuthorizeRequest,
        _ chosen: String?,
        _ settings: TenantSettings,
        _ tenant: TenantID
    ) async throws -> (asked: String, found: Organization?)? {
        if let chosen { return (chosen, try await organization(chosen, orName: false, tenant)) }
        guard let asked = request["organization"] else { return nil }
        let orName = settings.allowOrganizationNameInAuthenticationAPI
        return (asked, try await organization(asked, orName: orName, tenant))
    }

    /// The database connections of a client, of which an organization may have enabled only some.
    private func usable(
        _ client: Client,
        _ organization: Organization?,
        _ tenant: TenantID
    ) async throws -> [Connection] {
        let all = try await connections(of: client, tenant).filter(\.isDatabase)
        guard let organization else { return all }
        let enabled = try await storage.read { transaction in
            try transaction.documents(DocumentQuery(.organizationConnection, in: tenant, parent: organization.id))
                .filter { $0.body["is_enabled"]?.bool ?? true }.compactMap { $0.body["connection_id"]?.string }
        }
        return all.filter { enabled.contains($0.id) }
    }
}

/// A request that is refused, and where to say so.
package struct RefusedRequest: Error, Sendable {
    /// Why.
    package let error: RedirectedError
    /// Where the answer goes.
    package let target: ResponseTarget
    /// The client.
    package let client: Client
}
