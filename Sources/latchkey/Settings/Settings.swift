import Configuration
import FoundationEssentials
import Logging
import Server
import Web
import Wire

/// What was set, by an option, else by the environment, else by the settings file.
struct Settings {
    /// The file that is read unless another is named; it need not be there.
    static let defaultFile = "latchkey.yaml"
    /// The one thing that no option sets: it would show in the list of processes.
    static let masterKeyVariable = "LATCHKEY_MASTER_KEY"

    private let reader: ConfigReader
    private let masterKey: String?
    private let file: String

    /// Reads the environment and the settings file.
    ///
    /// - Parameters:
    ///   - options: what the command line says.
    ///   - file: the settings file that it names.
    /// - Throws: `StartupError` for a settings file that cannot be used.
    init(options: [SettingKey: ConfigValue], file named: String?) async throws {
        // An empty variable says nothing: compose files make them of variables that are not set.
        let environment = ProcessInfo.processInfo.environment.filter {
            $0.key.hasPrefix("LATCHKEY_") && !$0.value.isEmpty
        }
        masterKey = environment[Self.masterKeyVariable]
        let named = named ?? environment["LATCHKEY_CONFIG"]
        file = named ?? Self.defaultFile
        let fromOptions = InMemoryProvider(
            name: "options",
            values: Dictionary(uniqueKeysWithValues: options.map { (AbsoluteConfigKey([$0.key.rawValue]), $0.value) })
        )
        let fromEnvironment = EnvironmentVariablesProvider(
            environmentVariables: environment,
            secretsSpecifier: .specific([Self.masterKeyVariable, SettingKey.database.variable])
        )
        let isThere = FileManager.default.fileExists(atPath: file)
        guard isThere || named == nil else { throw StartupError("The settings file \(file) is not there.") }
        var providers: [any ConfigProvider] = [fromOptions, fromEnvironment.prefixKeys(with: "latchkey")]
        if isThere, try Self.check(file) {
            let place = InMemoryProvider(values: [
                AbsoluteConfigKey(["filePath"]): ConfigValue(.string(file), isSecret: false)
            ])
            providers.append(try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: place)))
        }
        reader = ConfigReader(providers: providers)
    }

    /// Refuses names that nothing reads, and lists where one value is wanted; whether there is anything in the file.
    private static func check(_ file: String) throws -> Bool {
        let content = try YAMLFile.read(file)
        if content.isNull { return false }
        guard let members = content.object else { throw StartupError("\(file): names and values are expected.") }
        for (name, value) in members {
            guard let key = SettingKey(rawValue: name) else {
                let known = SettingKey.allCases.map(\.rawValue).joined(separator: ", ")
                throw StartupError("\(file): '\(name)' cannot be set here; known are \(known).")
            }
            let fits =
                key.isList
                ? value.array?.allSatisfy { $0.string != nil } ?? false : value.object == nil && value.array == nil
            guard fits else {
                throw StartupError("\(file): '\(name)' takes \(key.isList ? "a list of texts" : "one value").")
            }
        }
        return !members.isEmpty
    }

    /// A setting as text.
    func text(_ key: SettingKey) -> String? {
        reader.string(forKey: ConfigKey([key.rawValue]), isSecret: key == .database)
    }

    /// The values of a list.
    func list(_ key: SettingKey) -> [String] { reader.stringArray(forKey: ConfigKey([key.rawValue]), default: []) }

    /// A whole number in a range.
    ///
    /// - Throws: `StartupError` naming the setting.
    func number(_ key: SettingKey, in range: ClosedRange<Int>) throws -> Int? {
        try parsed(key, as: "a number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// Yes or no.
    ///
    /// - Throws: `StartupError` naming the setting.
    func flag(_ key: SettingKey) throws -> Bool? {
        try parsed(key, as: "true or false") { text in
            switch text.lowercased() {
            case "true", "yes", "on", "1": true
            case "false", "no", "off", "0": false
            default: nil
            }
        }
    }

    /// One of a few words.
    ///
    /// - Throws: `StartupError` naming the setting.
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: SettingKey) throws -> Choice?
    where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return try parsed(key, as: "one of \(words)") { Choice(rawValue: $0.lowercased()) }
    }

    private func parsed<Value>(_ key: SettingKey, as expected: String, _ parse: (String) -> Value?) throws -> Value? {
        guard let text = text(key) else { return nil }
        guard let value = parse(text) else { throw invalid(key, text, expected) }
        return value
    }

    /// The refusal of a value, naming everything that may have set it.
    func invalid(_ key: SettingKey, _ text: String, _ expected: String) -> StartupError {
        StartupError(
            "'\(text)' is not \(expected): \(key.rawValue) (--\(key.rawValue), \(key.variable), or \(file))."
        )
    }

    /// Everything a server needs to know.
    ///
    /// - Throws: `StartupError` naming the setting that is wrong.
    func serverOptions() throws -> ServerOptions {
        var options = ServerOptions()
        options.dataFolder = text(.data) ?? options.dataFolder
        options.databaseURL = text(.database)
        options.masterKey = masterKey
        options.host = text(.host) ?? options.host
        let ports = 0...65_535
        options.port = try number(.port, in: ports) ?? options.port
        options.tlsPort = try flag(.tls) ?? true ? try number(.tlsPort, in: ports) ?? options.tlsPort : nil
        options.adminPort = try flag(.admin) ?? true ? try number(.adminPort, in: ports) ?? options.adminPort : nil
        options.tlsCertificate = text(.tlsCertificate)
        options.tlsKey = text(.tlsKey)
        guard (options.tlsCertificate == nil) == (options.tlsKey == nil) else {
            throw StartupError("tls-cert and tls-key go together: one is set, the other is not.")
        }
        options.seed = text(.seed)
        options.trustedProxies = list(.trustProxy)
        for proxy in options.trustedProxies where (try? TrustedProxies([proxy])) == nil {
            throw invalid(.trustProxy, proxy, "an address or a network such as 10.0.0.0/8")
        }
        for specification in list(.rateLimit) {
            guard let limit = RateLimitSpecification(specification) else {
                throw invalid(.rateLimit, specification, "a rate limit such as management=50/s:100")
            }
            limit.apply(to: &options.rateLimits)
        }
        options.requestLimit = try number(.requestLimit, in: 1...1_000_000)
        options.allowsPrivateNetworks = try flag(.allowPrivateNetworks) ?? false
        options.logRetentionDays = try number(.logRetentionDays, in: 1...36_500) ?? options.logRetentionDays
        options.logLevel = try choice(.logLevel) ?? options.logLevel
        return options
    }
}
