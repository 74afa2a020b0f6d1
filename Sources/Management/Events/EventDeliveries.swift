import Applications
package import Kernel
import Storage
package import Wire

/// What event streams were told, and were not.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/event-streams/{id}/deliveries`, `…/redeliver`, `…/test`.
extension Administration {
    /// Which deliveries are meant; members that are nil do not filter.
    package struct DeliveryFilter: Sendable {
        /// Only those of these statuses.
        package var statuses: [String]?
        /// Only those of these events.
        package var types: [String]?
        /// Only those of events from this moment on.
        package var from: Instant?
        /// Only those of events before this moment.
        package var to: Instant?

        /// A filter.
        ///
        /// - Parameters:
        ///   - from: A moment of ISO 8601.
        ///   - to: A moment of ISO 8601.
        /// - Throws: `APIProblem` 400 for a moment that is none.
        package init(statuses: [String]?, types: [String]?, from: String?, to: String?) throws(APIProblem) {
            self.statuses = statuses
            self.types = types
            self.from = try Self.moment(from, "date_from")
            self.to = try Self.moment(to, "date_to")
        }

        private static func moment(_ text: String?, _ name: String) throws(APIProblem) -> Instant? {
            guard let text else { return nil }
            guard let moment = Instant(iso8601: text) else {
                throw APIProblem(400, "Invalid date in '\(name)'.", code: "invalid_query_string")
            }
            return moment
        }

        func takes(_ delivery: Document) -> Bool {
            let (status, type) = (delivery.body["status"]?.string ?? "", delivery.body["event_type"]?.string ?? "")
            return (statuses?.contains(status) ?? true) && (types?.contains(type) ?? true)
                && (from.map { delivery.createdAt >= $0 } ?? true) && (to.map { delivery.createdAt < $0 } ?? true)
        }
    }

    /// A page of the deliveries of a stream, in the order of their events.
    ///
    /// - Throws: `APIProblem` 404.
    package func eventDeliveries(
        _ stream: String,
        _ filter: DeliveryFilter,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try EventStream.required(stream, in: context.tenant, transaction)
            let items = try EventDeliveries.all(of: stream, filter, in: context.tenant, transaction).map {
                (DocumentPosition(createdAt: $0.createdAt, id: $0.id), EventDeliveries.shown($0))
            }
            return try Listing.page(of: items, kind: .eventDelivery, request)
        }
    }

    /// One delivery of a stream.
    ///
    /// - Throws: `APIProblem` 404.
    package func eventDelivery(
        _ stream: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { transaction in
            EventDeliveries.shown(try EventDeliveries.required(id, of: stream, in: context.tenant, transaction))
        }
    }

    /// Sends a stream an event that did not happen: its example, or the data of the request.
    ///
    /// - Throws: `APIProblem` 404.
    package func testEventStream(
        _ stream: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let type = request["event_type"]?.string ?? ""
        let data = request["data"]?.object ?? ["object": .object(EventExample.object(of: type))]
        var event = CloudEvent(id: identifiers.make(.event), type: type, data: data)
        event.isTest = true
        let (made, outbox) = (event, random.text(22, from: .base62))
        return try await storage.write { transaction in
            _ = try EventStream.required(stream, in: context.tenant, transaction)
            let delivery = try EventDeliveries.add(made, to: stream, record: outbox, context, transaction)
            return delivery.body
        }
    }

    /// Sends the failed deliveries of a stream again.
    ///
    /// - Throws: `APIProblem` 404.
    package func redeliverEvents(
        _ stream: String,
        _ filter: DeliveryFilter,
        _ context: AdministrationContext
    ) async throws {
        var filter = filter
        filter.statuses = ["failed"]
        let (wanted, random) = (filter, random)
        try await storage.write { transaction in
            _ = try EventStream.required(stream, in: context.tenant, transaction)
            for delivery in try EventDeliveries.all(of: stream, wanted, in: context.tenant, transaction) {
                try EventDeliveries.repeat(delivery, random, context, transaction)
            }
        }
    }

    /// Sends one delivery of a stream again, whatever came of it.
    ///
    /// - Throws: `APIProblem` 404, or 409 while it is being tried.
    package func redeliverEvent(
        _ stream: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws {
        let random = random
        try await storage.write { transaction in
            let delivery = try EventDeliveries.required(id, of: stream, in: context.tenant, transaction)
            guard delivery.body["status"]?.string != EventDeliveries.pending else {
                throw APIProblem(409, "The event is already being delivered.")
            }
            try EventDeliveries.repeat(delivery, random, context, transaction)
        }
    }

    /// Answers how many events a stream delivered in the last two weeks and how many it could not, a number a day.
    ///
    /// - Throws: `APIProblem` 404.
    package func eventStreamStatistics(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            let stream = try EventStream.required(id, in: context.tenant, transaction)
            let deliveries = try transaction.documents(
                DocumentQuery(.eventDelivery, in: context.tenant, parent: id)
            )
            return EventStatistics(deliveries, at: context.now).shown(id: id, name: stream.body["name"] ?? "")
        }
    }
}

/// How deliveries are kept and shown.
enum EventDeliveries {
    /// The status of a delivery that is being tried.
    static let pending = "pending"
    /// How long deliveries are kept, in seconds.
    private static let retention: Int64 = 14 * 86_400
    /// How many old ones one new one removes.
    private static let sweep = 50
    private static let order = ["id", "event_stream_id", "event_type", "status", "attempts", "event"]

    /// A delivery of a stream.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        of stream: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> Document {
        _ = try EventStream.required(stream, in: tenant, transaction)
        guard let delivery = try transaction.document(.eventDelivery, id: id, in: tenant), delivery.parent == stream
        else { throw APIProblem(404, "The requested delivery does not exist.") }
        return delivery
    }

    /// The deliveries of a stream that a filter takes.
    static func all(
        of stream: String,
        _ filter: Administration.DeliveryFilter,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> [Document] {
        try transaction.documents(DocumentQuery(.eventDelivery, in: tenant, parent: stream)).filter(filter.takes)
    }

    /// Adds an event to what is to be delivered to a stream, and removes what is too old.
    static func add(
        _ event: CloudEvent,
        to stream: String,
        record: String,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws -> Document {
        let oldest = DocumentQuery(.eventDelivery, in: context.tenant, parent: stream, limit: sweep)
        let end = context.now.adding(seconds: -retention)
        for document in try transaction.documents(oldest) where document.createdAt < end {
            try transaction.deleteDocument(.eventDelivery, id: document.id, in: context.tenant)
        }
        let delivery = Document(
            tenant: context.tenant,
            kind: .eventDelivery,
            id: event.id,
            parent: stream,
            body: [
                "id": .string(event.id), "event_stream_id": .string(stream), "event_type": .string(event.type),
                "status": .string(pending), "attempts": [], "event": .object(event.json(for: stream, context)),
            ],
            createdAt: context.now
        )
        try transaction.insert(delivery, keys: [])
        try transaction.append([outboxRecord(record, of: delivery, at: context.now)])
        return delivery
    }

    /// Has a delivery tried again.
    static func `repeat`(
        _ delivery: Document,
        _ random: RandomSource,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws {
        var delivery = delivery
        let mark: JSONValue = ["status": "retrying", "timestamp": context.now.json]
        delivery.body["attempts"] = .array((delivery.body["attempts"]?.array ?? []) + [mark])
        delivery.body["status"] = .string(pending)
        delivery.updatedAt = context.now
        try transaction.update(delivery, keys: [])
        try transaction.append([outboxRecord(random.text(22, from: .base62), of: delivery, at: context.now)])
    }

    /// A delivery as it is shown once it was tried: what the event was for is told no more.
    static func shown(_ delivery: Document) -> JSONObject {
        var body = delivery.body
        body["event"]?.removeMember("a0purpose")
        return body.inOrder(of: order)
    }

    private static func outboxRecord(_ id: String, of delivery: Document, at now: Instant) -> OutboxRecord {
        OutboxRecord(
            tenant: delivery.tenant,
            id: id,
            kind: .event,
            body: ["delivery": .string(delivery.id)],
            createdAt: now
        )
    }
}

extension JSONValue {
    /// Removes a member, if this is an object.
    fileprivate mutating func removeMember(_ name: String) {
        guard var object else { return }
        object[name] = nil
        self = .object(object)
    }
}
