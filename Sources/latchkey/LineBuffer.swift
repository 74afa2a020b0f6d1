import Dispatch
import Synchronization

/// Lines on their way to an open file: those that come within a moment are written together.
///
/// A line a request, written by itself, costs a server that answers thousands a second as much as some of the answers.
final class LineBuffer: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isFlushDue = false
    }

    private static let delay = DispatchTimeInterval.milliseconds(20)
    private static let capacity = 32 * 1024

    private let descriptor: Int32
    private let state = Mutex(State())

    /// Lines for an open file.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Adds a line, its end included; an urgent one is written before this returns.
    func add(_ line: [UInt8], isUrgent: Bool) {
        let schedules = state.withLock { state in
            state.bytes.append(contentsOf: line)
            if isUrgent || state.bytes.count >= Self.capacity {
                write(&state)
                return false
            }
            defer { state.isFlushDue = true }
            return !state.isFlushDue
        }
        guard schedules else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.delay) { [self] in
            state.withLock { state in
                state.isFlushDue = false
                write(&state)
            }
        }
    }

    /// Writes what waits.
    func flush() { state.withLock { write(&$0) } }

    // Under the lock, so that lines keep their order.
    private func write(_ state: inout State) {
        Output.send(state.bytes, to: descriptor)
        state.bytes.removeAll(keepingCapacity: true)
    }
}
