package import Wire

/// How long the refresh tokens of a client live, and whether an exchange spends them.
///
/// - SeeAlso: Auth0: "Refresh Token Rotation", "Refresh Token Expiration", "Multi-Resource Refresh Token".
package struct RefreshTokenSettings: Sendable, Equatable {
    /// An API that a refresh token may be exchanged for beside its own.
    package struct Policy: Sendable, Equatable {
        /// The API's audience.
        package let audience: String
        /// The scopes that come with it.
        package let scope: [String]
    }

    private static let defaultLifetime: Int64 = 2_592_000
    private static let defaultIdleLifetime: Int64 = 1_296_000

    /// Whether an exchange spends a token and gives another.
    package let isRotating: Bool
    /// For how many seconds after its exchange a token may be exchanged again; 0 for none.
    package let leeway: Int64
    /// How long a family lives at the most, in seconds; nil for ever.
    package let lifetime: Int64?
    /// How long a token lives that nobody uses, in seconds; nil for ever.
    package let idleLifetime: Int64?
    /// The other APIs.
    package let policies: [Policy]

    /// Reads the `refresh_token` member of a client; a client without one has tokens that stay and do not expire.
    package init(_ value: JSONValue?) {
        isRotating = value?["rotation_type"]?.string == "rotating"
        leeway = max(value?["leeway"]?.integer ?? 0, 0)
        let expires = value?["expiration_type"]?.string == "expiring"
        lifetime =
            expires && value?["infinite_token_lifetime"]?.bool != true
            ? value?["token_lifetime"]?.integer ?? Self.defaultLifetime : nil
        idleLifetime =
            expires && value?["infinite_idle_token_lifetime"]?.bool != true
            ? value?["idle_token_lifetime"]?.integer ?? Self.defaultIdleLifetime : nil
        policies = (value?["policies"]?.array ?? []).compactMap { policy in
            guard let audience = policy["audience"]?.string else { return nil }
            return Policy(audience: audience, scope: policy["scope"]?.strings ?? [])
        }
    }
}
