import ArgumentParser
import FoundationEssentials
import Gateway
import Glibc
import Logging
import Metrics
import Server

/// `latchkey gateway`.
struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Run the gateway: sessions and simple routes, behind an API gateway and in front of a tenant.",
        discussion: """
            A process of its own, which needs no server beside it: any tenant that speaks Auth0's protocols will do. What \
            is not said by an option or in the configuration file is taken from the environment: docs/gateway.md lists \
            the variables.
            """
    )

    @Option(
        help: ArgumentHelp(
            "The configuration file, JSON.",
            discussion: "Default: the file that SERVICE_CONFIG_PATH and SERVICE_CONFIG_FILE_NAME say.",
            valueName: "file"
        )
    )
    var config: String?

    @Option(
        help: ArgumentHelp("The folder of the embedded store, used unless REDIS_HOSTS is set.", valueName: "folder")
    )
    var data = "latchkey-gateway-data"

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "0.0.0.0"

    @Option(
        help: ArgumentHelp(
            "The port; 0 for any free one, which the log tells.",
            discussion: "Default: HTTP_PORT, else 8080.",
            valueName: "port"
        )
    )
    var port: Int?

    func run() async throws {
        let variables = ProcessInfo.processInfo.environment
        let environment = try GatewayEnvironment(variables)
        guard let file = config ?? environment.configurationFile else {
            throw StartupError("The configuration file is missing: name it with --config or SERVICE_CONFIG_FILE_NAME.")
        }
        let configuration: GatewayConfiguration
        do { configuration = try ConfigurationFile.read(file, environment: variables) } catch {
            throw error.key == file ? StartupError(error.description) : StartupError("\(file): \(error)")
        }
        let lines = LineBuffer(STDOUT_FILENO)
        defer { lines.flush() }
        LoggingSystem.bootstrap { _ in
            GatewayLog(level: environment.logLevel) { lines.add($0, isUrgent: $1) }
        }
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        // Whoever reads our output may go away; that is no reason to stop.
        signal(SIGPIPE, SIG_IGN)
        let logger = Logger(label: "gateway")
        for warning in configuration.warnings { logger.warning("\(warning)") }
        if environment.asksForMongoDB {
            logger.warning("MONGO_DB_URL and what belongs to it are not supported: users are not copied into MongoDB.")
        }
        try await GatewayService.run(
            configuration,
            environment,
            GatewayService.Options(
                host: host,
                port: port ?? environment.port,
                folder: data,
                version: Latchkey.version,
                metrics: { registry.render() }
            ),
            logger: logger
        )
    }
}
