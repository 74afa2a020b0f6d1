package import Applications
package import Kernel
import Wire

/// How often telling a stream failed, and when it is switched off for that.
///
/// What fails is an event that was tried as often as it is tried, not one of its tries. How many fail in a row stands in a
/// document of its own, which is there only while the last one failed.
///
/// - SeeAlso: Auth0: "Event Testing, Observability, and Failure Recovery", auto-disable mechanism.
package enum EventStreamFailures {
    /// So many events in a row that could not be told switch a stream off.
    package static let limitInARow: Int64 = 500
    /// So many events that could not be told, and were not told since, switch a stream off.
    package static let limit = 5000

    private static let count = "in_a_row"

    /// Notes what came of telling a stream of events, in order; whether it was switched off for that.
    ///
    /// The caller has read the stream in the same transaction, which keeps others from counting meanwhile.
    ///
    /// - Parameter statuses: The statuses of the deliveries; those that are still tried do not count.
    /// - Throws: `StoreError`.
    package static func note(
        _ statuses: [String],
        of stream: Document,
        at now: Instant,
        _ transaction: any WriteTransaction
    ) throws -> Bool {
        let outcomes = statuses.filter { $0 != EventDeliveryRecord.pending }.map { $0 == EventDeliveryRecord.delivered }
        guard !outcomes.isEmpty else { return false }
        let former = try transaction.document(.eventStreamFailures, id: stream.id, in: stream.tenant)
        let before = former?.body[count]?.integer ?? 0
        let after = outcomes.reduce(before) { $1 ? 0 : $0 + 1 }
        try put(after, of: stream, after: former, at: now, transaction)
        guard outcomes.contains(false), EventSubscription.isTold(stream.body) else { return false }
        guard try after >= limitInARow || isFull(stream.id, in: stream.tenant, transaction) else { return false }
        var off = stream
        off.body["status"] = "disabled"
        off.updatedAt = now
        try transaction.update(off, keys: [])
        try transaction.deleteEventFollower(stream.id, in: stream.tenant)
        return true
    }

    /// Whether so many deliveries of a stream have failed that it may not be switched on.
    ///
    /// - Throws: `StoreError`.
    package static func isFull(
        _ stream: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> Bool {
        let failed = [EventDeliveryRecord.key(ofStatus: EventDeliveryRecord.failed)]
        let query = DocumentQuery(.eventDelivery, in: tenant, parent: stream, keys: failed)
        return try transaction.countDocuments(query) >= limit
    }

    /// Begins to count anew.
    ///
    /// - Throws: `StoreError`.
    package static func forget(_ stream: String, in tenant: TenantID, _ transaction: some DocumentWriting) throws {
        guard try transaction.document(.eventStreamFailures, id: stream, in: tenant) != nil else { return }
        try transaction.deleteDocument(.eventStreamFailures, id: stream, in: tenant)
    }

    private static func put(
        _ number: Int64,
        of stream: Document,
        after former: Document?,
        at now: Instant,
        _ transaction: any WriteTransaction
    ) throws {
        guard number > 0 else { return try forget(stream.id, in: stream.tenant, transaction) }
        guard var document = former else {
            let document = Document(
                tenant: stream.tenant,
                kind: .eventStreamFailures,
                id: stream.id,
                parent: stream.id,
                body: [count: .integer(number)],
                createdAt: now
            )
            return try transaction.insert(document, keys: [])
        }
        document.body[count] = .integer(number)
        document.updatedAt = now
        try transaction.update(document, keys: [])
    }
}
