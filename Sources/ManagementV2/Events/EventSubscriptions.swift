import Kernel
import Management
import Synchronization
import Web

/// Who reads events at the moment, on this server.
///
/// Reading costs a connection and a look at the database now and then, so that a tenant and a server have so many readers
/// and no more.
package final class EventSubscriptions: Sendable {
    /// How many may read the events of one tenant at once.
    package static let tenantLimit = 20
    /// How many may read events at once.
    package static let limit = 256

    private struct State {
        var readers: [TenantID: Int] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())
    private let pace: EventFeed.Pace

    /// Nobody reads yet.
    package convenience init() { self.init(pace: .server) }

    init(pace: EventFeed.Pace) { self.pace = pace }

    /// Ends all streams within a second and begins no more: the server is about to stop.
    package func close() { state.withLock { $0.isClosed = true } }

    /// Whether streams are to end.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Begins a stream.
    ///
    /// - Parameter types: The types of the events that are told; nil for all.
    /// - Throws: `APIProblem` 429 where there are enough readers, 503 where the server is about to stop.
    func open(
        _ administration: Administration,
        _ tenant: TenantID,
        _ cursor: EventCursor,
        types: Set<String>?
    ) throws(APIProblem) -> StreamedBody {
        try admit(tenant)
        let feed = EventFeed(administration, tenant, cursor, types: types, pace: pace) { [weak self] in
            self?.isClosed ?? true
        }
        return StreamedBody(release: { [self] in leave(tenant) }, produce: { await feed.next() })
    }

    private func admit(_ tenant: TenantID) throws(APIProblem) {
        try state.withLock { state throws(APIProblem) in
            guard !state.isClosed else { throw APIProblem(503, "Service Unavailable") }
            let readers = state.readers[tenant] ?? 0
            guard readers < Self.tenantLimit, state.readers.values.reduce(0, +) < Self.limit else {
                throw APIProblem(429, "Too many event stream connections.", code: "too_many_requests")
            }
            state.readers[tenant] = readers + 1
        }
    }

    private func leave(_ tenant: TenantID) {
        state.withLock { state in
            let readers = (state.readers[tenant] ?? 0) - 1
            state.readers[tenant] = readers > 0 ? readers : nil
        }
    }
}
