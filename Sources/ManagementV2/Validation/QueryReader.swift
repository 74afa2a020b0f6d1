import Kernel
import Wire

/// Reads and checks the parameters of a query.
enum QueryReader {
    /// What clients send to every list, whether it knows it or not.
    private static let general: [String: Schema] = [
        "page": Schema(["type": "integer"]), "per_page": Schema(["type": "integer"]),
        "include_totals": Schema(["type": "boolean"]), "from": Schema(["type": "string"]),
        "take": Schema(["type": "integer"]), "fields": Schema(["type": "string"]),
        "include_fields": Schema(["type": "boolean"]),
    ]
    /// Those of them that every read honours.
    private static let honoured: Set<String> = ["fields", "include_fields"]

    /// The parameters by name, typed.
    ///
    /// - Throws: `APIProblem` with `invalid_query_string`.
    static func read(
        _ query: String,
        _ row: OperationRow,
        in source: some SchemaSource
    ) throws(APIProblem) -> JSONObject {
        let form: Form
        do { form = try Form(parsing: query.utf8) } catch { throw APIProblem(400, "Bad Request") }
        var values: [(name: String, texts: [String])] = []
        for parameter in form.parameters {
            let name = parameter.name.hasSuffix("[]") ? String(parameter.name.dropLast(2)) : parameter.name
            if let index = values.firstIndex(where: { $0.name == name }) {
                values[index].texts.append(parameter.value)
            } else {
                values.append((name, [parameter.value]))
            }
        }
        var result = JSONObject()
        var failures: [ValidationFailure] = []
        var unknown: [String] = []
        for (name, texts) in values {
            let known = row.queryParameter(name)?.schema
            guard let schema = known ?? general[name] else {
                unknown.append(name)
                continue
            }
            let value = typed(texts, schema.resolved(in: source), in: source)
            failures += Validator.failures(value, schema, in: source, path: name)
            if known != nil || honoured.contains(name) { result.append(name, value) }
        }
        let missing = row.queryParameters.filter { $0.isRequired && !result.contains($0.name) }.map(\.name)
        failures += missing.map { ValidationFailure(text: "Missing required property: \($0)", path: "") }
        // Recorded writes accept what they do not know.
        if !unknown.isEmpty, row.method == "GET" {
            let names = unknown.joined(separator: ",")
            failures.append(ValidationFailure(text: "Additional properties not allowed: \(names)", path: ""))
        }
        guard failures.isEmpty else { throw ValidatedPart.query.problem(failures) }
        return result
    }

    private static func typed(_ texts: [String], _ schema: Schema, in source: some SchemaSource) -> JSONValue {
        guard schema.types.contains(.array) else {
            guard texts.count == 1, let text = texts.first else { return .array(texts.map(JSONValue.string)) }
            return ParameterValue.typed(text, schema)
        }
        guard let items = schema.items?.resolved(in: source) else { return .array(texts.map(JSONValue.string)) }
        // Lists of names are sent repeated or with commas; free texts may hold commas of their own.
        let isListOfNames = items.enumeration != nil || items.format != nil
        let parts = isListOfNames ? texts.flatMap { $0.split(separator: ",").map(String.init) } : texts
        return .array(parts.map { ParameterValue.typed($0, items) })
    }
}
