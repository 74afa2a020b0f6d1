package import Kernel
package import Wire

/// A refresh token as storage keeps it: by its hash, never in the clear.
///
/// - SeeAlso: RFC 9700 §4.14; Auth0: "Refresh Token Rotation".
package struct RefreshToken: Sendable, Equatable {
    /// SHA-256 of the token.
    package let hash: [UInt8]
    /// The id by which administrators know it: 32 characters.
    package let id: String
    /// The id of the first token of its family.
    package let family: String
    /// Which token of the family it is, from 1.
    package let counter: Int64
    /// The client it was issued to.
    package let clientID: String
    /// Whom it speaks for.
    package let userID: String
    /// The session it was issued in; nil for grants without a browser.
    package let sessionID: String?
    /// The API's identifier as stored; empty for none.
    package let audience: String
    /// The granted scopes, in order.
    package let scope: [String]
    /// Whether an exchange spends it.
    package let isRotating: Bool
    /// When it was issued.
    package let issuedAt: Instant
    /// When the family ends at the latest; nil for never.
    package var expiresAt: Instant?
    /// When it ends if it is not used before; nil for never.
    package var idleExpiresAt: Instant?
    /// When it was last exchanged.
    package var lastExchangedAt: Instant?
    /// When an exchange spent it; nil while it has not.
    package var spentAt: Instant?
    /// The thumbprint of the DPoP key it is bound to; nil for none.
    package let keyThumbprint: String?
    /// What else is known: `organization_id`, `organization_name`, `auth_time`, `grant`, `resource_servers`, `device`.
    package var details: JSONObject

    /// A token.
    package init(
        hash: [UInt8],
        id: String,
        family: String,
        counter: Int64,
        clientID: String,
        userID: String,
        sessionID: String?,
        audience: String,
        scope: [String],
        isRotating: Bool,
        issuedAt: Instant,
        expiresAt: Instant?,
        idleExpiresAt: Instant?,
        keyThumbprint: String?,
        details: JSONObject
    ) {
        self.hash = hash
        self.id = id
        self.family = family
        self.counter = counter
        self.clientID = clientID
        self.userID = userID
        self.sessionID = sessionID
        self.audience = audience
        self.scope = scope
        self.isRotating = isRotating
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.idleExpiresAt = idleExpiresAt
        self.keyThumbprint = keyThumbprint
        self.details = details
    }

    /// Whether it has outlived itself at a moment.
    package func isExpired(at now: Instant) -> Bool {
        if let expiresAt, now >= expiresAt { return true }
        if let idleExpiresAt, now >= idleExpiresAt { return true }
        return false
    }
}

/// Reading refresh tokens, inside a transaction.
package protocol RefreshTokenReading {
    /// The token with that hash, whatever its state.
    func refreshToken(hash: [UInt8], in tenant: TenantID) throws -> RefreshToken?
    /// The token that administrators know by that id.
    func refreshToken(_ id: String, in tenant: TenantID) throws -> RefreshToken?
    /// The unspent tokens of a user, newest first.
    func refreshTokens(ofUser userID: String, clientID: String?, in tenant: TenantID) throws -> [RefreshToken]
    /// The newest counter of a family; 0 if none of it is left.
    func latestCounter(ofFamily family: String, in tenant: TenantID) throws -> Int64
}

/// Changing refresh tokens, inside a transaction.
///
/// What administrators wrote on a family (a document of kind `refresh_token_metadata` with the family's id) goes with the
/// last token of it, whichever way that goes.
package protocol RefreshTokenWriting: RefreshTokenReading {
    /// Adds a token.
    func insert(_ token: RefreshToken, tenant: TenantID) throws
    /// Spends an unspent token: true for exactly one caller.
    func spendRefreshToken(hash: [UInt8], at now: Instant, in tenant: TenantID) throws -> Bool
    /// Notes the exchange of a token that stays, and when it ends from now on; false if it is no longer there.
    func touchRefreshToken(
        hash: [UInt8],
        expiresAt: Instant?,
        idleExpiresAt: Instant?,
        at now: Instant,
        in tenant: TenantID
    ) throws -> Bool
    /// Removes every token of a family; how many.
    @discardableResult
    func deleteRefreshTokens(family: String, in tenant: TenantID) throws -> Int
    /// Removes the tokens of a user, of all clients and APIs or of one; how many.
    @discardableResult
    func deleteRefreshTokens(
        ofUser userID: String,
        clientID: String?,
        audience: String?,
        in tenant: TenantID
    ) throws
        -> Int
    /// Removes the tokens issued in a session; how many.
    @discardableResult
    func deleteRefreshTokens(ofSession sessionID: String, in tenant: TenantID) throws -> Int
    /// Keeps so many of the unspent tokens of a user and client, the newest; how many went.
    @discardableResult
    func trimRefreshTokens(
        ofUser userID: String,
        clientID: String,
        keeping count: Int,
        in tenant: TenantID
    ) throws
        -> Int
    /// Removes tokens that expired before a moment; how many.
    func deleteRefreshTokens(expiredBefore moment: Instant) throws -> Int
}
