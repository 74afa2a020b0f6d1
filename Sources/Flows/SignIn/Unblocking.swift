package import Applications
package import Kernel
import Sessions
package import Storage

/// Links that lift the block of an account that was tried too often.
///
/// - SeeAlso: Auth0: "Brute-Force Protection".
package struct Unblocking: Sendable {
    private let storage: any Storage
    private let log: LogSink

    /// Lifting of blocks.
    package init(storage: any Storage, log: LogSink) {
        self.storage = storage
        self.log = log
    }

    /// Follows a link, which is good once; whether it was.
    package func unblock(
        _ secret: String,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> Bool {
        let (tenant, hash) = (host.tenant, Ticket.hash(of: secret))
        let userID = try await storage.write { transaction -> String? in
            guard let ticket = try transaction.ticket(.unblock, hash: hash, in: tenant), ticket.expiresAt > now,
                try transaction.spendTicket(.unblock, hash: hash, at: now, in: tenant)
            else { return nil }
            try transaction.clearFailures(LoginProtection.subject(userID: ticket.userID), from: nil, in: tenant)
            return ticket.userID
        }
        guard let userID else { return false }
        var event = LogEvent(tenant: tenant, date: now, type: .accountUnblocked, description: "")
        origin.describe(&event, hostname: host.name)
        event.userID = userID
        await log.append(event)
        return true
    }
}
