import Kernel
package import Logging
import Web
import Wire

/// Writes log lines as one JSON object each: `level` as a number, `time` in milliseconds, `msg`, and what belongs to it.
package struct GatewayLog: LogHandler {
    /// Takes the bytes of a line, its end included, and whether somebody should see it at once.
    private let send: @Sendable ([UInt8], Bool) -> Void

    /// The least important lines that are written.
    package var logLevel: Logger.Level
    /// What belongs to every line.
    package var metadata: Logger.Metadata = [:]
    /// What belongs to every line of a task.
    package var metadataProvider: Logger.MetadataProvider?

    /// A log that writes whole lines like this: their bytes, and whether they are urgent.
    package init(level: Logger.Level, write: @escaping @Sendable ([UInt8], _ isUrgent: Bool) -> Void) {
        send = write
        logLevel = level
    }

    package subscript(metadataKey name: String) -> Logger.Metadata.Value? {
        get { metadata[name] }
        set { metadata[name] = newValue }
    }

    package func log(event: Logging.LogEvent) {
        var line = Self.line(event.level, event.message.description)
        for fields in [metadata, metadataProvider?.get() ?? [:], event.metadata ?? [:]] {
            for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
                line.name(name)
                line.write(Self.json(value))
            }
        }
        if let error = event.error { line.member("error", "\(error)") }
        end(&line, event.level)
    }

    /// Writes a line whose members are written one by one, without any tree: for lines of which there are many.
    func write(_ level: Logger.Level, _ message: String, _ members: (inout JSONWriter) -> Void) {
        guard level >= logLevel else { return }
        var line = Self.line(level, message)
        members(&line)
        end(&line, level)
    }

    private static func line(_ level: Logger.Level, _ message: String) -> JSONWriter {
        var line = JSONWriter(capacity: 512)
        line.beginObject()
        line.member("level", number(level))
        line.member("time", Clock.now.milliseconds)
        line.member("msg", message)
        return line
    }

    private func end(_ line: inout JSONWriter, _ level: Logger.Level) {
        line.endObject()
        send(line.bytes + [UInt8(ascii: "\n")], level >= .warning)
    }

    private static func number(_ level: Logger.Level) -> Int64 {
        switch level {
        case .trace: 10
        case .debug: 20
        case .info, .notice: 30
        case .warning: 40
        case .error: 50
        case .critical: 60
        }
    }

    private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let number as Int): .integer(Int64(number))
        case .stringConvertible(let number as Double): .double(number)
        case .stringConvertible(let value): .string(value.description)
        case .array(let items): .array(items.map(json))
        case .dictionary(let members):
            .object(JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }
}
