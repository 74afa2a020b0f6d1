import CCurl

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Threads that wait for other servers, one for each transfer, so that a server that hangs holds nobody else up.
///
/// libcurl and look-ups of names block, and neither an event loop nor a cooperative thread may.
enum TransferThread {
    /// libcurl is made ready once, before any thread uses it.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs a transfer on a thread of its own.
    ///
    /// - Throws: what the work throws, and `CurlRequest.Failure` where the system has no thread left.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        guard isReady else { throw CurlRequest.Failure("libcurl cannot be used") }
        return try await withCheckedThrowingContinuation { continuation in
            let isStarted = start { continuation.resume(with: Swift.Result { try work() }) }
            if !isStarted { continuation.resume(throwing: CurlRequest.Failure("the system has no thread left")) }
        }
    }

    private static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
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

    private static func enter(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }
}
