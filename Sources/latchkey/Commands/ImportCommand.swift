import ArgumentParser
import FoundationEssentials
import Glibc
import Kernel
import Management
import Moving
import Server
import Web
import Wire

/// `latchkey import`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring a tenant's settings or users from files.",
        subcommands: [Auth0.self, Users.self]
    )

    /// `latchkey import auth0`.
    struct Auth0: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "auth0",
            abstract: "Bring a tenant to what files of Auth0's deploy CLI say.",
            discussion: """
                What the files do not mention stays, unless --allow-delete removes it. Everything passes the checks of \
                the management API; the first thing that is refused ends the import, and what was done before stays. \
                What cannot be had without a secret that the files lack is told and left out. Doing it again changes \
                nothing.
                """
        )

        @OptionGroup var options: TenantOptions

        @OptionGroup var selection: SelectionOptions

        @Argument(help: "The folder of an export, or its tenant.yaml.")
        var path: String

        @Flag(help: "Remove things that a list in the files does not mention, as AUTH0_ALLOW_DELETE does.")
        var allowDelete = false

        @Flag(help: "Tell only what was left out and the counts.")
        var quiet = false

        func run() async throws {
            let configuration = try selection.read()
            let (report, unknown) = try await options.withTenant { deployment, context in
                let api = DoorAPI(deployment, context)
                let keywords = Keywords(
                    configuration.keywords.merging([TenantExport.hostKeyword: .string(api.host)])
                )
                let assets = try AssetReader(path: path, keywords: keywords).read()
                let deletes = allowDelete || configuration.allowsDeletion
                let work = TenantImport(api, configuration.selection, deletes: deletes)
                return (try await work.run(assets), assets.unknown)
            }
            if !quiet { Output.write(report.lines) }
            for line in report.leftOut { Output.warn("left out: \(line)") }
            for name in unknown { Output.warn("unknown: \(name)") }
            Output.write(
                "\(report.made) made, \(report.changed) changed, \(report.unchanged) as they were, "
                    + "\(report.removed) removed, \(report.leftOut.count) left out, \(unknown.count) unknown"
            )
        }
    }

    /// `latchkey import users`.
    struct Users: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "users",
            abstract: "Make the users of a file: an array of JSON, or a line of JSON each.",
            discussion: """
                The rows are those of Auth0's bulk imports, in files of any size. An import that was cut off goes on \
                where it stopped when it is started again. Rows that are refused stand in the report with their \
                reasons; there is none if all are taken.
                """
        )

        @OptionGroup var options: TenantOptions

        @Argument(help: "The file.")
        var file: String

        @Option(help: ArgumentHelp("The database connection.", valueName: "name"))
        var connection = "Username-Password-Authentication"

        @Flag(help: "Change users who are there already instead of refusing their rows.")
        var upsert = false

        @Option(help: ArgumentHelp("Default: the file's name with .report.ndjson.", valueName: "file"))
        var report: String?

        @Option(help: ArgumentHelp("Default: the file's name with .progress.", valueName: "file"))
        var progress: String?

        func run() async throws {
            let work = UserFileImport(
                path: file,
                progress: progress ?? file + ".progress",
                report: report ?? file + ".report.ndjson",
                connection: connection,
                upserting: upsert
            )
            let line = ProgressLine()
            let done = try await options.withTenant { deployment, context in
                try await work.run(
                    deployment.administration,
                    context: { AdministrationContext(host: context.host, now: $0, scopes: context.scopes) },
                    now: { Clock.now },
                    tell: { line.show($0, of: $1) }
                )
            }
            line.end()
            if done.refused == 0 { try? FileManager.default.removeItem(atPath: work.reportPath) }
            Output.write(
                "\(done.inserted) made, \(done.updated) changed, \(done.refused) refused"
                    + (done.refused == 0 ? "" : ", see \(work.reportPath)")
            )
        }
    }
}

/// Options of what is moved, in the words of the deploy CLI's configuration.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration of the deploy CLI: keywords, what is left alone, whether to delete.",
            valueName: "file"
        )
    )
    var deployConfig: String?

    @Option(help: ArgumentHelp("A part to leave alone, such as 'clients'; may be repeated.", valueName: "part"))
    var exclude: [String] = []

    @Option(help: ArgumentHelp("The only part to move; may be repeated.", valueName: "part"))
    var only: [String] = []

    /// What the options and the configuration say.
    struct Chosen {
        var selection = AssetSelection()
        var keywords = JSONObject()
        var allowsDeletion = false
    }

    /// Reads the configuration, if one is named.
    ///
    /// - Throws: `StartupError`.
    func read() throws -> Chosen {
        var chosen = Chosen()
        let file = try deployConfig.map(Self.configuration) ?? [:]
        let environment = ProcessInfo.processInfo.environment
        chosen.keywords = file["AUTH0_KEYWORD_REPLACE_MAPPINGS"]?.object ?? [:]
        if let text = environment["AUTH0_KEYWORD_REPLACE_MAPPINGS"] {
            guard let more = (try? JSONReader.parse(text))?.object else {
                throw StartupError("AUTH0_KEYWORD_REPLACE_MAPPINGS is not an object of JSON.")
            }
            chosen.keywords = chosen.keywords.merging(more)
        }
        // What the environment calls by the same name wins.
        for name in chosen.keywords.keys {
            if let value = environment[name] { chosen.keywords[name] = .string(value) }
        }
        chosen.selection.excluded = Set((file["AUTH0_EXCLUDED"]?.strings ?? []) + exclude)
        let included = (file["AUTH0_INCLUDED_ONLY"]?.strings ?? []) + only
        chosen.selection.included = included.isEmpty ? Optional<Set<String>>.none : Set(included)
        for (name, key) in Self.excludedItems {
            if let items = file[name]?.strings { chosen.selection.excludedItems[key] = Set(items) }
        }
        let deletion = file["AUTH0_ALLOW_DELETE"]
        chosen.allowsDeletion = deletion?.bool ?? (deletion?.string == "true")
        return chosen
    }

    private static let excludedItems = [
        "AUTH0_EXCLUDED_CLIENTS": "clients", "AUTH0_EXCLUDED_CONNECTIONS": "connections",
        "AUTH0_EXCLUDED_DATABASES": "databases", "AUTH0_EXCLUDED_RESOURCE_SERVERS": "resourceServers",
        "AUTH0_EXCLUDED_RULES": "rules",
    ]

    private static func configuration(_ path: String) throws -> JSONObject {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartupError("\(path) cannot be read.")
        }
        guard let object = (try? JSONReader.parse(Array(data)))?.object else {
            throw StartupError("\(path) is not an object of JSON.")
        }
        return object
    }
}

/// How far a command is: one line of the terminal, and nothing where nobody looks.
struct ProgressLine {
    private static let width = 30
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Shows a bar for the rows of a file of so many bytes.
    func show(_ progress: ImportProgress, of size: UInt64) {
        let share = size == 0 ? 1 : Double(progress.offset) / Double(size)
        let filled = min(Self.width, Int(share * Double(Self.width)))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        show("\(bar) \(Int(share * 100)) %  \(progress.rows) rows, \(progress.refused) refused")
    }

    /// Shows a text in the place of the one before.
    func show(_ text: String) {
        if isTerminal { Output.send("\r\u{1B}[K" + text, to: STDERR_FILENO) }
    }

    /// Leaves the line.
    func end() { if isTerminal { Output.send("\n", to: STDERR_FILENO) } }
}
