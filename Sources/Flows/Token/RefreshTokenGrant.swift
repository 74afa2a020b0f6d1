import Applications
import Directory
package import Kernel
import OAuth
import Sessions
import Storage
import Tokens
import Wire

/// The refresh-token grant: loading, spending and issuing.
///
/// - SeeAlso: RFC 6749 §6; RFC 9700 §4.14; Auth0 Authentication API: "Refresh Token".
package struct RefreshTokenGrant: TokenGrant {
    package let name = "refresh_token"
    package let logTypes = (succeeded: LogEventType.refreshSucceeded, failed: LogEventType.refreshFailed)

    /// The grant.
    package init() {}

    /// The token is unknown, revoked, expired, used, or another client's; the answer does not tell which.
    static func invalid(_ detail: String) -> OAuthError {
        OAuthError(403, .invalidGrant, "Unknown or invalid refresh token.", detail: detail)
    }

    package func respond(_ exchange: TokenExchange, by issuing: TokenIssuing) async throws -> TokenOutcome {
        let tenant = exchange.host.tenant
        let hash = Digest.sha256(Array(try exchange.required("refresh_token").utf8))
        guard let token = try await issuing.storage.read({ try $0.refreshToken(hash: hash, in: tenant) }) else {
            throw Self.invalid("there is no such refresh token")
        }
        // Nothing of a token is told to a client that it does not belong to, not even to the log of its user.
        guard token.clientID == exchange.client.client.id else {
            throw Self.invalid("the refresh token is another client's")
        }
        do {
            let issue = try await RefreshIssue(token, exchange: exchange, issuing: issuing)
            switch try await issuing.storage.write({ try issue.commit(in: $0) }) {
            case .reused(let latest): throw Self.reused(token, latest: latest)
            case .issued(let prepared):
                let tokens = try await issuing.mint.mint(prepared, host: exchange.host, now: exchange.now)
                var subject = TokenOutcome.Subject(prepared.grant)
                subject.details = issue.logDetails(of: token, prepared)
                return TokenOutcome(answer: tokens.answer, subject: subject)
            }
        } catch let error as OAuthError {
            var subject = TokenOutcome.Subject()
            subject.userID = token.userID
            throw TokenRefusal(error, subject: subject)
        }
    }

    private static func reused(_ token: RefreshToken, latest: Int64) -> TokenRefusal {
        var subject = TokenOutcome.Subject()
        subject.userID = token.userID
        subject.details = [
            "familyId": .string(token.family), "tokenCounter": .integer(token.counter),
            "latestCounter": .integer(latest),
        ]
        return TokenRefusal(
            invalid("the refresh token was used before; its family was revoked"),
            type: .refreshTokenReused,
            subject: subject
        )
    }
}

/// The one transaction in which a refresh token becomes tokens.
private struct RefreshIssue: Sendable {
    enum Result: Sendable {
        case issued(PreparedTokens)
        case reused(latestCounter: Int64)
    }

    private let hash: [UInt8]
    private let wish: RefreshTokenRules.Wish
    private let exchange: TokenExchange
    private let mint: TokenMint
    private let access: UserAccess
    private let organization: IssuePlan.OrganizationClaims?

    init(_ token: RefreshToken, exchange: TokenExchange, issuing: TokenIssuing) async throws {
        let (host, client) = (exchange.host, exchange.client.client)
        let settings = try await issuing.configuration.settings(host.tenant)
        var api: ResourceServer?
        if let audience = exchange.request.audience(settings).map(host.storedAudience) {
            api = try await issuing.configuration.resourceServer(identifier: audience, host.tenant)
        }
        wish = RefreshTokenRules.wish(
            of: token,
            api: api,
            scope: exchange.request.scope,
            client: client
        )
        guard let target = try await issuing.configuration.tokenTarget(wish.audience, host: host) else {
            throw RefreshTokenGrant.invalid("the API of the refresh token is gone")
        }
        try exchange.checkProof(for: target.api)
        let organizationID = token.details["organization_id"]?.string
        let facts = try await issuing.configuration.organizationFacts(organizationID, host: host)
        guard organizationID == nil || facts != nil else {
            throw RefreshTokenGrant.invalid("the organization of the refresh token is gone")
        }
        let connection = token.details["connection"]?.string ?? ""
        guard try await issuing.configuration.admits(client, through: connection, host.tenant) else {
            throw RefreshTokenGrant.invalid("the connection of the refresh token is gone or disabled")
        }
        hash = token.hash
        self.exchange = exchange
        mint = issuing.mint
        organization = facts?.claims
        access = UserAccess(client: client, target: target, organization: facts?.organization, tenant: host.tenant)
    }

    /// What the log says of an exchange: whether the token's own grant allowed it or the client's policies for several
    /// APIs did, and which token of its family came of it.
    func logDetails(of token: RefreshToken, _ prepared: PreparedTokens) -> JSONObject {
        let isOwn = wish.audience == token.audience
        var details: JSONObject = ["policy_used": .string(isOwn ? "refresh_token_user_grant" : "mrrt")]
        if let successor = prepared.refreshToken?.record {
            details["familyId"] = .string(successor.family)
            details["tokenCounter"] = .integer(successor.counter)
        }
        return details
    }

    /// Exchanges the token, which is read anew: between the first look and this one somebody may have used it.
    func commit(in transaction: any WriteTransaction) throws -> Result {
        let (tenant, now) = (exchange.host.tenant, exchange.now)
        guard let token = try transaction.refreshToken(hash: hash, in: tenant) else {
            throw RefreshTokenGrant.invalid("the refresh token was revoked")
        }
        // A token that was never spent is the latest of its family, or as good as that.
        let latest =
            token.spentAt == nil
            ? token.counter : try transaction.latestCounter(ofFamily: token.family, in: tenant)
        switch RefreshTokenRules.judge(
            token,
            client: access.client,
            keyThumbprint: exchange.proof?.jkt,
            latestCounter: latest,
            now: now
        ) {
        case .worthless(let detail): throw RefreshTokenGrant.invalid(detail)
        case .reused:
            try transaction.deleteRefreshTokens(family: token.family, in: tenant)
            return .reused(latestCounter: latest)
        case .usable, .usableAgain: break
        }
        let person: UserAccess.Person
        do { person = try access.person(token.userID, in: transaction) } catch let refusal as UserAccess.Refusal {
            throw refusal.error {
                OAuthError(403, .invalidGrant, "The refresh_token was generated for a user who doesn't exist anymore.")
            }
        }
        try exchange.spend(in: transaction)
        var prepared = mint.prepare(
            grant(token, person),
            refreshToken: try exchangeRefreshToken(token, in: transaction),
            host: exchange.host,
            now: now
        )
        try prepared.store(in: transaction, tenant: tenant)
        return .issued(prepared)
    }

    /// Spends a token that rotates, and answers its successor; one that stays is only noted to have been used.
    ///
    /// A client that began or ceased to rotate gets a token of the new kind; those of the old kind that it has for the
    /// same user and API go.
    private func exchangeRefreshToken(
        _ token: RefreshToken,
        in transaction: any WriteTransaction
    ) throws -> (text: Secret, record: RefreshToken)? {
        let (tenant, now, settings) = (exchange.host.tenant, exchange.now, access.client.refreshToken)
        guard token.isRotating || settings.isRotating else {
            let ends = RefreshTokenRules.ends(of: token, client: access.client, now: now)
            let isThere = try transaction.touchRefreshToken(
                hash: hash,
                expiresAt: ends.expiresAt,
                idleExpiresAt: ends.idleExpiresAt,
                at: now,
                in: tenant
            )
            guard isThere else { throw RefreshTokenGrant.invalid("the refresh token was revoked") }
            return nil
        }
        if token.isRotating != settings.isRotating {
            for other in try transaction.refreshTokens(ofUser: token.userID, clientID: token.clientID, in: tenant)
            where other.isRotating == token.isRotating && other.audience == token.audience && other.hash != hash {
                try transaction.deleteRefreshTokens(family: other.family, in: tenant)
            }
        }
        // False for a token within its leeway, which was spent by the exchange before.
        _ = try transaction.spendRefreshToken(hash: hash, at: now, in: tenant)
        return mint.successor(of: token, exchange: exchange)
    }

    private func grant(_ token: RefreshToken, _ person: UserAccess.Person) -> UserGrant {
        var grant = UserGrant(
            user: person.user,
            client: access.client,
            target: access.target,
            scope: person.scope.granted(of: wish.scope)
        )
        grant.organization = organization
        grant.sessionID = token.sessionID
        grant.authenticatedAt = token.details["auth_time"]?.integer.map(Instant.init(milliseconds:))
        grant.grantTypes = ["refresh_token"] + [token.details["grant"]?.string].compactMap(\.self)
        grant.keyThumbprint = exchange.proof?.jkt
        grant.permissions = person.scope.claimedPermissions
        return grant
    }
}
