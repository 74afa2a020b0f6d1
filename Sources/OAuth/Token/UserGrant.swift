package import Applications
package import Directory
package import Kernel

/// Everything that the tokens of a user are made of: who, for which client and API, and what was granted.
package struct UserGrant: Sendable {
    /// Whom the tokens speak for.
    package var user: User
    /// The client they are for.
    package var client: Client
    /// The API of the access token, and how the token names it.
    package var target: TokenTarget
    /// The granted scopes, in order.
    package var scope: [String]
    /// The organization the user signed in to.
    package var organization: IssuePlan.OrganizationClaims?
    /// The session the user signed in with; nil for grants without a browser.
    package var sessionID: String?
    /// The `nonce` of the authorization request.
    package var nonce: String?
    /// When the person proved who they are; nil unless the ID token is to say so.
    package var authenticatedAt: Instant?
    /// What the ID token says of the strength of the sign-in.
    package var acr: String?
    /// How the person proved who they are, where the ID token is to say so.
    package var amr: [String]
    /// The `gty` claim: none, one as a string, several as an array.
    package var grantTypes: [String]
    /// The thumbprint of the key that the access token is bound to; nil for a bearer token.
    ///
    /// - SeeAlso: RFC 9449 §6.
    package var keyThumbprint: String?
    /// The user's permissions on the API; nil unless the access token is to list them.
    package var permissions: [String]?

    /// The grant of these scopes to a client.
    package init(user: User, client: Client, target: TokenTarget, scope: [String]) {
        self.user = user
        self.client = client
        self.target = target
        self.scope = scope
        amr = []
        grantTypes = []
    }

    /// Whether an ID token belongs to it.
    package var isOpenID: Bool { scope.contains(StandardScope.openID) }
}

/// What an access token of a user is for.
package struct TokenTarget: Sendable {
    /// The API; nil for `/userinfo` alone.
    package let api: ResourceServer?
    /// The API's audience as this host shows it; nil for `/userinfo` alone.
    package let audience: String?

    /// A token for an API under the audience it was asked for by.
    package init(api: ResourceServer, audience: String) {
        self.api = api
        self.audience = audience
    }

    private init() { (api, audience) = (nil, nil) }

    /// A token for `/userinfo` alone.
    package static let userInfo = TokenTarget()

    /// Whether an audience names no API, but the tenant itself or its `/userinfo`.
    package static func isUserInfo(_ audience: String, at host: RequestHost) -> Bool {
        host.isUserInfoAudience(audience) || audience == host.issuer || audience == String(host.issuer.dropLast())
    }
}

/// The two forms of a user's access token.
package enum AccessTokenFormat: Sendable, Equatable {
    /// Characters without meaning, for `/userinfo` alone.
    case opaque
    /// A JWT for these audiences; a single one is written as a string.
    case jwt(audiences: [String])

    /// The form of a token for a target: one table.
    ///
    /// - SeeAlso: Auth0: "Access Tokens": opaque and JWT.
    package init(_ target: TokenTarget, scope: [String], host: RequestHost) {
        guard let audience = target.audience else {
            self = .opaque
            return
        }
        let isOpenID = scope.contains(StandardScope.openID)
        self = .jwt(audiences: isOpenID ? [audience, host.userInfoAudience] : [audience])
    }
}
