import CCurl
import Dispatch

/// The threads that wait for other servers, so that no event loop has to.
enum CurlThread {
    /// libcurl is made ready once, before any thread uses it.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    private static let queue = DispatchQueue(label: "latchkey.delivery", qos: .utility, attributes: .concurrent)
    private static let slots = DispatchSemaphore(value: 8)

    /// Runs a transfer away from the event loops.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        guard isReady else { throw CurlRequest.Failure(description: "libcurl cannot be used") }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                slots.wait()
                defer { slots.signal() }
                continuation.resume(with: Swift.Result { try work() })
            }
        }
    }
}
