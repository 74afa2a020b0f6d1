import Applications
import ArgumentParser
import Configuration
import Kernel
import Management
import Server
import Storage
import Web

/// Options of every command that works on a database.
struct DeploymentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the embedded database, the master key and the development certificates.",
            discussion: "Default: latchkey-data.",
            valueName: "folder"
        )
    )
    var data: String?

    @Option(
        help: ArgumentHelp("PostgreSQL in the place of the embedded database: postgres://….", valueName: "url")
    )
    var database: String?

    @Option(
        help: ArgumentHelp(
            "The settings file.",
            discussion: "Default: what LATCHKEY_CONFIG names, else latchkey.yaml, if it is there.",
            valueName: "file"
        )
    )
    var config: String?

    /// What the options say.
    var given: [SettingKey: ConfigValue] {
        [.data: data, .database: database].compactMapValues { $0.map(ConfigValue.text) }
    }

    /// The settings for a command without further options.
    func settings() async throws -> Settings { try await Settings(options: given, file: config) }

    /// Runs a command's work on the database, which is closed afterwards.
    ///
    /// - Throws: `StartupError` with a sentence for whatever the work refuses.
    func withDeployment<Result>(_ work: (Deployment) async throws -> Result) async throws -> Result {
        LogOutput.bootstrapForCommands
        let deployment = try await Deployment.open(try await settings().serverOptions())
        do {
            let result = try await work(deployment)
            await deployment.close()
            return result
        } catch {
            await deployment.close()
            throw OperatorSentence.error(error)
        }
    }
}

/// Options of every command that works on one tenant.
struct TenantOptions: ParsableArguments {
    @OptionGroup var deployment: DeploymentOptions

    @Option(help: ArgumentHelp("The tenant.", valueName: "name"))
    var tenant = "default"

    /// Runs a command's work on the tenant.
    ///
    /// - Throws: `StartupError` with a sentence for whatever the work refuses.
    func withTenant<Result>(
        _ work: (Deployment, AdministrationContext) async throws -> Result
    ) async throws -> Result {
        try await deployment.withDeployment { deployment in
            try await work(deployment, try await deployment.context(tenant: tenant))
        }
    }
}

extension ConfigValue {
    /// A value that an option gave.
    static func text(_ text: String) -> ConfigValue { ConfigValue(.string(text), isSecret: false) }
}

extension Deployment {
    /// A call of the operator on a tenant: on its own host, allowed to see secrets.
    ///
    /// - Throws: `StartupError` when there is no such tenant.
    func context(tenant name: String) async throws -> AdministrationContext {
        guard let id = TenantID(checking: name), let record = try await storage.read({ try $0.tenant(id) }) else {
            throw StartupError("There is no tenant named '\(name)'.")
        }
        return AdministrationContext(
            host: RequestHost(tenant: id, scheme: "https", authority: record.host),
            now: Clock.now,
            scopes: [
                "create:clients", "read:clients", "read:client_keys", "update:client_keys", "read:client_credentials",
            ]
        )
    }
}

extension TenantRecord {
    /// The host to send in requests to the tenant.
    var host: String { domains.first ?? id.localHost }
}

extension TenantID {
    /// The host that every tenant has.
    var localHost: String { "\(rawValue).latchkey.test" }
}

/// What went wrong, as a sentence for whoever ran the command.
enum OperatorSentence {
    /// The error as one whose description is that sentence.
    static func error(_ error: any Error) -> any Error {
        switch error {
        case let problem as APIProblem: StartupError(problem.message)
        case let problem as StoreError: StartupError("The database refused: \(problem.sentence)")
        case let problem as SeedError: StartupError("The seed was refused at \(problem)")
        default: error
        }
    }
}
