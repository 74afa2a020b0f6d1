package import Applications
package import Flows
package import Kernel
package import OAuth
import Wire

/// The client-credentials grant as scripts of 2013 ask for it: with `type=web_server`, which is a token of the
/// management API v1, for the global client and for each of the tenant's own applications.
///
/// All other requests are the grant's that it is put before. What a token reaches is decided when it is used.
///
/// - SeeAlso: Auth0 Management API v1: "access token".
package struct WebServerGrant: PlannedGrant {
    private static let type = "web_server"

    private let grant: ClientCredentialsGrant

    package var name: String { grant.name }
    package var logTypes: (succeeded: LogEventType, failed: LogEventType) { grant.logTypes }

    /// The grant, before another.
    package init(_ grant: ClientCredentialsGrant) { self.grant = grant }

    package func admits(_ client: Client) -> Bool { grant.admits(client) }

    package func plan(
        _ request: TokenRequest,
        client: Client,
        host: RequestHost,
        configuration: Configuration,
        now: Instant
    ) async throws -> IssuePlan {
        guard request["type"] == Self.type, request.audience == nil, client.isGlobal || client.isFirstParty else {
            return try await grant.plan(request, client: client, host: host, configuration: configuration, now: now)
        }
        let facts = ClientCredentials.Facts(
            audience: nil,
            resourceServer: nil,
            grant: nil,
            organization: nil,
            settings: try await configuration.settings(host.tenant)
        )
        return try ClientCredentials.decide(request, client: Self.admitted(client, host, now), facts: facts)
    }

    /// The client as one that may have a token of the first API.
    private static func admitted(_ client: Client, _ host: RequestHost, _ now: Instant) -> Client {
        guard !client.isGlobal else { return client }
        return Client(
            Document(
                tenant: host.tenant,
                kind: .client,
                id: client.id,
                body: ["name": .string(client.name), "global": true],
                createdAt: now
            )
        )
    }
}
