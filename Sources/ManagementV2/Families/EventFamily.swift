import Kernel
import Management
import Wire

/// What event streams are told.
enum EventFamily {
    /// The operations.
    static let family = OperationFamily(name: "events", handlers: deliveries)

    private static let deliveries: [String: OperationHandler] = [
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
