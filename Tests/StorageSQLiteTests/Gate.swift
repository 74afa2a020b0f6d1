import Dispatch

/// Holds a closure that runs on a queue of the driver until the test lets it go.
final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let (reached, reach) = AsyncStream.makeStream(of: Void.self)

    /// Called by the closure: says that it is there and waits.
    func wait() {
        reach.yield()
        opened.wait()
    }

    /// Called by the test: waits until the closure is there.
    func isReached() async {
        for await _ in reached { return }
    }

    /// Lets the closure go on.
    func open() { opened.signal() }
}
