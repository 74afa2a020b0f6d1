import AuthenticationAPI
import Flows
import FoundationEssentials
import Kernel
package import Logging
import LoginPages
import ManagementV1
import ManagementV2
import Metrics
import NIOCore
import ServiceLifecycle
import Storage
import Synchronization
import UnixSignals
import Web

/// A running server: what is mounted, on which ports, with which jobs beside it.
package struct LatchkeyServer: Sendable {
    private let options: ServerOptions
    private let deployment: Deployment
    private let logger: Logger

    /// A server over an opened database.
    package init(options: ServerOptions, deployment: Deployment, logger: Logger) {
        self.options = options
        self.deployment = deployment
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT, then finishes what is in flight, writes what waits and returns.
    ///
    /// - Parameters:
    ///   - registry: Where metrics are collected; the program bootstraps the metrics system with it.
    ///   - ready: Called once, when every port is open.
    /// - Throws: `StartupError` when it cannot start.
    package func run(registry: PrometheusRegistry, ready: @escaping @Sendable (Ports) async -> Void) async throws {
        let configuration = Configuration(storage: deployment.storage)
        let log = LogSink(storage: deployment.storage)
        let proxies: TrustedProxies
        do { proxies = try TrustedProxies(options.trustedProxies) } catch {
            throw StartupError("--trust-proxy: \(error)")
        }
        let limiter = RateLimiter()
        let admission = AdmissionControl(
            limit: options.requestLimit ?? ProcessInfo.processInfo.activeProcessorCount
                * AdmissionControl.requestsPerCore
        )
        let assembly = try Assembly(deployment, options, configuration: configuration, log: log)
        let routes = RouteTable(mounted(assembly, limiter: limiter))
        let measures = RequestMeasures()
        let hosts = TenantHosts(configuration: configuration)
        func door(_ scheme: String) -> FrontDoor {
            FrontDoor(
                routes: routes,
                hosts: hosts,
                proxies: proxies,
                limiter: limiter,
                limits: options.rateLimits,
                admission: admission,
                log: log,
                measures: measures,
                scheme: scheme
            )
        }
        let metrics = MetricsPage(
            registry: registry,
            configuration: configuration,
            log: log,
            statistics: deployment.statistics
        )
        let opening = PortsOpening(expected: options.listenerCount, ready: ready)
        let admin = AdminDoor(storage: deployment.storage, metrics: metrics) { await opening.isComplete }
        let listeners = Listeners(options: options, admission: admission, logger: logger)
        // Services stop in the opposite order: first the ports, then the jobs that write what the ports left.
        var services: [any Service] = [
            LogWriter(sink: log, logger: logger),
            Deliverer(worker: assembly.outbox),
            LogStreamer(worker: assembly.logStreams),
            EventStreamer(worker: assembly.eventStreams),
            JobResumer(administration: deployment.administration, logger: logger),
            Sweeper(
                storage: deployment.storage,
                defaultRetentionDays: options.logRetentionDays,
                logger: logger
            ),
        ]
        services.append(
            listeners.plain(port: options.port, responder: door("http")) { await opening.opened(\.http, $0) }
        )
        if let port = options.tlsPort {
            let files = try TLSFiles.prepare(options, now: Clock.now)
            services += try listeners.secure(port: port, files: files, responder: door("https")) {
                await opening.opened(\.https, $0)
            }
        }
        if let port = options.adminPort {
            services.append(
                listeners.administration(port: port, responder: admin) { await opening.opened(\.admin, $0) }
            )
        }
        services.append(EventSubscriptionsEnd(subscriptions: assembly.eventSubscriptions))
        try await serve(services)
        try await log.flush()
        await deployment.close()
    }

    /// What is mounted, in a literal list.
    private func mounted(_ assembly: Assembly, limiter: RateLimiter) -> [Route] {
        AuthenticationRoutes(
            flow: assembly.tokens,
            signIn: assembly.signIn,
            configuration: assembly.configuration,
            log: assembly.log,
            limiter: limiter,
            limits: options.rateLimits
        ).routes
            + assembly.pages.routes
            + OpenAPIRoutes().routes
            + ManagementRoutes(
                engine: ManagementEngine(
                    administration: deployment.administration,
                    authenticate: {
                        [authentication = ManagementAuthentication(configuration: assembly.configuration)] in
                        try await authentication.caller(authorization: $0, host: $1, now: Clock.now)
                    },
                    subscriptions: assembly.eventSubscriptions
                ),
                log: assembly.log
            ).routes
            // After the newer API, whose paths begin alike.
            + assembly.managementV1.routes
    }

    private func serve(_ services: [any Service]) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map { service in
                // A listener that cannot listen ends the program; so does one that ends of itself.
                .init(service: NamedService(service), successTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// A service with its type for a name.
///
/// A group takes for a name what a service prints, and without a description of its own it prints everything it holds,
/// by reflection: a tenth of a start.
private struct NamedService: Service, CustomStringConvertible {
    private let service: any Service
    let description: String

    init(_ service: any Service) {
        self.service = service
        description = _typeName(type(of: service), qualified: false)
    }

    func run() async throws { try await service.run() }
}

extension ServerOptions {
    /// How many ports will be opened.
    fileprivate var listenerCount: Int { 1 + (tlsPort == nil ? 0 : 1) + (adminPort == nil ? 0 : 1) }
}
