package import Applications
import Directory
package import Kernel
package import Sessions
package import Wire

/// What becomes of refresh tokens: how the first of a family is made, and what an exchange does to it.
///
/// - SeeAlso: RFC 9700 §4.14; Auth0: "Refresh Token Rotation".
package enum RefreshTokenRules {
    /// How many unspent tokens a user has with a client at the most.
    package static let maximumPerClient = 200

    /// What a token that is presented may be used for.
    package enum Verdict: Sendable, Equatable {
        /// It may be exchanged.
        case usable
        /// It was exchanged a moment ago, perhaps by the same application at the same time: it may be once more.
        case usableAgain
        /// Somebody else has it too: the whole family must go.
        case reused
        /// It is worth nothing, and why.
        case worthless(String)
    }

    /// What is random about a token.
    package struct Draw: Sendable {
        /// SHA-256 of the token.
        package let hash: [UInt8]
        /// The id by which administrators know it.
        package let id: String

        /// A draw.
        package init(hash: [UInt8], id: String) {
            self.hash = hash
            self.id = id
        }
    }

    /// Judges a token that a client presents.
    ///
    /// - Parameters:
    ///   - token: The token.
    ///   - client: The client that presents it.
    ///   - keyThumbprint: The key it has proved to hold.
    ///   - latestCounter: The newest counter of the token's family.
    package static func judge(
        _ token: RefreshToken,
        client: Client,
        keyThumbprint: String?,
        latestCounter: Int64,
        now: Instant
    ) -> Verdict {
        guard token.clientID == client.id else { return .worthless("the refresh token is another client's") }
        if let bound = token.keyThumbprint, bound != keyThumbprint {
            return .worthless("the refresh token is bound to another key")
        }
        if let spentAt = token.spentAt {
            // Only the token before the newest one: one that is older was passed on twice.
            // Of exchanges at the same moment the loser may carry an earlier `now` than the winner that spent the token,
            // which without a leeway must not let it pass.
            let leeway = client.refreshToken.leeway
            let isWithinLeeway = leeway > 0 && now < spentAt.adding(seconds: leeway)
            guard isWithinLeeway, token.counter >= latestCounter - 1 else { return .reused }
            return isExpired(token, client: client, at: now)
                ? .worthless("the refresh token has expired") : .usableAgain
        }
        return isExpired(token, client: client, at: now) ? .worthless("the refresh token has expired") : .usable
    }

    /// Whether a token has ended: as it was issued, or as the client now lets tokens end that nobody uses.
    ///
    /// A setting that became longer revives nothing.
    private static func isExpired(_ token: RefreshToken, client: Client, at now: Instant) -> Bool {
        if token.isExpired(at: now) { return true }
        guard let idle = client.refreshToken.idleLifetime else { return false }
        return now >= (token.lastExchangedAt ?? token.issuedAt).adding(seconds: idle)
    }

    /// When a token ends after an exchange at a moment.
    ///
    /// An exchange does not lengthen the life of a family; a family without an end gets one once the client has one. How
    /// long nobody may use it is what the client says now.
    /// - SeeAlso: Auth0: "Configure Refresh Token Expiration".
    package static func ends(
        of token: RefreshToken,
        client: Client,
        now: Instant
    ) -> (expiresAt: Instant?, idleExpiresAt: Instant?) {
        let settings = client.refreshToken
        return (
            token.expiresAt ?? settings.lifetime.map(now.adding(seconds:)),
            settings.idleLifetime.map(now.adding(seconds:))
        )
    }

    /// The first token of a family.
    package static func first(
        for grant: UserGrant,
        draw: Draw,
        keyThumbprint: String?,
        details: JSONObject,
        now: Instant
    ) -> RefreshToken {
        let settings = grant.client.refreshToken
        return RefreshToken(
            hash: draw.hash,
            id: draw.id,
            family: draw.id,
            counter: 1,
            clientID: grant.client.id,
            userID: grant.user.id,
            sessionID: grant.sessionID,
            audience: grant.target.api?.identifier ?? "",
            scope: grant.scope,
            isRotating: settings.isRotating,
            issuedAt: now,
            expiresAt: settings.lifetime.map(now.adding(seconds:)),
            idleExpiresAt: settings.idleLifetime.map(now.adding(seconds:)),
            keyThumbprint: keyThumbprint,
            details: details
        )
    }

    /// The token that an exchange gives for another: of the same family, with the same scopes and the same end.
    package static func successor(of token: RefreshToken, client: Client, draw: Draw, now: Instant) -> RefreshToken {
        let ends = ends(of: token, client: client, now: now)
        return RefreshToken(
            hash: draw.hash,
            id: draw.id,
            family: token.family,
            counter: token.counter + 1,
            clientID: token.clientID,
            userID: token.userID,
            sessionID: token.sessionID,
            audience: token.audience,
            scope: token.scope,
            isRotating: client.refreshToken.isRotating,
            issuedAt: now,
            expiresAt: ends.expiresAt,
            idleExpiresAt: ends.idleExpiresAt,
            keyThumbprint: token.keyThumbprint,
            details: token.details
        )
    }

    /// What an exchange of a token asks for.
    package struct Wish: Sendable, Equatable {
        /// The API's audience as stored; empty for `/userinfo` alone.
        package let audience: String
        /// The scopes, in order.
        package let scope: [String]
    }

    /// What a request asks of a token: its own API, or one that the client's policies name.
    ///
    /// The scopes are its own, or some of them; what goes beyond is ignored. Nobody agrees to an exchange, so another
    /// API must be one that the tenant's own clients need no consent for.
    /// - Parameters:
    ///   - token: The token.
    ///   - api: The API that the request names; nil for none.
    ///   - scope: The scopes of the request; nil for all.
    ///   - client: The client.
    /// - SeeAlso: RFC 6749 §6; Auth0: "Multi-Resource Refresh Token".
    package static func wish(
        of token: RefreshToken,
        api: ResourceServer?,
        scope asked: [String]?,
        client: Client
    ) -> Wish {
        let policy = api.flatMap { api in
            api.identifier != token.audience && client.isFirstParty && api.skipsConsentForFirstParty && !api.isSystem
                ? client.refreshToken.policies.first { $0.audience == api.identifier } : nil
        }
        let extra = policy?.scope.filter { !token.scope.contains($0) } ?? []
        let all = token.scope + extra
        return Wish(
            audience: policy?.audience ?? token.audience,
            scope: asked.map { asked in asked.filter(all.contains) } ?? all
        )
    }
}
