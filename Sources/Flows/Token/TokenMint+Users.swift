package import Applications
import Directory
package import Kernel
package import OAuth
package import Sessions
package import Storage
import Tokens
import Wire

/// Tokens of a user before they are signed.
///
/// What storage must know of them goes into the transaction that spends what they are exchanged for: either both
/// happen, or nothing.
package struct PreparedTokens: Sendable {
    /// What they are made of.
    package let grant: UserGrant
    /// The lifetime of the access token, in seconds.
    package let lifetime: Int64
    /// The refresh token with its text; nil for none.
    package let refreshToken: (text: Secret, record: RefreshToken)?
    /// The record of an opaque access token; nil for a JWT.
    package var accessTokenRecord: AccessTokenRecord? { opaque?.record }
    let format: AccessTokenFormat
    let opaque: (text: Secret, record: AccessTokenRecord)?
    /// How many refresh tokens had to go to make room for this one, once it is kept.
    package private(set) var removedRefreshTokens = 0

    /// Keeps what must be kept.
    package mutating func store(in transaction: any WriteTransaction, tenant: TenantID) throws {
        if let opaque { try transaction.insert(opaque.record, tenant: tenant) }
        if let token = refreshToken?.record {
            try transaction.insert(token, tenant: tenant)
            // A successor takes a place that was there: only new families make more of them.
            guard token.counter == 1 else { return }
            removedRefreshTokens = try transaction.trimRefreshTokens(
                ofUser: token.userID,
                clientID: token.clientID,
                keeping: RefreshTokenRules.maximumPerClient,
                in: tenant
            )
        }
    }
}

/// Signed tokens of a user.
package struct MintedTokens: Sendable {
    /// The access token.
    package let accessToken: String
    /// The ID token; nil for none.
    package let idToken: String?
    /// The refresh token; nil for none, or where the client keeps the one it has.
    package let refreshToken: Secret?
    /// The granted scopes.
    package let scope: [String]
    /// The lifetime of the access token, in seconds.
    package let expiresIn: Int64
    /// `Bearer` or `DPoP`.
    package let tokenType: String

    /// The answer of the token endpoint, member by member in Auth0's order.
    package var answer: TokenAnswer {
        var writer = JSONWriter(capacity: accessToken.utf8.count + (idToken?.utf8.count ?? 0) + 256)
        writer.beginObject()
        writer.member("access_token", accessToken)
        if let refreshToken { writer.member("refresh_token", refreshToken.exposed) }
        if let idToken { writer.member("id_token", idToken) }
        if !scope.isEmpty { writer.member("scope", scope.joined(separator: " ")) }
        writer.member("expires_in", expiresIn)
        writer.member("token_type", tokenType)
        writer.endObject()
        return TokenAnswer(body: writer.bytes, headers: [])
    }
}

/// Tokens of the front channel, those that were asked for.
package struct FrontChannelTokens: Sendable {
    /// The access token.
    package let accessToken: String?
    /// The lifetime of the access token, in seconds.
    package let expiresIn: Int64
    /// The ID token.
    package let idToken: String?
    /// The granted scopes.
    package let scope: [String]
}

extension TokenMint {
    /// The length of an opaque access token, in characters of six bits each.
    private static let opaqueLength = 32

    /// The lifetime of tokens for `/userinfo` alone, in seconds.
    ///
    /// - SeeAlso: Auth0: "Access Token Lifetime".
    static func userInfoLifetime(isFrontChannel: Bool) -> Int64 { isFrontChannel ? 7200 : 86_400 }

    /// Draws everything random that tokens need; nothing is signed yet.
    package func prepare(
        _ grant: UserGrant,
        refreshToken: (text: Secret, record: RefreshToken)? = nil,
        isFrontChannel: Bool = false,
        host: RequestHost,
        now: Instant
    ) -> PreparedTokens {
        let format = AccessTokenFormat(grant.target, scope: grant.scope, host: host)
        let lifetime =
            grant.target.api.map { isFrontChannel ? $0.tokenLifetimeForWeb : $0.tokenLifetime }
            ?? Self.userInfoLifetime(isFrontChannel: isFrontChannel)
        return PreparedTokens(
            grant: grant,
            lifetime: lifetime,
            refreshToken: refreshToken,
            format: format,
            opaque: format == .opaque ? opaqueToken(grant, lifetime: lifetime, host: host, now: now) : nil
        )
    }

    /// Signs tokens whose records are kept.
    package func mint(_ prepared: PreparedTokens, host: RequestHost, now: Instant) async throws -> MintedTokens {
        MintedTokens(
            accessToken: try await accessToken(prepared, host: host, now: now),
            idToken: prepared.grant.isOpenID
                ? try await idToken(prepared.grant, beside: UserGrant.Companions(), host: host, now: now) : nil,
            refreshToken: prepared.refreshToken?.text,
            scope: prepared.grant.scope,
            expiresIn: prepared.lifetime,
            tokenType: prepared.grant.keyThumbprint == nil ? "Bearer" : "DPoP"
        )
    }

    /// Makes the tokens that an answer of `/authorize` carries.
    ///
    /// - Parameters:
    ///   - grant: What they are made of.
    ///   - wantsToken: Whether an access token was asked for.
    ///   - wantsIDToken: Whether an ID token was asked for.
    ///   - code: The code that is issued beside them.
    ///   - state: The `state` of the request.
    /// - SeeAlso: OpenID Connect Core 1.0 §3.2, §3.3.
    package func frontChannel(
        _ grant: UserGrant,
        wantsToken: Bool,
        wantsIDToken: Bool,
        code: String?,
        state: String?,
        host: RequestHost,
        now: Instant
    ) async throws -> FrontChannelTokens {
        let prepared = prepare(grant, isFrontChannel: true, host: host, now: now)
        var companions = UserGrant.Companions(code: code)
        if grant.client.signIn.complianceLevel?.hasPrefix("fapi1") == true { companions.state = state }
        if wantsToken {
            if let record = prepared.accessTokenRecord { try await store(record, tenant: host.tenant) }
            companions.accessToken = try await accessToken(prepared, host: host, now: now)
        }
        return FrontChannelTokens(
            accessToken: companions.accessToken,
            expiresIn: prepared.lifetime,
            idToken: wantsIDToken ? try await idToken(grant, beside: companions, host: host, now: now) : nil,
            scope: grant.scope
        )
    }

    private func accessToken(_ prepared: PreparedTokens, host: RequestHost, now: Instant) async throws -> String {
        if let opaque = prepared.opaque { return opaque.text.exposed }
        guard let api = prepared.grant.target.api, case .jwt(let audiences) = prepared.format else {
            throw StoreError.corrupt("a JWT without an API")
        }
        let claims = prepared.grant.accessTokenClaims(
            issuer: host.issuer,
            audiences: audiences,
            tokenID: api.tokenDialect.isRFC9068 ? random.text(22, from: .base62) : nil,
            lifetime: prepared.lifetime,
            now: now
        )
        return try await signer(api, host).tokenText(claims: claims)
    }

    private func idToken(
        _ grant: UserGrant,
        beside companions: UserGrant.Companions,
        host: RequestHost,
        now: Instant
    ) async throws -> String {
        let signer = try await signer(
            grant.idTokenAlgorithm,
            type: "JWT",
            secret: grant.client.secret,
            of: "client \(grant.client.id)",
            host
        )
        return try signer.tokenText(claims: grant.idTokenClaims(issuer: host.issuer, beside: companions, now: now))
    }

    private func opaqueToken(
        _ grant: UserGrant,
        lifetime: Int64,
        host: RequestHost,
        now: Instant
    ) -> (text: Secret, record: AccessTokenRecord) {
        let text = random.text(Self.opaqueLength, from: .urlSafe)
        let record = AccessTokenRecord(
            hash: OpaqueToken.hash(of: text, boundTo: grant.keyThumbprint),
            clientID: grant.client.id,
            subject: grant.user.id,
            audience: host.userInfoAudience,
            scope: grant.scope.joined(separator: " "),
            issuedAt: now,
            expiresAt: now.adding(seconds: lifetime)
        )
        return (Secret(text), record)
    }
}

/// How opaque access tokens are found again.
enum OpaqueToken {
    /// The hash under which a token is kept.
    ///
    /// A token that is bound to a key is kept under both: presented with another key, or with none, it is unknown.
    static func hash(of token: String, boundTo thumbprint: String?) -> [UInt8] {
        Digest.sha256(Array((thumbprint.map { "\(token) \($0)" } ?? token).utf8))
    }
}
