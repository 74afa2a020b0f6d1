import Logging
import ServiceLifecycle

/// Keeps the listener open for a while after the order to stop, so that whoever sends requests can learn of it.
///
/// It is the last of the services, and so the first to be told; the listener is told when it has ended.
struct DelayedStop: Service {
    let seconds: Int64
    let stopping: Stopping
    let logger: Logger

    func run() async throws {
        try await gracefulShutdown()
        stopping.begin()
        logger.info("stopping", metadata: ["delaySeconds": .stringConvertible(Int(seconds))])
        try await Task.sleep(for: .seconds(seconds))
    }
}
