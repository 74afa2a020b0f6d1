import Synchronization

/// Serves streams beside each other, so that one that hangs does not hold all up.
enum StreamLanes {
    /// How many streams are served at once.
    static let count = 8

    /// Serves streams until the task is cancelled; what is under way then is finished first.
    ///
    /// - Parameters:
    ///   - interval: How long to wait before looking for streams again.
    ///   - claims: At most so many streams that have become ours to serve.
    ///   - follow: Serves one of them.
    static func serve<Claim: Sendable>(
        every interval: Duration,
        claims: (_ limit: Int) async -> [Claim],
        follow: @escaping @Sendable (Claim) async -> Void
    ) async {
        let busy = Occupancy()
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                // No more than can be served at once: a claim that waits is lost time for the stream.
                for claim in await claims(count - busy.count) {
                    busy.change(by: 1)
                    group.addTask {
                        await follow(claim)
                        busy.change(by: -1)
                    }
                }
                try? await Task.sleep(for: interval)
            }
        }
    }
}

/// How many lanes are taken.
private final class Occupancy: Sendable {
    private let taken = Mutex(0)

    var count: Int { taken.withLock { $0 } }

    func change(by number: Int) { taken.withLock { $0 += number } }
}
