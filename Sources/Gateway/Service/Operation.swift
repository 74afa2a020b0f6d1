package import Wire

/// Builds operation objects of the OpenAPI document.
///
/// - SeeAlso: OpenAPI Specification 3.0.3, "Operation Object".
package struct Operation: Sendable {
    /// The operation object so far.
    package private(set) var document: JSONObject

    /// An operation.
    package init(_ summary: String, tag: String) {
        document = [
            "summary": .string(summary), "tags": [.string(tag)], "parameters": [], "responses": .object(JSONObject()),
        ]
    }

    /// The operation with a parameter that is a string.
    package func parameter(
        _ name: String,
        in place: String,
        _ description: String,
        isRequired: Bool = false
    ) -> Operation {
        let parameter: JSONValue = [
            "name": .string(name), "in": .string(place), "description": .string(description),
            "required": .bool(isRequired || place == "path"), "schema": ["type": "string"],
        ]
        return setting("parameters", .array((document["parameters"]?.array ?? []) + [parameter]))
    }

    /// The operation with a body: its schema, in each of some media types.
    package func body(_ schema: JSONObject, _ mediaTypes: [String], isRequired: Bool = true) -> Operation {
        let content = JSONObject(mediaTypes.map { ($0, ["schema": .object(schema)]) })
        return setting("requestBody", ["required": .bool(isRequired), "content": .object(content)])
    }

    /// The operation with an answer; JSON of a schema, if there is one.
    package func answer(_ status: Int, _ description: String, _ schema: JSONObject? = nil) -> Operation {
        var response: JSONObject = ["description": .string(description)]
        if let schema { response["content"] = ["application/json": ["schema": .object(schema)]] }
        var responses = document["responses"]?.object ?? [:]
        responses[String(status)] = .object(response)
        return setting("responses", .object(responses))
    }

    /// The operation with refusals in the shape that all refusals have.
    package func refusals(_ refusals: [(status: Int, description: String)]) -> Operation {
        refusals.reduce(self) { $0.answer($1.status, $1.description, Self.error) }
    }

    /// A schema of an object with members that are strings.
    package static func object(_ members: [String], required: [String] = []) -> JSONObject {
        var schema: JSONObject = [
            "type": "object", "properties": .object(JSONObject(members.map { ($0, ["type": "string"]) })),
        ]
        if !required.isEmpty { schema["required"] = .array(required.map(JSONValue.string)) }
        return schema
    }

    private static let error: JSONObject = [
        "type": "object", "required": ["statusCode", "error", "message"],
        "properties": [
            "statusCode": ["type": "integer"], "error": ["type": "string"], "message": ["type": "string"],
        ],
    ]

    private func setting(_ name: String, _ value: JSONValue) -> Operation {
        var result = self
        result.document[name] = value
        return result
    }
}
