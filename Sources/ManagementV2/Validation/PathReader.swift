import Kernel
import Wire

/// Reads and checks the parameters of a path.
enum PathReader {
    /// The parameters by name, decoded.
    ///
    /// - Throws: `APIProblem` with `invalid_uri`.
    static func read(
        _ values: [Substring],
        _ row: OperationRow,
        in source: some SchemaSource
    ) throws(APIProblem) -> [String: String] {
        let names = row.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            String($0.dropFirst().dropLast())
        }
        var parameters: [String: String] = [:]
        var failures: [ValidationFailure] = []
        for (name, raw) in zip(names, values) {
            guard let value = Form.decode(raw.utf8, plusIsSpace: false) else { throw APIProblem(400, "Bad Request") }
            parameters[name] = value
            guard let parameter = row.pathParameters.first(where: { $0.name == name }) else { continue }
            let typed = ParameterValue.typed(value, parameter.schema.resolved(in: source))
            failures += Validator.failures(typed, parameter.schema, in: source, path: name)
        }
        guard failures.isEmpty else { throw ValidatedPart.path.problem(failures) }
        return parameters
    }
}

/// Texts of paths, queries and forms as the values their schemas expect.
enum ParameterValue {
    /// The value a text stands for; the text itself where it cannot be what the schema wants.
    static func typed(_ text: String, _ schema: Schema) -> JSONValue {
        if schema.types.contains(.boolean), text == "true" || text == "false" { return .bool(text == "true") }
        if schema.types.contains(.integer), let integer = Int64(text) { return .integer(integer) }
        if schema.types.contains(.number) {
            if let integer = Int64(text) { return .integer(integer) }
            if let number = Double(text), number.isFinite { return .double(number) }
        }
        return .string(text)
    }
}
