import Kernel
import Wire

/// The members that `fields` and `include_fields` leave in an answer.
struct FieldSelection: Sendable {
    private let paths: [[Substring]]
    private let isInclusive: Bool

    /// Reads a checked query; nil if it selects nothing.
    ///
    /// - Throws: `APIProblem` for a field the list does not know.
    init?(_ query: JSONObject, _ row: OperationRow) throws(APIProblem) {
        guard row.method == "GET", let fields = query["fields"]?.string else { return nil }
        let names = fields.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
        guard !names.isEmpty else { return nil }
        if let known = Amendments.checkedFields[row.id], !names.allSatisfy({ known.contains($0) }) {
            let text =
                "String '\(fields)' does not match pattern. Must be a comma separated list of the following "
                + "values: \(known.joined(separator: ","))"
            throw ValidatedPart.query.problem([ValidationFailure(text: text, path: "fields")])
        }
        isInclusive = query["include_fields"]?.bool ?? true
        let always = Amendments.alwaysAnswered[row.id] ?? []
        paths = (isInclusive ? names + always : names.filter { !always.contains($0) }).map {
            $0[...].split(separator: ".")
        }
    }

    /// The members of an object that were selected, in its own order.
    func apply(_ object: JSONObject) -> JSONObject {
        isInclusive ? Self.keeping(paths, of: object) : Self.dropping(paths, of: object)
    }

    /// The members of a value, or of each object in it, that were selected.
    func apply(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object): .object(apply(object))
        case .array(let items): .array(items.map(apply))
        default: value
        }
    }

    private static func keeping(_ paths: [[Substring]], of object: JSONObject) -> JSONObject {
        var result = JSONObject()
        for (name, value) in object {
            let inner = paths.filter { $0.first.map(String.init) == name }.map { Array($0.dropFirst()) }
            guard !inner.isEmpty else { continue }
            if inner.contains(where: \.isEmpty) {
                result.append(name, value)
            } else if case .object(let members) = value {
                result.append(name, .object(keeping(inner, of: members)))
            }
        }
        return result
    }

    private static func dropping(_ paths: [[Substring]], of object: JSONObject) -> JSONObject {
        var result = JSONObject()
        for (name, value) in object {
            let inner = paths.filter { $0.first.map(String.init) == name }.map { Array($0.dropFirst()) }
            if inner.contains(where: \.isEmpty) { continue }
            if !inner.isEmpty, case .object(let members) = value {
                result.append(name, .object(dropping(inner, of: members)))
            } else {
                result.append(name, value)
            }
        }
        return result
    }
}
