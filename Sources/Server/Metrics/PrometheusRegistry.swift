package import Metrics
import Synchronization

/// A backend of swift-metrics that is read by Prometheus.
///
/// - SeeAlso: Prometheus: "Exposition formats", text format 0.0.4.
package final class PrometheusRegistry: MetricsFactory, Sendable {
    private struct Key: Hashable {
        let label: String
        let dimensions: String
    }

    private let series = Mutex<[Key: any PrometheusSeries]>([:])

    /// A registry without series.
    package init() {}

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        find(label, dimensions) { PrometheusCounter() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        find(label, dimensions) { PrometheusGauge() }
    }

    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        find(label, dimensions) { PrometheusHistogram(bounds: PrometheusHistogram.counts, scale: 1) }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        find(label, dimensions) { PrometheusHistogram(bounds: PrometheusHistogram.seconds, scale: 1e-9) }
    }

    // Series live as long as the process: whoever destroys a handler may ask for it again.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// All series as text, in order of name.
    package func render() -> String {
        let all = series.withLock { $0 }
        var text = ""
        var announced: String?
        for (key, series) in all.sorted(by: { ($0.key.label, $0.key.dimensions) < ($1.key.label, $1.key.dimensions) }) {
            if announced != key.label { text += "# TYPE \(key.label) \(series.type)\n" }
            announced = key.label
            text += series.lines(key.label, key.dimensions)
        }
        return text
    }

    private func find<Series: PrometheusSeries>(
        _ label: String,
        _ dimensions: [(String, String)],
        make: () -> Series
    ) -> Series {
        let key = Key(label: Self.name(label), dimensions: Self.text(dimensions))
        return series.withLock { series in
            if let known = series[key] as? Series { return known }
            let made = make()
            series[key] = made
            return made
        }
    }

    /// A label as a metric name: everything but letters, digits and underscores becomes an underscore.
    private static func name(_ label: String) -> String {
        String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") ? $0 : "_" })
    }

    /// Dimensions as `name="value",…`.
    static func text(_ dimensions: [(String, String)]) -> String {
        dimensions.map { name, value in
            let escaped = value.map { character -> String in
                switch character {
                case "\\": "\\\\"
                case "\"": "\\\""
                case "\n": "\\n"
                default: String(character)
                }
            }.joined()
            return "\(Self.name(name))=\"\(escaped)\""
        }.joined(separator: ",")
    }
}
