package import Wire

/// Which events a stream is told of.
package enum EventSubscription {
    /// Whether a stream is told of events: it has a webhook and is not switched off.
    package static func isTold(_ stream: JSONObject) -> Bool {
        stream["destination"]?["type"]?.string == "webhook" && stream["status"]?.string ?? "enabled" == "enabled"
    }

    /// The types of the events that a stream is told of.
    package static func types(of stream: JSONObject) -> Set<String> {
        Set((stream["subscriptions"]?.array ?? []).compactMap { $0["event_type"]?.string })
    }
}
