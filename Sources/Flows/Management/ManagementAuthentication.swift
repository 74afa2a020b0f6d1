package import Applications
package import Kernel
import Tokens
import Wire

/// Who calls the management API, once the token is believed.
package struct ManagementPrincipal: Sendable, Equatable {
    /// The client the token was issued to.
    package let clientID: String
    /// Who the token speaks for.
    package let subject: String
    /// The scopes.
    package let scopes: Set<String>
    /// The token's id, where it has one.
    package let tokenID: String?

    /// A caller.
    package init(clientID: String, subject: String, scopes: Set<String>, tokenID: String? = nil) {
        self.clientID = clientID
        self.subject = subject
        self.scopes = scopes
        self.tokenID = tokenID
    }
}

/// Bearer tokens of the management API v2.
///
/// - SeeAlso: RFC 6750; RFC 8725 §3; Auth0 Management API: error responses.
package struct ManagementAuthentication: Sendable {
    private static let maximumLength = 16_384
    private let configuration: Configuration
    private let verified = VerifiedTokens()

    /// Verifies with the keys of the tenants.
    package init(configuration: Configuration) { self.configuration = configuration }

    /// Who the `Authorization` header proves the caller to be.
    ///
    /// - Throws: `APIProblem` 400 or 401 with Auth0's texts.
    package func caller(authorization: String?, host: RequestHost, now: Instant) async throws -> ManagementPrincipal {
        guard let authorization else { throw APIProblem(401, "Missing authentication") }
        let token: VerifiedTokens.Token
        if let known = verified.find(authorization),
            try await configuration.keyRing(host.tenant).publishedKey(known.kid)?.publicKey == known.key
        {
            token = known
        } else {
            token = try await verify(try Self.bearerToken(authorization), tenant: host.tenant)
            verified.keep(token, authorization)
        }
        guard let expiry = token.expiry, expiry > now.seconds else {
            throw Self.unauthorized("Expired token received for JSON Web Token validation")
        }
        guard token.audiences.contains(where: host.isManagementAudience) else {
            throw Self.unauthorized("Invalid token", detail: "the audience is not this host's management API")
        }
        return token.principal
    }

    private static func bearerToken(_ authorization: String) throws(APIProblem) -> String {
        // Tokens with all scopes are long: bytes are compared, not characters.
        let parts = Array(authorization.utf8).split(separator: UInt8(ascii: " "))
        guard parts.count == 2, String(decoding: parts[0], as: UTF8.self).lowercased() == "bearer",
            parts[1].count(where: { $0 == UInt8(ascii: ".") }) == 2
        else { throw APIProblem(400, "Bad HTTP authentication header format", code: "Bearer") }
        return String(decoding: parts[1], as: UTF8.self)
    }

    private func verify(_ text: String, tenant: TenantID) async throws -> VerifiedTokens.Token {
        let jwt: JWT
        do { jwt = try JWT(parsing: text, maximumLength: Self.maximumLength) } catch {
            throw Self.unauthorized("Invalid token", detail: "not a JWT: \(error)")
        }
        let ring = try await configuration.keyRing(tenant)
        // A foreign or tampered token and one by an unknown key look alike: neither signature is ours.
        guard let kid = jwt.kid, let key = ring.publishedKey(kid),
            jwt.isSigned(by: key.publicKey, algorithms: Self.algorithms(key.family))
        else { throw Self.unauthorized("Invalid signature received for JSON Web Token validation") }
        let claims = jwt.claims
        return VerifiedTokens.Token(
            kid: kid,
            key: key.publicKey,
            expiry: claims["exp"]?.integer,
            audiences: claims["aud"].map { $0.string.map { [$0] } ?? $0.strings ?? [] } ?? [],
            principal: ManagementPrincipal(
                clientID: claims["azp"]?.string ?? claims["client_id"]?.string ?? "",
                subject: claims["sub"]?.string ?? "",
                scopes: Set(claims["scope"]?.string?.words ?? []),
                tokenID: claims["jti"]?.string
            )
        )
    }

    private static func algorithms(_ family: KeyFamily) -> Set<JWSAlgorithm> {
        switch family {
        case .rsa: [.rs256, .ps256]
        case .ec: [.es256]
        case .okp: [.edDSA]
        case .oct: []
        }
    }

    private static func unauthorized(_ text: String, detail: String? = nil) -> APIProblem {
        APIProblem(401, text, attributes: ["error": .string(text)], detail: detail)
    }
}
