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
            return try EventDeliveries.page(of: stream, filter, request, in: context.tenant, transaction)
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
            // What is sent again fails no longer: the list is whole before the first is changed.
            var failed: [Document] = []
            try EventDeliveries.forEach(of: stream, wanted, in: context.tenant, transaction) { delivery in
                failed.append(delivery)
                return failed.count < EventDeliveries.redeliveryLimit
            }
            for delivery in failed { try EventDeliveries.repeat(delivery, random, context, transaction) }
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
            guard delivery.body["status"]?.string != EventDeliveryRecord.pending else {
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
            var statistics = EventStatistics(at: context.now)
            let deliveries = DocumentQuery(.eventDelivery, in: context.tenant, parent: id)
            try EventDeliveryRecord.forEach(deliveries, transaction) { delivery in
                statistics.count(delivery)
                return true
            }
            return statistics.shown(id: id, name: stream.body["name"] ?? "")
        }
    }
}

/// How deliveries are found and shown.
enum EventDeliveries {
    /// How many failed deliveries one request sends again.
    static let redeliveryLimit = 10_000
    private static let order = ["id", "event_stream_id", "event_type", "status", "attempts", "event"]

    /// A delivery of a stream.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ event: String,
        of stream: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> Document {
        _ = try EventStream.required(stream, in: tenant, transaction)
        // Those that were made before several streams could be told of one event have its id.
        for id in [EventDeliveryRecord.id(event: event, stream: stream), event] {
            let delivery = try transaction.document(.eventDelivery, id: id, in: tenant)
            if let delivery, delivery.parent == stream { return delivery }
        }
        throw APIProblem(404, "The requested delivery does not exist.")
    }

    /// Calls a closure with the deliveries of a stream that a filter takes, in the order of their events.
    static func forEach(
        of stream: String,
        _ filter: Administration.DeliveryFilter,
        after position: DocumentPosition? = nil,
        in tenant: TenantID,
        _ transaction: some DocumentReading,
        _ body: (Document) throws -> Bool
    ) throws {
        var query = DocumentQuery(.eventDelivery, in: tenant, parent: stream, after: position)
        if let statuses = filter.statuses, statuses.count == 1, statuses != [EventDeliveryRecord.delivered] {
            query.keys = [EventDeliveryRecord.key(ofStatus: statuses[0])]
        }
        try EventDeliveryRecord.forEach(query, transaction) { try !filter.takes($0) || body($0) }
    }

    /// A page of the deliveries of a stream that a filter takes.
    static func page(
        of stream: String,
        _ filter: Administration.DeliveryFilter,
        _ request: PageRequest,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> Page<JSONObject> {
        var found: [(DocumentPosition, JSONObject)] = []
        var (start, limit) = (DocumentPosition?.none, Listing.reachOfOffsets)
        if case .checkpoint(let from, let take) = request {
            start = try from.map { try Cursor(text: $0, kind: .eventDelivery).position }
            limit = take + 1
        }
        try forEach(of: stream, filter, after: start, in: tenant, transaction) { delivery in
            found.append((DocumentPosition(createdAt: delivery.createdAt, id: delivery.id), shown(delivery)))
            return found.count < limit
        }
        return try Listing.page(of: found, kind: .eventDelivery, request)
    }

    /// Adds an event to what is to be told to a stream.
    static func add(
        _ event: CloudEvent,
        to stream: String,
        record: String,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws -> Document {
        try EventDeliveryRecord.removeOld(of: stream, in: context.tenant, at: context.now, transaction)
        let delivery = EventDeliveryRecord.document(
            of: event.json(for: stream, context),
            to: stream,
            in: context.tenant,
            at: context.now
        )
        try transaction.insert(delivery, keys: EventDeliveryRecord.keys(of: delivery))
        try transaction.append([EventDeliveryRecord.outboxRecord(record, of: delivery, at: context.now)])
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
        delivery.body["status"] = .string(EventDeliveryRecord.pending)
        delivery.updatedAt = context.now
        try transaction.update(delivery, keys: EventDeliveryRecord.keys(of: delivery))
        let id = random.text(22, from: .base62)
        try transaction.append([EventDeliveryRecord.outboxRecord(id, of: delivery, at: context.now)])
    }

    /// A delivery as it is shown once it was tried: what the event was for is told no more.
    static func shown(_ delivery: Document) -> JSONObject {
        var body = delivery.body
        body["event"]?.removeMember("a0purpose")
        return body.inOrder(of: order)
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
