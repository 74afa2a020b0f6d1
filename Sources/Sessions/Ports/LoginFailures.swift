package import Kernel

/// Failed attempts, counted for one purpose: brute force on a user from an address, or one address trying many.
package struct FailureCount: Sendable, Equatable {
    /// What is counted: `user:` and a user's id, `login` or `signup`.
    package let subject: String
    /// The address the attempts came from; empty when attempts of all addresses count together.
    package let address: String
    /// How many there were since the last success.
    package let count: Int64
    /// When the last one was.
    package let lastAt: Instant

    /// A count.
    package init(subject: String, address: String, count: Int64, lastAt: Instant) {
        self.subject = subject
        self.address = address
        self.count = count
        self.lastAt = lastAt
    }
}

/// Reading failed attempts, inside a transaction.
package protocol FailureReading {
    /// The failures of a subject from an address.
    func failures(_ subject: String, from address: String, in tenant: TenantID) throws -> FailureCount?
    /// The failures of a subject from every address.
    func failures(_ subject: String, in tenant: TenantID) throws -> [FailureCount]
}

/// Changing failed attempts, inside a transaction.
package protocol FailureWriting: FailureReading {
    /// Counts one more; begins anew if the last one was before `since`. How many there are then.
    func addFailure(
        _ subject: String,
        from address: String,
        at now: Instant,
        since: Instant,
        in tenant: TenantID
    ) throws
        -> Int64
    /// Forgets the failures of a subject from an address, or from all.
    func clearFailures(_ subject: String, from address: String?, in tenant: TenantID) throws
    /// Forgets failures the last of which was before a moment; how many.
    func deleteFailures(before moment: Instant) throws -> Int
}
