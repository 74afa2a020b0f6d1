package import Kernel
package import Wire

/// Something that is handed out, lives for a while and is spent at most once: a code, the state of a sign-in, a pushed
/// request, the ticket in a mail.
///
/// One table holds them all because one rule does: whoever spends it first has it, and nobody after. The kind is part of
/// the key, so a ticket for one purpose is unknown to every other.
package struct Ticket: Sendable, Equatable {
    /// What it is for.
    package enum Kind: String, Sendable, CaseIterable {
        /// An authorization code.
        case authorizationCode = "code"
        /// A sign-in that is under way; changed at each step, spent when it ends.
        case transaction
        /// A pushed authorization request.
        case pushedRequest = "par"
        /// A link to set a new password.
        case passwordReset = "password_reset"
        /// A link that proves an address.
        case emailVerification = "email_verification"
        /// A place in an organization that is offered.
        case invitation
        /// A link that lifts a block.
        case unblock
        /// A sign-in through `/co/authenticate`, to be taken up at `/authorize`.
        case loginTicket = "login_ticket"
        /// A question whether to sign out.
        case logout
        /// A sign-up that waits for the code that was mailed; found by the secret of its sign-in.
        case signUpChallenge = "signup_challenge"
        /// That somebody was greeted, which happens once; found by their id.
        case greeting
        /// The `jti` of a DPoP proof or a request object that was seen.
        case usedProof = "used_proof"
    }

    /// What it is for.
    package let kind: Kind
    /// SHA-256 of what its holder presents.
    package let hash: [UInt8]
    /// Whose it is; empty while nobody is known.
    package var userID: String
    /// What it stands for.
    package var body: JSONObject
    /// When it was made.
    package let createdAt: Instant
    /// From when on it is worth nothing.
    package let expiresAt: Instant
    /// When it was spent; nil while it has not been.
    package var spentAt: Instant?

    /// A ticket.
    package init(
        kind: Kind,
        hash: [UInt8],
        userID: String = "",
        body: JSONObject,
        createdAt: Instant,
        expiresAt: Instant
    ) {
        self.kind = kind
        self.hash = hash
        self.userID = userID
        self.body = body
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

/// Reading tickets, inside a transaction.
package protocol TicketReading {
    /// The ticket of that kind and hash, expired or spent or not.
    func ticket(_ kind: Ticket.Kind, hash: [UInt8], in tenant: TenantID) throws -> Ticket?
}

/// Changing tickets, inside a transaction.
package protocol TicketWriting: TicketReading {
    /// Adds a ticket; false if one of that kind and hash is there.
    @discardableResult
    func insert(_ ticket: Ticket, tenant: TenantID) throws -> Bool
    /// Replaces user and body of an unspent ticket; whether it was there.
    func update(_ ticket: Ticket, tenant: TenantID) throws -> Bool
    /// Spends an unspent ticket: true for exactly one caller, whether it has expired or not.
    func spendTicket(_ kind: Ticket.Kind, hash: [UInt8], at now: Instant, in tenant: TenantID) throws -> Bool
    /// Writes into the body of a ticket, spent or not, what became of it; the refresh-token family of a code, say.
    func setTicketBody(_ kind: Ticket.Kind, hash: [UInt8], _ body: JSONObject, in tenant: TenantID) throws
    /// Removes a ticket.
    func deleteTicket(_ kind: Ticket.Kind, hash: [UInt8], in tenant: TenantID) throws
    /// Removes the tickets of a user, of one kind or of all; how many.
    @discardableResult
    func deleteTickets(ofUser userID: String, kind: Ticket.Kind?, in tenant: TenantID) throws -> Int
    /// Removes tickets that expired before a moment; how many.
    func deleteTickets(expiredBefore moment: Instant) throws -> Int
}
