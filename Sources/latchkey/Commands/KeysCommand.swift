import Applications
import ArgumentParser
import Kernel
import Management
import Server
import Storage
import Tokens
import Wire

/// `latchkey keys`.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "List, rotate and revoke the keys that a tenant signs with.",
        subcommands: [List.self, Rotate.self, Revoke.self]
    )

    /// `latchkey keys list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the keys: id, family, state, time of making and end of the certificate, separated by tabs."
        )

        @OptionGroup var options: TenantOptions

        func run() async throws {
            let keys = try await options.withTenant { deployment, context in
                try await deployment.storage.read { try $0.signingKeys(in: context.tenant) }
            }
            Output.write(
                keys.map { key in
                    let end = (try? Certificates.notAfter(key.certificate))?.iso8601 ?? "?"
                    return [key.kid, key.family, key.status.rawValue, key.createdAt.iso8601, end].joined(
                        separator: "\t"
                    )
                }
            )
        }
    }

    /// `latchkey keys rotate`.
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Make the next key the current one, and a new next one.",
            discussion:
                "The key that was current still verifies, until it is revoked. Servers sign with the new one at once."
        )

        @OptionGroup var options: TenantOptions

        func run() async throws {
            let (current, next) = try await options.withTenant { deployment, context in
                let next = try await deployment.administration.rotateSigningKeys(context)
                let keys = try await deployment.administration.signingKeys(context)
                return (keys.first { $0["current"]?.bool ?? false }, next)
            }
            Output.write("CURRENT=\(current?["kid"]?.string ?? "")", "NEXT=\(next["kid"]?.string ?? "")")
        }
    }

    /// `latchkey keys revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Revoke a previous key: what it signed verifies no more."
        )

        @OptionGroup var options: TenantOptions

        @Argument(help: "The id of the key.")
        var kid: String

        func run() async throws {
            let key = try await options.withTenant { deployment, context in
                try await deployment.administration.revokeSigningKey(kid, context)
            }
            Output.write("The key \(kid) is revoked since \(key["revoked_at"]?.string ?? "now").")
        }
    }
}
