import Kernel
import Logging
import Synchronization

/// Opens sessions for every thread of a driver, and knows when the server is away: then they knock less and less often.
final class ConnectionSource: Sendable {
    private struct State {
        var open = 0
        var failures = 0
        var notBefore: ContinuousClock.Instant?
        var reason = ""
    }

    let address: PostgresAddress
    let limits: PostgresLimits
    let logger: Logger
    private let state = Mutex(State())

    /// A source of sessions on one database.
    init(_ address: PostgresAddress, limits: PostgresLimits, logger: Logger) {
        self.address = address
        self.limits = limits
        self.logger = logger
    }

    /// Sessions that are open.
    var openSessions: Int { state.withLock { $0.open } }

    /// Connects, trying again for so long while the server is away.
    ///
    /// - Throws: `StoreError.unavailable`.
    func open(patience: Duration) throws(StoreError) -> PostgresSession {
        let giveUp = ContinuousClock.now + patience
        while true {
            let (notBefore, reason) = state.withLock { ($0.notBefore, $0.reason) }
            if let notBefore, notBefore > .now {
                guard notBefore < giveUp else { throw .unavailable(reason) }
                BlockingThread.pause(notBefore - .now)
            }
            do throws(PostgresFailure) {
                let session = try PostgresSession(address, limits: limits)
                noteSuccess()
                return session
            } catch {
                let reason = noteFailure(error)
                if ContinuousClock.now >= giveUp { throw .unavailable(reason) }
            }
        }
    }

    /// Counts a session out that was opened here.
    func noteClosed() { state.withLock { $0.open -= 1 } }

    private func noteSuccess() {
        let failures = state.withLock { state in
            defer {
                state.failures = 0
                state.notBefore = nil
            }
            state.open += 1
            return state.failures
        }
        if failures > 0 { logger.notice("connected again", metadata: ["database": "\(address)"]) }
    }

    private func noteFailure(_ failure: PostgresFailure) -> String {
        let reason = "\(address): \(failure.message)"
        let isFirst = state.withLock { state in
            state.failures += 1
            // 50 ms, doubled up to a second, give or take a quarter so that nodes do not knock together.
            let step = min(50 << min(state.failures - 1, 5), 1000)
            state.notBefore = .now + .milliseconds(step * Int.random(in: 75...125) / 100)
            state.reason = reason
            return state.failures == 1
        }
        if isFirst { logger.warning("cannot connect", metadata: ["reason": "\(reason)"]) }
        return reason
    }
}
