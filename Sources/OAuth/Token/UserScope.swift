package import Applications

/// The scopes of OpenID Connect that the token path treats apart.
package enum StandardScope {
    /// The one that makes a request one of OpenID Connect.
    package static let openID = "openid"
    /// The one that asks for a refresh token.
    package static let offlineAccess = "offline_access"
    /// Those that release claims of the user, in the order in which password grants name them.
    package static let claims = [openID, "profile", "email", "address", "phone"]
}

/// Which scopes a user can grant to a client on a target.
package struct UserScope: Sendable {
    private let client: Client
    private let target: TokenTarget
    private let permissions: [String]?

    /// The decision for a client and a target.
    ///
    /// - Parameters:
    ///   - client: The client.
    ///   - target: What the token is for.
    ///   - permissions: The names of the user's permissions on the API; they count where the API enforces its policies.
    package init(client: Client, target: TokenTarget, permissions: [String]) {
        self.client = client
        self.target = target
        self.permissions = target.api?.enforcesPolicies == true ? permissions : nil
    }

    /// The part of the scopes asked for that is granted, in their order; what cannot be granted is left out.
    package func granted(of asked: [String]) -> [String] {
        ScopePolicy.granted(asked, client: client, resourceServer: target.api, permissions: permissions)
    }

    /// The scopes of the API that the user has, in the API's order.
    package var offered: [String] { granted(of: target.api?.scopes ?? []) }

    /// The `permissions` claim of an access token: every permission that the API knows, whatever was asked for; nil
    /// where tokens have none.
    package var claimedPermissions: [String]? {
        guard let api = target.api, api.tokenDialect.hasPermissions, let permissions else { return nil }
        let known = Set(permissions)
        return api.scopes.filter(known.contains)
    }
}
