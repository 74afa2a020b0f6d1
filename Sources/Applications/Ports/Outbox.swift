package import Kernel
package import Wire

/// Something that is to leave the house: written with the change that causes it, delivered after.
package struct OutboxRecord: Sendable, Equatable {
    /// What is delivered, and so by whom.
    package enum Kind: String, Sendable, CaseIterable {
        /// An e-mail; the body names `template`, `to`, `language` and the `variables`.
        case email
        /// A form posted to a client: `url`, `form` (names and values), and `log` (what the tenant log is told).
        case http
        /// The end of a session: becomes a record of kind `http` for each client that wants to hear of it.
        case signOut = "sign_out"
        /// An event for the destination of a stream: `delivery` is the id of its document.
        case event
        /// A message to a phone: `to`, `method`, `from`, the Liquid `text` and its `variables`.
        case phone
    }

    /// The tenant.
    package let tenant: TenantID
    /// The id; unique in the tenant.
    package let id: String
    /// What is delivered.
    package let kind: Kind
    /// What to deliver.
    package let body: JSONObject
    /// When it was written.
    package let createdAt: Instant
    /// How often delivery was tried.
    package var attempts: Int64
    /// When it is due.
    package var dueAt: Instant
    /// Why the last try failed.
    package var lastError: String?

    /// Something due at once.
    package init(tenant: TenantID, id: String, kind: Kind, body: JSONObject, createdAt: Instant) {
        self.tenant = tenant
        self.id = id
        self.kind = kind
        self.body = body
        self.createdAt = createdAt
        attempts = 0
        dueAt = createdAt
    }
}

/// An e-mail that was kept because the tenant has no provider: what a laptop or a CI job reads instead of an inbox.
package struct MailRecord: Sendable, Equatable {
    /// The tenant.
    package let tenant: TenantID
    /// The id; sorts in order of time.
    package let id: String
    /// To whom, as an address.
    package let recipient: String
    /// When it would have been sent.
    package let date: Instant
    /// `from`, `to`, `subject`, `html`, `text`, `template`, and `url` and `code` where the mail has them.
    package let body: JSONObject

    /// A mail.
    package init(tenant: TenantID, id: String, recipient: String, date: Instant, body: JSONObject) {
        self.tenant = tenant
        self.id = id
        self.recipient = recipient
        self.date = date
        self.body = body
    }
}

/// Reading what leaves the house, inside a transaction.
package protocol OutboxReading {
    /// The kept mails, newest first; of one recipient (in lower case) or of all, of one tenant or of all.
    func mails(to recipient: String?, in tenant: TenantID?, limit: Int) throws -> [MailRecord]
    /// How many records wait, due or not.
    func countOutbox() throws -> Int
}

/// Changing what leaves the house, inside a transaction.
package protocol OutboxWriting: OutboxReading {
    /// Adds records.
    func append(_ records: [OutboxRecord]) throws
    /// Takes at most so many records that are due, counting a try and putting their next one off until `lease`: each
    /// goes to exactly one caller until then.
    func claimOutbox(dueBy now: Instant, lease: Instant, limit: Int) throws -> [OutboxRecord]
    /// Puts the next try of a record off.
    func postpone(_ record: OutboxRecord, until moment: Instant, error: String) throws
    /// Removes a record that was delivered or given up.
    func deleteOutbox(_ id: String, in tenant: TenantID) throws
    /// Keeps a mail.
    func insert(_ mail: MailRecord) throws
    /// Removes kept mails, of one tenant or of all; how many.
    @discardableResult
    func deleteMails(in tenant: TenantID?, before moment: Instant?) throws -> Int
}
