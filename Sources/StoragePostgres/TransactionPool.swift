import Dispatch
import Kernel
import StorageSQL
import Synchronization

/// The threads that run transactions, a session each, and the queue before them: who came first goes first.
///
/// A thread starts when work finds all others busy, and stays until the pool closes.
final class TransactionPool: Sendable {
    /// Work for the thread that is free next.
    typealias Job = @Sendable (TransactionRunner) -> Void

    /// Where a thread waits for work.
    private final class Desk: Sendable {
        private let job = Mutex<Job?>(nil)
        private let bell = DispatchSemaphore(value: 0)

        /// Hands work to the thread; nil sends it home.
        func put(_ job: Job?) {
            self.job.withLock { $0 = job }
            bell.signal()
        }

        /// Waits for work.
        func take() -> Job? {
            bell.wait()
            return job.withLock { job in
                defer { job = nil }
                return job
            }
        }
    }

    private struct State {
        var queue = JobQueue()
        var idle: [Desk] = []
        var threads = 0
        var isClosing = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let source: ConnectionSource
    private let announcer: ChangeAnnouncer
    private let size: Int
    private let state = Mutex(State())

    /// A pool without threads.
    init(_ source: ConnectionSource, announcer: ChangeAnnouncer, size: Int) {
        self.source = source
        self.announcer = announcer
        self.size = max(size, 1)
    }

    /// How busy it is.
    var statistics: DriverStatistics {
        let (busy, waiting) = state.withLock { ($0.threads - $0.idle.count, $0.queue.count) }
        return DriverStatistics(
            connectionsInUse: busy,
            connectionsOpen: source.openSessions,
            waiting: waiting
        )
    }

    /// Runs a job on a free thread, on a new one, or later.
    ///
    /// - Throws: `StoreError.unavailable` if too many wait already, or the pool is closed.
    func submit(_ job: @escaping Job) throws(StoreError) {
        enum Decision { case wake(Desk), start, queued, full, closed }
        let decision = state.withLock { state -> Decision in
            if state.isClosing { return .closed }
            if let desk = state.idle.popLast() { return .wake(desk) }
            if state.threads < size {
                state.threads += 1
                return .start
            }
            guard state.queue.count < source.limits.queueLength else { return .full }
            state.queue.append(job)
            return .queued
        }
        switch decision {
        case .wake(let desk): desk.put(job)
        case .start: try start(job)
        case .queued: break
        case .full: throw .unavailable("too many transactions wait for a connection")
        case .closed: throw .unavailable("the database is closed")
        }
    }

    /// Refuses new work, finishes what was accepted, and returns when every session is closed.
    func close() async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.threads > 0 { state.closers.append(continuation) }
                return state.threads == 0
            }
            shutDown()
            if isDone { continuation.resume() }
        }
    }

    /// Refuses new work and lets the threads end when they are done.
    func shutDown() {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            state.isClosing = true
            return state.idle
        }
        for desk in idle { desk.put(nil) }
    }

    private func start(_ first: @escaping Job) throws(StoreError) {
        let hasStarted = BlockingThread.start { [self] in
            let runner = TransactionRunner(source, announcer: announcer)
            let desk = Desk()
            var job: Job? = first
            while let current = job {
                current(runner)
                runner.finish()
                job = next(desk)
            }
            runner.close()
            leave()
        }
        guard hasStarted else {
            leave()
            throw .unavailable("the system has no thread left for a connection")
        }
    }

    private func next(_ desk: Desk) -> Job? {
        enum Turn { case work(Job), wait, end }
        let turn = state.withLock { state -> Turn in
            if let job = state.queue.popFirst() { return .work(job) }
            if state.isClosing { return .end }
            state.idle.append(desk)
            return .wait
        }
        switch turn {
        case .work(let job): return job
        case .wait: return desk.take()
        case .end: return nil
        }
    }

    private func leave() {
        let closers = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }
}

/// First in, first out, without moving what waits at each step.
private struct JobQueue {
    private var jobs: [TransactionPool.Job?] = []
    private var head = 0

    var count: Int { jobs.count - head }

    mutating func append(_ job: @escaping TransactionPool.Job) { jobs.append(job) }

    mutating func popFirst() -> TransactionPool.Job? {
        guard head < jobs.count else { return nil }
        let job = jobs[head]
        jobs[head] = nil
        head += 1
        if head > 256 || head == jobs.count {
            jobs.removeFirst(head)
            head = 0
        }
        return job
    }
}
