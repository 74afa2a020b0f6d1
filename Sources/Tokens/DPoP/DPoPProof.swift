package import Kernel
import Wire

/// Why a DPoP proof proves nothing; all of them are `invalid_dpop_proof` to the sender.
package enum DPoPError: String, Error, Sendable {
    case malformed = "The DPoP proof is not a JWT"
    case type = "typ of the DPoP proof must be dpop+jwt"
    case algorithm = "alg of the DPoP proof is not supported"
    case key = "jwk of the DPoP proof must be a public key of its alg"
    case signature = "The signature of the DPoP proof is not by its jwk"
    case method = "htm of the DPoP proof is not the method of the request"
    case target = "htu of the DPoP proof is not the address of the request"
    case time = "iat of the DPoP proof is not of this moment"
    case identifier = "The DPoP proof needs a jti of 1 to 256 characters"
    case nonce = "nonce of the DPoP proof is not usable"
    case accessToken = "ath of the DPoP proof is not the hash of the access token"

    /// The sentence for whoever sent it.
    package var reason: String { rawValue }
}

/// A request's proof that its sender holds a private key.
///
/// The proof shows the key, the request and the moment. That it was not seen before (`jti`), that the nonce is one of
/// ours, and that the key is the one a token or code is bound to, are checks of the caller.
/// - SeeAlso: RFC 9449 §4.
package struct DPoPProof: Sendable, Equatable {
    /// The longest proof, in bytes.
    package static let maximumLength = 4096
    /// The algorithms that are advertised.
    package static let algorithms: Set<JWSAlgorithm> = [.es256]
    /// How long after `iat` a proof is good, in seconds.
    package static let lifetime: Int64 = 300
    /// How far `iat` may lie ahead, in seconds.
    package static let maximumLead: Int64 = 30
    private static let maximumClaimLength = 256
    /// The members by which a JWK of any kind is a private or a shared key.
    private static let secretMembers: Set<String> = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    /// The thumbprint of the key, for `cnf.jkt` and `dpop_jkt`.
    package let jkt: String
    /// The proof's id, good for one use.
    package let jti: String
    /// The nonce it carries, if any.
    package let nonce: String?
    /// When it says it was made.
    package let issuedAt: Instant

    /// From when on the proof is refused for its age, and its `jti` need not be remembered.
    package var expiresAt: Instant { issuedAt.adding(seconds: Self.lifetime + 1) }

    /// Checks the proof of a request.
    ///
    /// The order is cheap to dear, so that a forger costs little.
    /// - Parameters:
    ///   - url: The address of the request as its sender sees it: scheme, host and path; a query does not count.
    ///   - accessToken: The token that is presented with the proof, if one is.
    /// - Throws: `DPoPError`.
    /// - SeeAlso: RFC 9449 §4.3.
    package init(
        verifying text: String,
        method: String,
        url: String,
        accessToken: String? = nil,
        algorithms: Set<JWSAlgorithm> = algorithms,
        now: Instant
    ) throws(DPoPError) {
        let jwt: JWT
        do { jwt = try JWT(parsing: text, maximumLength: Self.maximumLength) } catch { throw .malformed }
        guard jwt.typ == "dpop+jwt" else { throw .type }
        guard let algorithm = jwt.algorithm, algorithms.contains(algorithm) else { throw .algorithm }
        guard jwt.claims["htm"]?.string == method else { throw .method }
        guard let claimed = jwt.claims["htu"]?.string.flatMap(HTTPTarget.init), claimed == HTTPTarget(url) else {
            throw .target
        }
        issuedAt = try Self.issuedAt(jwt.claims, now: now)
        guard let jti = jwt.claims["jti"]?.string, Self.isUsable(jti) else { throw .identifier }
        self.jti = jti
        if let claim = jwt.claims["nonce"] {
            guard let nonce = claim.string, Self.isUsable(nonce) else { throw .nonce }
            self.nonce = nonce
        } else {
            nonce = nil
        }
        if let accessToken {
            let hash = Base64.encode(Digest.sha256(Array(accessToken.utf8)))
            guard jwt.claims["ath"]?.string == hash else { throw .accessToken }
        }
        let key = try Self.key(jwt, algorithm)
        guard jwt.isSigned(by: key, algorithms: [algorithm]) else { throw .signature }
        do { jkt = try key.thumbprint } catch { throw .key }
    }

    private static func issuedAt(_ claims: JSONObject, now: Instant) throws(DPoPError) -> Instant {
        guard let seconds = claims["iat"]?.number.flatMap({ Int64(exactly: $0.rounded(.down)) }),
            seconds >= now.seconds - lifetime, seconds <= now.seconds + maximumLead
        else { throw .time }
        return Instant(seconds: seconds)
    }

    private static func isUsable(_ claim: String) -> Bool {
        !claim.isEmpty && claim.utf8.count <= maximumClaimLength && !claim.utf8.contains(0)
    }

    private static func key(_ jwt: JWT, _ algorithm: JWSAlgorithm) throws(DPoPError) -> PublicKey {
        // A private key in a proof is a key that has leaked, whoever signed with it.
        guard let jwk = jwt.header["jwk"]?.object, !jwk.keys.contains(where: secretMembers.contains),
            let key = try? PublicKey(jwk: jwk), key.fits(algorithm)
        else { throw .key }
        return key
    }
}

extension DPoPProof: CustomStringConvertible {
    package var description: String { "DPoP proof \(jti) by \(jkt)" }
}
