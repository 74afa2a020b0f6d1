import Wire

extension Amendments {
    /// Operations that the description lacks.
    static let operations = recordedOperations + groupOperations

    /// Operations that are recorded but not described.
    private static let recordedOperations: [JSONObject] = [
        operation(
            "get_blacklists_tokens",
            "GET",
            "/blacklists/tokens",
            scope: "blacklist:tokens",
            parameters: [["name": "aud", "in": "query", "type": "string"]],
            success: 200
        ),
        operation(
            "post_blacklists_tokens",
            "POST",
            "/blacklists/tokens",
            scope: "blacklist:tokens",
            body: [
                "type": "object", "additionalProperties": false, "required": ["jti"],
                "properties": ["aud": ["type": "string"], "jti": ["type": "string", "minLength": 1]],
            ],
            success: 204
        ),
        operation(
            "get_event_stream_stats",
            "GET",
            "/event-streams/{id}/stats",
            scope: "read:event_streams",
            parameters: [
                ["name": "id", "in": "path", "required": true, "type": "string"],
                ["name": "date_from", "in": "query", "type": "string"],
                ["name": "date_to", "in": "query", "type": "string"],
            ],
            success: 200,
            response: ["type": "object"]
        ),
        operation(
            "get_prompts_mfa-push",
            "GET",
            "/prompts/mfa-push",
            scope: "read:prompts",
            success: 200,
            response: ["type": "object"]
        ),
        operation(
            "patch_prompts_mfa-push",
            "PATCH",
            "/prompts/mfa-push",
            scope: "update:prompts",
            body: [
                "type": "object", "additionalProperties": false,
                "properties": [
                    "app_name": ["type": "string"], "apple_app_link": ["type": "string"],
                    "google_app_link": ["type": "string"],
                ],
            ],
            success: 200,
            response: ["type": "object"]
        ),
        factorSettings("get", "webauthn-roaming", scope: "read:guardian_factors"),
        factorSettings("put", "webauthn-roaming", scope: "update:guardian_factors"),
        factorSettings("get", "webauthn-platform", scope: "read:guardian_factors"),
        factorSettings("put", "webauthn-platform", scope: "update:guardian_factors"),
        synchronizedGroups("post", "POST", scope: "create:directory_provisionings"),
        synchronizedGroups("delete", "DELETE", scope: "delete:directory_provisionings"),
    ]

    private static func factorSettings(_ verb: String, _ factor: String, scope: String) -> JSONObject {
        operation(
            "\(verb)_factor_\(factor)_settings",
            verb.uppercased(),
            "/guardian/factors/\(factor)/settings",
            scope: scope,
            body: verb == "get"
                ? nil
                : [
                    "type": "object", "additionalProperties": false,
                    "properties": [
                        "userVerification": ["type": "string", "enum": ["discouraged", "preferred", "required"]],
                        "overrideRelyingParty": ["type": "boolean"],
                        "relyingPartyIdentifier": ["type": "string", "format": "hostname"],
                    ],
                ],
            success: 200,
            response: ["type": "object"]
        )
    }

    private static func synchronizedGroups(_ verb: String, _ method: String, scope: String) -> JSONObject {
        operation(
            "\(verb)_synchronized-groups",
            method,
            "/connections/{id}/directory-provisioning/synchronized-groups",
            scope: scope,
            parameters: [["name": "id", "in": "path", "required": true, "type": "string"]],
            body: [
                "type": "object", "required": ["groups"],
                "properties": [
                    "groups": [
                        "type": "array",
                        "items": ["type": "object", "required": ["id"], "properties": ["id": ["type": "string"]]],
                    ]
                ],
            ],
            success: 204
        )
    }

    /// An operation as the table has them.
    static func operation(
        _ id: String,
        _ method: String,
        _ path: String,
        scope: String,
        parameters: JSONValue = [],
        body: JSONValue? = nil,
        success: Int64,
        response: JSONValue? = nil
    ) -> JSONObject {
        var operation: JSONObject = [
            "id": .string(id), "method": .string(method), "path": .string(path), "scopes": [.string(scope)],
            "parameters": parameters, "success": .integer(success),
        ]
        operation["body"] = body
        operation["response"] = response
        return operation
    }
}
