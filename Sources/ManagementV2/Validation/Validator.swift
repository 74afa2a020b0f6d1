import Wire

/// Checks values against schemas and says what is wrong in the words and order of z-schema.
struct Validator<Source: SchemaSource> {
    private let source: Source
    private let removable: Set<String>
    private var failures: [ValidationFailure] = []

    private init(_ source: Source, removable: Set<String>) {
        self.source = source
        self.removable = removable
    }

    /// What is wrong with a value; empty if nothing is.
    ///
    /// `path` is that of the value itself; members of the root that are `removable` may be null whatever their schema
    /// says.
    static func failures(
        _ value: JSONValue,
        _ schema: Schema,
        in source: Source,
        path: String = "",
        removable: Set<String> = []
    ) -> [ValidationFailure] {
        var validator = Validator(source, removable: removable)
        validator.check(value, schema, path, nil)
        return validator.failures
    }

    private mutating func check(_ value: JSONValue, _ unresolved: Schema, _ path: String, _ inherited: String?) {
        let schema = unresolved.resolved(in: source)
        let description = unresolved.description ?? schema.description ?? inherited
        func fail(_ text: String) {
            failures.append(ValidationFailure(text: text, path: path, description: description))
        }
        guard schema.accepts(value.schemaType) else {
            fail("Expected type \(schema.typeText) but found type \(value.schemaType.rawValue)")
            return
        }
        if let enumeration = schema.enumeration, !enumeration.contains(where: { $0.equals(value) }) {
            // The nullable enumerations of the table leave null out of their lists.
            if !(value.isNull && schema.types.contains(.null)) { fail("Invalid value \(JSONWriter.text(value))") }
        }
        switch value {
        case .string(let text): for failure in schema.failures(of: text) { fail(failure) }
        case .integer(let number): for failure in schema.failures(of: Double(number)) { fail(failure) }
        case .double(let number): for failure in schema.failures(of: number) { fail(failure) }
        case .array(let items):
            for failure in schema.failures(of: items) { fail(failure) }
            if let itemSchema = schema.items {
                for (index, item) in items.enumerated() { check(item, itemSchema, "\(path)[\(index)]", nil) }
            }
        case .object(let members): check(members, schema, path, description)
        case .null, .bool: break
        }
        checkAlternatives(value, schema, path, description)
    }

    private mutating func check(_ members: JSONObject, _ schema: Schema, _ path: String, _ description: String?) {
        func fail(_ text: String) {
            failures.append(ValidationFailure(text: text, path: path, description: description))
        }
        // z-schema walks the list of required names from its end.
        for name in schema.required.reversed() where !members.contains(name) {
            fail("Missing required property: \(name)")
        }
        if let minimum = schema.minProperties, members.count < minimum {
            fail("Too few properties defined (\(members.count)), minimum \(minimum)")
        }
        if let maximum = schema.maxProperties, members.count > maximum {
            fail("Too many properties defined (\(members.count)), maximum \(maximum)")
        }
        if case .refused = schema.additionalProperties {
            let unknown = members.keys.filter { schema.properties[$0] == nil }
            if !unknown.isEmpty { fail("Additional properties not allowed: \(unknown.joined(separator: ","))") }
        }
        for (name, value) in members {
            if value.isNull, path.isEmpty, removable.contains(name) { continue }
            let memberPath = path.isEmpty ? name : "\(path).\(name)"
            if let property = schema.properties[name] {
                check(value, property, memberPath, nil)
            } else if case .matching(let additional) = schema.additionalProperties {
                check(value, additional, memberPath, nil)
            }
        }
    }

    private mutating func checkAlternatives(
        _ value: JSONValue,
        _ schema: Schema,
        _ path: String,
        _ description: String?
    ) {
        for part in schema.allOf { check(value, part, path, description) }
        // The alternatives of the table overlap, so one that fits is enough for `oneOf` as well.
        for alternatives in [schema.oneOf, schema.anyOf] where !alternatives.isEmpty {
            let fits = alternatives.contains {
                Validator.failures(value, $0, in: source, removable: path.isEmpty ? removable : []).isEmpty
            }
            if !fits {
                failures.append(
                    ValidationFailure(
                        text: "None of the valid schemas were met",
                        path: path,
                        description: description
                    )
                )
            }
        }
    }
}
