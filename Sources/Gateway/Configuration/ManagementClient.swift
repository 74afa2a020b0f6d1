package import Kernel

/// The entry `managementClient`: the machine-to-machine application that administers users.
package struct ManagementClient: Sendable {
    /// The tenant, or its custom domain.
    package let auth0URL: TenantURL
    /// The application's id.
    package let clientID: String
    /// The application's secret.
    package let clientSecret: Secret
    /// The connections whose users are seen and made; the default is the one of users made without a connection.
    package let connections: AllowedConnections
    /// The ids of connections by name, from `supportedConnectionsMap`; nil if there is none, and so no import either.
    package let connectionIDs: [String: String]?

    /// A management client.
    package init(
        auth0URL: TenantURL,
        clientID: String,
        clientSecret: Secret,
        connections: AllowedConnections = AllowedConnections(),
        connectionIDs: [String: String]? = nil
    ) {
        self.auth0URL = auth0URL
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.connections = connections
        self.connectionIDs = connectionIDs
    }
}
