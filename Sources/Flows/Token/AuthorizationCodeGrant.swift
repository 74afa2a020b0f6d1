import Applications
import Directory
package import Kernel
package import OAuth
import Sessions
import Storage
import Tokens
package import Wire

/// The authorization-code grant: loading, spending and issuing.
package struct AuthorizationCodeGrant: TokenGrant {
    package let name = AuthorizationCodeExchange.name
    package let logTypes = (succeeded: LogEventType.codeExchangeSucceeded, failed: LogEventType.codeExchangeFailed)

    /// The grant.
    package init() {}

    /// The code, but for its last three characters in asterisks.
    package func logDetails(of request: TokenRequest) -> JSONObject? {
        guard let code = request["code"] else { return nil }
        let hidden = min(max(code.count - 3, 0), 60)
        return ["code": .string(String(repeating: "*", count: hidden) + code.suffix(3))]
    }

    package func respond(_ exchange: TokenExchange, by issuing: TokenIssuing) async throws -> TokenOutcome {
        let (tenant, now) = (exchange.host.tenant, exchange.now)
        let hash = Digest.sha256(Array(try exchange.required("code").utf8))
        let found = try await issuing.storage.read { try $0.ticket(.authorizationCode, hash: hash, in: tenant) }
        guard let ticket = found, let code = AuthorizationCode(ticket.body) else {
            throw AuthorizationCodeExchange.invalid("there is no such code")
        }
        do {
            try AuthorizationCodeExchange.check(
                code,
                exchange.request,
                client: exchange.client.client,
                keyThumbprint: exchange.proof?.jkt
            )
            guard ticket.spentAt != nil || now < ticket.expiresAt else {
                throw AuthorizationCodeExchange.invalid("the code has expired")
            }
            let issue = try await CodeIssue(code, hash: hash, exchange: exchange, issuing: issuing)
            // A code that comes a second time may be in two hands: what was issued for it is taken back.
            guard let prepared = try await issuing.storage.write({ try issue.commit(in: $0) }) else {
                throw AuthorizationCodeExchange.invalid("the code was used before; its tokens were revoked")
            }
            let tokens = try await issuing.mint.mint(prepared, host: exchange.host, now: now)
            return TokenOutcome(
                answer: tokens.answer,
                subject: .init(prepared.grant, connection: code.connection),
                removedRefreshTokens: prepared.removedRefreshTokens
            )
        } catch let error as OAuthError {
            var subject = TokenOutcome.Subject()
            subject.userID = code.userID
            throw TokenRefusal(error, subject: subject)
        }
    }
}

/// The one transaction in which a code becomes tokens.
private struct CodeIssue: Sendable {
    private static let familyMember = "refresh_token_family"
    private static let tokenMember = "access_token"

    private let code: AuthorizationCode
    private let hash: [UInt8]
    private let exchange: TokenExchange
    private let mint: TokenMint
    private let access: UserAccess
    private let organization: IssuePlan.OrganizationClaims?

    init(_ code: AuthorizationCode, hash: [UInt8], exchange: TokenExchange, issuing: TokenIssuing) async throws {
        let configuration = issuing.configuration
        guard let target = try await configuration.tokenTarget(code.audience, host: exchange.host) else {
            throw AuthorizationCodeExchange.invalid("the API of the code is gone")
        }
        try exchange.checkProof(for: target.api)
        let facts = try await configuration.organizationFacts(code.organizationID, host: exchange.host)
        guard code.organizationID == nil || facts != nil else {
            throw AuthorizationCodeExchange.invalid("the organization of the code is gone")
        }
        guard try await configuration.admits(exchange.client.client, through: code.connection, exchange.host.tenant)
        else { throw AuthorizationCodeExchange.invalid("the connection of the code is gone or disabled") }
        self.code = code
        self.hash = hash
        self.exchange = exchange
        mint = issuing.mint
        organization = facts?.claims
        access = UserAccess(
            client: exchange.client.client,
            target: target,
            organization: facts?.organization,
            tenant: exchange.host.tenant
        )
    }

    /// Spends the code and keeps what is issued for it; nil if the code was spent before.
    func commit(in transaction: any WriteTransaction) throws -> PreparedTokens? {
        let (tenant, now) = (exchange.host.tenant, exchange.now)
        guard try transaction.spendTicket(.authorizationCode, hash: hash, at: now, in: tenant) else {
            try revoke(in: transaction)
            return nil
        }
        // Whoever signed out, or was signed out, within the life of the code gets nothing for it any more.
        guard try transaction.session(code.sessionID, in: tenant) != nil else {
            throw AuthorizationCodeExchange.invalid("the session of the code has ended")
        }
        let person: UserAccess.Person
        do { person = try access.person(code.userID, in: transaction) } catch let refusal as UserAccess.Refusal {
            throw refusal.error { AuthorizationCodeExchange.invalid("the user is gone") }
        }
        try exchange.spend(in: transaction)
        let grant = grant(person)
        var prepared = mint.prepare(
            grant,
            refreshToken: grant.scope.contains(StandardScope.offlineAccess)
                ? mint.firstRefreshToken(for: grant, exchange: exchange, details: details) : nil,
            host: exchange.host,
            now: now
        )
        try prepared.store(in: transaction, tenant: tenant)
        try remember(prepared, in: transaction)
        return prepared
    }

    private func grant(_ person: UserAccess.Person) -> UserGrant {
        var grant = UserGrant(
            user: person.user,
            client: access.client,
            target: access.target,
            scope: person.scope.granted(of: code.scope)
        )
        grant.organization = organization
        grant.sessionID = code.sessionID
        grant.nonce = code.nonce
        grant.authenticatedAt = code.showsAuthenticationTime ? code.authenticatedAt : nil
        grant.acr = code.acr
        grant.amr = code.amr
        grant.keyThumbprint = exchange.proof?.jkt
        grant.permissions = person.scope.claimedPermissions
        return grant
    }

    private var details: JSONObject {
        var details: JSONObject = ["connection": .string(code.connection)]
        if code.showsAuthenticationTime { details["auth_time"] = .integer(code.authenticatedAt.milliseconds) }
        if let organizationID = code.organizationID { details["organization_id"] = .string(organizationID) }
        return details
    }

    /// Notes on the code what was issued for it, so that its second use can take it back.
    private func remember(_ prepared: PreparedTokens, in transaction: any WriteTransaction) throws {
        var body = code.body
        if let family = prepared.refreshToken?.record.family { body[Self.familyMember] = .string(family) }
        if let record = prepared.accessTokenRecord {
            body[Self.tokenMember] = .string(Hexadecimal.encode(record.hash))
        }
        try transaction.setTicketBody(.authorizationCode, hash: hash, body, in: exchange.host.tenant)
    }

    private func revoke(in transaction: any WriteTransaction) throws {
        let tenant = exchange.host.tenant
        guard let body = try transaction.ticket(.authorizationCode, hash: hash, in: tenant)?.body else { return }
        if let family = body[Self.familyMember]?.string {
            try transaction.deleteRefreshTokens(family: family, in: tenant)
        }
        if let token = body[Self.tokenMember]?.string.flatMap(Hexadecimal.decode) {
            try transaction.deleteAccessToken(hash: token, in: tenant)
        }
    }
}
