import Wire

/// What operations answer with, in the words of OpenAPI.
enum OpenAPIResponses {
    /// The refusals that operations refer to.
    static let components: JSONObject = [
        "Refusal": [
            "description": "A refusal.",
            "content": ["application/json": ["schema": .object(refusal)]],
        ]
    ]

    private static let refusal: JSONObject = [
        "type": "object", "required": ["statusCode", "error", "message"],
        "properties": [
            "statusCode": ["type": "integer"], "error": ["type": "string"], "message": ["type": "string"],
            "errorCode": ["type": "string"],
        ],
    ]

    /// The answers of an operation by status: the described ones, and those that the engine gives for any of them.
    static func responses(_ row: JSONObject, id: String, schema: JSONValue?) -> JSONObject {
        let success = Amendments.successStatuses[id] ?? row["success"]?.integer.map(Int.init) ?? 200
        var statuses: Set<Int> = [400, 401, 403, 404, 429, 503]
        if row["body"] != nil { statuses.formUnion([413, 415]) }
        if row["method"]?.string != "GET" { statuses.insert(409) }
        statuses.formUnion((row["errors"]?.array ?? []).compactMap { $0.integer.map(Int.init) })
        var responses = JSONObject()
        let mediaType = row[Amendments.mediaType]?.string ?? "application/json"
        for status in [success] + (alsoSuccessful[id] ?? []) {
            var response: JSONObject = ["description": .string(descriptions[mediaType] ?? "Done.")]
            if status != 204, let schema {
                let content: JSONValue = ["schema": schema]
                response["content"] = .object(JSONObject([(mediaType, content)]))
            }
            responses[String(status)] = .object(response)
        }
        for status in statuses.subtracting([success]).sorted() {
            responses[String(status)] = ["$ref": "#/components/responses/Refusal"]
        }
        return responses
    }

    /// What answers are, where they are not one value that the schema describes.
    private static let descriptions = [
        "text/event-stream": "Server-sent events without end; the schema describes the data of each."
    ]

    /// Operations that tell by the status whether something was made or changed, or was there to be removed.
    private static let alsoSuccessful: [String: [Int]] = [
        "put_universal-login": [201], "delete_connections_by_id": [204],
    ]
}
