import Applications
import Kernel
import Sessions
import Storage

/// Ending everything that speaks for a user: sessions, refresh tokens, and what is under way.
///
/// - SeeAlso: OWASP ASVS 5.0, 7.4.2 and 7.4.3.
enum UserRevocation {
    /// Ends it, in the transaction of what is the reason, and has the clients of the sessions told.
    static func endEverything(
        of userID: String,
        by initiator: LogoutInitiator,
        host: RequestHost,
        now: Instant,
        in transaction: any WriteTransaction
    ) throws {
        let tenant = host.tenant
        try transaction.deleteRefreshTokens(ofUser: userID, clientID: nil, audience: nil, in: tenant)
        try transaction.deleteTickets(ofUser: userID, kind: .authorizationCode, in: tenant)
        try transaction.deleteTickets(ofUser: userID, kind: .transaction, in: tenant)
        try transaction.deleteTickets(ofUser: userID, kind: .loginTicket, in: tenant)
        let ended = try transaction.deleteSessions(ofUser: userID, in: tenant)
        try transaction.announceEnd(of: ended, by: initiator, host: host, now: now)
    }
}
