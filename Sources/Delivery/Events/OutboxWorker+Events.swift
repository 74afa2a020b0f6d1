import Applications
import Kernel
import Storage
import Wire

/// Events, each try of which is noted in the document of its delivery.
extension OutboxWorker {
    /// Tries to deliver an event once.
    ///
    /// - Throws: `StoreError`.
    func settle(event record: OutboxRecord, now: Instant) async throws {
        guard let delivery = try await outbox.event(record) else {
            return try await outbox.finish(record, keeping: nil, adding: [])
        }
        let start = ContinuousClock.now
        let problem = await delivery.problem(poster)
        let duration = ContinuousClock.now - start
        let attempt = EventAttempt(record.attempts, at: now, duration: duration, problem: problem)
        try await outbox.note(attempt, of: record)
        count(record, attempt.problem == nil ? "delivered" : attempt.next == nil ? "failed" : "postponed")
    }
}

extension StoredOutbox {
    func event(_ record: OutboxRecord) async throws -> EventDelivery? {
        let id = record.body["delivery"]?.string ?? ""
        return try await storage.read { transaction in
            guard let delivery = try transaction.document(.eventDelivery, id: id, in: record.tenant) else { return nil }
            let stream = try transaction.document(.eventStream, id: delivery.parent, in: record.tenant)
            return EventDelivery(delivery, of: stream)
        }
    }

    func note(_ attempt: EventAttempt, of record: OutboxRecord) async throws {
        let id = record.body["delivery"]?.string ?? ""
        let stream = try await storage.write { transaction -> String? in
            var switchedOff: String?
            if var delivery = try transaction.document(.eventDelivery, id: id, in: record.tenant) {
                let attempts = delivery.body["attempts"]?.array ?? []
                delivery.body["attempts"] = .array(attempts + [.object(attempt.json)])
                delivery.body["status"] = .string(attempt.status)
                delivery.updatedAt = attempt.moment
                try transaction.update(delivery, keys: EventDeliveryRecord.keys(of: delivery))
                if let stream = try transaction.document(.eventStream, id: delivery.parent, in: record.tenant),
                    try EventStreamFailures.note([attempt.status], of: stream, at: attempt.moment, transaction)
                {
                    switchedOff = stream.id
                }
            }
            if let next = attempt.next {
                try transaction.postpone(record, until: next, error: attempt.problem ?? "")
            } else {
                try transaction.deleteOutbox(record.id, in: record.tenant)
            }
            return switchedOff
        }
        if let stream { StreamSwitch.log(stream, record.tenant) }
    }
}
