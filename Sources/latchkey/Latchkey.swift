import ArgumentParser

/// The program: an identity server and the commands that go with it.
@main
struct Latchkey: AsyncParsableCommand {
    /// The version of the program.
    static let version = "0.1.0"

    // Every command says its name: one that is derived from its type costs each start a millisecond.
    static let configuration = CommandConfiguration(
        commandName: "latchkey",
        abstract: "An identity server that speaks Auth0's wire protocols.",
        discussion: """
            'latchkey serve' starts it. All other commands but 'gateway' and 'version' work on the same database, \
            also while a server runs. What is not said by an option is taken from the environment (LATCHKEY_ and the \
            option's name, such as LATCHKEY_TLS_PORT), then from latchkey.yaml (the option's name as the key), then \
            from the defaults.
            """,
        version: version,
        subcommands: [
            Serve.self, TenantCommand.self, ClientCommand.self, APICommand.self, UserCommand.self, KeysCommand.self,
            TokenCommand.self, ImportCommand.self, ExportCommand.self, GatewayCommand.self, DoctorCommand.self,
            Trust.self,
            Version.self,
        ]
    )
}
