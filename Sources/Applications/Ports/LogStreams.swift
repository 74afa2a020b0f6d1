package import Kernel

/// How far a log stream has come, and when it goes on.
package struct LogStreamPosition: Sendable, Equatable {
    /// The tenant.
    package let tenant: TenantID
    /// The stream's id.
    package let stream: String
    /// The id of the last event that was delivered or passed over; the next one has a greater id.
    package var after: String
    /// When the next try may be made; while one is under way, when it counts as lost.
    package var dueAt: Instant
    /// How many tries have failed since the last one that did not.
    package var attempts: Int64
    /// When the first of them failed.
    package var failingSince: Instant?
    /// What the last of them failed of.
    package var lastError: String?

    /// The position of a stream that has not failed yet.
    package init(tenant: TenantID, stream: String, after: String, dueAt: Instant) {
        self.tenant = tenant
        self.stream = stream
        self.after = after
        self.dueAt = dueAt
        attempts = 0
    }

    /// When a stream is due that nothing is to be sent to.
    package static let never = Instant(milliseconds: .max)
}

/// Reading how far log streams have come, inside a transaction.
package protocol LogStreamReading {
    /// How far a stream has come.
    func logStreamPosition(_ stream: String, in tenant: TenantID) throws -> LogStreamPosition?
    /// At most so many streams of all tenants that are due and behind their log, those first that wait longest.
    func dueLogStreams(by now: Instant, limit: Int) throws -> [LogStreamPosition]
}

/// Changing how far log streams have come, inside a transaction.
package protocol LogStreamWriting: LogStreamReading {
    /// Sets where a stream is, whatever was there before.
    func put(_ position: LogStreamPosition) throws
    /// Moves a stream on, unless it is due at another moment or somewhere else than it was; whether it was moved.
    ///
    /// Of many callers that move it from the same place, one succeeds: so a try is claimed, and so its outcome is noted
    /// only by the one who still has it.
    func move(_ position: LogStreamPosition, to next: LogStreamPosition) throws -> Bool
    /// Forgets a stream.
    func deleteLogStreamPosition(_ stream: String, in tenant: TenantID) throws
}
