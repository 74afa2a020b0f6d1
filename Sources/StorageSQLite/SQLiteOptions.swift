/// What of the engine can be tuned; the defaults are those of a server.
package struct SQLiteOptions: Sendable {
    /// Connections that read at the same time.
    package var readers = 4
    /// Writes that share one commit at most.
    package var batch = 256
    /// Calls that may wait before further ones are turned away.
    package var queue = 10_000
    /// Seconds to wait for another process that writes.
    package var busyTimeout = 10.0
    /// How often to look for changes by other processes.
    package var pollInterval = Duration.milliseconds(100)
    /// Changes that are kept for other processes to read.
    package var keptChanges: Int64 = 10_000

    /// The defaults.
    package init() {}
}
