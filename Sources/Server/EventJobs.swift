import Delivery
import ManagementV2
import ServiceLifecycle
import Web

/// Follows the events of tenants for their event streams.
struct EventStreamer: Service {
    static let interval = Duration.milliseconds(500)

    let worker: EventStreamWorker

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await worker.run(every: Self.interval) { Clock.now }
        }
    }
}

/// Ends what is read without end, so that the ports can close when the server stops.
struct EventSubscriptionsEnd: Service {
    let subscriptions: EventSubscriptions

    func run() async throws {
        try? await gracefulShutdown()
        subscriptions.close()
    }
}
