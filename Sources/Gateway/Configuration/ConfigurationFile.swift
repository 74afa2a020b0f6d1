import FoundationEssentials
import Kernel
import Tokens
package import Wire

/// Reads the configuration file: interpolates, refuses what it does not know, and says where a mistake is.
package struct ConfigurationFile: Sendable {
    private static let rootKeys = [
        "clients", "managementClient", "defaultClient", "customClaimsNamespaces", "auth0TenantUrl",
    ]

    /// Reads a file.
    ///
    /// - Throws: `ConfigurationError`.
    package static func read(
        _ path: String,
        environment: [String: String]
    ) throws(ConfigurationError) -> GatewayConfiguration {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError(path, "cannot be read")
        }
        do { return try parse(try JSONReader.parse(Array(data)), environment: environment) } catch {
            switch error {
            case JSONError.malformed(let offset):
                throw ConfigurationError(path, "is not valid JSON (at byte \(offset))")
            case let error as ConfigurationError: throw error
            default: throw ConfigurationError(path, "is not valid JSON")
            }
        }
    }

    /// The configuration that a document means.
    ///
    /// - Throws: `ConfigurationError` that names the key.
    package static func parse(
        _ document: JSONValue,
        environment: [String: String]
    ) throws(ConfigurationError) -> GatewayConfiguration {
        let document = try VariableInterpolation(variables: environment).apply(to: document, at: "")
        let root = try ConfigurationSection(document, at: "", keys: rootKeys)
        var clients: [String: LoginClient] = [:]
        for (name, value) in try root.object("clients") {
            guard !name.isEmpty else { throw ConfigurationError("clients", "has a client without a name") }
            clients[name] = try client(name, value)
        }
        let defaultClient = try root.optionalText("defaultClient")
        if let defaultClient, clients[defaultClient] == nil {
            throw ConfigurationError("defaultClient", "names '\(defaultClient)', which is not in clients")
        }
        var warnings: [String] = []
        return GatewayConfiguration(
            clients: clients,
            defaultClient: defaultClient,
            management: try management(try root.value("managementClient"), warnings: &warnings),
            customClaimsNamespaces: try root.texts("customClaimsNamespaces"),
            tenantURL: try root.optionalTenantURL("auth0TenantUrl"),
            warnings: warnings
        )
    }

    private static let clientKeys = [
        "auth0Url", "clientId", "clientSecret", "redirectUrl", "scopes", "audience", "supportedSigningAlgs",
        "supportedConnections", "defaultConnection", "sameSite", "authorizeStateRequired",
    ]

    private static func client(_ name: String, _ value: JSONValue) throws(ConfigurationError) -> LoginClient {
        let section = try ConfigurationSection(value, at: "clients.\(name)", keys: clientKeys)
        let redirectURL = try section.text("redirectUrl")
        guard isAbsolute(redirectURL) else {
            throw section.error(
                "redirectUrl",
                "must be an absolute URL, such as https://app.example/web-login/callback"
            )
        }
        guard section["scopes"] != nil else { throw section.error("scopes", "is missing") }
        return LoginClient(
            name: name,
            auth0URL: try section.tenantURL("auth0Url"),
            clientID: try section.text("clientId"),
            clientSecret: Secret(try section.text("clientSecret")),
            redirectURL: redirectURL,
            scopes: try scopes(section),
            audience: try section.optionalText("audience"),
            signingAlgorithms: try algorithms(section),
            connections: try connections(section, defaultKey: "defaultConnection"),
            sameSite: try section.choice("sameSite"),
            requiresState: try section.boolean("authorizeStateRequired") ?? false
        )
    }

    private static func scopes(_ section: ConfigurationSection) throws(ConfigurationError) -> [String] {
        let scopes = try section.texts("scopes")
        guard scopes.allSatisfy({ !$0.utf8.contains(UInt8(ascii: " ")) }) else {
            throw section.error("scopes", "must hold one scope an element")
        }
        return scopes
    }

    private static func algorithms(_ section: ConfigurationSection) throws(ConfigurationError) -> [JWSAlgorithm] {
        var algorithms: [JWSAlgorithm] = []
        for name in try section.texts("supportedSigningAlgs") {
            guard let algorithm = JWSAlgorithm(rawValue: name) else {
                let known = JWSAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
                throw section.error("supportedSigningAlgs", "names '\(name)'; known are \(known)")
            }
            algorithms.append(algorithm)
        }
        return algorithms.isEmpty ? [.rs256] : algorithms
    }

    /// The allow-list `supportedConnections` with its default.
    private static func connections(
        _ section: ConfigurationSection,
        defaultKey: String
    ) throws(ConfigurationError) -> AllowedConnections {
        let supported = try section.texts("supportedConnections").filter { !$0.isEmpty }
        let defaultName = try section.optionalText(defaultKey)
        if let defaultName, !supported.contains(defaultName) {
            throw section.error(defaultKey, "names '\(defaultName)', which is not in supportedConnections")
        }
        return AllowedConnections(supported: supported, defaultName: defaultName)
    }

    private static let deprecatedKeys = ["supportedConnections", "defaultCreateUserConnection"]
    private static let currentKeys = ["supportedConnectionsMap", "defaultManagementConnectionName"]

    private static func management(
        _ value: JSONValue,
        warnings: inout [String]
    ) throws(ConfigurationError) -> ManagementClient {
        // Published examples put `authorizeStateRequired` here, where it means nothing.
        let keys = ["auth0Url", "clientId", "clientSecret"] + currentKeys + deprecatedKeys
        let section = try ConfigurationSection(value, at: "managementClient", keys: keys + ["authorizeStateRequired"])
        if section["authorizeStateRequired"] != nil {
            warnings.append("managementClient.authorizeStateRequired means nothing: it belongs to clients.<name>.")
        }
        let deprecated = deprecatedKeys.first { section[$0] != nil }
        if let deprecated, let current = currentKeys.first(where: { section[$0] != nil }) {
            throw section.error(deprecated, "cannot stand beside managementClient.\(current), which replaces it")
        }
        if let deprecated {
            warnings.append("managementClient.\(deprecated) is deprecated: supportedConnectionsMap replaces it.")
        }
        let ids = try connectionIDs(section)
        return ManagementClient(
            auth0URL: try section.tenantURL("auth0Url"),
            clientID: try section.text("clientId"),
            clientSecret: Secret(try section.text("clientSecret")),
            connections: try deprecated != nil
                ? connections(section, defaultKey: "defaultCreateUserConnection") : mapped(section, ids),
            connectionIDs: ids
        )
    }

    /// `supportedConnectionsMap`; nil if it is missing or empty.
    private static func connectionIDs(_ section: ConfigurationSection) throws(ConfigurationError) -> [String: String]? {
        guard section["supportedConnectionsMap"] != nil else { return nil }
        var ids: [String: String] = [:]
        for (name, value) in try section.object("supportedConnectionsMap") {
            let path = "managementClient.supportedConnectionsMap.\(name)"
            ids[name] = try ConfigurationSection(value, at: path, keys: ["connectionId"]).text("connectionId")
        }
        return ids.isEmpty ? nil : ids
    }

    private static func mapped(
        _ section: ConfigurationSection,
        _ ids: [String: String]?
    ) throws(ConfigurationError) -> AllowedConnections {
        let key = "defaultManagementConnectionName"
        let defaultName = try section.optionalText(key)
        if let defaultName, ids?[defaultName] == nil {
            throw section.error(key, "names '\(defaultName)', which is not in supportedConnectionsMap")
        }
        return AllowedConnections(supported: (ids ?? [:]).keys.sorted(), defaultName: defaultName)
    }

    /// Whether a text is a URL with a scheme, in characters that URLs are made of.
    private static func isAbsolute(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon != text.startIndex else { return false }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
        return isPlain && text[text.index(after: colon)...].count > 1
    }
}
