import Glibc
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
import Web

/// A running gateway: its routes, on its port, until it is told to stop.
package struct GatewayService: Sendable {
    /// Where a gateway listens and what it works with.
    package struct Options: Sendable {
        /// The address to listen on.
        package var host: String
        /// The port; 0 for any free one.
        package var port: Int
        /// The folder of the embedded store, which is used where the environment names no Redis.
        package var folder: String
        /// What the probes say, unless `SERVICE_VERSION` does.
        package var version: String
        /// What was counted, as text for Prometheus.
        package var metrics: @Sendable () -> String

        /// Options.
        package init(
            host: String,
            port: Int,
            folder: String,
            version: String,
            metrics: @escaping @Sendable () -> String
        ) {
            self.host = host
            self.port = port
            self.folder = folder
            self.version = version
            self.metrics = metrics
        }
    }

    /// Seconds after which a silent connection is closed.
    private static let idleTimeout = TimeAmount.seconds(75)

    private let configuration: GatewayConfiguration
    private let environment: GatewayEnvironment
    private let options: Options
    private let store: any ExpiringStore
    private let tenant: any LoginTenant
    private let administration: [GatewayRoute]
    private let writeThrough: UserWriteThrough?
    private let logger: Logger

    /// Opens the store and the way to the tenant, serves until told to stop, and closes them.
    ///
    /// - Throws: `ConfigurationError` when it cannot start.
    package static func run(
        _ configuration: GatewayConfiguration,
        _ environment: GatewayEnvironment,
        _ options: Options,
        logger: Logger
    ) async throws {
        let addresses = [configuration.management.auth0URL] + configuration.clients.values.map(\.auth0URL)
        let connection = try TenantConnection(
            addresses: addresses
                + [configuration.tenantURL, environment.writeThrough.flatMap { TenantURL($0.url) }]
                .compactMap { $0 },
            authoritiesFile: environment.authoritiesFile
        )
        let opened: OpenedStore
        do { opened = try OpenedStore.open(environment, folder: options.folder, logger: logger) } catch {
            await connection.close()
            throw error
        }
        let api = ManagementAPI(configuration: configuration, send: connection.send, clock: { Clock.now })
        let client = TenantClient(send: connection.send, clock: { Clock.now })
        let tenant: any LoginTenant =
            environment.asksForMetadata
            ? MetadataTenant(
                tenant: client,
                api: api,
                namespaces: configuration.customClaimsNamespaces,
                clock: { Clock.now }
            ) : client
        let writeThrough = environment.writeThrough.map { settings in
            UserWriteThrough(settings, send: connection.send, clock: { Clock.now }, logger: logger)
        }
        let service = GatewayService(
            configuration: configuration,
            environment: environment,
            options: options,
            store: opened.store,
            tenant: tenant,
            administration: UserRoutes(
                configuration: configuration,
                active: ActiveUsers(store: opened.store, scope: environment.sessionScope),
                send: connection.send,
                api: api
            ).routes,
            writeThrough: writeThrough,
            logger: logger
        )
        let result: Result<Void, any Error>
        do { result = .success(try await service.run()) } catch { result = .failure(error) }
        await writeThrough?.close()
        await connection.close()
        await opened.close()
        try result.get()
    }

    /// Serves until SIGTERM or SIGINT, and for `DELAY_SHUTDOWN_SECONDS` after it.
    private func run() async throws {
        let stopping = Stopping()
        let door = GatewayDoor(
            routes: RouteTable(routes(stopping)),
            configuration: configuration,
            prefix: environment.prefix,
            measures: RequestMeasures(),
            log: RequestLog(logger: logger)
        )
        let delay = DelayedStop(seconds: environment.shutdownDelay, stopping: stopping, logger: logger)
        var group = ServiceGroupConfiguration(
            services: [listener(door), delay].map {
                .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
        )
        group.maximumGracefulShutdownDuration = .seconds(environment.shutdownDelay + 30)
        try await ServiceGroup(configuration: group).run()
    }

    private func routes(_ stopping: Stopping) -> [GatewayRoute] {
        let sessions = Sessions(
            store: store,
            scope: environment.sessionScope,
            rules: SessionRules(
                duration: environment.sessionDuration,
                namespaces: configuration.customClaimsNamespaces
            ),
            tenant: tenant,
            writeThrough: writeThrough
        )
        let version = environment.version ?? options.version
        let served =
            LoginRoutes(
                sessions: sessions,
                states: LoginStates(store: store, keys: SessionKeys(scope: environment.sessionScope)),
                tenant: tenant,
                environment: environment,
                clock: { Clock.now }
            ).routes + administration
            + Probes(store: store, stopping: stopping, version: version, metrics: options.metrics).routes
        let document = OpenAPIDocument.encode(served, prefix: environment.prefix, version: version)
        let description = GatewayRoute(
            .get,
            "/documentation/json",
            isOperational: true,
            documentation: Operation("This document", tag: "Operation").answer(200, "OpenAPI 3.0").document
        ) { _ in .json(bytes: document) }
        return served + [description]
    }

    private func listener(_ door: GatewayDoor) -> any Service {
        let channel = HTTP1Channel.Configuration(
            idleTimeout: Self.idleTimeout,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 32 * 1024,
                maxHeaderListSize: 64 * 1024,
                maxHeaderFieldCount: 100
            )
        )
        // Who need not wait for the store is answered sooner by whichever thread is free.
        let server =
            environment.redis == nil
            ? HTTPServerBuilder.http1(configuration: channel)
            : HTTPServerBuilder { responder in
                LoopConnections(base: HTTP1Channel(responder: responder, configuration: channel))
            }
        let (host, port, logger) = (options.host, options.port, logger)
        let application = Application(
            responder: door,
            server: server,
            configuration: .init(address: .hostname(host, port: port), serverName: nil, backlog: 1024),
            onServerRunning: { channel in
                logger.info(
                    "listening",
                    metadata: [
                        "host": .string(host), "port": .stringConvertible(channel.localAddress?.port ?? port),
                    ]
                )
            },
            logger: Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }
        )
        return Listener(application: application, port: port)
    }
}

/// A listener that says which port it could not open.
private struct Listener<Application: Service>: Service {
    let application: Application
    let port: Int

    func run() async throws {
        do { try await application.run() } catch let error as IOError {
            throw ConfigurationError("port \(port)", "cannot be opened: \(String(cString: strerror(error.errnoCode)))")
        }
    }
}
