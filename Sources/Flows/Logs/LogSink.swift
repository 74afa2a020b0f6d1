import Applications
package import Kernel
package import Storage
import Synchronization

/// Takes tenant log events off the request path and writes them in batches.
///
/// An event that was taken is written: a failed write is tried again with the next batch, and a graceful stop flushes.
/// When the database falls behind, callers wait for it instead of filling the memory.
package final class LogSink: Sendable {
    /// Events that may wait before callers have to.
    package static let capacity = 20_000
    private static let batch = 1_000

    private struct State {
        var events: [LogEvent] = []
        var ids = LogIDs()
    }

    private let state = Mutex(State())
    private let storage: any Storage
    private let random: RandomSource

    /// A sink that writes to a storage.
    package init(storage: any Storage, random: RandomSource = .system) {
        self.storage = storage
        self.random = random
    }

    /// Takes an event.
    package func append(_ event: LogEvent) async {
        let count = state.withLock { state in
            state.events.append(event)
            return state.events.count
        }
        if count > Self.capacity { _ = try? await flush() }
    }

    /// How many events wait.
    package var depth: Int { state.withLock { $0.events.count } }

    /// Writes what waits; how many events were written.
    ///
    /// - Throws: `StoreError`; the events wait on.
    @discardableResult
    package func flush() async throws -> Int {
        var written = 0
        while true {
            let (events, records) = state.withLock { state -> ([LogEvent], [LogRecord]) in
                let events = Array(state.events.prefix(Self.batch))
                state.events.removeFirst(events.count)
                return (events, events.map { LogRecording.record($0, id: state.ids.next($0.date, random)) })
            }
            guard !records.isEmpty else { return written }
            do {
                try await write(records)
                written += records.count
            } catch StoreError.constraint(_) {
                written += try await appendOneByOne(records, events)
            } catch {
                state.withLock { $0.events.insert(contentsOf: events, at: 0) }
                throw error
            }
        }
    }

    /// Writes records with ids greater than any in their tenants' logs, so that a reader who follows a log by id misses
    /// nothing, whoever else writes to it.
    private func write(_ records: [LogRecord]) async throws {
        let tenants = Set(records.map(\.tenant))
        try await storage.write { transaction in
            try transaction.lockLogs(of: tenants)
            var newest: [TenantID: String] = [:]
            for tenant in tenants { newest[tenant] = try transaction.newestLogID(in: tenant) }
            try transaction.append(self.following(newest, records))
        }
    }

    /// The records, numbered anew where another writer was faster.
    private func following(_ newest: [TenantID: String], _ records: [LogRecord]) -> [LogRecord] {
        let isBehind = records.contains { record in newest[record.tenant].map { record.id <= $0 } ?? false }
        guard isBehind else { return records }
        return state.withLock { state in
            for id in newest.values { state.ids.pass(id) }
            return records.map { $0.numbered(state.ids.next($0.date, random)) }
        }
    }

    /// Writes a batch of which one event cannot be stored (its tenant is gone, say); it must not hold up the others.
    private func appendOneByOne(_ records: [LogRecord], _ events: [LogEvent]) async throws -> Int {
        var written = 0
        for (index, record) in records.enumerated() {
            do {
                try await write([record])
                written += 1
            } catch StoreError.constraint(_) {
                continue
            } catch {
                state.withLock { $0.events.insert(contentsOf: events[index...], at: 0) }
                throw error
            }
        }
        return written
    }
}
