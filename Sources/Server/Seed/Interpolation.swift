package import Wire

/// Puts environment variables into texts: `${NAME}`; `$${` stands for `${` itself.
package struct Interpolation: Sendable {
    /// The variables by name.
    package let variables: [String: String]

    /// Interpolation from some variables.
    package init(variables: [String: String]) { self.variables = variables }

    /// The value with every string in it interpolated; names of members stay as they are.
    ///
    /// - Throws: `SeedError` with the path of the string.
    package func apply(to value: JSONValue, at path: SeedPath) throws(SeedError) -> JSONValue {
        switch value {
        case .string(let text): return .string(try apply(to: text, at: path))
        case .array(let items):
            var result: [JSONValue] = []
            for (index, item) in items.enumerated() { result.append(try apply(to: item, at: path[index])) }
            return .array(result)
        case .object(let members):
            var result = JSONObject()
            for (name, member) in members { result.append(name, try apply(to: member, at: path[name])) }
            return .object(result)
        default: return value
        }
    }

    private func apply(to text: String, at path: SeedPath) throws(SeedError) -> String {
        var result = ""
        var rest = Substring(text)
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                result += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                guard let end = rest.firstIndex(of: "}") else {
                    throw SeedError(path, "'${' without '}'; write '$${' for a plain '${'")
                }
                let name = String(rest[..<end].dropFirst(2))
                guard let value = variables[name] else {
                    throw SeedError(path, "the environment variable '\(name)' is not set")
                }
                result += value
                rest = rest[end...].dropFirst()
            } else {
                result += "$"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}
