import ArgumentParser
import Kernel
import Management
import Server
import Wire

/// `latchkey client`.
struct ClientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client",
        abstract: "Make clients.",
        subcommands: [Create.self]
    )

    /// `latchkey client create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make a client and, with --audience, its grant for an API.",
            discussion: "Ends with the lines CLIENT_ID=… and CLIENT_SECRET=…."
        )

        @OptionGroup var options: TenantOptions

        @Option(help: "Its name.")
        var name: String

        @Option(
            help: ArgumentHelp(
                "native, spa, regular_web, non_interactive, or another of Auth0's application types.",
                valueName: "type"
            )
        )
        var appType = "non_interactive"

        @Option(
            name: .customLong("grant-type"),
            help: ArgumentHelp(
                "A grant it may use; repeatable.",
                discussion: "Default: those of its application type.",
                valueName: "grant"
            )
        )
        var grantTypes: [String] = []

        @Option(
            name: .customLong("callback"),
            help: ArgumentHelp("An allowed callback URL; repeatable.", valueName: "url")
        )
        var callbacks: [String] = []

        @Option(
            name: .customLong("connection"),
            help: ArgumentHelp(
                "A connection that people may sign in to it with; repeatable.",
                discussion: "Without one, such as Username-Password-Authentication, nobody can sign in to it.",
                valueName: "name"
            )
        )
        var connections: [String] = []

        @Option(help: ArgumentHelp("The identifier of an API that is granted to it.", valueName: "identifier"))
        var audience: String?

        @Option(
            name: .customLong("scope"),
            help: ArgumentHelp("A scope of that API that is granted to it; repeatable.", valueName: "scope")
        )
        var scopes: [String] = []

        func validate() throws {
            guard scopes.isEmpty || audience != nil else { throw ValidationError("--scope needs --audience.") }
        }

        func run() async throws {
            var body: JSONObject = ["name": .string(name), "app_type": .string(appType)]
            if !grantTypes.isEmpty { body["grant_types"] = .array(grantTypes.map(JSONValue.string)) }
            if !callbacks.isEmpty { body["callbacks"] = .array(callbacks.map(JSONValue.string)) }
            if let problem = BodySchemas().problem(with: body, as: .client) { throw StartupError(problem.message) }
            let client = try await options.withTenant { [body] deployment, context in
                // Asked for first, so that no client is made whose grant or connections cannot be.
                let connections = try await enabled(by: deployment.administration, context)
                if let audience { _ = try await deployment.administration.resourceServer(audience, context) }
                let client = try await deployment.administration.createClient(body, context)
                if let audience {
                    let grant: JSONObject = [
                        "client_id": client["client_id"] ?? "", "audience": .string(audience),
                        "scope": .array(scopes.flatMap { $0.split(separator: " ") }.map { .string(String($0)) }),
                    ]
                    _ = try await deployment.administration.createClientGrant(grant, context)
                }
                let change: JSONValue = ["client_id": client["client_id"] ?? "", "status": true]
                for id in connections {
                    try await deployment.administration.updateClients(ofConnection: id, [change], context)
                }
                return client
            }
            Output.write(
                "CLIENT_ID=\(client["client_id"]?.string ?? "")",
                "CLIENT_SECRET=\(client["client_secret"]?.string ?? "")"
            )
        }

        /// The ids of the connections that were named.
        ///
        /// - Throws: `StartupError` for one that is not there.
        private func enabled(
            by administration: Administration,
            _ context: AdministrationContext
        ) async throws -> [String] {
            var ids: [String] = []
            for name in connections {
                let page = try await administration.connections(
                    name: name,
                    .offset(page: 0, perPage: 1, includeTotals: false),
                    context
                )
                guard let id = page.items.first?["id"]?.string else {
                    throw StartupError("There is no connection named '\(name)'.")
                }
                ids.append(id)
            }
            return ids
        }
    }
}
