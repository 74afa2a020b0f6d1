package import Applications
package import Kernel
package import Sessions
package import Storage

/// Ending everything that speaks for a user: sessions, refresh tokens, and what is under way.
///
/// - SeeAlso: OWASP ASVS 5.0, 7.4.2 and 7.4.3.
package struct UserRevocation: Sendable {
    /// What was ended.
    package struct Ended: Sendable {
        /// The sessions there were.
        package let sessions: [Session]
    }

    private let backChannel: BackChannelLogout

    /// Revocation that tells clients of it.
    package init(backChannel: BackChannelLogout) { self.backChannel = backChannel }

    /// Ends it, in the transaction of what is the reason.
    package static func endEverything(
        of userID: String,
        in transaction: any WriteTransaction,
        tenant: TenantID
    ) throws -> Ended {
        try transaction.deleteRefreshTokens(ofUser: userID, clientID: nil, audience: nil, in: tenant)
        try transaction.deleteTickets(ofUser: userID, kind: .authorizationCode, in: tenant)
        try transaction.deleteTickets(ofUser: userID, kind: .transaction, in: tenant)
        try transaction.deleteTickets(ofUser: userID, kind: .loginTicket, in: tenant)
        return Ended(sessions: try transaction.deleteSessions(ofUser: userID, in: tenant))
    }

    /// Tells the clients of the sessions.
    package func announce(
        _ ended: Ended,
        reason: BackChannelLogout.Initiator,
        host: RequestHost,
        now: Instant
    ) async throws {
        try await backChannel.announce(ended.sessions, reason: reason, host: host, now: now)
    }
}
