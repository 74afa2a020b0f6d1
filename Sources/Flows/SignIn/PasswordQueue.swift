import Dispatch
import Metrics
import Synchronization

/// Runs password hashing off the event loops, behind a bounded queue.
///
/// A bcrypt hash takes a core some fifty milliseconds: what cannot be hashed soon is refused at once, so that a flood of
/// sign-ins slows nobody but itself.
package final class PasswordQueue: Sendable {
    /// Too many passwords wait already.
    package struct Busy: Error, Sendable {}

    private let lanes: [DispatchQueue]
    private let limit: Int
    private let state = Mutex<(waiting: Int, next: Int)>((0, 0))
    private let refused = Counter(label: "latchkey_password_queue_refused_total")

    /// A queue.
    ///
    /// - Parameters:
    ///   - width: How many passwords are hashed at the same time.
    ///   - limit: How many may wait or be under way; one more is refused.
    package init(width: Int, limit: Int) {
        lanes = (0..<max(width, 1)).map { DispatchQueue(label: "latchkey.password.\($0)", qos: .utility) }
        self.limit = limit
    }

    /// A queue for this machine, in which nobody waits much longer than a second.
    package convenience init(cores: Int) { self.init(width: max(cores, 1), limit: max(cores, 1) * 12) }

    /// Runs work on one of the threads.
    ///
    /// - Throws: `Busy`, or what the work throws.
    package func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let admitted = state.withLock { state -> Int? in
            guard state.waiting < limit else { return nil }
            state.waiting += 1
            state.next = (state.next + 1) % lanes.count
            return state.next
        }
        guard let lane = admitted else {
            refused.increment()
            throw Busy()
        }
        defer { state.withLock { $0.waiting -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            lanes[lane].async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
