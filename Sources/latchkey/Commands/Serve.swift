import ArgumentParser
import FoundationEssentials
import Glibc
import Kernel
import Logging
import Management
import Metrics
import Server
import Synchronization
import Web

/// `latchkey serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server until SIGTERM or SIGINT.",
        discussion: """
            The first start makes the tenant 'default' and shows the credentials of its administrator, once. The master \
            key that seals secrets is taken from LATCHKEY_MASTER_KEY, else from master.key in the data folder, which \
            the first start makes.
            """
    )

    @OptionGroup var options: ServeOptions

    func run() async throws {
        let settings = try await options.settings()
        let server = try settings.serverOptions()
        LogOutput.bootstrap(format: try settings.choice(.logFormat) ?? .text, level: server.logLevel)
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        // Whoever reads our output may go away; that is no reason to stop.
        signal(SIGPIPE, SIG_IGN)
        let logger = Logger(label: "latchkey")
        let seed = try server.seed.map {
            try SeedFile.read($0, environment: ProcessInfo.processInfo.environment)
        }
        let deployment = try await Deployment.open(server)
        let firstTenant = try await deployment.administration.ensureTenant(.default, now: Clock.now)
        let announcement = Announcement(options: server, firstTenant: firstTenant)
        do {
            if let seed { try await apply(seed, deployment, logger) }
            try await LatchkeyServer(options: server, deployment: deployment, logger: logger).run(registry: registry) {
                announcement.ready($0)
            }
        } catch {
            announcement.failed()
            throw OperatorSentence.error(error)
        }
    }

    private func apply(_ seed: SeedFile, _ deployment: Deployment, _ logger: Logger) async throws {
        let report = try await Seeding(deployment.administration, now: Clock.now).apply(seed)
        logger.info("seed applied", metadata: ["result": "\(report)"])
    }
}
