package import Applications

/// The password grants: an application that people trust with their passwords.
///
/// - SeeAlso: RFC 6749 §4.3; Auth0 Authentication API: "Resource Owner Password".
package enum PasswordExchange {
    /// The grant of the standard, for the tenant's default directory.
    package static let name = "password"
    /// Auth0's own, for a connection that the request names.
    package static let realmName = "http://auth0.com/oauth/grant-type/password-realm"

    /// No API has the audience.
    package static let invalidAudience = OAuthError(
        400,
        .invalidRequest,
        "invalid audience specified for password grant exchange"
    )

    /// The tenant has no directory for requests that name none.
    package static let noDefaultConnection = OAuthError(
        500,
        .serverError,
        "Authorization server not configured with default connection."
    )

    /// The connection of a request cannot be used by the client; whether it exists is not told.
    package static let unusableConnection = OAuthError(
        400,
        .invalidRequest,
        "The connection does not exist or is not enabled for the client"
    )

    /// Checks that a client may sign people in without the organization that they would choose on a page.
    ///
    /// - Throws: `OAuthError` 400.
    package static func check(_ client: Client) throws(OAuthError) {
        guard client.organizationUsage != .require else {
            throw OAuthError(400, .invalidRequest, "parameter organization is required for this client")
        }
    }

    /// The scopes to grant for those that a request asked for.
    ///
    /// Without an API every standard scope is granted, whatever was asked for; without scopes, all that there are.
    /// - SeeAlso: Auth0 Authentication API: recorded answers of the password grant.
    package static func scope(_ asked: [String]?, for target: TokenTarget, user: UserScope) -> [String] {
        let isOffline = asked?.contains(StandardScope.offlineAccess) ?? false
        guard target.api == nil else { return asked.map(user.granted) ?? user.offered }
        guard asked == nil || asked?.contains(StandardScope.openID) == true else {
            return user.granted(of: asked ?? [])
        }
        return user.granted(of: StandardScope.claims + (isOffline ? [StandardScope.offlineAccess] : []))
    }
}
