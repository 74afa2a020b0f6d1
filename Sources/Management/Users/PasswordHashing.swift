import Dispatch
package import Kernel
import Synchronization
import Tokens

/// Makes and compares hashes of passwords, away from the threads that answer requests.
package protocol PasswordHashing: Sendable {
    /// The hash of a password, in the text form of `PasswordHash`.
    func hash(_ password: String) async throws -> String

    /// Whether a password belongs to one of some hashes.
    func matches(_ password: String, anyOf hashes: [String]) async throws -> Bool
}

/// Hashes on threads of its own; those who come when all are busy wait in line.
package final class ThreadedPasswordHashing: PasswordHashing {
    private let lanes: [DispatchQueue]
    private let next = Mutex(0)
    private let random: RandomSource

    /// Hashes so many passwords at the same time.
    package init(width: Int = 2, random: RandomSource = .system) {
        lanes = (0..<max(width, 1)).map { DispatchQueue(label: "latchkey.hashing.\($0)", qos: .utility) }
        self.random = random
    }

    package func hash(_ password: String) async throws -> String {
        try await run { [random] in try PasswordHash.bcrypt(password, random: random).stored }
    }

    package func matches(_ password: String, anyOf hashes: [String]) async throws -> Bool {
        guard !hashes.isEmpty else { return false }
        return try await run { try hashes.contains { try PasswordHash(stored: $0).verify(password) } }
    }

    private func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let lane = next.withLock { next in
            next = (next + 1) % lanes.count
            return next
        }
        return try await withCheckedThrowingContinuation { continuation in
            lanes[lane].async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
