package import Applications
import Directory
package import Kernel
package import OAuth
import Sessions
package import Storage
import Tokens

/// `/oauth/revoke`: a client gives a refresh token back.
///
/// - SeeAlso: RFC 7009; Auth0 Authentication API: "Revoke Refresh Token".
package struct RefreshTokenRevocation: Sendable {
    private let configuration: Configuration
    private let storage: any Storage
    private let log: LogSink
    private let clients: ClientAuthenticator

    /// Revocation in a storage.
    package init(configuration: Configuration, storage: any Storage, log: LogSink) {
        self.configuration = configuration
        self.storage = storage
        self.log = log
        clients = ClientAuthenticator(configuration: configuration, storage: storage)
    }

    /// Revokes the token of a request; one that is unknown or another client's is no error.
    ///
    /// - Throws: `OAuthError`, or what storage throws.
    package func revoke(
        _ parameters: TokenParameters,
        authorization: String?,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws {
        guard let token = parameters["token"] else { throw OAuthError.missing("token") }
        let client = try await clients.authenticate(parameters, authorization: authorization, host: host, now: now)
        let takesGrant = try await configuration.settings(host.tenant).flag("revoke_refresh_token_grant")
        let hash = Digest.sha256(Array(token.utf8))
        let revoked = try await storage.write { transaction in
            try Self.revoke(hash, of: client, takesGrant: takesGrant, in: transaction, tenant: host.tenant)
        }
        if let revoked { await log.append(event(revoked, client, host, origin, now)) }
    }

    /// Revokes a token with its family or, where the tenant wants it, everything the client has of the user and API.
    private static func revoke(
        _ hash: [UInt8],
        of client: Client,
        takesGrant: Bool,
        in transaction: any WriteTransaction,
        tenant: TenantID
    ) throws -> RefreshToken? {
        guard let token = try transaction.refreshToken(hash: hash, in: tenant), token.clientID == client.id else {
            return nil
        }
        try transaction.deleteRefreshTokens(family: token.family, in: tenant)
        guard takesGrant else { return token }
        try transaction.deleteRefreshTokens(
            ofUser: token.userID,
            clientID: client.id,
            audience: token.audience,
            in: tenant
        )
        let consent = try transaction.consent(
            userID: token.userID,
            clientID: client.id,
            audience: token.audience,
            in: tenant
        )
        if let consent { _ = try transaction.deleteConsent(consent.id, in: tenant) }
        return token
    }

    private func event(
        _ token: RefreshToken,
        _ client: Client,
        _ host: RequestHost,
        _ origin: RequestOrigin,
        _ now: Instant
    ) -> LogEvent {
        var event = LogEvent(tenant: host.tenant, date: now, type: .refreshTokenRevoked, description: "")
        origin.describe(&event, hostname: host.name)
        event.clientID = client.id
        event.clientName = client.name
        event.userID = token.userID
        event.audience = token.audience.isEmpty ? nil : host.shownAudience(token.audience)
        event.scope = token.scope.joined(separator: " ")
        return event
    }
}
