import NIOCore
import Synchronization

/// The connections that are open, and the calls that wait for one.
///
/// Calls wait only while it is not known whether the server is there: before the first attempt to connect has ended,
/// and between losing the last connection and the end of the next attempt. From a failed attempt on they are refused
/// at once, until a connection opens.
final class ConnectionPool: Sendable {
    private typealias Waiter = CheckedContinuation<Result<RedisConnection, RedisFailure>, Never>

    private struct State {
        var open: [RedisConnection] = []
        /// Why the last attempt failed, while no connection is open.
        var failure: RedisFailure?
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let timers: any EventLoop
    private let patience: TimeAmount
    private let queue: Int

    /// A pool where calls wait for a connection so long, and no more than so many.
    init(timers: any EventLoop, patience: TimeAmount, queue: Int) {
        self.timers = timers
        self.patience = patience
        self.queue = queue
    }

    /// The connections that are open.
    var connections: [RedisConnection] { state.withLock { $0.open } }

    /// An open connection: the caller's event loop's, or else the one with the least to do.
    func connection() async throws(RedisFailure) -> RedisConnection {
        if let connection = state.withLock({ Self.best($0.open) }) { return connection }
        return try await withCheckedContinuation { wait($0) }.get()
    }

    /// What became of a connection that was offered.
    enum Admission {
        case taken
        /// It ends a time when commands were refused.
        case takenAfterFailure
        /// The pool has been closed meanwhile.
        case refused
    }

    /// Takes a connection in.
    func add(_ connection: RedisConnection) -> Admission {
        let (admission, waiters) = state.withLock { state -> (Admission, [Waiter]) in
            guard !state.isClosed else { return (.refused, []) }
            let admission = state.failure == nil ? Admission.taken : .takenAfterFailure
            state.open.append(connection)
            state.failure = nil
            return (admission, Self.takeWaiters(&state))
        }
        for waiter in waiters { waiter.resume(returning: .success(connection)) }
        return admission
    }

    /// Forgets a connection that has ended; whether it was known.
    @discardableResult
    func remove(_ connection: RedisConnection) -> Bool {
        state.withLock { state in
            guard let index = state.open.firstIndex(where: { $0 === connection }) else { return false }
            state.open.remove(at: index)
            return true
        }
    }

    /// Notes a failed attempt to connect; whether that is news.
    func fail(_ failure: RedisFailure) -> Bool {
        let (waiters, isNews) = state.withLock { state -> ([Waiter], Bool) in
            guard state.open.isEmpty, !state.isClosed else { return ([], false) }
            defer { state.failure = failure }
            return (Self.takeWaiters(&state), state.failure?.description != failure.description)
        }
        for waiter in waiters { waiter.resume(returning: .failure(failure)) }
        return isNews
    }

    /// Refuses everything from now on; the connections that were open.
    func close() -> [RedisConnection] {
        let failure = RedisFailure(.closed, "the connection to Redis is closed")
        let (waiters, open) = state.withLock { state in
            state.isClosed = true
            state.failure = failure
            defer { state.open = [] }
            return (Self.takeWaiters(&state), state.open)
        }
        for waiter in waiters { waiter.resume(returning: .failure(failure)) }
        return open
    }

    private func wait(_ waiter: Waiter) {
        enum Decision { case found(RedisConnection), refused(RedisFailure), waits(Int) }
        let decision = state.withLock { state -> Decision in
            if let connection = Self.best(state.open) { return .found(connection) }
            if let failure = state.failure { return .refused(failure) }
            if state.waiters.count >= queue { return .refused(.notConnected) }
            state.nextWaiter += 1
            state.waiters[state.nextWaiter] = waiter
            return .waits(state.nextWaiter)
        }
        switch decision {
        case .found(let connection): waiter.resume(returning: .success(connection))
        case .refused(let failure): waiter.resume(returning: .failure(failure))
        case .waits(let number): limitWait(of: number)
        }
    }

    private func limitWait(of number: Int) {
        timers.scheduleTask(in: patience) { [self] in
            let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
            waiter?.resume(returning: .failure(.notConnected))
        }
    }

    private static func takeWaiters(_ state: inout State) -> [Waiter] {
        defer { state.waiters = [:] }
        return Array(state.waiters.values)
    }

    private static func best(_ connections: [RedisConnection]) -> RedisConnection? {
        guard var idlest = connections.first else { return nil }
        for connection in connections {
            if connection.isHere { return connection }
            if connection.load < idlest.load { idlest = connection }
        }
        return idlest
    }
}
