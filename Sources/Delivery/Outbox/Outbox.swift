import Applications
import Kernel
import Storage
import Wire

/// What a worker needs of storage.
protocol Outbox: Sendable {
    /// Whether nothing waits, due or not.
    func isEmpty() async throws -> Bool
    /// Takes at most so many records that are due: until the lease ends they are nobody else's.
    func claim(dueBy now: Instant, lease: Instant, limit: Int) async throws -> [OutboxRecord]
    /// Puts the next try of a record off.
    func postpone(_ record: OutboxRecord, until moment: Instant, error: String) async throws
    /// Removes a record that was delivered or given up and, in the same transaction, keeps the mail or adds the records
    /// it became.
    func finish(_ record: OutboxRecord, keeping mail: MailRecord?, adding records: [OutboxRecord]) async throws
    /// What the tenant has decided about a mail.
    func surroundings(of template: String, in tenant: TenantID) async throws -> MailSurroundings
    /// The event of a record; nil where its delivery or its stream is gone.
    func event(_ record: OutboxRecord) async throws -> EventDelivery?
    /// Notes a try in the delivery of a record, and puts the next one off or removes the record.
    func note(_ attempt: EventAttempt, of record: OutboxRecord) async throws
    /// The account that sends messages to phones; nil where they are kept.
    func phoneAccount(in tenant: TenantID) async throws -> TwilioAccount?
}

/// What a tenant has decided about a mail.
struct MailSurroundings: Sendable {
    /// How mails are sent; nil where they are kept.
    var provider: MailProvider?
    /// The tenant's own template.
    var template: JSONObject?
    var settings = TenantSettings([:])
    /// How the tenant's pages look, and so its mails.
    var branding: JSONObject = [:]
}

/// The outbox in a database.
struct StoredOutbox: Outbox {
    let storage: any Storage

    func isEmpty() async throws -> Bool { try await storage.read { try $0.countOutbox() } == 0 }

    func claim(dueBy now: Instant, lease: Instant, limit: Int) async throws -> [OutboxRecord] {
        try await storage.write { try $0.claimOutbox(dueBy: now, lease: lease, limit: limit) }
    }

    func postpone(_ record: OutboxRecord, until moment: Instant, error: String) async throws {
        try await storage.write { try $0.postpone(record, until: moment, error: error) }
    }

    func finish(_ record: OutboxRecord, keeping mail: MailRecord?, adding records: [OutboxRecord]) async throws {
        try await storage.write { transaction in
            if !records.isEmpty { try transaction.append(records) }
            if let mail { try transaction.insert(mail) }
            try transaction.deleteOutbox(record.id, in: record.tenant)
        }
    }

    func phoneAccount(in tenant: TenantID) async throws -> TwilioAccount? {
        try await storage.read { transaction in
            TwilioAccount(try transaction.document(.phoneProvider, key: "channel", "phone", in: tenant)?.body)
        }
    }

    func surroundings(of template: String, in tenant: TenantID) async throws -> MailSurroundings {
        try await storage.read { transaction in
            MailSurroundings(
                provider: MailProvider(try transaction.document(.emailProvider, id: "provider", in: tenant)?.body),
                template: try transaction.document(.emailTemplate, id: template, in: tenant)?.body,
                settings: TenantSettings(try transaction.tenantSettings(in: tenant)),
                branding: try transaction.document(.branding, id: Branding.settingsID, in: tenant)?.body ?? [:]
            )
        }
    }
}
