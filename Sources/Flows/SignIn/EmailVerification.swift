package import Applications
package import Directory
package import Kernel
import Sessions
package import Storage
import Wire

/// Links that prove an address.
///
/// - SeeAlso: Auth0 Authentication API: ticket URLs.
package struct EmailVerification: Sendable {
    /// What following a link led to.
    package enum Outcome: Sendable {
        /// The address is proved now.
        case verified(User, LinkDestination)
        /// It was before.
        case alreadyVerified(User, LinkDestination)
        /// The link is unknown, used or too old.
        case invalid
    }

    private let storage: any Storage
    private let mails: PeopleMails
    private let log: LogSink

    /// Verification, with the mail that greets whoever has proved an address.
    package init(storage: any Storage, mails: PeopleMails, log: LogSink) {
        self.storage = storage
        self.mails = mails
        self.log = log
    }

    /// Follows a link, which is good once.
    package func verify(
        _ secret: String,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> Outcome {
        let (tenant, hash, mails) = (host.tenant, Ticket.hash(of: secret), mails)
        let outcome = try await storage.write { transaction -> Outcome in
            guard let ticket = try transaction.ticket(.emailVerification, hash: hash, in: tenant),
                var user = try transaction.user(ticket.userID, in: tenant)
            else { return .invalid }
            let destination = LinkDestination(ticket)
            // A mail that was written for another address proves nothing of this one.
            guard let email = ticket.body["email"]?.string ?? user.email, email == user.email else { return .invalid }
            guard ticket.expiresAt > now else { return .invalid }
            if user.isEmailVerified { return .alreadyVerified(user, destination) }
            guard try transaction.spendTicket(.emailVerification, hash: hash, at: now, in: tenant) else {
                return .invalid
            }
            user.isEmailVerified = true
            user.updatedAt = now
            try transaction.update(user, tenant: tenant)
            try mails.greet(
                user,
                connection: ticket.body["connection"]?.string ?? user.identities.first?.connection ?? "",
                clientID: destination.clientID,
                host: host,
                now: now,
                in: transaction
            )
            return .verified(user, destination)
        }
        await log.append(event(outcome, host, origin, now))
        return outcome
    }

    private func event(_ outcome: Outcome, _ host: RequestHost, _ origin: RequestOrigin, _ now: Instant) -> LogEvent {
        let type: LogEventType
        let user: User?
        switch outcome {
        case .verified(let known, _), .alreadyVerified(let known, _): (type, user) = (.verificationSucceeded, known)
        case .invalid: (type, user) = (.verificationFailed, nil)
        }
        var event = LogEvent(
            tenant: host.tenant,
            date: now,
            type: type,
            description: user == nil
                ? "This URL can be used only once" : "Your email was verified. You can continue using the application."
        )
        origin.describe(&event, hostname: host.name)
        event.connection = user?.identities.first?.connection
        event.userID = user?.id ?? ""
        event.userName = user?.email ?? ""
        return event
    }
}
