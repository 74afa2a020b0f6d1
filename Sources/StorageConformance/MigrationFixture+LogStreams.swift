import Applications
import Kernel
import Storage

/// What version 3 added: how far log streams have come.
extension MigrationFixture {
    /// Writes one row of everything.
    static func fillLogStreams(_ transaction: any WriteTransaction, _ tenant: TenantID) throws {
        try transaction.put(position(tenant))
    }

    /// Looks for the rows; a stream of an older version begins after what its log held.
    static func lookForLogStreams(
        _ transaction: any WriteTransaction,
        _ tenant: TenantID,
        version: Int
    ) throws {
        let fresh = LogStreamPosition(tenant: tenant, stream: "lst_1", after: "log_1", dueAt: Instant(seconds: 0))
        let wanted = version >= 3 ? position(tenant) : fresh
        try expectEqual(transaction.logStreamPosition("lst_1", in: tenant), wanted)
    }

    private static func position(_ tenant: TenantID) -> LogStreamPosition {
        var position = LogStreamPosition(tenant: tenant, stream: "lst_1", after: "log_0", dueAt: .example)
        (position.attempts, position.failingSince, position.lastError) = (1, .example, "no answer")
        return position
    }
}
