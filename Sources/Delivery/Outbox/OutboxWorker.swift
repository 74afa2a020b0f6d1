package import Applications
package import Kernel
import Liquid
import Logging
import Metrics
package import Storage
import Wire

/// Delivers what waits in the outbox: takes records that are due under a lease, so that no two workers have one at the
/// same time, and tries again with growing pauses.
///
/// A record is delivered at least once: a machine that dies between handing a mail over and noting it hands it over again
/// when the lease has ended.
package struct OutboxWorker: Sendable {
    /// How long a record is somebody's, in seconds; longer than any delivery may take.
    private static let lease: Int64 = 120
    private static let batch = 8
    /// How many batches are on their way at once, so that one server that hangs does not hold all mails up.
    private static let lanes = 4

    let outbox: any Outbox
    private let composer: MailComposer
    let poster: HTTPPoster
    private let random: RandomSource
    private let logger: Logger
    private let expand: @Sendable (OutboxRecord, Instant) async throws -> [OutboxRecord]
    private let report: @Sendable (OutboxRecord, String?) async -> Void

    /// A worker on the outbox of a storage.
    ///
    /// - Parameters:
    ///   - expand: Makes the records that a record of kind `signOut` becomes.
    ///   - report: Told of every record that was delivered or given up, with the error if it was the latter.
    package init(
        storage: any Storage,
        composer: MailComposer,
        poster: HTTPPoster,
        random: RandomSource = .system,
        expand: @escaping @Sendable (OutboxRecord, Instant) async throws -> [OutboxRecord],
        report: @escaping @Sendable (OutboxRecord, String?) async -> Void
    ) {
        self.init(
            outbox: StoredOutbox(storage: storage),
            composer: composer,
            poster: poster,
            random: random,
            expand: expand,
            report: report
        )
    }

    init(
        outbox: any Outbox,
        composer: MailComposer = MailComposer(),
        poster: HTTPPoster,
        random: RandomSource = .system,
        expand: @escaping @Sendable (OutboxRecord, Instant) async throws -> [OutboxRecord] = { _, _ in [] },
        report: @escaping @Sendable (OutboxRecord, String?) async -> Void
    ) {
        self.outbox = outbox
        self.composer = composer
        self.poster = poster
        self.random = random
        self.expand = expand
        self.report = report
        logger = Logger(label: "latchkey.delivery")
    }

    /// Delivers until the task is cancelled; what is on its way then is finished first.
    ///
    /// - Parameters:
    ///   - interval: How long to wait when nothing more was due.
    ///   - now: The clock.
    package func run(every interval: Duration, now: @escaping @Sendable () -> Instant) async {
        await withTaskGroup(of: Void.self) { group in
            var lanes = 0
            while !Task.isCancelled {
                let moment = now()
                var records: [OutboxRecord] = []
                do { records = try await claim(now: moment) } catch { logger.warning("deliveries wait: \(error)") }
                if !records.isEmpty {
                    let (batch, start) = (records, ContinuousClock.now)
                    group.addTask { await settle(batch, now: moment, since: start) }
                    lanes += 1
                }
                if lanes == Self.lanes {
                    await group.next()
                    lanes -= 1
                }
                // After a full batch more may be due.
                if records.count < Self.batch { try? await Task.sleep(for: interval) }
            }
        }
    }

    /// Delivers what is due, at most a batch; how many records that were.
    ///
    /// - Throws: `StoreError`.
    @discardableResult
    func runOnce(now: Instant) async throws -> Int {
        let records = try await claim(now: now)
        await settle(records, now: now, since: .now)
        return records.count
    }

    private func claim(now: Instant) async throws -> [OutboxRecord] {
        // Most rounds find nothing: looking costs no write.
        guard try await !outbox.isEmpty() else { return [] }
        return try await outbox.claim(dueBy: now, lease: now.adding(seconds: Self.lease), limit: Self.batch)
    }

    /// Tries to deliver records and notes what came of it, even if the server is about to stop: what was handed over must
    /// not be handed over again.
    private func settle(_ records: [OutboxRecord], now: Instant, since start: ContinuousClock.Instant) async {
        await Task {
            await withTaskGroup(of: Void.self) { group in
                for record in records {
                    group.addTask { await settle(record, now: now, since: start) }
                }
            }
        }.value
    }

    private func settle(_ record: OutboxRecord, now: Instant, since start: ContinuousClock.Instant) async {
        // On a machine that was asleep, or behind a slow database, the record may be somebody else's by now.
        guard ContinuousClock.now - start < .seconds(Self.lease / 2) else { return }
        do {
            if record.kind == .event { return try await settle(event: record, now: now) }
            switch try await deliver(record, now: now) {
            case .delivered(let mail):
                try await outbox.finish(record, keeping: mail, adding: [])
                count(record, "delivered")
                await report(record, nil)
            case .became(let records): try await outbox.finish(record, keeping: nil, adding: records)
            case .failed(let reason, let isWorthTrying): try await retry(record, reason, isWorthTrying, now: now)
            }
        } catch {
            // The database, not the other server: the lease ends, and somebody tries again.
            logger.warning(
                "a delivery waits: \(error)",
                metadata: ["tenant": "\(record.tenant)", "id": "\(record.id)"]
            )
        }
    }

    private func retry(_ record: OutboxRecord, _ reason: String, _ isWorthTrying: Bool, now: Instant) async throws {
        let end = record.body["expires_at"]?.string.flatMap(Instant.init(iso8601:))
        let next = RetryPolicy.next(after: record.attempts, now: now, notAfter: end, random: random)
        if isWorthTrying, let next {
            try await outbox.postpone(record, until: next, error: reason)
            return count(record, "postponed")
        }
        try await outbox.finish(record, keeping: nil, adding: [])
        count(record, "failed")
        await report(record, reason)
    }

    /// Counts what came of a try.
    func count(_ record: OutboxRecord, _ outcome: String) {
        Counter(
            label: "latchkey_deliveries_total",
            dimensions: [("kind", record.kind.rawValue), ("outcome", outcome)]
        ).increment()
    }
}

/// How each kind of record is delivered.
extension OutboxWorker {
    /// What came of a try.
    private enum Outcome {
        /// It left the house, or is kept as a mail.
        case delivered(MailRecord?)
        /// Others do its work.
        case became([OutboxRecord])
        case failed(String, isWorthTrying: Bool)
    }

    /// - Throws: `StoreError`.
    private func deliver(_ record: OutboxRecord, now: Instant) async throws -> Outcome {
        do {
            switch record.kind {
            case .email: return .delivered(try await mail(record, now: now))
            case .http:
                let form = record.body["form"]?.object ?? [:]
                try await poster.post(form: form, to: record.body["url"]?.string ?? "")
                return .delivered(nil)
            case .signOut: return .became(try await expand(record, now))
            case .phone: return .delivered(try await message(record, now: now))
            // Events are settled on their own.
            case .event: return .delivered(nil)
            }
        } catch let failure as HTTPPoster.Failure {
            return .failed(failure.description, isWorthTrying: failure.isWorthTrying)
        } catch let failure as MailProvider.Failure {
            return .failed(failure.description, isWorthTrying: failure.isWorthTrying)
        } catch let failure as MailComposer.Failure {
            return .failed(failure.description, isWorthTrying: false)
        } catch let failure as LiquidError {
            return .failed("\(failure)", isWorthTrying: false)
        }
    }

    /// Sends a mail; where the tenant has no provider, the mail to keep.
    private func mail(_ record: OutboxRecord, now: Instant) async throws -> MailRecord? {
        let template = record.body["template"]?.string ?? ""
        let surroundings = try await outbox.surroundings(of: template, in: record.tenant)
        let letter = OutboxMail(record: record, surroundings: surroundings).letter
        guard let composition = try composer.compose(letter, now: now) else { return nil }
        for problem in composition.problems {
            logger.warning(
                "the built-in mail stands in for a template: \(problem)",
                metadata: ["tenant": "\(record.tenant)", "template": "\(template)"]
            )
        }
        guard let provider = surroundings.provider else {
            return OutboxMail.kept(composition.message, letter, record)
        }
        try await provider.send(composition.message, id: record.id, now: record.createdAt, poster: poster)
        return nil
    }

    /// Sends a message to a phone; where the tenant has no account for it, the message to keep.
    private func message(_ record: OutboxRecord, now: Instant) async throws -> MailRecord? {
        let message = try PhoneMessage(record, now: now)
        guard let account = try await outbox.phoneAccount(in: record.tenant) else { return message.kept(record) }
        let (status, _) = try await poster.answer(to: account.call(message))
        guard (200..<300).contains(status) else { throw HTTPPoster.refusal(status) }
        return nil
    }
}
