import ArgumentParser
import Configuration

/// Options of a server.
struct ServeOptions: ParsableArguments {
    @OptionGroup var deployment: DeploymentOptions

    @Option(help: ArgumentHelp("The address to listen on.", discussion: "Default: 127.0.0.1.", valueName: "address"))
    var host: String?

    @Option(
        help: ArgumentHelp("The port of HTTP; 0 for any free one.", discussion: "Default: 8080.", valueName: "port")
    )
    var port: Int?

    @Option(
        help: ArgumentHelp("The port of HTTPS; 0 for any free one.", discussion: "Default: 8443.", valueName: "port")
    )
    var tlsPort: Int?

    @Flag(inversion: .prefixedNo, help: "Whether to listen for HTTPS. Default: yes.")
    var tls: Bool?

    @Option(
        help: ArgumentHelp(
            "The port of /healthz, /readyz, /metrics and the mailbox, /dev/mailbox; 0 for any free one.",
            discussion: "Default: 8090.",
            valueName: "port"
        )
    )
    var adminPort: Int?

    @Flag(inversion: .prefixedNo, help: "Whether to listen on the admin port. Default: yes.")
    var admin: Bool?

    @Option(
        help: ArgumentHelp(
            "A YAML file of tenants and what is in them, made or updated at every start.",
            valueName: "file"
        )
    )
    var seed: String?

    @Option(
        help: ArgumentHelp(
            "The certificate chain of HTTPS, PEM, read again when it changes.",
            discussion: "Default: one under a development authority, made in the data folder.",
            valueName: "file"
        )
    )
    var tlsCert: String?

    @Option(help: ArgumentHelp("The private key of that certificate, PEM.", valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "A proxy, by address or network, whose Forwarded and X-Forwarded-* headers are believed; repeatable.",
            valueName: "network"
        )
    )
    var trustProxy: [String] = []

    @Flag(
        help: ArgumentHelp(
            "Posts to clients and to log and event streams may go to addresses that only this network reaches.",
            discussion: "For a laptop or CI; where tenants are not trusted it lets them probe the network."
        )
    )
    var allowPrivateNetworks = false

    @Option(
        help: ArgumentHelp(
            "A rate limit NAME=NUMBER/UNIT[:BURST]; repeatable.",
            discussion: """
                NAME is authentication or management (all requests to that API of a tenant), client (token requests of \
                one client), user (requests of one user to /userinfo), login (sign-ins of one user from one address), \
                reset (mails to set a password, to one address at the request of another) or the path of an endpoint, \
                such as /oauth/token; UNIT is s, m or h. Example: management=50/s:100. Defaults: \
                authentication=100000/s, management=10000/s, login=10/s:1000, reset=1/m:10, and no other.
                """,
            valueName: "limit"
        )
    )
    var rateLimit: [String] = []

    @Option(
        help: ArgumentHelp(
            "How many requests may be under way at a time; more are refused with 503.",
            discussion: "Default: 256 for each core.",
            valueName: "number"
        )
    )
    var requestLimit: Int?

    @Option(
        help: ArgumentHelp(
            "The least important log lines that are written: trace, debug, info, notice, warning, error, critical.",
            discussion: "Default: info.",
            valueName: "level"
        )
    )
    var logLevel: String?

    @Option(
        help: ArgumentHelp(
            "How log lines look: text or json, both on the standard error.",
            discussion: "Default: text.",
            valueName: "format"
        )
    )
    var logFormat: String?

    @Option(
        help: ArgumentHelp(
            "How many days the log events of tenants and the events of changes are kept.",
            discussion: "Default: 30.",
            valueName: "days"
        )
    )
    var logRetentionDays: Int?

    /// The settings of a server.
    func settings() async throws -> Settings {
        let texts: [SettingKey: String?] = [
            .host: host, .port: port.map(String.init), .tlsPort: tlsPort.map(String.init), .tls: tls.map(String.init),
            .adminPort: adminPort.map(String.init), .admin: admin.map(String.init), .seed: seed,
            .tlsCertificate: tlsCert, .tlsKey: tlsKey, .logLevel: logLevel, .logFormat: logFormat,
            .logRetentionDays: logRetentionDays.map(String.init), .requestLimit: requestLimit.map(String.init),
            .allowPrivateNetworks: allowPrivateNetworks ? "true" : nil,
        ]
        let lists: [SettingKey: [String]] = [.trustProxy: trustProxy, .rateLimit: rateLimit]
        let given = texts.compactMapValues { $0.map(ConfigValue.text) }
            .merging(lists.filter { !$0.value.isEmpty }.mapValues { ConfigValue(.stringArray($0), isSecret: false) }) {
                $1
            }
        return try await Settings(options: deployment.given.merging(given) { $1 }, file: deployment.config)
    }
}
