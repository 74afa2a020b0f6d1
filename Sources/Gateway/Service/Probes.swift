import HTTPTypes
import Kernel
import Synchronization
import Wire

/// Whether the gateway has been told to stop.
final class Stopping: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Whether it has.
    var hasBegun: Bool { flag.load(ordering: .relaxed) }

    /// Notes that it has.
    func begin() { flag.store(true, ordering: .relaxed) }
}

/// What operators ask: whether the process lives, takes requests, and works, and what it counted.
struct Probes: Sendable {
    static let name = "latchkey-gateway"

    let store: any ExpiringStore
    let stopping: Stopping
    let version: String
    let metrics: @Sendable () -> String

    /// The routes, none of which is under `SERVICE_PREFIX`.
    var routes: [GatewayRoute] {
        [
            route("/-/healthz", "Whether the process lives") { _ in status(isOK: true) },
            route("/-/ready", "Whether requests are taken: the store answers, and no stop has begun") { _ in
                guard !stopping.hasBegun else { return status(isOK: false) }
                return status(isOK: await storeAnswers())
            },
            route("/-/check-up", "Whether everything the gateway depends on works") { _ in
                status(isOK: await storeAnswers())
            },
            route("/-/metrics", "Counts and times, for Prometheus") { _ in
                GatewayResponse(
                    headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                    body: Array(metrics().utf8)
                )
            },
        ]
    }

    private func route(
        _ path: String,
        _ summary: String,
        handler: @escaping GatewayRoute.Handler
    ) -> GatewayRoute {
        let documentation = Operation(summary, tag: "Operation").answer(200, "Yes").answer(503, "No").document
        return GatewayRoute(.get, path, isOperational: true, documentation: documentation, handler: handler)
    }

    private func storeAnswers() async -> Bool {
        do {
            try await store.ping()
            return true
        } catch { return false }
    }

    private func status(isOK: Bool) -> GatewayResponse {
        .json(
            ["status": isOK ? "OK" : "KO", "name": .string(Self.name), "version": .string(version)],
            status: isOK ? 200 : 503
        )
    }
}
