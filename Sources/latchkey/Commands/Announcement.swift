import Kernel
import Management
import Server
import Synchronization

/// What a start tells the operator: where it listens and, the first time, the credentials to begin with.
final class Announcement: Sendable {
    private let options: ServerOptions
    private let firstTenant: NewTenant?
    private let isDone = Mutex(false)

    /// An announcement; the tenant is the default one, if this start made it.
    init(options: ServerOptions, firstTenant: NewTenant?) {
        self.options = options
        self.firstTenant = firstTenant
    }

    /// Tells that the ports are open.
    func ready(_ ports: Ports) {
        isDone.withLock { $0 = true }
        let base = "http://\(authority(ports.http))"
        var lines = ["Latchkey is ready.", "  \(pad("HTTP"))\(base)"]
        if let port = ports.https {
            lines.append("  \(pad("HTTPS"))https://\(authority(port))")
            if options.tlsCertificate == nil {
                lines.append("  \(pad("Authority"))\(options.path("ca.pem")), trusted with 'latchkey trust'")
            }
        }
        lines.append("  \(pad("Discovery"))\(base)/.well-known/openid-configuration")
        if let port = ports.admin {
            lines.append("  \(pad("Operators"))http://\(authority(port))/healthz, /readyz, /metrics")
        }
        if let firstTenant {
            lines += ["", "This first start made the tenant 'default'. Its administrator, shown only now:"]
            lines.append("  \(pad("Host"))\(authority(ports.http))")
            lines += credentials(of: firstTenant)
            lines += ["", "A first token:", "  " + curl(firstTenant, base: base)]
        }
        Output.write(lines)
    }

    /// Tells the credentials of a start that made them and then failed: nothing would show them again.
    func failed() {
        guard let firstTenant, !(isDone.withLock { $0 }) else { return }
        let lines = ["The tenant 'default' was made before the start failed. Its administrator, shown only now:"]
        Output.write(lines + credentials(of: firstTenant))
    }

    private func credentials(of tenant: NewTenant) -> [String] {
        [
            "  \(pad("Client ID"))\(tenant.explorer.clientID)",
            "  \(pad("Secret"))\(tenant.explorer.secret.exposed)",
        ]
    }

    private func curl(_ tenant: NewTenant, base: String) -> String {
        "curl -s \(base)/oauth/token -d grant_type=client_credentials -d client_id=\(tenant.explorer.clientID) "
            + "-d client_secret=\(tenant.explorer.secret.exposed) -d audience=\(base)/api/v2/"
    }

    private func authority(_ port: Int?) -> String { options.authority(port: port ?? options.port) }

    private func pad(_ text: String) -> String { text + String(repeating: " ", count: max(1, 11 - text.count)) }
}

extension ServerOptions {
    /// A host and port under which a program on this machine reaches the server.
    func authority(port: Int) -> String {
        let everywhere = ["0.0.0.0", "::", "[::]"]
        let name = everywhere.contains(host) ? "127.0.0.1" : host
        return name.contains(":") && !name.hasPrefix("[") ? "[\(name)]:\(port)" : "\(name):\(port)"
    }
}
