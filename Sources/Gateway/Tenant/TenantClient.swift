package import Kernel
import Wire

/// The tenant as signing in needs it: exchanges codes, passwords and refresh tokens, and believes no unverified answer.
///
/// - SeeAlso: Auth0 Authentication API: `POST /oauth/token`; RFC 6749 §4.1.3, §4.3.2, §6; RFC 7636 §4.5.
package struct TenantClient: LoginTenant {
    private static let realmGrant = "http://auth0.com/oauth/grant-type/password-realm"
    /// The longest lifetime of a token that is reckoned with, in seconds: ten years.
    private static let longestLifetime: Int64 = 315_360_000

    private let send: TenantExchange
    private let keys: TenantKeys
    private let clock: @Sendable () -> Instant

    /// A client that sends requests like this, and tells the time so.
    package init(send: @escaping TenantExchange, clock: @escaping @Sendable () -> Instant) {
        self.send = send
        self.clock = clock
        keys = TenantKeys(send: send)
    }

    package func tokens(
        forCode code: String,
        verifier: Secret,
        client: LoginClient,
        requestID: String
    ) async throws -> LoginTokens {
        let fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", client.redirectURL),
            ("code_verifier", verifier.exposed),
        ]
        return try await exchange(fields, client: client, requestID: requestID)
    }

    package func tokens(
        forUsername username: String,
        password: Secret,
        connection: String?,
        client: LoginClient,
        address: String?,
        requestID: String
    ) async throws -> LoginTokens {
        var fields = [
            ("grant_type", connection == nil ? "password" : Self.realmGrant), ("username", username),
            ("password", password.exposed), ("scope", client.scopes.joined(separator: " ")),
        ]
        if let connection { fields.append(("realm", connection)) }
        if let audience = client.audience { fields.append(("audience", audience)) }
        // The tenant counts failures by the person's address, not by the gateway's, where it trusts the application.
        let headers = address.map { [("auth0-forwarded-for", $0)] } ?? []
        return try await exchange(fields, headers: headers, client: client, requestID: requestID)
    }

    package func tokens(
        forRefreshToken token: Secret,
        client: LoginClient,
        requestID: String
    ) async throws -> LoginTokens {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token.exposed)]
        return try await exchange(fields, client: client, requestID: requestID)
    }

    private func exchange(
        _ fields: [(String, String)],
        headers: [(String, String)] = [],
        client: LoginClient,
        requestID: String
    ) async throws(TenantError) -> LoginTokens {
        let credentials = [("client_id", client.clientID), ("client_secret", client.clientSecret.exposed)]
        let asked = clock()
        let answer = try await send(
            .post(
                form: (fields + credentials).map { (name: $0.0, value: $0.1) },
                to: client.auth0URL.text + "/oauth/token",
                headers: (headers + [("x-request-id", requestID)]).map { (name: $0.0, value: $0.1) }
            )
        )
        guard answer.status == 200 else { throw answer.refusal }
        guard let body = answer.json, let accessToken = body["access_token"]?.string, !accessToken.isEmpty else {
            throw .unavailable("it answered 200 without an access token")
        }
        guard let idToken = body["id_token"]?.string, !idToken.isEmpty else {
            throw .invalidToken("there is no ID token in the answer")
        }
        let rules = IDTokenRules(client)
        let claims = try await rules.verify(idToken, keys: keys, now: clock)
        var end = claims.expiresAt
        if let lifetime = body["expires_in"]?.integer {
            end = min(end, asked.adding(seconds: min(max(lifetime, 0), Self.longestLifetime)))
        }
        return LoginTokens(
            accessToken: Secret(accessToken),
            refreshToken: body["refresh_token"]?.string.flatMap { $0.isEmpty ? nil : Secret($0) },
            idToken: Secret(idToken),
            claims: claims.all,
            expiresAt: end
        )
    }
}
