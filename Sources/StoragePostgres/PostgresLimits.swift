/// How much a driver queues and keeps, and how long anything may take.
package struct PostgresLimits: Sendable {
    /// Transactions that may wait for a connection; those beyond are refused at once.
    package var queueLength = 1024
    /// How long a transaction may wait for a connection.
    package var queueTime: Duration = .seconds(10)
    /// How long a statement may run.
    package var statementTime: Duration = .seconds(10)
    /// How long a statement may wait for a lock.
    package var lockTime: Duration = .seconds(5)
    /// How long a transaction may do nothing before the server ends it.
    package var idleInTransactionTime: Duration = .seconds(30)
    /// How long a migration may run, and wait for the one of another process.
    package var migrationTime: Duration = .seconds(600)
    /// How long a connection may take to be made, in whole seconds.
    package var connectTime: Duration = .seconds(5)
    /// How long a transaction waits for a lost server to come back.
    package var reconnectTime: Duration = .seconds(2)
    /// Statements that a connection keeps prepared.
    package var preparedStatements = 512

    /// The limits of a server.
    package init() {}
}

extension Duration {
    /// The duration in whole milliseconds, rounded down.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
