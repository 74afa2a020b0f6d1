import Kernel
package import Logging
package import Storage
package import StorageSQL

/// PostgreSQL, through libpq: each transaction runs on a thread that holds a connection of its own.
///
/// - A read sees one snapshot; a write is `READ COMMITTED`, and what it returned for is on the server's disk.
/// - A closure may run more than once: after a deadlock, or when the connection broke before the commit was sent.
/// - If the connection breaks while the commit is under way, the outcome is unknown: `StoreError.unavailable`.
package final class PostgresDriver: SQLDriver, CustomStringConvertible {
    package let dialect = Dialect.postgres
    package let changes: ChangeFeed
    private let source: ConnectionSource
    private let pool: TransactionPool
    private let listener: ChangeListener

    /// Connects to a server.
    ///
    /// - Parameters:
    ///   - url: `postgres://user:password@host:port/database?sslmode=…`, with any of libpq's parameters; `pool_size`
    ///     there counts more than the argument.
    ///   - poolSize: connections for transactions; they open as they are needed.
    ///   - limits: how long anything may take.
    ///   - logger: hears of lost connections.
    /// - Throws: `StoreError.unavailable`, without the password, if it cannot connect.
    package init(
        url: String,
        poolSize: Int = 8,
        limits: PostgresLimits = PostgresLimits(),
        logger: Logger = Logger(label: "latchkey.postgres")
    ) async throws {
        let address = try PostgresAddress(url: url)
        let feed = ChangeFeed()
        let announcer = ChangeAnnouncer(feed)
        changes = feed
        source = ConnectionSource(address, limits: limits, logger: logger)
        pool = TransactionPool(source, announcer: announcer, size: address.poolSize ?? poolSize)
        listener = try ChangeListener(source, announcer: announcer)
        do {
            try await listener.start()
            try await warnOfWeakServer()
        } catch {
            await close()
            throw error
        }
    }

    deinit {
        // The threads hold the pool and the listener, not the driver: without it they go home.
        pool.shutDown()
        listener.shutDown()
    }

    package var statistics: DriverStatistics { pool.statistics }

    package var description: String { "PostgresDriver(\(source.address))" }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await run(.read, body)
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await run(.write, body)
    }

    package func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await run(.exclusive, body)
    }

    package func close() async {
        await pool.close()
        await listener.close()
    }

    private func run<Result: Sendable>(
        _ mode: TransactionMode,
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        let giveUp = ContinuousClock.now + source.limits.queueTime
        return try await withCheckedThrowingContinuation { continuation in
            do {
                try pool.submit { runner in
                    guard ContinuousClock.now < giveUp else {
                        let error = StoreError.unavailable("the transaction waited too long for a connection")
                        continuation.resume(throwing: error)
                        return
                    }
                    continuation.resume(with: Swift.Result { try runner.run(mode, body) })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// A server that does not flush its log loses commits with the power; that is its operator's decision, made loud.
    private func warnOfWeakServer() async throws {
        let settings = try await read { connection in
            try connection.query("SELECT current_setting('fsync'), current_setting('full_page_writes')", [])
        }
        guard let row = settings.first, row.columns.contains(.text("off")) else { return }
        source.logger.warning("the server runs with fsync or full_page_writes off: commits may be lost with the power")
    }
}
