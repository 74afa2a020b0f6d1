import Applications
import Kernel
import Wire

/// How many events a stream delivered and could not, by day.
struct EventStatistics {
    private static let days = 15
    private static let day: Int64 = 86_400

    private let today: Int64
    private let hour: Int64
    private let delivered: [Int64]
    private let failed: [Int64]

    /// The statistics of deliveries, up to a moment.
    init(_ deliveries: [Document], at now: Instant) {
        let today = now.seconds.floorDivided(by: Self.day)
        func counts(_ status: String) -> [Int64] {
            var counts = Array(repeating: Int64(0), count: Self.days)
            for delivery in deliveries where delivery.body["status"]?.string == status {
                let index = Int64(Self.days - 1) - (today - delivery.createdAt.seconds.floorDivided(by: Self.day))
                if counts.indices.contains(Int(index)) { counts[Int(index)] += 1 }
            }
            return counts
        }
        self.today = today
        hour = now.seconds.floorDivided(by: 3600)
        delivered = counts("delivered")
        failed = counts("failed")
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
