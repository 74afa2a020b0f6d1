import ArgumentParser
import Kernel
import Management
import Server
import Wire

/// `latchkey user`.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Make the people who sign in.",
        subcommands: [Create.self]
    )

    /// `latchkey user create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make a user with a password.",
            discussion: "Ends with the line USER_ID=…, and PASSWORD=… if it made one up."
        )

        @OptionGroup var options: TenantOptions

        @Argument(help: "Their address.")
        var email: String

        @Option(help: "Their password; one is made up if there is none.")
        var password: String?

        @Option(help: "Their user name, for connections that have them.")
        var username: String?

        @Option(help: "Their name.")
        var name: String?

        @Option(help: "The database connection.")
        var connection = "Username-Password-Authentication"

        @Flag(help: "Their address still has to be proved.")
        var unverified = false

        func run() async throws {
            let made = password == nil ? RandomSource.system.text(20, from: .base58) + "-7z" : nil
            var body: JSONObject = [
                "email": .string(email), "connection": .string(connection), "email_verified": .bool(!unverified),
                "verify_email": false, "password": .string(password ?? made ?? ""),
            ]
            if let username { body["username"] = .string(username) }
            if let name { body["name"] = .string(name) }
            if let problem = BodySchemas().problem(with: body, as: .user) { throw StartupError(problem.message) }
            let user = try await options.withTenant { [body] deployment, context in
                try await deployment.administration.createUser(body, context)
            }
            var lines = ["USER_ID=\(user["user_id"]?.string ?? "")"]
            if let made { lines.append("PASSWORD=\(made)") }
            Output.write(lines)
        }
    }
}
