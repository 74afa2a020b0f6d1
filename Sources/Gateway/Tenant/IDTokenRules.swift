import Kernel
import Tokens
import Wire

/// What an ID token must be, to be believed.
///
/// - SeeAlso: OpenID Connect Core 1.0 §3.1.3.7; RFC 8725.
struct IDTokenRules: Sendable {
    /// How far clocks may be apart, in seconds.
    static let leeway: Int64 = 60
    /// The latest moment that is reckoned with, in seconds: the end of the year 9999.
    private static let latest: Int64 = 253_402_300_799

    /// Claims that are believed.
    struct Claims: Sendable {
        /// All of them.
        let all: JSONObject
        /// When the token ends.
        let expiresAt: Instant
    }

    private let tenant: TenantURL
    private let audience: String
    private let algorithms: Set<JWSAlgorithm>
    private let secret: Secret
    private let nonce: String?

    /// The rules for tokens of a client; with a nonce, if the login was begun with one.
    init(_ client: LoginClient, nonce: String? = nil) {
        tenant = client.auth0URL
        audience = client.clientID
        algorithms = Set(client.signingAlgorithms)
        secret = client.clientSecret
        self.nonce = nonce
    }

    /// The claims of a token that keeps all rules.
    ///
    /// - Throws: `TenantError.invalidToken` that says which it breaks; `TenantError.unavailable` if the key it is signed
    ///   with is not known and the tenant does not answer.
    func verify(
        _ text: String,
        keys: TenantKeys,
        now: @Sendable () -> Instant
    ) async throws(TenantError) -> Claims {
        let token: JWT
        do { token = try JWT(parsing: text) } catch { throw .invalidToken("the ID token is no JWT: \(error)") }
        guard let algorithm = token.algorithm, algorithms.contains(algorithm) else {
            throw .invalidToken("the ID token is signed with \(token.header["alg"]?.string ?? "nothing")")
        }
        // Cheap things first: a token that is not for this client is not worth asking for keys.
        let claims = try check(token.claims, at: now())
        try await checkSignature(token, algorithm, keys, now)
        return claims
    }

    private func checkSignature(
        _ token: JWT,
        _ algorithm: JWSAlgorithm,
        _ keys: TenantKeys,
        _ now: @Sendable () -> Instant
    ) async throws(TenantError) {
        if algorithm.family == .oct {
            guard token.isSigned(bySecret: Array(secret.exposed.utf8), algorithms: [algorithm]) else {
                throw .invalidToken("the ID token's signature is wrong")
            }
            return
        }
        let candidates = try await keys.keys(named: token.kid, of: tenant, now: now)
        guard !candidates.isEmpty else {
            throw .invalidToken(
                "the ID token is signed with the key \(token.kid ?? ""), which the tenant does not have"
            )
        }
        guard candidates.contains(where: { $0.fits(algorithm) && token.isSigned(by: $0, algorithms: [algorithm]) })
        else { throw .invalidToken("the ID token's signature is wrong") }
    }

    private func check(_ claims: JSONObject, at now: Instant) throws(TenantError) -> Claims {
        guard claims["iss"]?.string == tenant.issuer else {
            throw .invalidToken("the ID token is from \(claims["iss"]?.string ?? "nobody"), not from \(tenant.issuer)")
        }
        let audiences = claims["aud"]?.string.map { [$0] } ?? claims["aud"]?.strings ?? []
        guard audiences.contains(audience) else { throw .invalidToken("the ID token is for another client") }
        let party = claims["azp"]
        guard audiences.count == 1 && party == nil || party?.string == audience else {
            throw .invalidToken("the ID token was issued to another client")
        }
        guard let subject = claims["sub"]?.string, !subject.isEmpty else {
            throw .invalidToken("the ID token has no subject")
        }
        guard let end = Self.moment(claims["exp"]), end.adding(seconds: Self.leeway) > now else {
            throw .invalidToken("the ID token has expired, or the clocks are apart")
        }
        guard let begin = Self.moment(claims["iat"]), begin <= now.adding(seconds: Self.leeway) else {
            throw .invalidToken("the ID token is from the future, or the clocks are apart")
        }
        if let notBefore = claims["nbf"] {
            guard let moment = Self.moment(notBefore), moment <= now.adding(seconds: Self.leeway) else {
                throw .invalidToken("the ID token is not valid yet")
            }
        }
        if let nonce, claims["nonce"]?.string != nonce { throw .invalidToken("the ID token's nonce is another") }
        return Claims(all: claims, expiresAt: end)
    }

    private static func moment(_ claim: JSONValue?) -> Instant? {
        guard let seconds = claim?.number, seconds >= 0, seconds <= Double(latest) else { return nil }
        return Instant(seconds: Int64(seconds))
    }
}
