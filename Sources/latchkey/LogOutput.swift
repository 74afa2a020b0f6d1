import Glibc
import Kernel
import Logging
import Wire

/// Writes log lines to the standard error, as text or as one JSON object each.
struct LogOutput: LogHandler {
    /// How a line looks.
    enum Format: String, CaseIterable {
        /// `2026-01-01T00:00:00.000Z info latchkey: message name=value`.
        case text
        /// An object with `time`, `level`, `label`, `message` and, if there is any, `metadata`.
        case json
    }

    let label: String
    let format: Format
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    /// Metadata of these names is never written, whoever put it there.
    private static let secrets: Set<String> = [
        "authorization", "client_assertion", "client_secret", "cookie", "master_key", "password", "secret", "token",
        "access_token", "refresh_token",
    ]

    init(label: String, format: Format, level: Logger.Level) {
        self.label = label
        self.format = format
        logLevel = level
    }

    /// Makes this the output of every logger; a process does so once.
    static func bootstrap(format: Format, level: Logger.Level) {
        LoggingSystem.bootstrap { LogOutput(label: $0, format: format, level: level) }
    }

    /// Lets commands that do their work and end log errors alone: what they refuse, they say themselves.
    static let bootstrapForCommands: Void = bootstrap(format: .text, level: .error)

    subscript(metadataKey name: String) -> Logger.Metadata.Value? {
        get { metadata[name] }
        set { metadata[name] = newValue }
    }

    func log(event: Logging.LogEvent) {
        var all = metadata
        for more in [metadataProvider?.get(), event.metadata] { all.merge(more ?? [:]) { $1 } }
        if let error = event.error { all["error"] = "\(error)" }
        let fields = all.map { name, value in
            (name: name, value: Self.secrets.contains(name.lowercased()) ? .string("‹redacted›") : Self.json(value))
        }.sorted { $0.name < $1.name }
        let line =
            switch format {
            case .text: text(event, fields)
            case .json: object(event, fields)
            }
        Output.send(line + "\n", to: STDERR_FILENO)
    }

    private func text(_ event: Logging.LogEvent, _ fields: [(name: String, value: JSONValue)]) -> String {
        var line = "\(Self.now) \(event.level) \(label): \(Self.printable(event.message.description))"
        for field in fields {
            let plain = field.value.string.flatMap { $0.contains(where: Self.needsQuotes) || $0.isEmpty ? nil : $0 }
            line += " \(field.name)=\(plain ?? JSONWriter.text(field.value))"
        }
        return line
    }

    private func object(_ event: Logging.LogEvent, _ fields: [(name: String, value: JSONValue)]) -> String {
        var object: JSONObject = [
            "time": .string(Self.now), "level": .string(event.level.rawValue), "label": .string(label),
            "message": .string(event.message.description),
        ]
        if !fields.isEmpty { object["metadata"] = .object(JSONObject(fields.map { ($0.name, $0.value) })) }
        return JSONWriter.text(.object(object))
    }

    private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value): .string(value.description)
        case .array(let items): .array(items.map(json))
        case .dictionary(let members):
            .object(JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }

    /// A message on one line: what a caller sent must not look like lines of its own.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        )
    }

    private static func needsQuotes(_ character: Character) -> Bool {
        character == "\"" || character == "=" || character.isWhitespace
            || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    private static var now: String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000).iso8601
    }
}
