import Kernel
import Wire

/// Puts environment variables into texts and into names of members: `{{NAME}}`.
struct VariableInterpolation: Sendable {
    /// The variables by name.
    let variables: [String: String]

    /// The value with every text in it interpolated.
    ///
    /// - Throws: `ConfigurationError` with the path of the text.
    func apply(to value: JSONValue, at path: String) throws(ConfigurationError) -> JSONValue {
        switch value {
        case .string(let text): return .string(try apply(to: text, at: path))
        case .array(let items):
            var result: [JSONValue] = []
            for (index, item) in items.enumerated() { result.append(try apply(to: item, at: "\(path)[\(index)]")) }
            return .array(result)
        case .object(let members):
            var result = JSONObject()
            for (name, member) in members {
                let place = path.isEmpty ? name : "\(path).\(name)"
                let name = try apply(to: name, at: place)
                guard !result.contains(name) else { throw ConfigurationError(place, "stands there twice") }
                result.append(name, try apply(to: member, at: place))
            }
            return .object(result)
        default: return value
        }
    }

    private func apply(to text: String, at path: String) throws(ConfigurationError) -> String {
        var result = ""
        var rest = Substring(text)
        while let start = rest.range(of: "{{") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.range(of: "}}") else {
                throw ConfigurationError(path, "has '{{' without '}}'")
            }
            let name = rest[..<end.lowerBound].trimmedOfSpaces
            guard let value = variables[name] else {
                throw ConfigurationError(path, "needs the environment variable '\(name)', which is not set")
            }
            result += value
            rest = rest[end.upperBound...]
        }
        return result + rest
    }
}

extension Substring {
    /// Where a text of two characters first is.
    fileprivate func range(of pair: String) -> Range<Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(pair) { return index..<self.index(index, offsetBy: pair.count) }
            formIndex(after: &index)
        }
        return nil
    }
}
