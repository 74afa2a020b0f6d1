import Applications
import Kernel
import Wire

/// The secret members of documents, sealed on the way in and opened on the way out.
struct DocumentSecrets {
    let sealer: any SecretSealing

    /// The body of a document with its secrets sealed.
    func seal(_ document: Document) throws -> JSONObject {
        try transform(document, sealer.sealText)
    }

    /// The body of a stored document with its secrets in the clear.
    ///
    /// - Throws: `StoreError.corrupt` when one was not sealed for its place under this master key.
    func open(_ document: Document) throws -> JSONObject {
        try transform(document) { text, context in
            do {
                return try sealer.openText(text, context: context)
            } catch {
                throw StoreError.corrupt("\(context) does not open with this master key")
            }
        }
    }

    private func transform(_ document: Document, _ change: (String, String) throws -> String) throws -> JSONObject {
        let place = "\(document.tenant.rawValue)/\(document.kind.rawValue)/\(document.id)"
        var body = JSONValue.object(document.body)
        for path in document.kind.secretPaths {
            body = try Self.transform(body, path[...], at: place, change)
        }
        return body.object ?? document.body
    }

    /// Changes the strings a path leads to.
    ///
    /// Only strings are secrets: a `null` that says "none" stays readable.
    private static func transform(
        _ value: JSONValue,
        _ path: ArraySlice<String>,
        at place: String,
        _ change: (String, String) throws -> String
    ) throws -> JSONValue {
        guard let step = path.first else {
            guard case .string(let text) = value else { return value }
            return .string(try change(text, place))
        }
        let rest = path.dropFirst()
        switch value {
        case .object(var members):
            let names = step == "*" ? members.keys : [step]
            for name in names {
                guard let member = members[name] else { continue }
                members[name] = try transform(member, rest, at: "\(place)/\(name)", change)
            }
            return .object(members)
        case .array(let elements) where step == "*":
            return .array(
                try elements.enumerated().map { try transform($1, rest, at: "\(place)/\($0)", change) }
            )
        default: return value
        }
    }
}
