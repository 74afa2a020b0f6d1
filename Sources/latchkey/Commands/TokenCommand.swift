import Applications
import ArgumentParser
import Kernel
import Management
import Server
import Wire

/// `latchkey token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Fetch an access token from the running server, for trying out.",
        discussion: """
            Prints the token alone. Without --client-id it is the token of the tenant's 'API Explorer Application', \
            which may do everything in the Management API; secrets that are not given are read from the database.
            """
    )

    @OptionGroup var options: TenantOptions

    @Option(help: ArgumentHelp("The client.", valueName: "id"))
    var clientID: String?

    @Option(help: ArgumentHelp("Its secret.", valueName: "secret"))
    var clientSecret: String?

    @Option(
        help: ArgumentHelp(
            "The API that the token is for.",
            discussion: "Default: the Management API of the host.",
            valueName: "identifier"
        )
    )
    var audience: String?

    @Option(help: ArgumentHelp("The scopes to ask for, separated by spaces.", valueName: "scopes"))
    var scope: String?

    @Option(help: ArgumentHelp("The organization that the token is for.", valueName: "id"))
    var organization: String?

    @Option(
        help: ArgumentHelp(
            "Where the server listens; http only.",
            discussion: "Default: the address and port that are set.",
            valueName: "url"
        )
    )
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The Host header to send.",
            discussion: "Default: the URL's for 'default', NAME.latchkey.test for others.",
            valueName: "host"
        )
    )
    var host: String?

    @Flag(help: "Print the server's whole answer.")
    var json = false

    func validate() throws {
        guard clientSecret == nil || clientID != nil else {
            throw ValidationError("--client-secret needs --client-id.")
        }
        if let url, PlainHTTP(url: url) == nil { throw ValidationError("'\(url)' is not http://HOST[:PORT].") }
    }

    func run() async throws {
        let configured = try await options.deployment.settings().serverOptions()
        let address = url ?? "http://\(configured.authority(port: configured.port))"
        guard let server = PlainHTTP(url: address) else {
            throw StartupError("'\(address)' is not http://HOST[:PORT].")
        }
        let authority =
            host
            ?? (options.tenant == TenantID.default.rawValue
                ? server.authority : "\(options.tenant).latchkey.test:\(server.port)")
        let (id, secret) = try await credentials()
        var parameters = [
            ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret),
            ("audience", audience ?? "http://\(authority)/api/v2/"),
        ]
        if let scope { parameters.append(("scope", scope)) }
        if let organization { parameters.append(("organization", organization)) }
        let form = parameters.map { "\($0)=\(Form.encode($1))" }.joined(separator: "&")
        let (status, answer) = try server.post("/oauth/token", host: authority, form: form)
        let value = try? JSONReader.parse(Array(answer.utf8))
        guard status == 200, let token = value?["access_token"]?.string else {
            let reason = value?["error_description"]?.string ?? value?["message"]?.string ?? answer
            throw StartupError("The server answered \(status): \(reason)")
        }
        Output.write(json ? answer : token)
    }

    /// The client's id and secret, given or read.
    private func credentials() async throws -> (id: String, secret: String) {
        if let clientID, let clientSecret { return (clientID, clientSecret) }
        return try await options.withTenant { deployment, context in
            let client: JSONObject?
            if let clientID {
                client = try await deployment.administration.client(clientID, context)
            } else {
                let page = try await deployment.administration.clients(
                    ["app_type": "non_interactive"],
                    .offset(page: 0, perPage: 100, includeTotals: false),
                    context
                )
                client = page.items.first { $0["name"] == "API Explorer Application" }
            }
            guard let client, let id = client["client_id"]?.string, let secret = client["client_secret"]?.string else {
                throw StartupError("No client with a secret was found: name one with --client-id and --client-secret.")
            }
            return (id, secret)
        }
    }
}
