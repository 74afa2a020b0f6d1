package import Applications
package import Kernel
package import Wire

/// What came of telling a stream of an event, as a document whose parent is the stream.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/event-streams/{id}/deliveries`.
package enum EventDeliveryRecord {
    /// The status of a delivery that is being tried.
    package static let pending = "pending"
    /// The status of a delivery that succeeded.
    package static let delivered = "delivered"
    /// The status of a delivery that was given up.
    package static let failed = "failed"
    /// How long deliveries are kept, in seconds.
    private static let retention: Int64 = 14 * 86_400
    /// How many old ones are removed at a time.
    private static let sweep = 50
    /// How many are read at a time.
    private static let page = 200

    /// The id of the delivery of an event to a stream: several streams may be told of one event.
    package static func id(event: String, stream: String) -> String { "\(stream):\(event)" }

    /// A delivery that waits for its first try.
    ///
    /// - Parameter event: The event as the stream tells of it.
    package static func document(
        of event: JSONObject,
        to stream: String,
        in tenant: TenantID,
        at moment: Instant
    ) -> Document {
        let id = event["id"]?.string ?? ""
        return Document(
            tenant: tenant,
            kind: .eventDelivery,
            id: Self.id(event: id, stream: stream),
            parent: stream,
            body: [
                "id": .string(id), "event_stream_id": .string(stream), "event_type": event["type"] ?? "",
                "status": .string(pending), "attempts": [], "event": .object(event),
            ],
            createdAt: moment
        )
    }

    /// The keys that deliveries are found by: those that did not succeed, which are few, by their status.
    package static func keys(of delivery: Document) -> [DocumentKey] {
        guard let status = delivery.body["status"]?.string, status != delivered else { return [] }
        return [key(ofStatus: status)]
    }

    /// The key of the deliveries of a status other than that of success.
    package static func key(ofStatus status: String) -> DocumentKey { .attribute("status", status) }

    /// What has a delivery tried.
    package static func outboxRecord(_ id: String, of delivery: Document, at now: Instant) -> OutboxRecord {
        OutboxRecord(
            tenant: delivery.tenant,
            id: id,
            kind: .event,
            body: ["delivery": .string(delivery.id)],
            createdAt: now
        )
    }

    /// Calls a closure with each delivery of a query, in order, a few of them in memory at a time.
    ///
    /// - Parameter body: Answers whether to go on.
    package static func forEach(
        _ query: DocumentQuery,
        _ transaction: some DocumentReading,
        _ body: (Document) throws -> Bool
    ) throws {
        var query = query
        query.limit = page
        while true {
            let documents = try transaction.documents(query)
            for document in documents where try !body(document) { return }
            guard documents.count == page, let last = documents.last else { return }
            query.after = DocumentPosition(createdAt: last.createdAt, id: last.id)
        }
    }

    /// Removes some of the deliveries of a stream that are too old.
    package static func removeOld(
        of stream: String,
        in tenant: TenantID,
        at now: Instant,
        _ transaction: some DocumentWriting
    ) throws {
        let end = now.adding(seconds: -retention)
        let oldest = DocumentQuery(.eventDelivery, in: tenant, parent: stream, limit: sweep)
        for document in try transaction.documents(oldest) where document.createdAt < end {
            try transaction.deleteDocument(.eventDelivery, id: document.id, in: tenant)
        }
    }
}
