import Synchronization

/// Jobs that wait for one of a few workers.
final class WorkQueue<Job: Sendable>: Sendable {
    private struct State {
        var waiting: [Job] = []
        var workers = 0
        var isClosed = false
        var whenIdle: [CheckedContinuation<Void, Never>] = []
    }

    private enum Admission { case startsWorker, waits, refused(String) }

    private let state = Mutex(State())
    private let workers: Int
    private let capacity: Int

    /// A queue with at most so many workers, where so many jobs may wait.
    init(workers: Int, capacity: Int) {
        self.workers = workers
        self.capacity = capacity
    }

    /// Puts a job in the queue; whether the caller must start a worker.
    ///
    /// - Throws: `StoreUnavailable` if too many wait already, or the queue is closed.
    func add(_ job: Job) throws(StoreUnavailable) -> Bool {
        let admission: Admission = state.withLock { state in
            if state.isClosed { return .refused("the store is closed") }
            if state.waiting.count >= capacity { return .refused("too many calls wait for the store") }
            state.waiting.append(job)
            if state.workers == workers { return .waits }
            state.workers += 1
            return .startsWorker
        }
        switch admission {
        case .startsWorker: return true
        case .waits: return false
        case .refused(let reason): throw StoreUnavailable(reason)
        }
    }

    /// The next jobs for a worker; nil if none waits, and then the worker has ended.
    func next(_ most: Int) -> [Job]? {
        let (jobs, idle): ([Job]?, [CheckedContinuation<Void, Never>]) = state.withLock { state in
            guard state.waiting.isEmpty else {
                let jobs = Array(state.waiting.prefix(most))
                state.waiting.removeFirst(jobs.count)
                return (jobs, [])
            }
            state.workers -= 1
            guard state.workers == 0 else { return (nil, []) }
            defer { state.whenIdle = [] }
            return (nil, state.whenIdle)
        }
        for continuation in idle { continuation.resume() }
        return jobs
    }

    /// Lets no more in and waits until the last worker has ended.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.workers > 0 { state.whenIdle.append(continuation) }
                return state.workers == 0
            }
            if isIdle { continuation.resume() }
        }
    }
}
