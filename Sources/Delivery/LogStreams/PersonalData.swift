import Wire

/// How a log stream hides what tells who somebody is.
///
/// - SeeAlso: Auth0: "Log Streams", PII obfuscation.
struct PersonalData: Sendable {
    private enum Method: String { case mask, hash }

    /// Which members hold what may be hidden.
    private static let members: [String: [String]] = [
        "first_name": ["first_name", "given_name", "name"],
        "last_name": ["last_name", "family_name", "name"],
        "username": ["username", "user_name"],
        "email": ["email"],
        "phone": ["phone", "phone_number", "old_phone_number", "new_phone_number"],
        "address": ["address"],
    ]
    private static let mask = "*****"

    private let hidden: Set<String>
    private let method: Method

    /// What a stream's `pii_config` asks for; nil where it hides nothing.
    init?(_ configuration: JSONObject?) {
        let fields = configuration?["log_fields"]?.strings ?? []
        hidden = Set(fields.flatMap { Self.members[$0] ?? [] })
        // Whoever names fields without a method wants them hidden, not shown.
        method = configuration?["method"]?.string.flatMap(Method.init) ?? .mask
        if hidden.isEmpty { return nil }
    }

    /// An event with what is to be hidden in it, however deep.
    func hiding(_ event: JSONObject) -> JSONObject {
        var result = JSONObject()
        for (name, value) in event {
            result.append(name, hidden.contains(name) ? obscured(value) : hiding(value))
        }
        return result
    }

    private func hiding(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object): .object(hiding(object))
        case .array(let items): .array(items.map(hiding))
        default: value
        }
    }

    /// What stands for a value: nothing stays nothing, so that it does not look like somebody.
    private func obscured(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object):
            .object(object.reduce(into: JSONObject()) { $0.append($1.name, obscured($1.value)) })
        case .array(let items): .array(items.map(obscured))
        case .null, .bool, .string(""): value
        case .string(let text): .string(obscured(Array(text.utf8)))
        default: .string(obscured(JSONWriter.encode(value)))
        }
    }

    private func obscured(_ text: [UInt8]) -> String {
        method == .hash ? XXHash64.hexadecimal(text) : Self.mask
    }
}
