import Applications
import ArgumentParser
import Kernel
import Management
import Server
import Web

/// `latchkey tenant`.
struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant",
        abstract: "Make, list and delete tenants.",
        subcommands: [Create.self, List.self, Delete.self]
    )

    /// `latchkey tenant create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make a tenant with everything a new one contains.",
            discussion: """
                Ends with the lines CLIENT_ID=…, CLIENT_SECRET=…, AUDIENCE=… and HOST=…: a machine client that may do \
                everything in the Management API, and the Host header to send. Servers see the tenant at once.
                """
        )

        @OptionGroup var deployment: DeploymentOptions

        @Argument(help: "Its name: 1 to 63 lower-case letters, digits and inner hyphens.")
        var name: String

        @Option(
            name: .customLong("domain"),
            help: ArgumentHelp(
                "A further host it answers on, beside NAME.latchkey.test; repeatable.",
                valueName: "host"
            )
        )
        var domains: [String] = []

        func validate() throws {
            guard TenantID(checking: name) != nil else {
                throw ValidationError(
                    "'\(name)' is no tenant name: 1 to 63 lower-case letters, digits and inner hyphens."
                )
            }
        }

        func run() async throws {
            let tenant = try await deployment.withDeployment {
                try await $0.administration.createTenant(TenantID(rawValue: name), domains: domains, now: Clock.now)
            }
            let host = tenant.domains.first ?? tenant.id.localHost
            Output.write(
                "CLIENT_ID=\(tenant.explorer.clientID)",
                "CLIENT_SECRET=\(tenant.explorer.secret.exposed)",
                "AUDIENCE=https://\(host)/api/v2/",
                "HOST=\(host)"
            )
        }
    }

    /// `latchkey tenant list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the tenants: name, time of making and hosts, separated by tabs."
        )

        @OptionGroup var deployment: DeploymentOptions

        func run() async throws {
            let tenants = try await deployment.withDeployment { try await $0.administration.tenants() }
            Output.write(
                tenants.map { tenant in
                    let hosts = [tenant.id.localHost] + tenant.domains
                    return "\(tenant.id)\t\(tenant.createdAt.iso8601)\t\(hosts.joined(separator: " "))"
                }
            )
        }
    }

    /// `latchkey tenant delete`.
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete",
            abstract: "Delete a tenant with everything in it. There is no way back."
        )

        @OptionGroup var deployment: DeploymentOptions

        @Argument(help: "Its name.")
        var name: String

        @Flag(help: "Delete even the tenant 'default', which the next start makes anew.")
        var yes = false

        func validate() throws {
            guard name != TenantID.default.rawValue || yes else {
                throw ValidationError("The tenant 'default' is deleted only with --yes.")
            }
        }

        func run() async throws {
            let wasThere = try await deployment.withDeployment { deployment in
                guard let id = TenantID(checking: name) else { return false }
                return try await deployment.administration.deleteTenant(id)
            }
            guard wasThere else { throw StartupError("There is no tenant named '\(name)'.") }
            Output.write("The tenant '\(name)' is deleted.")
        }
    }
}
