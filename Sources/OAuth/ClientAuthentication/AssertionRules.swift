import Applications
import Kernel
import Tokens
import Wire

/// What a client assertion must be to prove its client.
///
/// - SeeAlso: RFC 7523 §3; Auth0: "Authenticate with Private Key JWT".
struct AssertionRules {
    /// The longest assertion, in bytes.
    static let maximumLength = 2048
    private static let maximumClaimLength = 64
    private static let maximumLifetime: Int64 = 300
    private static let skew: Int64 = 10

    let facts: ClientFacts
    let host: RequestHost
    let now: Instant

    /// Checks an assertion; the order is cheap to dear, so that a forger costs little.
    ///
    /// - Throws: `OAuthError` 401.
    func check(_ token: String) throws(OAuthError) -> AuthenticatedClient.Assertion {
        let jwt: JWT
        do { jwt = try JWT(parsing: token, maximumLength: Self.maximumLength) } catch {
            throw .unauthorized("the client assertion is malformed")
        }
        try checkSubject(jwt.claims)
        try checkAudience(jwt.claims)
        let expiresAt = try checkTimes(jwt.claims)
        let jti = try identifier(jwt.claims)
        try checkSignature(jwt)
        return AuthenticatedClient.Assertion(jti: jti, expiresAt: expiresAt)
    }

    private func checkSubject(_ claims: JSONObject) throws(OAuthError) {
        guard claims["iss"]?.string == facts.client.id, claims["sub"]?.string == facts.client.id else {
            throw .unauthorized("iss and sub of the client assertion must be the client's id")
        }
    }

    private func checkAudience(_ claims: JSONObject) throws(OAuthError) {
        let isFAPI2 = facts.client.signIn.isFAPI2
        guard !isFAPI2 || claims["aud"]?.string != nil else {
            throw .unauthorized("aud of the client assertion must be a single string")
        }
        let audiences = claims["aud"].map { $0.string.map { [$0] } ?? $0.strings ?? [] } ?? []
        // The server listens with and without TLS; the host is what binds the assertion.
        let accepted = ["https", "http"].flatMap { scheme in
            let issuer = RequestHost(tenant: host.tenant, scheme: scheme, authority: host.authority).issuer
            return isFAPI2 ? [issuer] : [issuer, "\(issuer)oauth/token"]
        }
        guard audiences.contains(where: accepted.contains) else {
            throw .unauthorized("aud of the client assertion must be \(host.issuer)")
        }
    }

    private func checkTimes(_ claims: JSONObject) throws(OAuthError) -> Instant {
        guard let expiry = claims["exp"]?.number.flatMap({ Int64(exactly: $0.rounded(.down)) }) else {
            throw .unauthorized("the client assertion has no exp")
        }
        guard expiry > now.seconds, expiry <= now.seconds + Self.maximumLifetime + Self.skew else {
            throw .unauthorized("exp of the client assertion is past or more than five minutes ahead")
        }
        for name in ["iat", "nbf"] {
            guard let claim = claims[name] else { continue }
            guard let moment = claim.number, moment <= Double(now.seconds + Self.skew) else {
                throw .unauthorized("\(name) of the client assertion is in the future")
            }
        }
        return Instant(seconds: expiry)
    }

    private func identifier(_ claims: JSONObject) throws(OAuthError) -> String {
        guard let jti = claims["jti"]?.string, !jti.isEmpty, jti.utf8.count <= Self.maximumClaimLength,
            !jti.utf8.contains(0)
        else { throw .unauthorized("the client assertion needs a jti of 1 to 64 characters") }
        return jti
    }

    private func checkSignature(_ jwt: JWT) throws(OAuthError) {
        guard let name = jwt.header["alg"]?.string, let algorithm = JWSAlgorithm(rawValue: name) else {
            throw .unauthorized("the client assertion has no usable alg")
        }
        guard !facts.client.signIn.isFAPI2 || !name.hasPrefix("RS") else {
            throw .unauthorized("alg of the client assertion must be one of FAPI 2.0")
        }
        let kid = jwt.header["kid"]?.string
        for credential in facts.credentials {
            guard credential.algorithm == name, credential.isValid(at: now), kid.map({ $0 == credential.kid }) ?? true
            else { continue }
            if let key = try? PublicKey(pem: credential.pem), jwt.isSigned(by: key, algorithms: [algorithm]) { return }
        }
        throw .unauthorized("no credential of the client verifies the client assertion")
    }
}
