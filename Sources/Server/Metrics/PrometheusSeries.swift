import Metrics
import Synchronization

/// One time series of the registry.
protocol PrometheusSeries: AnyObject, Sendable {
    /// Prometheus's word for it.
    var type: String { get }
    /// Its lines of the text format.
    func lines(_ name: String, _ dimensions: String) -> String
}

/// Dimensions in braces, or nothing.
private func braced(_ dimensions: String) -> String { dimensions.isEmpty ? "" : "{\(dimensions)}" }

/// A number that only grows.
final class PrometheusCounter: CounterHandler, PrometheusSeries {
    private let value = Atomic<Int64>(0)

    let type = "counter"

    func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }
    func lines(_ name: String, _ dimensions: String) -> String {
        "\(name)\(braced(dimensions)) \(value.load(ordering: .relaxed))\n"
    }
}

/// A number that is what it is.
final class PrometheusGauge: MeterHandler, PrometheusSeries {
    private let value = Mutex<Double>(0)

    let type = "gauge"

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func lines(_ name: String, _ dimensions: String) -> String {
        "\(name)\(braced(dimensions)) \(value.withLock { $0 })\n"
    }
}

/// How often what was recorded fell below each of some bounds.
final class PrometheusHistogram: TimerHandler, RecorderHandler, PrometheusSeries {
    static let seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    static let counts: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000]

    private struct State {
        var buckets: [UInt64]
        var sum = 0.0
        var count: UInt64 = 0
    }

    private let bounds: [Double]
    private let scale: Double
    private let state: Mutex<State>

    let type = "histogram"

    /// A histogram whose recorded numbers are multiplied by a scale: nanoseconds to seconds, say.
    init(bounds: [Double], scale: Double) {
        self.bounds = bounds
        self.scale = scale
        state = Mutex(State(buckets: [UInt64](repeating: 0, count: bounds.count)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration)) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let scaled = value * scale
        let index = bounds.firstIndex { scaled <= $0 }
        state.withLock { state in
            if let index { state.buckets[index] += 1 }
            state.sum += scaled
            state.count += 1
        }
    }

    func lines(_ name: String, _ dimensions: String) -> String {
        let state = state.withLock { $0 }
        let comma = dimensions.isEmpty ? "" : ","
        var text = ""
        var below: UInt64 = 0
        for (bound, count) in zip(bounds, state.buckets) {
            below += count
            text += "\(name)_bucket{\(dimensions)\(comma)le=\"\(bound)\"} \(below)\n"
        }
        text += "\(name)_bucket{\(dimensions)\(comma)le=\"+Inf\"} \(state.count)\n"
        text += "\(name)_sum\(braced(dimensions)) \(state.sum)\n"
        text += "\(name)_count\(braced(dimensions)) \(state.count)\n"
        return text
    }
}
