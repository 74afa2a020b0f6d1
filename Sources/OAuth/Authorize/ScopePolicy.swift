package import Applications

/// Which scopes a user's token gets, and whether the user is asked first.
///
/// - SeeAlso: OpenID Connect Core 1.0 §5.4; Auth0: "Scopes", "User Consent and Third-Party Applications".
package enum ScopePolicy {
    /// The scopes of OpenID Connect that mean something here.
    package static let standard = ["openid", "profile", "email", "address", "phone", "offline_access"]

    /// The scopes of a request that are granted, in its order; what is unknown is left out.
    ///
    /// - Parameters:
    ///   - asked: The scopes of the request.
    ///   - resourceServer: The API; nil for `/userinfo` alone.
    ///   - permissions: What the user may do with it; nil where the API does not ask.
    package static func granted(
        _ asked: [String],
        client: Client,
        resourceServer: ResourceServer?,
        permissions: [String]?
    ) -> [String] {
        let offered = Set(resourceServer?.scopes ?? [])
        let permitted = permissions.map(Set.init)
        let isManagementAPI = resourceServer.map { $0.isSystem && $0.identifier.hasSuffix("/api/v2/") } ?? false
        return asked.filter { scope in
            switch scope {
            case "offline_access":
                client.grantTypes.contains("refresh_token") && (resourceServer?.allowsOfflineAccess ?? true)
            case "openid", "profile", "email", "address", "phone": !client.isStrict
            default:
                offered.contains(scope) && (permitted?.contains(scope) ?? true)
                    // People reach their own data in the management API, and nobody else's.
                    && (!isManagementAPI || scope.contains(":current_user"))
            }
        }
    }

    /// Whether people must agree before a client gets these scopes.
    package static func needsConsent(
        client: Client,
        resourceServer: ResourceServer?,
        redirectURI: RedirectURI,
        scope: [String],
        agreed: [String],
        isForced: Bool
    ) -> Bool {
        if isForced { return true }
        guard !Set(scope).subtracting(["openid"]).isSubset(of: Set(agreed)) || (agreed.isEmpty && !client.isFirstParty)
        else { return false }
        guard client.isFirstParty else { return true }
        // A first-party client needs no consent to know who signed in.
        guard let resourceServer else { return false }
        let asksForMore = scope.contains { !standard.contains($0) } || scope.contains("offline_access")
        guard asksForMore else { return false }
        // Anybody can listen on a person's own machine, so that no callback there proves whose application it is.
        return !resourceServer.skipsConsentForFirstParty || redirectURI.isLoopback
    }
}
