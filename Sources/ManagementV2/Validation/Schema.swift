package import Wire

/// Where schemas find those they refer to by name.
package protocol SchemaSource: Sendable {
    /// The schema of that name.
    func schema(named name: String) -> Schema?
}

/// The types of JSON, as schemas and failure texts name them.
package enum SchemaType: String, Sendable {
    case string, number, integer, boolean, array, object, null
}

/// One schema of the table, compiled: the keywords of JSON schema that the table uses.
///
/// - SeeAlso: JSON Schema draft 4; a `$ref` here is a bare name.
package final class Schema: Sendable {
    /// What an object may have besides its named properties.
    enum AdditionalProperties: Sendable {
        case allowed
        case refused
        case matching(Schema)
    }

    let reference: String?
    let description: String?
    let types: [SchemaType]
    let enumeration: [JSONValue]?
    let minLength: Int?
    let maxLength: Int?
    let pattern: Pattern?
    let format: String?
    let minimum: Double?
    let maximum: Double?
    let items: Schema?
    let minItems: Int?
    let maxItems: Int?
    let uniqueItems: Bool
    let properties: [String: Schema]
    let required: [String]
    let additionalProperties: AdditionalProperties
    let minProperties: Int?
    let maxProperties: Int?
    let oneOf: [Schema]
    let anyOf: [Schema]
    let allOf: [Schema]

    /// Compiles a schema.
    package init(_ schema: JSONObject) {
        func integer(_ name: String) -> Int? { schema[name]?.integer.map(Int.init) }
        func schemas(_ name: String) -> [Schema] { (schema[name]?.array ?? []).compactMap(\.object).map(Schema.init) }
        reference = schema["$ref"]?.string
        description = schema["description"]?.string
        let typeNames = schema["type"]?.strings ?? schema["type"]?.string.map { [$0] } ?? []
        types = typeNames.compactMap(SchemaType.init(rawValue:))
        enumeration = schema["enum"]?.array
        minLength = integer("minLength")
        maxLength = integer("maxLength")
        pattern = schema["pattern"]?.string.map(Pattern.init)
        format = schema["format"]?.string
        minimum = schema["minimum"]?.number
        maximum = schema["maximum"]?.number
        items = schema["items"]?.object.map(Schema.init)
        minItems = integer("minItems")
        maxItems = integer("maxItems")
        uniqueItems = schema["uniqueItems"]?.bool ?? false
        var properties: [String: Schema] = [:]
        for (name, value) in schema["properties"]?.object ?? [:] { properties[name] = value.object.map(Schema.init) }
        self.properties = properties
        required = schema["required"]?.strings ?? []
        additionalProperties =
            switch schema["additionalProperties"] {
            case .bool(false)?: .refused
            case .object(let additional)?: .matching(Schema(additional))
            default: .allowed
            }
        minProperties = integer("minProperties")
        maxProperties = integer("maxProperties")
        oneOf = schemas("oneOf")
        anyOf = schemas("anyOf")
        allOf = schemas("allOf")
    }

    /// The schema behind a chain of references; itself if it is none or the chain breaks.
    func resolved(in source: some SchemaSource) -> Schema {
        var schema = self
        // Longer chains would be a loop: the table has none of more than three.
        for _ in 0..<16 {
            guard let name = schema.reference, let next = source.schema(named: name) else { return schema }
            schema = next
        }
        return schema
    }

    /// The patterns of the schema and of all within it; references are not followed.
    var patterns: [Pattern] {
        var inner = [items].compactMap { $0 } + properties.values + oneOf + anyOf + allOf
        if case .matching(let additional) = additionalProperties { inner.append(additional) }
        return [pattern].compactMap { $0 } + inner.flatMap(\.patterns)
    }
}
