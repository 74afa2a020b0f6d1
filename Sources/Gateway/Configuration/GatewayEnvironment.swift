import HTTPTypes
import Kernel
package import Logging
package import RESP

/// The environment variables of the gateway, read and checked, with their defaults.
///
/// - SeeAlso: docs/gateway.md, "Environment variables".
package struct GatewayEnvironment: Sendable {
    /// `HTTP_PORT`: the port to listen on.
    package var port = 8080
    /// `LOG_LEVEL`: the least important lines of the log.
    package var logLevel = Logger.Level.info
    /// `SERVICE_PREFIX`: what the paths of all routes but the probes begin with; empty, or `/` and a name.
    package var prefix = ""
    /// `SERVICE_VERSION`: what the probes say; nil for the program's own version.
    package var version: String?
    /// `SESSION_DURATION_SECONDS`: how long a session lives, in seconds.
    package var sessionDuration: Int64 = 86_400
    /// `SESSION_SCOPE`: separates the sessions of environments that share a store.
    package var sessionScope = ""
    /// `REDIS_…`: the shared store; nil for the embedded one.
    package var redis: RedisOptions?
    /// `ORIGINAL_PROTOCOL_HEADER`: the header that tells the scheme the browser used.
    package var protocolHeader = "x-forwarded-proto"
    /// `SERVICE_CONFIG_PATH` and `SERVICE_CONFIG_FILE_NAME`: the configuration file; nil if they are not set.
    package var configurationFile: String?
    /// `AUTH0_LOGOUT_CLIENT_ID_ENABLED`: whether the tenant is told which application somebody signs out of.
    package var logoutNamesClient = false
    /// `DELAY_SHUTDOWN_SECONDS`: how long requests are still taken after SIGTERM, in seconds.
    package var shutdownDelay: Int64 = 10
    /// `METADATA_FROM_MANAGEMENT_API`: whether metadata that ID tokens do not carry are asked of the management API.
    package var asksForMetadata = false
    /// `USERS_WEBHOOK_…` and `USERS_PROPERTIES_TO_SAVE`: where properties of users are copied to; nil for nowhere.
    package var writeThrough: WriteThroughSettings?
    /// Whether every variable of the MongoDB synchronisation is set, which this gateway does not do.
    package var asksForMongoDB = false
    /// `SSL_CERT_FILE`: the authorities to trust when calling the tenant; nil for those of the system.
    package var authoritiesFile: String?

    /// The defaults.
    package init() {}

    /// Reads variables; those set to nothing count as not set.
    ///
    /// - Throws: `ConfigurationError` that names the variable.
    package init(_ variables: [String: String]) throws(ConfigurationError) {
        let reading = Variables(variables)
        port = Int(try reading.integer("HTTP_PORT", 0...65_535) ?? 8080)
        logLevel = try Self.logLevel(reading["LOG_LEVEL"])
        if let text = reading["SERVICE_PREFIX"] { prefix = Self.prefix(text) }
        version = reading["SERVICE_VERSION"]
        sessionDuration = try reading.integer("SESSION_DURATION_SECONDS", 1...315_360_000) ?? 86_400
        sessionScope = reading["SESSION_SCOPE"] ?? ""
        redis = try RedisOptions(reading)
        if let header = reading["ORIGINAL_PROTOCOL_HEADER"] {
            guard HTTPField.Name(header) != nil else {
                throw ConfigurationError("ORIGINAL_PROTOCOL_HEADER", "must be the name of a header")
            }
            protocolHeader = header.lowercased()
        }
        configurationFile = try Self.file(reading)
        logoutNamesClient = try reading.boolean("AUTH0_LOGOUT_CLIENT_ID_ENABLED") ?? false
        shutdownDelay = try reading.integer("DELAY_SHUTDOWN_SECONDS", 0...3_600) ?? 10
        asksForMetadata = try reading.boolean("METADATA_FROM_MANAGEMENT_API") ?? false
        writeThrough = try WriteThroughSettings(reading)
        let mongo = ["MONGO_DB_URL", "USERS_DATABASE_NAME", "USERS_COLLECTION_NAME", "USERS_PROPERTIES_TO_SAVE"]
        asksForMongoDB = mongo.allSatisfy { reading[$0] != nil }
        authoritiesFile = reading["SSL_CERT_FILE"]
    }

    /// The levels by the names that such services have always had.
    private static func logLevel(_ name: String?) throws(ConfigurationError) -> Logger.Level {
        switch name?.lowercased() {
        case nil: return .info
        case "warn": return .warning
        case "fatal", "panic": return .critical
        case let name?:
            guard let level = Logger.Level(rawValue: name) else {
                throw ConfigurationError("LOG_LEVEL", "must be trace, debug, info, warning, error or fatal")
            }
            return level
        }
    }

    /// One slash before, none after.
    private static func prefix(_ text: String) -> String {
        let name = text.drop { $0 == "/" }
        let end = name.lastIndex { $0 != "/" }
        return end.map { "/" + name[...$0] } ?? ""
    }

    private static func file(_ reading: Variables) throws(ConfigurationError) -> String? {
        guard let name = reading["SERVICE_CONFIG_FILE_NAME"] else {
            guard reading["SERVICE_CONFIG_PATH"] == nil else {
                throw ConfigurationError("SERVICE_CONFIG_FILE_NAME", "is not set though SERVICE_CONFIG_PATH is")
            }
            return nil
        }
        var folder = reading["SERVICE_CONFIG_PATH"] ?? "."
        while folder.count > 1, folder.last == "/" { folder.removeLast() }
        return "\(folder)/\(name)\(name.hasSuffix(".json") ? "" : ".json")"
    }
}

/// Environment variables by name, as texts, numbers and switches.
struct Variables: Sendable {
    private let values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    /// The value of a variable; nil if it is not set, or set to nothing.
    subscript(name: String) -> String? {
        values[name].flatMap { $0.trimmedOfSpaces.isEmpty ? nil : $0.trimmedOfSpaces }
    }

    /// A number within bounds.
    func integer(_ name: String, _ range: ClosedRange<Int64>) throws(ConfigurationError) -> Int64? {
        guard let text = self[name] else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw ConfigurationError(name, "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A switch.
    func boolean(_ name: String) throws(ConfigurationError) -> Bool? {
        switch self[name]?.lowercased() {
        case nil: return nil
        case "true", "1": return true
        case "false", "0": return false
        default: throw ConfigurationError(name, "must be true or false")
        }
    }
}
