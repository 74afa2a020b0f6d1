/// What can be set, by its name as an option, as a key of the settings file and, in capitals, as a variable.
enum SettingKey: String, CaseIterable {
    case data, database, host, port, tls, admin, seed
    case tlsPort = "tls-port"
    case adminPort = "admin-port"
    case tlsCertificate = "tls-cert"
    case tlsKey = "tls-key"
    case trustProxy = "trust-proxy"
    case allowPrivateNetworks = "allow-private-networks"
    case rateLimit = "rate-limit"
    case requestLimit = "request-limit"
    case logLevel = "log-level"
    case logFormat = "log-format"
    case logRetentionDays = "log-retention-days"

    /// Whether it can have several values.
    var isList: Bool { self == .trustProxy || self == .rateLimit }

    /// The name of its environment variable.
    var variable: String {
        "LATCHKEY_" + String(rawValue.map { $0 == "-" ? "_" : $0 }).uppercased()
    }
}
