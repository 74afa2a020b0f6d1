import Applications
import Directory
package import Kernel
package import Tokens
package import Wire

extension UserGrant {
    /// What an ID token of the front channel vouches for besides the user.
    package struct Companions: Sendable {
        /// The access token issued beside it.
        package var accessToken: String?
        /// The code issued beside it.
        package var code: String?
        /// The `state` of the request, for clients of a profile that signs it.
        package var state: String?

        /// Companions; none unless they are named.
        package init(accessToken: String? = nil, code: String? = nil, state: String? = nil) {
            self.accessToken = accessToken
            self.code = code
            self.state = state
        }
    }

    /// The claims of the ID token, as the bytes of a JSON object, in Auth0's order.
    ///
    /// - SeeAlso: OpenID Connect Core 1.0 §2, §3.3.2.11.
    package func idTokenClaims(issuer: String, beside companions: Companions = Companions(), now: Instant) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        for (name, value) in UserClaims.members(of: user, scope: scope) {
            writer.name(name)
            writer.write(value)
        }
        writer.member("iss", issuer)
        writer.member("sub", user.id)
        writer.member("aud", client.id)
        writer.member("iat", now.seconds)
        writer.member("exp", now.seconds + client.idTokenLifetime)
        if let sessionID { writer.member("sid", sessionID) }
        if let nonce { writer.member("nonce", nonce) }
        if let token = companions.accessToken { writer.member("at_hash", Self.halfHash(token)) }
        if let code = companions.code { writer.member("c_hash", Self.halfHash(code)) }
        if let state = companions.state { writer.member("s_hash", Self.halfHash(state)) }
        if let authenticatedAt { writer.member("auth_time", authenticatedAt.seconds) }
        if let acr { writer.member("acr", acr) }
        if !amr.isEmpty { writer.member("amr", amr) }
        writeOrganization(&writer)
        writer.endObject()
        return writer.bytes
    }

    /// The claims of a JWT access token for these audiences, as the bytes of a JSON object.
    ///
    /// - Parameters:
    ///   - tokenID: The `jti`, for APIs whose tokens have one.
    ///   - lifetime: In seconds.
    /// - SeeAlso: RFC 9068 §2.2; Auth0: "Access Token Profiles".
    package func accessTokenClaims(
        issuer: String,
        audiences: [String],
        tokenID: String?,
        lifetime: Int64,
        now: Instant
    ) -> [UInt8] {
        let isRFC9068 = target.api?.tokenDialect.isRFC9068 ?? false
        var writer = JSONWriter(capacity: 640)
        writer.beginObject()
        writer.member("iss", issuer)
        writer.member("sub", user.id)
        if audiences.count == 1 { writer.member("aud", audiences[0]) } else { writer.member("aud", audiences) }
        writer.member("iat", now.seconds)
        writer.member("exp", now.seconds + lifetime)
        writer.member(isRFC9068 ? "client_id" : "azp", client.id)
        if isRFC9068, let tokenID { writer.member("jti", tokenID) }
        if !scope.isEmpty { writer.member("scope", scope.joined(separator: " ")) }
        writeOrganization(&writer)
        if grantTypes.count == 1 {
            writer.member("gty", grantTypes[0])
        } else if !grantTypes.isEmpty {
            writer.member("gty", grantTypes)
        }
        if let permissions { writer.member("permissions", permissions) }
        if let keyThumbprint { writer.memberBoundKey(keyThumbprint) }
        writer.endObject()
        return writer.bytes
    }

    /// The algorithm of the ID token.
    ///
    /// A public client has no secret that would sign, so it never gets HS256.
    package var idTokenAlgorithm: JWSAlgorithm {
        switch client.idTokenAlgorithm {
        case "PS256": .ps256
        case "HS256" where isSecretUsable, nil where isSecretUsable: .hs256
        default: .rs256
        }
    }

    private var isSecretUsable: Bool { client.authenticationMethod != .none && client.secret != nil }

    private func writeOrganization(_ writer: inout JSONWriter) {
        guard let organization else { return }
        writer.member("org_id", organization.id)
        if let name = organization.name { writer.member("org_name", name) }
    }

    /// The left half of SHA-256; every algorithm of ID tokens has that digest.
    private static func halfHash(_ text: String) -> String {
        Base64.encode(Array(Digest.sha256(Array(text.utf8)).prefix(16)))
    }
}

extension JSONWriter {
    /// Writes the claim that binds a token to a key.
    ///
    /// - SeeAlso: RFC 9449 §6.1.
    package mutating func memberBoundKey(_ thumbprint: String) {
        name("cnf")
        beginObject()
        member("jkt", thumbprint)
        endObject()
    }
}
