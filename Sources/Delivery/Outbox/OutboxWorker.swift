package import Applications
package import Kernel
import Logging
import Metrics
package import Storage
package import Wire

/// Delivers what waits in the outbox: takes records that are due under a lease, so that no two workers have one at the
/// same time, and tries again with growing pauses.
package struct OutboxWorker: Sendable {
    /// How long a record is somebody's, in seconds; longer than any delivery may take.
    private static let lease: Int64 = 120
    private static let batch = 16
    /// After how many tries a record is given up: about a day.
    private static let maximumAttempts: Int64 = 12

    private let storage: any Storage
    private let composer: MailComposer
    private let poster: HTTPPoster
    private let random: RandomSource
    private let report: @Sendable (OutboxRecord, String?) async -> Void
    private let delivered = Counter(label: "latchkey_deliveries_total", dimensions: [("outcome", "delivered")])
    private let failed = Counter(label: "latchkey_deliveries_total", dimensions: [("outcome", "failed")])

    /// A worker.
    ///
    /// - Parameter report: Told of every record that was delivered or given up, with the error if it was the latter.
    package init(
        storage: any Storage,
        composer: MailComposer,
        poster: HTTPPoster,
        random: RandomSource = .system,
        report: @escaping @Sendable (OutboxRecord, String?) async -> Void
    ) {
        self.storage = storage
        self.composer = composer
        self.poster = poster
        self.random = random
        self.report = report
    }

    /// Delivers what is due; how many records that were.
    @discardableResult
    package func runOnce(now: Instant) async throws -> Int {
        let lease = now.adding(seconds: Self.lease)
        // Most rounds find nothing: looking costs no write.
        guard try await storage.read({ try $0.countOutbox() }) > 0 else { return 0 }
        let records = try await storage.write {
            try $0.claimOutbox(dueBy: now, lease: lease, limit: Self.batch)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for record in records { group.addTask { try await deliver(record, now: now) } }
            try await group.waitForAll()
        }
        return records.count
    }

    private func deliver(_ record: OutboxRecord, now: Instant) async throws {
        var problem: String?
        var isWorthTrying = true
        do {
            switch record.kind {
            case .email: try await deliverMail(record, now: now)
            case .http:
                try await poster.post(
                    form: record.body["form"]?.object ?? [:],
                    to: record.body["url"]?.string ?? ""
                )
            }
        } catch let failure as HTTPPoster.Failure {
            (problem, isWorthTrying) = (failure.description, failure.isWorthTrying)
        } catch let failure as MailProvider.Failure {
            (problem, isWorthTrying) = (failure.description, failure.isWorthTrying)
        } catch is StoreError {
            // The database, not the mail: the lease runs out, and somebody tries again.
            return
        } catch {
            (problem, isWorthTrying) = ("\(error)", false)
        }
        guard let problem, isWorthTrying, record.attempts < Self.maximumAttempts else {
            (problem == nil ? delivered : failed).increment()
            try await storage.write { try $0.deleteOutbox(record.id, in: record.tenant) }
            await report(record, problem)
            return
        }
        let pause = Self.pause(after: record.attempts, random)
        try await storage.write { try $0.postpone(record, until: now.adding(seconds: pause), error: problem) }
    }

    /// Ten seconds, then twice as long each time up to six hours, a fifth more or less.
    private static func pause(after attempts: Int64, _ random: RandomSource) -> Int64 {
        let base = min(Int64(10) << min(max(attempts - 1, 0), 12), 21_600)
        return base * Int64(80 + Int(random.bytes(1)[0]) * 40 / 255) / 100
    }

    /// Sends a mail, or keeps it where the tenant has no provider.
    private func deliverMail(_ record: OutboxRecord, now: Instant) async throws {
        let tenant = record.tenant
        let name = record.body["template"]?.string ?? ""
        let (provider, template, settings) = try await storage.read { reading in
            (
                MailProvider(try reading.document(.emailProvider, id: "provider", in: tenant)?.body),
                try reading.document(.emailTemplate, id: name, in: tenant)?.body,
                TenantSettings(try reading.tenantSettings(in: tenant))
            )
        }
        let recipient = record.body["to"]?.string ?? ""
        var values = record.body["variables"]?.object ?? [:]
        values["tenant"] = .string(tenant.rawValue)
        values["friendly_name"] = .string(settings.friendlyName ?? tenant.rawValue)
        if let email = settings.support.email { values["support_email"] = .string(email) }
        if let url = settings.support.url { values["support_url"] = .string(url) }
        let languages = (record.body["languages"]?.strings ?? []) + settings.enabledLocales
        let message = try composer.message(
            name,
            document: template,
            to: recipient,
            from: provider?.defaultFrom
                ?? "\(settings.friendlyName ?? "Latchkey") <no-reply@\(values["host"]?.string.map(HostName.withoutPort) ?? "latchkey.test")>",
            languages: languages,
            values: values,
            now: now
        )
        guard let message else { return }
        if let provider {
            try await provider.send(message, id: record.id, now: now, poster: poster)
            return
        }
        try await keep(message, record, values, name, now: now)
    }

    private func keep(
        _ message: MailMessage,
        _ record: OutboxRecord,
        _ values: JSONObject,
        _ template: String,
        now: Instant
    ) async throws {
        var body: JSONObject = [
            "from": .string(message.from), "subject": .string(message.subject), "template": .string(template),
            "html": .string(message.html), "text": .string(message.text),
        ]
        for name in ["url", "code"] {
            if let value = values[name] { body[name] = value }
        }
        let mail = MailRecord(
            tenant: record.tenant,
            id: record.id,
            recipient: message.to,
            date: record.createdAt,
            body: body
        )
        try await storage.write { try $0.insert(mail) }
    }
}
