package import Kernel
package import Wire

/// One thing that is wrong with a request, in the words of z-schema.
struct ValidationFailure: Sendable, Equatable {
    /// What is wrong.
    var text: String
    /// Where: `groups[0].email`; empty at the root.
    var path: String
    /// What the schema says about the property.
    var description: String?

    fileprivate var sentence: String {
        guard !path.isEmpty else { return "'\(text)'" }
        return "'\(text)' on property \(path)" + (description.map { " (\($0))" } ?? "")
    }
}

/// The part of a request that is checked, with its name in texts and its code.
package enum ValidatedPart: Sendable {
    case payload, query, path

    private var name: String {
        switch self {
        case .payload: "Payload"
        case .query: "Query"
        case .path: "Path"
        }
    }

    private var errorCode: String {
        switch self {
        case .payload: "invalid_body"
        case .query: "invalid_query_string"
        case .path: "invalid_uri"
        }
    }

    /// The refusal for failures; all of them stand in its text.
    func problem(_ failures: [ValidationFailure]) -> APIProblem {
        let text = failures.map(\.sentence).joined(separator: " (also) ")
        return APIProblem(400, "\(name) validation error: \(text).", code: errorCode)
    }
}

extension Schema {
    /// The refusal of a body that does not fit; nil if it does.
    package func problem(with value: JSONValue, in source: some SchemaSource) -> APIProblem? {
        let failures = Validator.failures(value, self, in: source)
        return failures.isEmpty ? nil : ValidatedPart.payload.problem(failures)
    }
}
