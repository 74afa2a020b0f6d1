import Kernel
import Management
import Wire

/// What event streams are told, and reading it without one.
enum EventFamily {
    /// The operations.
    static let family = OperationFamily(name: "events", handlers: deliveries)

    private static let deliveries: [String: OperationHandler] = [
        "subscribe_events": { call in
            let types = call.query["event_type"]?.strings.map(Set.init)
            // What the client of a stream says by itself counts more than the address that it was given.
            let from = call.lastEventID ?? call.query["from"]?.string
            let cursor = try await call.administration.beginReadingEvents(
                from: from,
                timestamp: call.lastEventID == nil ? call.query["from_timestamp"]?.string : nil,
                call.context
            )
            return .events(try call.subscriptions.open(call.administration, call.context.tenant, cursor, types: types))
        },
        "post_test_event": { call in
            .object(try await call.administration.testEventStream(call.path("id"), call.body, call.context))
        },
        "get_event_deliveries": { call in
            let page = try await call.administration.eventDeliveries(
                call.path("id"),
                try filter(call.query),
                call.effectivePage,
                call.context
            )
            // The list is recorded in an envelope, whatever the request says about paging.
            var envelope: JSONObject = ["deliveries": .array(page.items.map(JSONValue.object))]
            envelope["next"] = page.next.map(JSONValue.string)
            return .object(envelope)
        },
        "get_deliveries_by_event_id": { call in
            .object(
                try await call.administration.eventDelivery(call.path("id"), call.path("event_id"), call.context)
            )
        },
        "get_event_stream_stats": { call in
            .object(try await call.administration.eventStreamStatistics(call.path("id"), call.context))
        },
        "post_redeliver": { call in
            try await call.administration.redeliverEvents(call.path("id"), try filter(call.body), call.context)
            return .object(call.body)
        },
        "post_redeliver_by_event_id": { call in
            try await call.administration.redeliverEvent(call.path("id"), call.path("event_id"), call.context)
            return .object([:])
        },
    ]

    /// The deliveries that a query names, or a body, whose lists are lists.
    private static func filter(_ members: JSONObject) throws -> Administration.DeliveryFilter {
        func list(_ name: String) -> [String]? {
            members[name]?.strings ?? members[name]?.string?.split(separator: ",").map(String.init)
        }
        return try Administration.DeliveryFilter(
            statuses: list("statuses"),
            types: list("event_types"),
            from: members["date_from"]?.string,
            to: members["date_to"]?.string
        )
    }
}
