import Kernel
import Synchronization
import Wire

/// Ids of requests: 20 hexadecimal digits, 12 of the process and 8 that count.
///
/// - SeeAlso: Auth0 Authentication API: recorded `X-Auth0-RequestId`.
struct RequestIDs: Sendable {
    private static let process = RandomSource.system.text(12, from: .hexadecimal)
    private static let counter = Atomic<UInt32>(0)

    func next() -> String {
        let count = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue
        return Self.process + Hexadecimal.encode(withUnsafeBytes(of: count.bigEndian) { Array($0) })
    }
}
