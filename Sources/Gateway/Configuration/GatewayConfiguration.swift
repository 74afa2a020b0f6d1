/// What the configuration file says, checked: the clients that may ask, and who manages the tenant.
///
/// - SeeAlso: docs/gateway.md, "The configuration file".
package struct GatewayConfiguration: Sendable {
    /// The clients by the name that the `client-type` header says.
    package let clients: [String: LoginClient]
    /// The name of the client that requests without `client-type` mean; nil for none.
    package let defaultClient: String?
    /// The application that manages the tenant's users.
    package let management: ManagementClient
    /// The full names of claims of the ID token whose members become members of the answer of `/userinfo`.
    package let customClaimsNamespaces: [String]
    /// The tenant's own address, where `auth0Url` is a custom domain: the audience of the management API is there.
    package let tenantURL: TenantURL?
    /// What was accepted though it should be mended, in sentences for the log.
    package let warnings: [String]

    /// A configuration.
    package init(
        clients: [String: LoginClient],
        defaultClient: String?,
        management: ManagementClient,
        customClaimsNamespaces: [String] = [],
        tenantURL: TenantURL? = nil,
        warnings: [String] = []
    ) {
        self.clients = clients
        self.defaultClient = defaultClient
        self.management = management
        self.customClaimsNamespaces = customClaimsNamespaces
        self.tenantURL = tenantURL
        self.warnings = warnings
    }

    /// The client of a `client-type` header: the default only where the header says nothing, never for a wrong name.
    package func client(named name: String?) -> LoginClient? {
        guard let name, !name.isEmpty else { return defaultClient.flatMap { clients[$0] } }
        return clients[name]
    }

    /// The identifier of the tenant's management API, which is also its address.
    package var managementAudience: String { (tenantURL ?? management.auth0URL).text + "/api/v2/" }
}
