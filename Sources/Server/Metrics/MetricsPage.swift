import Flows
import FoundationEssentials
import Glibc
import StorageSQL

/// What `/metrics` shows: the series that were counted, and readings taken at the moment.
struct MetricsPage: Sendable {
    let registry: PrometheusRegistry
    let configuration: Configuration
    let log: LogSink
    let statistics: @Sendable () -> DriverStatistics

    func render() -> String {
        registry.render() + database + caches + gauge("latchkey_log_events_waiting", log.depth) + memory
    }

    private var database: String {
        let reading = statistics()
        return gauge("latchkey_database_connections_in_use", reading.connectionsInUse)
            + gauge("latchkey_database_connections_open", reading.connectionsOpen)
            + gauge("latchkey_database_transactions_waiting", reading.waiting)
    }

    private var caches: String {
        var text = "# TYPE latchkey_cache_lookups_total counter\n"
        for (table, hits, misses) in configuration.cacheCounts {
            text += "latchkey_cache_lookups_total{table=\"\(table)\",result=\"hit\"} \(hits)\n"
            text += "latchkey_cache_lookups_total{table=\"\(table)\",result=\"miss\"} \(misses)\n"
        }
        return text
    }

    /// Resident pages, from `/proc`; nothing on a system without it.
    private var memory: String {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm"),
            let pages = String(decoding: data, as: UTF8.self).split(separator: " ").dropFirst().first.flatMap({
                Int($0)
            })
        else { return "" }
        return gauge("process_resident_memory_bytes", pages * sysconf(Int32(_SC_PAGESIZE)))
    }

    private func gauge(_ name: String, _ value: Int) -> String { "# TYPE \(name) gauge\n\(name) \(value)\n" }
}
