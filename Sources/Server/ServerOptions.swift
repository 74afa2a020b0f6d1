package import Logging
package import Web

/// Everything a server can be told, already parsed.
package struct ServerOptions: Sendable {
    /// The folder of the embedded database, the master key and the development certificates.
    package var dataFolder = "latchkey-data"
    /// `postgres://…`; nil for the embedded database.
    package var databaseURL: String?
    /// The master key in hexadecimal or Base64; nil for the file in the data folder.
    package var masterKey: String?
    /// The address to listen on.
    package var host = "127.0.0.1"
    /// The port of HTTP.
    package var port = 8080
    /// The port of HTTPS; nil for no HTTPS.
    package var tlsPort: Int? = 8443
    /// The port of health, metrics and the mailbox; nil for none.
    package var adminPort: Int? = 8090
    /// A certificate chain, PEM; nil for the development certificate.
    package var tlsCertificate: String?
    /// Its private key, PEM.
    package var tlsKey: String?
    /// A file of tenants and what is in them, made or updated at start.
    package var seed: String?
    /// Addresses and networks of proxies whose `Forwarded` headers are believed.
    package var trustedProxies: [String] = []
    /// Whether posts may go to addresses that only this network reaches: clients' logout endpoints on a laptop, say.
    package var allowsPrivateNetworks = false
    /// How many requests may be under way at a time before more are refused; nil for 256 a core.
    package var requestLimit: Int?
    /// The rate limits.
    package var rateLimits = RateLimits()
    /// How many days tenant log events are kept, where the tenant does not say.
    package var logRetentionDays = 30
    /// The least important log lines that are written.
    package var logLevel = Logger.Level.info

    /// The defaults.
    package init() {}

    /// The path of a file in the data folder.
    package func path(_ name: String) -> String { dataFolder + "/" + name }
}

/// Why a server or a command cannot go on, in a sentence for whoever started it.
package struct StartupError: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    package let description: String

    /// A reason.
    package init(_ description: String) { self.description = description }
}
