import Wire

extension Amendments {
    /// Operations of this server alone: directories make groups at Auth0, and somebody has to speak for them here.
    static let groupOperations: [JSONObject] = [
        operation(
            "post_groups",
            "POST",
            "/groups",
            scope: "create:groups",
            body: [
                "type": "object", "additionalProperties": false, "required": ["name"],
                "properties": [
                    "name": name, "external_id": externalID,
                    "connection_id": ["type": "string", "format": "connection-id"],
                ],
            ],
            success: 201,
            response: ["type": "object"]
        ),
        operation(
            "patch_group",
            "PATCH",
            "/groups/{id}",
            scope: "update:groups",
            parameters: id,
            body: [
                "type": "object", "additionalProperties": false,
                "properties": ["name": name, "external_id": externalID],
            ],
            success: 200,
            response: ["type": "object"]
        ),
        members("post", "POST"),
        members("delete", "DELETE"),
    ]

    private static let id: JSONValue = [
        ["name": "id", "in": "path", "required": true, "type": "string", "minLength": 18, "maxLength": 26]
    ]
    private static let name: JSONValue = [
        "type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[\\x20-\\x7E]+$",
    ]
    private static let externalID: JSONValue = ["type": "string", "maxLength": 256]

    private static func members(_ verb: String, _ method: String) -> JSONObject {
        operation(
            "\(verb)_group_members",
            method,
            "/groups/{id}/members",
            scope: "update:groups",
            parameters: id,
            body: [
                "type": "object", "additionalProperties": false, "required": ["members"],
                "properties": [
                    "members": [
                        "type": "array", "minItems": 1, "items": ["type": "string", "format": "user-id"],
                    ]
                ],
            ],
            success: 204
        )
    }
}
