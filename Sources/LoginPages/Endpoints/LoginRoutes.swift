import Applications
import Flows
import OAuth
import Web
import Wire

/// Where people are sent to begin a sign-in at the application.
extension PageDrawing {
    /// The context of a page that the link of a mail ends on: it leads on to the application it was made for.
    ///
    /// - SeeAlso: Auth0 Management API: `client_id` and `organization_id` of tickets.
    func context(after destination: LinkDestination?, _ request: WebRequest) async throws -> PageContext {
        let client = try await client(destination?.clientID, request)
        let organization = try await organization(destination?.organizationID, orName: false, request)
        var context = try await context(Subject(client: client, organization: organization), request)
        var told: [(name: String, value: String)] = []
        if let organization {
            told = [("organization_id", organization.id), ("organization_name", organization.name)]
        }
        context.links.back = try await loginRoute(client, organization, telling: told, request)
        return context
    }

    /// Where somebody begins to sign in who came to a page that belongs to no sign-in; nil where neither the application
    /// nor the tenant says so.
    ///
    /// - Parameters:
    ///   - clientID: The application that the page was for, as far as anybody can tell.
    ///   - asked: The organization, likewise.
    func loginRoute(
        clientID: String?,
        organization asked: String?,
        _ request: WebRequest
    ) async throws -> String? {
        let client = try await client(clientID, request)
        let orName = try await configuration.settings(request.host.tenant).allowOrganizationNameInAuthenticationAPI
        let organization = try await organization(asked, orName: orName, request)
        var told: [(name: String, value: String)] = []
        if let organization { told = [("organization", organization.id)] }
        return try await loginRoute(client, organization, telling: told, request)
    }

    /// The route of an application or of the tenant, with the issuer and more.
    ///
    /// - SeeAlso: OpenID Connect Core 1.0 §4: `iss`.
    private func loginRoute(
        _ client: Client?,
        _ organization: Organization?,
        telling parameters: [(name: String, value: String)],
        _ request: WebRequest
    ) async throws -> String? {
        let settings = try await configuration.settings(request.host.tenant)
        let places = try await places(of: client, organization, request)
        return LoginRoute.of(client, settings, places).map { route in
            LoginRoute.adding([(name: "iss", value: request.host.issuer)] + parameters, to: route)
        }
    }

    /// What fills the places of an application's route; few have any, and the others need nothing read.
    private func places(
        of client: Client?,
        _ organization: Organization?,
        _ request: WebRequest
    ) async throws -> LoginRoute.Places {
        guard client?.signIn.initiateLoginURI?.contains("{") == true else { return LoginRoute.Places() }
        let tenant = request.host.tenant
        let domain = try await configuration.document(.customDomain, key: "domain", request.host.name, tenant)
        guard let organization else { return LoginRoute.Places(domain: domain) }
        let metadata = try await configuration.document(.organization, organization.id, tenant)?["metadata"]?.object
        return LoginRoute.Places(
            organization: (organization.id, organization.name, metadata ?? [:]),
            domain: domain
        )
    }

    private func client(_ id: String?, _ request: WebRequest) async throws -> Client? {
        guard let id else { return nil }
        return try await configuration.client(id, request.host.tenant)?.client
    }

    private func organization(_ id: String?, orName: Bool, _ request: WebRequest) async throws -> Organization? {
        guard let id else { return nil }
        return try await configuration.organization(id, orName: orName, request.host.tenant)
    }
}
