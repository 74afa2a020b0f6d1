import CPostgres
import Kernel
import Logging
import Storage
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Hears on a connection of its own what other processes announce.
///
/// Whenever the connection is lost, and again when a new one listens, everything may have changed.
final class ChangeListener: Sendable {
    private struct State {
        var isStopping = false
        var hasEnded = true
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let source: ConnectionSource
    private let announcer: ChangeAnnouncer
    private let state = Mutex(State())
    /// Ends the wait for a notification when something is written to it.
    private let bell: Bell

    /// A listener that does not listen yet.
    ///
    /// - Throws: `StoreError.unavailable` if the process has no file descriptors left.
    init(_ source: ConnectionSource, announcer: ChangeAnnouncer) throws(StoreError) {
        guard let bell = Bell() else { throw .unavailable("no file descriptors left") }
        self.source = source
        self.announcer = announcer
        self.bell = bell
    }

    /// Connects and begins to listen; from the return of this on, nothing is missed.
    ///
    /// - Throws: `StoreError.unavailable` if that fails.
    func start() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            state.withLock { $0.hasEnded = false }
            let hasStarted = BlockingThread.start { [self] in
                do throws(StoreError) {
                    let session = try listeningSession(patience: .zero)
                    continuation.resume()
                    hear(session)
                } catch {
                    // Before the caller hears of it: it may close at once.
                    end()
                    continuation.resume(throwing: error)
                    return
                }
                end()
            }
            guard hasStarted else {
                end()
                continuation.resume(throwing: StoreError.unavailable("the system has no thread left"))
                return
            }
        }
    }

    /// Stops listening and returns when the connection is closed.
    func close() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.closers.append(continuation) }
                return state.hasEnded
            }
            shutDown()
            if hasEnded { continuation.resume() }
        }
    }

    /// Stops listening soon.
    func shutDown() {
        state.withLock { $0.isStopping = true }
        bell.ring()
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    private func end() {
        let closers = state.withLock { state in
            defer { state.closers = [] }
            state.hasEnded = true
            return state.closers
        }
        for closer in closers { closer.resume() }
    }

    /// Listens until it is stopped, through losses of the connection.
    private func hear(_ first: PostgresSession) {
        var session: PostgresSession? = first
        while !isStopping {
            if let current = session {
                let failure = notifications(of: current)
                session = nil
                source.noteClosed()
                guard let failure else { return }
                source.logger.warning("stopped listening", metadata: ["reason": "\(failure.message)"])
                announcer.feed.publish([.everything])
            }
            session = reconnect()
        }
        if session != nil { source.noteClosed() }
    }

    private func reconnect() -> PostgresSession? {
        do throws(StoreError) {
            let session = try listeningSession(patience: .milliseconds(500))
            announcer.feed.publish([.everything])
            source.logger.notice("listening again")
            return session
        } catch {
            // The source has told the log; wait for the next attempt, or the end.
            _ = waitForInput(on: [bell.descriptor], until: .now + .milliseconds(250))
            return nil
        }
    }

    private func listeningSession(patience: Duration) throws(StoreError) -> PostgresSession {
        let session = try source.open(patience: patience)
        do throws(PostgresFailure) {
            try session.script("LISTEN \(ChangeMessage.channel)", within: source.limits.connectTime)
            return session
        } catch {
            source.noteClosed()
            throw .unavailable("\(source.address): \(error.message)")
        }
    }

    /// Publishes notifications until the connection fails, or until the end: then nil.
    private func notifications(of session: PostgresSession) -> PostgresFailure? {
        while true {
            while let notification = PQnotifies(session.handle) {
                announcer.publish(payload: String(cString: notification.pointee.extra))
                PQfreemem(notification)
            }
            guard PQstatus(session.handle) == CONNECTION_OK else { return session.lost() }
            _ = waitForInput(on: [PQsocket(session.handle), bell.descriptor], until: nil)
            if isStopping { return nil }
            guard PQconsumeInput(session.handle) == 1 else { return session.lost() }
        }
    }
}

/// A pipe that wakes a thread out of `poll`.
private final class Bell: Sendable {
    let descriptor: Int32
    private let writer: Int32

    init?() {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (descriptor, writer) = (ends[0], ends[1])
    }

    deinit {
        _ = Self.close(descriptor)
        _ = Self.close(writer)
    }

    func ring() {
        var byte: UInt8 = 1
        _ = write(writer, &byte, 1)
    }

    private static func close(_ descriptor: Int32) -> Int32 {
        #if canImport(Darwin)
            Darwin.close(descriptor)
        #elseif canImport(Musl)
            Musl.close(descriptor)
        #else
            Glibc.close(descriptor)
        #endif
    }
}
