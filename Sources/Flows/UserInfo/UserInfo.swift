package import Applications
import Directory
package import Kernel
import OAuth
import Sessions
package import Storage
import Tokens
package import Wire

/// `/userinfo`: what an access token lets its bearer know of a user, as it is now.
///
/// - SeeAlso: OpenID Connect Core 1.0 §5.3; RFC 6750; Auth0 Authentication API: "Get User Info".
package struct UserInfo: Sendable {
    /// A token as it was presented.
    package struct Presented: Sendable {
        /// The token; nil for none.
        package var token: String?
        /// Whether it came as one that is bound to a key.
        package var isBound: Bool
        /// The `DPoP` header.
        package var proof: String?
        /// The method of the request.
        package var method: String

        /// A token.
        package init(token: String?, isBound: Bool, proof: String?, method: String) {
            self.token = token
            self.isBound = isBound
            self.proof = proof
            self.method = method
        }
    }

    private let configuration: Configuration
    private let storage: any Storage
    private let proofs: ProofOfPossession?

    /// The endpoint's use case.
    ///
    /// - Parameters:
    ///   - configuration: Knows the keys that tokens are signed with.
    ///   - storage: Keeps opaque tokens and people.
    ///   - proofs: Checks proofs of keys; nil to refuse tokens that are bound.
    package init(configuration: Configuration, storage: any Storage, proofs: ProofOfPossession?) {
        self.configuration = configuration
        self.storage = storage
        self.proofs = proofs
    }

    /// The claims that a token releases, `sub` first.
    ///
    /// - Throws: `UserInfoRefusal`, or what storage throws.
    package func claims(_ presented: Presented, host: RequestHost, now: Instant) async throws -> JSONObject {
        guard let token = presented.token else { throw UserInfoRefusal.missing }
        let proof = try proof(presented, token, host: host, now: now)
        let facts = try await facts(token, keyThumbprint: proof?.jkt, host: host, now: now)
        guard facts.keyThumbprint == proof?.jkt else { throw UserInfoRefusal.binding }
        guard facts.scope.contains(StandardScope.openID) else { throw UserInfoRefusal.scope }
        guard let client = try await configuration.client(facts.clientID, host.tenant)?.client else {
            throw UserInfoRefusal.signature
        }
        if let proof { try await spend(proof, client: client, host: host, now: now) }
        guard let user = try await storage.read({ try $0.user(facts.subject, in: host.tenant) }), !user.isBlocked else {
            throw UserInfoRefusal.signature
        }
        var claims: JSONObject = ["sub": .string(user.id)]
        for (name, value) in UserClaims.members(of: user, scope: facts.scope) { claims[name] = value }
        return claims
    }

    private struct Facts {
        let subject: String
        let clientID: String
        let scope: [String]
        let keyThumbprint: String?
    }

    private func facts(
        _ token: String,
        keyThumbprint: String?,
        host: RequestHost,
        now: Instant
    ) async throws -> Facts {
        if let jwt = try? JWT(parsing: token) { return try await facts(jwt, host: host, now: now) }
        let hash = OpaqueToken.hash(of: token, boundTo: keyThumbprint)
        guard let record = try await storage.read({ try $0.accessToken(hash: hash, in: host.tenant) }) else {
            throw UserInfoRefusal.signature
        }
        guard now < record.expiresAt else { throw UserInfoRefusal.expired }
        guard host.isUserInfoAudience(record.audience) else { throw UserInfoRefusal.scope }
        return Facts(
            subject: record.subject,
            clientID: record.clientID,
            scope: TokenRequest.scopes(of: record.scope),
            keyThumbprint: keyThumbprint
        )
    }

    private func facts(_ jwt: JWT, host: RequestHost, now: Instant) async throws -> Facts {
        let ring = try await configuration.keyRing(host.tenant)
        guard let kid = jwt.kid, let key = ring.publishedKey(kid),
            jwt.isSigned(by: key.publicKey, algorithms: [.rs256, .rs512, .ps256, .es256, .edDSA])
        else { throw UserInfoRefusal.signature }
        guard let expiry = jwt.claims["exp"]?.integer, now.seconds < expiry else { throw UserInfoRefusal.expired }
        guard jwt.claims["aud"]?.strings?.contains(where: host.isUserInfoAudience) == true else {
            throw UserInfoRefusal.scope
        }
        return Facts(
            subject: jwt.claims["sub"]?.string ?? "",
            clientID: jwt.claims["azp"]?.string ?? jwt.claims["client_id"]?.string ?? "",
            scope: jwt.claims["scope"]?.string.map(TokenRequest.scopes(of:)) ?? [],
            keyThumbprint: jwt.claims["cnf"]?["jkt"]?.string
        )
    }

    private func proof(
        _ presented: Presented,
        _ token: String,
        host: RequestHost,
        now: Instant
    ) throws -> DPoPProof? {
        guard presented.isBound else { return nil }
        guard proofs != nil, let text = presented.proof else { throw UserInfoRefusal.proof("A DPoP proof is required") }
        do {
            return try DPoPProof(
                verifying: text,
                method: presented.method,
                url: host.userInfoAudience,
                accessToken: token,
                now: now
            )
        } catch { throw UserInfoRefusal.proof(error.reason) }
    }

    private func spend(_ proof: DPoPProof, client: Client, host: RequestHost, now: Instant) async throws {
        guard let proofs else { throw UserInfoRefusal.binding }
        let isNonceGood =
            proof.nonce.map { proofs.accepts($0, at: now) } ?? (client.authenticationMethod != .none)
        guard isNonceGood else { throw UserInfoRefusal.nonce(proofs.nonce(at: now)) }
        do {
            try await storage.write { try proof.spend(in: $0, tenant: host.tenant, now: now) }
        } catch let error as OAuthError { throw UserInfoRefusal.proof(error.description) }
    }
}

/// Why a token tells nothing.
package struct UserInfoRefusal: Error, Sendable, Equatable {
    /// The HTTP status: 401, or 403 for a token that is good for something else.
    package let status: Int
    /// The `WWW-Authenticate` header.
    package let challenge: String
    /// The header with a nonce to use, if one is asked for.
    package let nonce: String?

    private init(_ status: Int, _ challenge: String, nonce: String? = nil) {
        self.status = status
        self.challenge = challenge
        self.nonce = nonce
    }

    private static func invalid(_ description: String) -> UserInfoRefusal {
        UserInfoRefusal(401, "Bearer realm=\"Users\", error=\"invalid_token\", error_description=\"\(description)\"")
    }

    /// There is no token.
    static let missing = UserInfoRefusal(401, "Bearer realm=\"Users\"")
    /// The token is none of ours; one that was revoked looks the same.
    static let signature = invalid(
        "The access token signature could not be validated. A common cause of this is requesting multiple audiences "
            + "for an access token signed with HS256, as that signature scheme requires only a single recipient for "
            + "its security. Please change your API to employ RS256 if you wish to have multiple audiences for your "
            + "access tokens"
    )
    /// The token has expired.
    static let expired = invalid("The access token expired")
    /// A token that is bound to a key came without the proof of it, or the other way round.
    static let binding = invalid("The access token must be presented as it was issued")
    /// The token is not for this endpoint.
    static let scope = UserInfoRefusal(
        403,
        "Bearer realm=\"Users\", error=\"insufficient_scope\", "
            + "error_description=\"The access token lacks the openid scope\", scope=\"openid\""
    )

    /// The proof of the key proves nothing.
    static func proof(_ description: String) -> UserInfoRefusal {
        UserInfoRefusal(401, "DPoP error=\"invalid_dpop_proof\", error_description=\"\(description)\"")
    }

    /// The proof needs a nonce.
    static func nonce(_ header: (String, String)) -> UserInfoRefusal {
        UserInfoRefusal(
            401,
            "DPoP error=\"use_dpop_nonce\", error_description=\"Resource server requires nonce in DPoP proof\"",
            nonce: header.1
        )
    }
}
