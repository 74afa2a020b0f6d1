import Applications
import ArgumentParser
import Kernel
import Management
import Moving
import Server
import Web
import Wire

/// `latchkey export`.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a tenant's settings or users into files.",
        subcommands: [Auth0.self, Users.self]
    )

    /// `latchkey export auth0`.
    struct Auth0: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "auth0",
            abstract: "Write the settings of a tenant as files of Auth0's deploy CLI.",
            discussion: """
                Secrets are left out unless --with-secrets asks for them. '##AUTH0_DOMAIN##' stands for the tenant's own \
                host. Files of a former export that the folder holds are overwritten; none is removed.
                """
        )

        @OptionGroup var options: TenantOptions

        @OptionGroup var selection: SelectionOptions

        @Argument(help: "The folder; it is made if it is not there.")
        var folder: String

        @Option(help: "yaml for one tenant.yaml, directory for a file of each thing.")
        var format = AssetWriter.Format.yaml

        @Flag(help: "Write secrets too, and the ids of clients, which an import then keeps.")
        var withSecrets = false

        func run() async throws {
            let selection = try selection.read().selection
            let assets = try await options.withTenant { deployment, context in
                let api = DoorAPI(deployment, context)
                return try await TenantExport(selection, withSecrets: withSecrets).assets(of: api)
            }
            try AssetWriter(path: folder, format: format).write(assets)
            let counts = assets.parts.map { "\($0.name): \($0.value.array?.count ?? 1)" }
            Output.write(counts + ["The tenant '\(options.tenant)' is written to \(folder)."])
        }
    }

    /// `latchkey export users`.
    struct Users: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "users",
            abstract: "Write the users of a tenant as lines of JSON, as 'latchkey import users' takes them.",
            discussion: "Hashes of passwords are left out unless --with-secrets asks for them."
        )

        @OptionGroup var options: TenantOptions

        @Argument(help: "The file, which only its owner may read.")
        var file: String

        @Option(help: ArgumentHelp("The connection; all users if there is none.", valueName: "name"))
        var connection: String?

        @Flag(help: "Write the hashes of passwords too.")
        var withSecrets = false

        func run() async throws {
            let export = UserFileExport(path: file, connection: connection, withPasswords: withSecrets)
            let line = ProgressLine()
            let count = try await options.withTenant { deployment, context in
                try await export.run(deployment.administration, context) { line.show("\($0) users") }
            }
            line.end()
            Output.write("\(count) users are written to \(file).")
        }
    }
}

extension AssetWriter.Format: ExpressibleByArgument {}

/// The management API of a tenant, for moving it.
struct DoorAPI: TenantAPI {
    private let door: ManagementDoor
    private let administration: Administration
    private let context: AdministrationContext

    /// The API of the tenant that a context names.
    init(_ deployment: Deployment, _ context: AdministrationContext) {
        door = ManagementDoor(deployment, host: context.host, now: Clock.now)
        administration = deployment.administration
        self.context = context
    }

    var host: String { context.host.authority }

    func call(_ method: String, _ path: String, query: String, body: JSONValue?) async throws -> JSONValue {
        do { return try await door.call(method, path, query: query, body: body) } catch let problem as APIProblem {
            throw TenantRefusal(status: problem.status, message: problem.message)
        }
    }

    func keys(ofClient id: String) async throws -> [JSONObject] {
        do { return try await administration.clientKeys(id, context) } catch let problem as APIProblem {
            throw TenantRefusal(status: problem.status, message: problem.message)
        }
    }

    func keepClient(_ client: JSONObject) async throws {
        let own: Set<String> = ["client_id", "client_secret"]
        if let problem = BodySchemas().problem(with: client.filtered(own, keeping: false), as: .client) {
            throw TenantRefusal(status: problem.status, message: problem.message)
        }
        do { _ = try await administration.seedClient(client, context) } catch let problem as APIProblem {
            throw TenantRefusal(status: problem.status, message: problem.message)
        }
    }
}
