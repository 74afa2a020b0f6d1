package import Applications
package import Directory
import Kernel
package import Sessions

/// What a use case can read inside one transaction: the ports of every area together.
package protocol ReadTransaction: TenantReading, DocumentReading, SigningKeyReading, LogReading, LogStreamReading,
    AccessTokenReading, UserReading, AccessReading, SessionReading, RefreshTokenReading, TicketReading, FailureReading,
    OutboxReading, EventReading
{}

/// What a use case can read and change inside one transaction.
package protocol WriteTransaction: ReadTransaction, TenantWriting, DocumentWriting, SigningKeyWriting, LogWriting,
    LogStreamWriting, AccessTokenWriting, QuotaWriting, UserWriting, AccessWriting, SessionWriting, RefreshTokenWriting,
    TicketWriting, FailureWriting, OutboxWriting, EventWriting
{}

/// A database: transactions, and word of what others changed.
///
/// The closures run off the event loops, see one consistent state, and must not wait for anything but the transaction.
package protocol Storage: Sendable {
    /// Runs a closure that only reads.
    ///
    /// - Throws: what the closure throws, or `StoreError`.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Result
    ) async throws
        -> Result

    /// Runs a closure and commits what it did; all of it or, if it throws, nothing. When this returns, the write
    /// survives a crash of the process and of the machine.
    ///
    /// - Throws: what the closure throws, or `StoreError`.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws
        -> Result

    /// What changes in the configuration, from this process and from others.
    var changes: ChangeFeed { get }
}
