import Applications
import Kernel

extension LogEvent {
    /// Writes a connection into the event.
    mutating func describe(_ connection: Connection) {
        self.connection = connection.name
        connectionID = connection.id
        strategy = (connection.strategy, connection.isDatabase ? "database" : "enterprise")
    }
}
