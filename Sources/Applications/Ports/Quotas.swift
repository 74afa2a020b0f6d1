package import Kernel

/// One window of a token quota: what is counted, and until when.
package struct QuotaWindow: Sendable, Hashable {
    /// What the quota is for: `client:<id>` or `organization:<id>`.
    package let subject: String
    /// `per_hour` or `per_day`.
    package let bucket: String
    /// When the window began; a multiple of its length.
    package let start: Instant
    /// When it ends.
    package let end: Instant

    /// A window.
    package init(subject: String, bucket: String, start: Instant, end: Instant) {
        self.subject = subject
        self.bucket = bucket
        self.start = start
        self.end = end
    }
}

/// Counting against token quotas, inside a transaction.
package protocol QuotaWriting {
    /// Counts one more in a window; how many there are then.
    func countQuota(_ window: QuotaWindow, in tenant: TenantID) throws -> Int
    /// Forgets windows that ended before a moment; how many.
    func deleteQuotaWindows(endedBefore moment: Instant) throws -> Int
}
