import ArgumentParser

/// `latchkey version`.
struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Show the version.")

    func run() { Output.write("latchkey \(Latchkey.version)") }
}
