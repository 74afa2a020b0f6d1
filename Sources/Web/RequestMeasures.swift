import Metrics
import Synchronization

/// Counts and times requests by route and status.
package final class RequestMeasures: Sendable {
    private struct Key: Hashable {
        let route: String
        let status: Int
    }

    private let counters = Mutex<[Key: Counter]>([:])
    private let timers = Mutex<[String: Timer]>([:])

    /// Measures that report to the metrics system.
    package init() {}

    /// Notes an answer.
    package func record(route: String?, status: Int, duration: Duration) {
        let route = route ?? "unrouted"
        counters.withLock { counters in
            let key = Key(route: route, status: status)
            if let counter = counters[key] { return counter }
            let counter = Counter(
                label: "latchkey_requests_total",
                dimensions: [("route", route), ("status", String(status))]
            )
            counters[key] = counter
            return counter
        }.increment()
        timers.withLock { timers in
            if let timer = timers[route] { return timer }
            let timer = Timer(label: "latchkey_request_duration_seconds", dimensions: [("route", route)])
            timers[route] = timer
            return timer
        }.recordNanoseconds(duration.nanoseconds)
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
