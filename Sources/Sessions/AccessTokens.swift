package import Kernel

/// An opaque access token as storage keeps it: by its hash, never in the clear.
package struct AccessTokenRecord: Sendable, Equatable {
    /// SHA-256 of the token.
    package let hash: [UInt8]
    /// The client it was issued to.
    package let clientID: String
    /// Who it speaks for: a user id, or `{client_id}@clients`.
    package let subject: String
    /// The audience it is for; the management API v1 has none of its own and uses `urn:auth0:management:v1`.
    package let audience: String
    /// The scopes, separated by spaces; empty if none.
    package let scope: String
    /// When it was issued.
    package let issuedAt: Instant
    /// From when on it is worth nothing.
    package let expiresAt: Instant

    /// A token.
    package init(
        hash: [UInt8],
        clientID: String,
        subject: String,
        audience: String,
        scope: String,
        issuedAt: Instant,
        expiresAt: Instant
    ) {
        self.hash = hash
        self.clientID = clientID
        self.subject = subject
        self.audience = audience
        self.scope = scope
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }
}

/// Reading opaque access tokens, inside a transaction.
package protocol AccessTokenReading {
    /// The token with that hash, expired or not.
    func accessToken(hash: [UInt8], in tenant: TenantID) throws -> AccessTokenRecord?
}

/// Changing opaque access tokens and spending assertions, inside a transaction.
package protocol AccessTokenWriting: AccessTokenReading {
    /// Adds a token.
    func insert(_ token: AccessTokenRecord, tenant: TenantID) throws
    /// Removes a token, if it is there.
    func deleteAccessToken(hash: [UInt8], in tenant: TenantID) throws
    /// Removes tokens that expired before a moment; how many.
    func deleteAccessTokens(expiredBefore moment: Instant) throws -> Int
    /// Spends the `jti` of a client assertion: true for exactly one caller until it expires.
    ///
    /// - SeeAlso: RFC 7523 §3, item 7.
    func spendAssertion(jti: String, clientID: String, expiresAt: Instant, in tenant: TenantID) throws -> Bool
    /// Forgets assertions that expired before a moment; how many.
    func deleteAssertions(expiredBefore moment: Instant) throws -> Int
}
