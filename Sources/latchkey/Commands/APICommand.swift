import ArgumentParser
import Kernel
import Management
import Server
import Wire

/// `latchkey api`.
struct APICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api",
        abstract: "Make APIs.",
        subcommands: [Create.self]
    )

    /// `latchkey api create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make an API that tokens can be for.",
            discussion: "Ends with the lines API_ID=…, AUDIENCE=… and, if it signs with HS256, SIGNING_SECRET=…."
        )

        @OptionGroup var options: TenantOptions

        @Argument(help: "Its identifier: the audience of its tokens, usually a URL.")
        var identifier: String

        @Option(help: "Its name.")
        var name: String?

        @Option(
            name: .customLong("scope"),
            help: ArgumentHelp("A scope that it knows; repeatable.", valueName: "scope")
        )
        var scopes: [String] = []

        @Option(
            help: ArgumentHelp(
                "How its tokens are signed: RS256, RS512, PS256, ES256, EdDSA or HS256.",
                valueName: "algorithm"
            )
        )
        var signingAlg = "RS256"

        @Option(help: ArgumentHelp("How long its tokens live.", valueName: "seconds"))
        var lifetime: Int?

        func run() async throws {
            var body: JSONObject = ["identifier": .string(identifier), "signing_alg": .string(signingAlg)]
            if let name { body["name"] = .string(name) }
            if !scopes.isEmpty { body["scopes"] = .array(scopes.map { ["value": .string($0)] }) }
            if let lifetime { body["token_lifetime"] = .integer(Int64(lifetime)) }
            if let problem = BodySchemas().problem(with: body, as: .resourceServer) {
                throw StartupError(problem.message)
            }
            let api = try await options.withTenant { [body] deployment, context in
                try await deployment.administration.createResourceServer(body, context)
            }
            var lines = ["API_ID=\(api["id"]?.string ?? "")", "AUDIENCE=\(api["identifier"]?.string ?? "")"]
            if let secret = api["signing_secret"]?.string { lines.append("SIGNING_SECRET=\(secret)") }
            Output.write(lines)
        }
    }
}
