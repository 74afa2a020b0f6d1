import ArgumentParser
import Server
import Web

/// `latchkey doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check database, keys, clock, TLS, disk and ports, and say what is wrong.",
        discussion: "Changes nothing. Takes the options of 'serve'. Exits with 1 when something is wrong."
    )

    @OptionGroup var options: ServeOptions

    func run() async throws {
        let server = try await options.settings().serverOptions()
        LogOutput.bootstrapForCommands
        let now = Clock.now
        var findings = DiskCheck(options: server).findings()
        findings += await DatabaseCheck(options: server, now: now).findings()
        findings += ClockCheck(now: now).findings()
        findings += TLSCheck(options: server, now: now).findings()
        findings += PortCheck(options: server).findings()
        Output.write(findings.map(\.line))
        let wrong = findings.filter { $0.state == .wrong }.count
        guard wrong == 0 else {
            Output.warn(wrong == 1 ? "One thing is wrong." : "\(wrong) things are wrong.")
            throw ExitCode.failure
        }
    }
}
