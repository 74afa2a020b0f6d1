import Applications
import ArgumentParser
import Foundation
import Kernel
import Management
import Server
import Web

/// `latchkey trust`.
struct Trust: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Show, or with --install do, what makes this machine trust and find the server.",
        discussion: """
            Lines for /etc/hosts of every tenant, the installation of the development authority on Debian and its \
            relatives, and the variables that curl, Python and Node read.
            """
    )

    @OptionGroup var deployment: DeploymentOptions

    @Flag(help: "Write the hosts lines and install the authority. Needs root; doing it again changes nothing.")
    var install = false

    func run() async throws {
        let options = try await deployment.settings().serverOptions()
        let tenants = try await deployment.withDeployment { try await $0.administration.tenants() }
        let files = try TLSFiles.prepare(options, now: Clock.now)
        let authority = files.authority.map { URL(fileURLWithPath: $0).path }
        let hosts = HostsFile(names: ["latchkey.test"] + tenants.map(\.id.localHost))
        guard install else {
            Output.write(Self.instructions(hosts, authority: authority))
            return
        }
        guard geteuid() == 0 else { throw StartupError("--install writes system files: run it as root.") }
        Output.write(
            try hosts.install() ? "\(HostsFile.path) was written." : "\(HostsFile.path) has the lines already."
        )
        guard let authority else {
            Output.write("Your own certificate is served: there is no authority to install.")
            return
        }
        Output.write(try AuthorityInstallation(certificate: authority).install())
        Output.write(Self.variables(authority))
    }

    private static func instructions(_ hosts: HostsFile, authority: String?) -> [String] {
        var lines = ["# Lines for \(HostsFile.path):"] + hosts.lines + [""]
        guard let authority else {
            return lines + ["# Your own certificate is served: there is no authority to trust."]
        }
        lines += ["# Trust the development authority (Debian, Ubuntu), as root:"]
        lines += AuthorityInstallation(certificate: authority).commands + [""]
        return lines + variables(authority)
    }

    /// Node adds the file to its own authorities and Python reads nothing else; the system's bundle has both once the
    /// authority is installed.
    private static func variables(_ authority: String) -> [String] {
        [
            "# For programs that do not ask the system (the first three know no other authority then):",
            "export CURL_CA_BUNDLE=\(quoted(authority))", "export SSL_CERT_FILE=\(quoted(authority))",
            "export REQUESTS_CA_BUNDLE=\(quoted(authority))", "export NODE_EXTRA_CA_CERTS=\(quoted(authority))",
        ]
    }

    private static func quoted(_ path: String) -> String { AuthorityInstallation.quoted(path) }
}
