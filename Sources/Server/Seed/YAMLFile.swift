import FoundationEssentials
package import Wire
import Yams

/// Files of YAML, read as the values of JSON: settings and seeds need no more.
package enum YAMLFile {
    /// The content of a file; an empty one is null.
    ///
    /// - Throws: `StartupError` with the place of what cannot be read.
    package static func read(_ path: String) throws -> JSONValue {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartupError("\(path) cannot be read.")
        }
        guard let text = String(validating: data, as: UTF8.self) else { throw StartupError("\(path) is not UTF-8.") }
        return try parse(text, name: path)
    }

    /// The value of a text; the name is for errors.
    ///
    /// - Throws: `StartupError`.
    package static func parse(_ text: String, name: String) throws -> JSONValue {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw StartupError("\(name) is not YAML: \(error)")
        }
        return try root.map { try value($0, name: name) } ?? .null
    }

    private static func value(_ node: Node, name: String) throws -> JSONValue {
        switch node {
        case .scalar(let scalar): return self.scalar(scalar)
        case .sequence(let items): return .array(try items.map { try value($0, name: name) })
        case .mapping(let members):
            var object = JSONObject()
            for (key, member) in members {
                guard let key = key.scalar?.string else {
                    throw StartupError("\(name)\(place(of: key)): a name must be a plain word.")
                }
                object[key] = try value(member, name: name)
            }
            return .object(object)
        case .alias:
            throw StartupError("\(name)\(place(of: node)): an alias without an anchor.")
        }
    }

    /// A scalar by its tag: what is neither null, boolean nor number, dates among it, is a string.
    private static func scalar(_ scalar: Node.Scalar) -> JSONValue {
        switch Node.scalar(scalar).tag.description {
        case "tag:yaml.org,2002:null": .null
        case "tag:yaml.org,2002:bool": Bool.construct(from: scalar).map(JSONValue.bool) ?? .string(scalar.string)
        case "tag:yaml.org,2002:int":
            Int64.construct(from: scalar).map(JSONValue.integer) ?? .string(scalar.string)
        case "tag:yaml.org,2002:float": number(scalar) ?? .string(scalar.string)
        default: .string(scalar.string)
        }
    }

    /// JSON has neither infinities nor NaN.
    private static func number(_ scalar: Node.Scalar) -> JSONValue? {
        guard let number = Double.construct(from: scalar), number.isFinite else { return nil }
        return .double(number)
    }

    private static func place(of node: Node) -> String { node.mark.map { ":\($0.line):\($0.column)" } ?? "" }
}
