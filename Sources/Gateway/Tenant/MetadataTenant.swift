import Kernel
import Wire

/// A tenant whose ID tokens carry no metadata: after each exchange the management API is asked for them.
///
/// They stand among the claims as if an Action of the tenant had put them into the ID token, under the names that
/// `customClaimsNamespaces` lists; a claim that the ID token has stays as it is.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/users/{id}`.
struct MetadataTenant: LoginTenant {
    private static let members = ["app_metadata", "user_metadata"]

    let tenant: any LoginTenant
    let api: ManagementAPI
    let namespaces: [String]
    let clock: @Sendable () -> Instant

    func tokens(
        forCode code: String,
        verifier: Secret,
        client: LoginClient,
        requestID: String
    ) async throws -> LoginTokens {
        let tokens = try await tenant.tokens(
            forCode: code,
            verifier: verifier,
            client: client,
            requestID: requestID
        )
        return try await completed(tokens, requestID)
    }

    func tokens(
        forUsername username: String,
        password: Secret,
        connection: String?,
        client: LoginClient,
        address: String?,
        requestID: String
    ) async throws -> LoginTokens {
        let tokens = try await tenant.tokens(
            forUsername: username,
            password: password,
            connection: connection,
            client: client,
            address: address,
            requestID: requestID
        )
        return try await completed(tokens, requestID)
    }

    func tokens(forRefreshToken token: Secret, client: LoginClient, requestID: String) async throws -> LoginTokens {
        let tokens = try await tenant.tokens(forRefreshToken: token, client: client, requestID: requestID)
        do { return try await completed(tokens, requestID) } catch {
            // A refresh token that was exchanged must be kept. Nobody has rights by what is not known, and these tokens
            // have ended already, so that the next request asks again.
            return tokens.with(claims: tokens.claims, expiresAt: min(tokens.expiresAt, clock()))
        }
    }

    private func completed(_ tokens: LoginTokens, _ requestID: String) async throws(TenantError) -> LoginTokens {
        let missing = namespaces.filter { name in
            tokens.claims[name] == nil && Self.members.contains { name.hasSuffix($0) }
        }
        guard !missing.isEmpty, let subject = tokens.claims["sub"]?.string else { return tokens }
        let user = try await user(subject, requestID)
        var claims = tokens.claims
        for name in missing {
            guard let member = Self.members.first(where: { name.hasSuffix($0) }), let value = user[member] else {
                continue
            }
            claims[name] = value
        }
        return tokens.with(claims: claims, expiresAt: tokens.expiresAt)
    }

    private func user(_ subject: String, _ requestID: String) async throws(TenantError) -> JSONObject {
        do {
            let answer = try await api.call(
                "GET",
                "users/" + Form.encode(subject),
                query: [("fields", Self.members.joined(separator: ",")), ("include_fields", "true")],
                requestID: requestID
            )
            if let user = answer.json { return user }
        } catch { throw .unavailable("its management API does not tell the metadata: \(error)") }
        throw .unavailable("its management API answered with nonsense")
    }
}

extension LoginTokens {
    /// The same tokens with other claims and another end.
    fileprivate func with(claims: JSONObject, expiresAt: Instant) -> LoginTokens {
        LoginTokens(
            accessToken: accessToken,
            refreshToken: refreshToken,
            idToken: idToken,
            claims: claims,
            expiresAt: expiresAt
        )
    }
}
