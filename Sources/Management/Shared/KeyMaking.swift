import Dispatch

/// Makes keys on threads of their own: the threads that answer requests are few, and an RSA key takes a tenth of a second.
enum KeyMaking {
    /// Runs slow work elsewhere and answers its result.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
