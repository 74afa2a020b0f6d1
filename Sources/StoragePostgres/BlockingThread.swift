#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Threads of our own: libpq blocks, and neither an event loop nor a cooperative thread may.
enum BlockingThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread that ends with the closure; false if the system has none left.
    static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
        let body = Unmanaged.passRetained(Body(run))
        #if canImport(Darwin)
            var thread: pthread_t?
            let status = pthread_create(&thread, nil, { Self.enter($0) }, body.toOpaque())
            if status == 0, let thread { pthread_detach(thread) }
        #else
            var thread = pthread_t()
            let status = pthread_create(&thread, nil, { Self.enter($0) }, body.toOpaque())
            if status == 0 { pthread_detach(thread) }
        #endif
        if status != 0 { body.release() }
        return status == 0
    }

    /// Makes the calling thread wait.
    static func pause(_ duration: Duration) {
        let microseconds = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        guard microseconds > 0 else { return }
        var time = timespec(tv_sec: Int(microseconds / 1_000_000), tv_nsec: Int(microseconds % 1_000_000) * 1000)
        // A signal ends the sleep early and leaves the rest.
        var rest = timespec()
        while nanosleep(&time, &rest) != 0 && errno == EINTR { time = rest }
    }

    private static func enter(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }
}

/// Makes the calling thread wait until one of the descriptors can be read or is closed; false after the deadline.
func waitForInput(on descriptors: [Int32], until deadline: ContinuousClock.Instant?) -> Bool {
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while true {
        var timeout: Int32 = -1
        if let deadline {
            let left = (deadline - .now).milliseconds
            guard left >= 0 else { return false }
            timeout = Int32(clamping: left + 1)
        }
        let ready = poll(&polled, nfds_t(polled.count), timeout)
        if ready > 0 { return true }
        if ready < 0 && errno != EINTR { return true }
    }
}
