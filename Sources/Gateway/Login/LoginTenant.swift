package import Kernel
package import Wire

/// What signing in asks of the tenant; `TenantClient` answers it.
package protocol LoginTenant: Sendable {
    /// Exchanges the code of a sign-in and verifies the ID token: signature, issuer, audience, expiry.
    ///
    /// - Parameters:
    ///   - code: What the tenant gave the browser.
    ///   - verifier: What the challenge was made of that the login was begun with.
    ///   - client: The client that the code was given to.
    ///   - requestID: The id of the request that causes the call.
    /// - Throws: `TenantError`.
    func tokens(
        forCode code: String,
        verifier: Secret,
        client: LoginClient,
        requestID: String
    ) async throws -> LoginTokens

    /// Exchanges a name and a password; with a connection in its realm, without one in the tenant's default directory.
    ///
    /// - Throws: `TenantError`.
    func tokens(
        forUsername username: String,
        password: Secret,
        connection: String?,
        client: LoginClient,
        address: String?,
        requestID: String
    ) async throws -> LoginTokens

    /// Exchanges a refresh token; the tokens hold a refresh token only if the tenant rotates it.
    ///
    /// - Throws: `TenantError`.
    func tokens(forRefreshToken token: Secret, client: LoginClient, requestID: String) async throws -> LoginTokens
}

/// What the tenant gave for somebody, its ID token verified.
package struct LoginTokens: Sendable {
    /// The access token.
    package let accessToken: Secret
    /// The refresh token, if there is one.
    package let refreshToken: Secret?
    /// The ID token as it came.
    package let idToken: Secret
    /// The claims of the ID token.
    package let claims: JSONObject
    /// When the first of the two ends: the access token by its `expires_in`, or the ID token by its `exp`.
    package let expiresAt: Instant

    /// Tokens.
    package init(
        accessToken: Secret,
        refreshToken: Secret?,
        idToken: Secret,
        claims: JSONObject,
        expiresAt: Instant
    ) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.idToken = idToken
        self.claims = claims
        self.expiresAt = expiresAt
    }
}

/// Why the tenant gave nothing.
package enum TenantError: Error, Sendable, Equatable {
    /// It said no: its status, its `error` (`invalid_grant`, …), and its description.
    case refused(status: Int, error: String, description: String)
    /// It cannot be reached, is too slow, fails, or answers nonsense; the detail is for the log.
    case unavailable(String)
    /// Its ID token is not to be believed; the detail is for the log.
    case invalidToken(String)
}
