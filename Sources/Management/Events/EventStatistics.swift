import Applications
import Kernel
import Wire

/// How many events a stream delivered and could not, by day.
struct EventStatistics {
    private static let days = 15
    private static let day: Int64 = 86_400

    private let today: Int64
    private let hour: Int64
    private var delivered = Array(repeating: Int64(0), count: days)
    private var failed = Array(repeating: Int64(0), count: days)

    /// Statistics up to a moment, in which nothing is counted yet.
    init(at now: Instant) {
        today = now.seconds.floorDivided(by: Self.day)
        hour = now.seconds.floorDivided(by: 3600)
    }

    /// Counts a delivery.
    mutating func count(_ delivery: Document) {
        let index = Int(Int64(Self.days - 1) - (today - delivery.createdAt.seconds.floorDivided(by: Self.day)))
        guard delivered.indices.contains(index) else { return }
        switch delivery.body["status"]?.string {
        case "delivered": delivered[index] += 1
        case "failed": failed[index] += 1
        default: break
        }
    }

    /// The statistics as the wire shows them.
    func shown(id: String, name: JSONValue) -> JSONObject {
        let last = Int64(Self.days - 1)
        let starts = (0...last).map { Instant(seconds: (today - last + $0) * Self.day) }
        let metrics = [("successful", delivered), ("failed", failed)].map { outcome, counts -> JSONValue in
            [
                "name": .string("auth0.event_streams.\(outcome)_deliveries"),
                "window_total": .integer(counts.reduce(0, +)), "type": "sum",
                "data": .array(counts.map(JSONValue.integer)),
            ]
        }
        return [
            "id": .string(id), "name": name,
            "window": [
                "date_from": Instant(seconds: (hour - last * 24) * 3600).json,
                "date_to": Instant(seconds: (hour + 1) * 3600).json,
                "bucket_interval": ["scale_factor": .integer(Self.day)],
            ],
            "buckets": .array(starts.map(\.json)), "metrics": .array(metrics),
        ]
    }
}
