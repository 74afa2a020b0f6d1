import Wire
import Yams

/// YAML as files of a tenant need it: the values of JSON, in either direction.
enum YAMLText {
    /// The value of a text; an empty one is null.
    ///
    /// - Throws: `MovingError` with the place of what cannot be read.
    static func parse(_ text: String, file: String) throws -> JSONValue {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch { throw MovingError(file, "is not YAML: \(error)") }
        return try root.map { try value($0, file: file) } ?? .null
    }

    /// The text of a value, always the same for the same value.
    static func write(_ object: JSONObject) -> String {
        var text = ""
        write(object, indent: "", into: &text)
        return text
    }

    private static func value(_ node: Node, file: String) throws -> JSONValue {
        switch node {
        case .scalar(let scalar): return self.scalar(scalar)
        case .sequence(let items): return .array(try items.map { try value($0, file: file) })
        case .mapping(let members):
            var object = JSONObject()
            for (key, member) in members {
                guard let name = key.scalar?.string else {
                    let line = key.mark.map { ":\($0.line)" } ?? ""
                    throw MovingError(file + line, "a name must be a plain word")
                }
                object[name] = try value(member, file: file)
            }
            return .object(object)
        case .alias: throw MovingError(file, "an alias without an anchor")
        }
    }

    private static func scalar(_ scalar: Node.Scalar) -> JSONValue {
        let text = scalar.string
        return switch Node.scalar(scalar).tag.description {
        case "tag:yaml.org,2002:null": .null
        case "tag:yaml.org,2002:bool": Bool.construct(from: scalar).map(JSONValue.bool) ?? .string(text)
        case "tag:yaml.org,2002:int": Int64.construct(from: scalar).map(JSONValue.integer) ?? .string(text)
        case "tag:yaml.org,2002:float": number(scalar) ?? .string(text)
        default: .string(text)
        }
    }

    /// JSON has neither infinities nor NaN.
    private static func number(_ scalar: Node.Scalar) -> JSONValue? {
        guard let number = Double.construct(from: scalar), number.isFinite else { return nil }
        return .double(number)
    }

    private static func write(_ object: JSONObject, indent: String, into text: inout String) {
        for (name, value) in object {
            text += indent + word(name) + ":"
            write(value, indent: indent, into: &text)
        }
    }

    /// What follows a name: in the same line, or below it and further in.
    private static func write(_ value: JSONValue, indent: String, into text: inout String) {
        switch value {
        case .object(let members) where !members.isEmpty:
            text += "\n"
            write(members, indent: indent + "  ", into: &text)
        case .array(let items) where !items.isEmpty:
            text += "\n"
            for item in items { write(item: item, indent: indent + "  ", into: &text) }
        default: text += " " + plain(value) + "\n"
        }
    }

    private static func write(item: JSONValue, indent: String, into text: inout String) {
        text += indent + "-"
        guard let members = item.object, !members.isEmpty else {
            return write(item, indent: indent, into: &text)
        }
        // The first member stands beside the dash.
        var lines = ""
        write(members, indent: indent + "  ", into: &lines)
        text += " " + lines.dropFirst(indent.count + 2)
    }

    private static func plain(_ value: JSONValue) -> String {
        guard let string = value.string else { return JSONWriter.text(value) }
        return word(string)
    }

    /// A string without quotes if nobody could take it for anything else; else as JSON, which is YAML too.
    private static func word(_ string: String) -> String {
        let isPlain =
            string.utf8.allSatisfy(isPlainByte) && string.utf8.first.map(isLetter) ?? false
            && !reserved.contains(string.lowercased())
        return isPlain ? string : JSONWriter.text(.string(string))
    }

    private static let reserved: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isPlainByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
