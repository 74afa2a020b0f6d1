import Kernel
import Wire

/// One object of the configuration file; what it does not know it refuses, and every refusal names the key by its path.
struct ConfigurationSection {
    private let members: JSONObject
    private let path: String

    /// Takes an object whose members may be these and no others.
    init(_ value: JSONValue, at path: String, keys: [String]) throws(ConfigurationError) {
        guard let members = value.object else {
            throw ConfigurationError(path.isEmpty ? "the configuration" : path, "must be an object")
        }
        self.members = members
        self.path = path
        if let unknown = members.keys.first(where: { !keys.contains($0) }) {
            throw error(unknown, "is not a known key; known are \(keys.joined(separator: ", "))")
        }
    }

    /// The value of a key; nil if it is missing or null.
    subscript(key: String) -> JSONValue? { members[key].flatMap { $0.isNull ? Optional<JSONValue>.none : $0 } }

    /// An error of a key.
    func error(_ key: String, _ problem: String) -> ConfigurationError {
        ConfigurationError(path.isEmpty ? key : "\(path).\(key)", problem)
    }

    /// The value of a key that must be there.
    func value(_ key: String) throws(ConfigurationError) -> JSONValue {
        guard let value = self[key] else { throw error(key, "is missing") }
        return value
    }

    /// The members of an object that must be there.
    func object(_ key: String) throws(ConfigurationError) -> JSONObject {
        guard let object = try value(key).object else { throw error(key, "must be an object") }
        return object
    }

    /// A text; nil if it is missing or empty.
    func optionalText(_ key: String) throws(ConfigurationError) -> String? {
        guard let value = self[key] else { return nil }
        switch value {
        case .string(let text): return text.isEmpty ? nil : text
        case .integer(let number): return String(number)
        default: throw error(key, "must be a string")
        }
    }

    /// A text that must be there and not be empty.
    func text(_ key: String) throws(ConfigurationError) -> String {
        _ = try value(key)
        guard let text = try optionalText(key) else { throw error(key, "must not be empty") }
        return text
    }

    /// The elements of an array of texts; none if it is missing.
    func texts(_ key: String) throws(ConfigurationError) -> [String] {
        guard let value = self[key] else { return [] }
        guard let items = value.array else { throw error(key, "must be an array of strings") }
        var texts: [String] = []
        for (index, item) in items.enumerated() {
            guard let text = item.string else { throw error("\(key)[\(index)]", "must be a string") }
            texts.append(text)
        }
        return texts
    }

    /// A switch; nil if it is missing.
    ///
    /// Interpolation makes texts, so `"true"` counts.
    func boolean(_ key: String) throws(ConfigurationError) -> Bool? {
        switch self[key] {
        case nil, .string(""): return nil
        case .bool(let value): return value
        case .string("true"): return true
        case .string("false"): return false
        default: throw error(key, "must be true or false")
        }
    }

    /// One of a few texts; nil if it is missing or empty.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String
    ) throws(ConfigurationError) -> Choice? where Choice.RawValue == String {
        guard let text = try optionalText(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw error(key, "must be one of \(known), not '\(text)'")
        }
        return choice
    }

    /// A tenant's address that must be there.
    func tenantURL(_ key: String) throws(ConfigurationError) -> TenantURL {
        guard let url = TenantURL(try text(key)) else {
            throw error(key, "must be an absolute URL, such as https://tenant.eu.auth0.com")
        }
        return url
    }

    /// A tenant's address; nil if it is missing or empty.
    func optionalTenantURL(_ key: String) throws(ConfigurationError) -> TenantURL? {
        try optionalText(key) == nil ? nil : try tenantURL(key)
    }
}
