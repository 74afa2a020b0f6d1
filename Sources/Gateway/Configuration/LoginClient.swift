package import Kernel
package import Tokens

/// One entry of `clients`: an application of the tenant that people sign in to.
package struct LoginClient: Sendable {
    /// The name that the `client-type` header says.
    package let name: String
    /// The tenant, or its custom domain.
    package let auth0URL: TenantURL
    /// The application's id.
    package let clientID: String
    /// The application's secret.
    package let clientSecret: Secret
    /// Where the tenant sends the browser with the code.
    package let redirectURL: String
    /// The scopes to ask for: `openid` first, each once, without `website`.
    package let scopes: [String]
    /// Whether sessions are kept by cookie: the scope `website`, which is the gateway's alone.
    package let usesCookie: Bool
    /// The API that access tokens are for; nil for the tenant's default.
    package let audience: String?
    /// The algorithms that ID tokens may be signed with.
    package let signingAlgorithms: [JWSAlgorithm]
    /// The connections people may sign in by.
    package let connections: AllowedConnections
    /// `SameSite` of the session cookie; nil to leave it out.
    package let sameSite: SameSite?
    /// Whether `/authorize` insists on the caller's own `state`.
    package let requiresState: Bool

    /// A client of these settings; `scopes` as they stand in the file.
    package init(
        name: String,
        auth0URL: TenantURL,
        clientID: String,
        clientSecret: Secret,
        redirectURL: String,
        scopes: [String],
        audience: String? = nil,
        signingAlgorithms: [JWSAlgorithm] = [.rs256],
        connections: AllowedConnections = AllowedConnections(),
        sameSite: SameSite? = nil,
        requiresState: Bool = false
    ) {
        self.name = name
        self.auth0URL = auth0URL
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectURL = redirectURL
        var wanted = ["openid"]
        for scope in scopes where scope != Self.cookieScope && !wanted.contains(scope) { wanted.append(scope) }
        self.scopes = wanted
        usesCookie = scopes.contains(Self.cookieScope)
        self.audience = audience
        self.signingAlgorithms = signingAlgorithms
        self.connections = connections
        self.sameSite = sameSite
        self.requiresState = requiresState
    }

    private static let cookieScope = "website"

    /// When browsers send the session cookie with requests that other sites cause.
    package enum SameSite: String, Sendable, CaseIterable {
        case lax = "Lax"
        case none = "None"
        case strict = "Strict"
    }
}
