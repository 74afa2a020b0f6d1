import Wire

/// Where the recorded API differs from its description: what the table is read with, so that the table itself stays as
/// it was published.
enum Amendments {
    /// Statuses of success that recordings show other than the description, by operation id.
    static let successStatuses: [String: Int] = [
        "delete_network-acls_by_id": 200,
        "delete_refresh_token": 204,
        "delete_role_permission_assignment": 204,
        "patch_credentials_by_credential_id": 200,
        "patch_hooks_by_id": 200,
        "patch_resource-servers_by_id": 200,
        "post_clients_cimd_register": 201,
        "post_deploy_action": 200,
        "post_deploy_draft_version": 200,
        "post_invitations": 201,
    ]

    /// Operations that need all of their scopes; for the others one of them is enough.
    static let needsAllScopes: Set<String> = [
        "get_role_user", "get_user_roles", "post_encryption_rekey", "post_rotate", "post_signing_keys",
        "put_custom_signing_keys",
    ]

    /// Lists whose array answers carry a `Link` header.
    static let linkedLists: Set<String> = [
        "get_client-grants", "get_clients", "get_connections", "get_logs_by_user", "get_resource-servers", "get_rules",
    ]

    /// Lists that refuse `fields` other than these.
    static let checkedFields: [String: [String]] = [
        "get_connections": connectionFields, "get_connections_by_id": connectionFields,
    ]

    private static let connectionFields = [
        "name", "strategy", "options", "enabled_clients", "id", "display_name", "realms", "is_domain_connection",
        "show_as_button", "metadata", "authentication", "connected_accounts", "cross_app_access_requesting_app",
        "provisioning_ticket_url", "ips",
    ]

    /// Members that an answer keeps whatever its `fields` say.
    static let alwaysAnswered: [String: Set<String>] = [
        "get_clients": ["tenant"], "get_connections": ["is_domain_connection"],
        "tenant_settings_route": ["sandbox_version", "sandbox_versions_available"],
    ]

    /// A schema with what its description lacks.
    static func amended(_ schema: JSONObject, named name: String) -> JSONObject {
        schemas[name].map { merge($0, into: schema) } ?? schema
    }

    /// An operation with what its description lacks.
    static func amended(operation: JSONObject) -> JSONObject {
        guard let id = operation["id"]?.string else { return operation }
        var amended = operation
        if let added = parameters[id] {
            amended["parameters"] = .array((operation["parameters"]?.array ?? []) + added)
        }
        if let mediaType = mediaTypes[id] { amended[Self.mediaType] = .string(mediaType) }
        return amended
    }

    /// The member of an operation that says what it answers with if that is not JSON.
    static let mediaType = "media_type"

    private static let mediaTypes = ["subscribe_events": "text/event-stream"]

    /// RFC 7396: members of the patch replace or, if null, remove members; objects are merged.
    private static func merge(_ patch: JSONObject, into target: JSONObject) -> JSONObject {
        var result = target
        for (name, value) in patch {
            switch value {
            case .null: result[name] = nil
            case .object(let members): result[name] = .object(merge(members, into: target[name]?.object ?? [:]))
            default: result[name] = value
            }
        }
        return result
    }

    private static let parameters: [String: [JSONValue]] = [
        "get_logs": [["name": "q", "in": "query", "type": "string"]],
        "subscribe_events": [["name": "Last-Event-ID", "in": "header", "type": "string", "maxLength": 1024]],
    ]

    /// Merge patches for schemas.
    private static let schemas: [String: JSONObject] = [
        // Extensions of this server: APIs may sign with elliptic curves.
        "SigningAlgorithmEnum": ["enum": ["HS256", "RS256", "RS512", "PS256", "ES256", "EdDSA"]],
        // Accepted and answered, but missing in the description.
        "CreateResourceServerRequestContent": tokenLifetimeForWeb,
        "UpdateResourceServerRequestContent": tokenLifetimeForWeb,
        "CreateBrandingThemeRequestContent": themeIdentifiers,
        "UpdateBrandingThemeRequestContent": themeIdentifiers,
        "CreateFlowRequestContent": flowMembers,
        "UpdateFlowRequestContent": flowMembers,
        "CreateFormRequestContent": ["properties": ["description": ["type": "string"]]],
        "UpdateFormRequestContent": ["properties": ["description": ["type": ["string", "null"]]]],
        "FormStyle": ["properties": ["version": ["type": "string"], "theme": ["type": "string"]]],
        "TenantSettingsFlags": ["properties": .object(flags)],
        "UpdateTenantSettingsRequestContent": ["properties": ["universal_login": .object(universalLogin)]],
        // The screens of a prompt, and for each the insertions by their place.
        "SetPartialsRequestContent": [
            "additionalProperties": ["type": "object", "additionalProperties": ["type": "string"]]
        ],
        // Secrets that are written and never read.
        "EventStreamWebhookBasicAuth": ["properties": ["password": ["type": "string", "maxLength": 128]]],
        "EventStreamWebhookBearerAuth": ["properties": ["token": ["type": "string", "minLength": 1]]],
        "EventStreamWebhookCustomHeaderAuth": ["properties": ["header_value": ["type": "string", "minLength": 1]]],
        // What is missing in a form with a file is told in words of its own.
        "CreateImportUsersRequestContent": ["required": nil],
        // Any text names a device.
        "CreatePublicKeyDeviceCredentialRequestContent": ["properties": ["device_id": ["pattern": nil]]],
        // Types of tokens are URIs of any scheme, URNs above all.
        "CreateTokenExchangeProfileRequestContent": subjectTokenType,
        "UpdateTokenExchangeProfileRequestContent": subjectTokenType,
    ]

    /// Flags that tenants of some age have, and that exports of them and the Terraform provider write back.
    private static let flags = JSONObject(
        [
            "allow_other_legacy_grant_types", "enable_custom_domain_in_emails", "enable_legacy_logs_search_v2",
            "enable_mgmt_api_v1", "include_email_in_reset_pwd_redirect", "include_email_in_verify_email_redirect",
            "new_universal_login_experience_enabled", "require_signed_request_object", "universal_login",
            "use_scope_descriptions_for_consent",
        ]
        .map { ($0, ["type": "boolean"]) }
    )
    /// Where the colours of the pages were before branding had them, and what passwordless sign-in may do.
    private static let universalLogin: JSONObject = [
        "type": ["object", "null"], "additionalProperties": false,
        "properties": [
            "colors": ["$ref": "BrandingColors"],
            "passwordless": [
                "type": "object", "additionalProperties": false,
                "properties": ["allow_magiclink_verify_without_session": ["type": "boolean"]],
            ],
        ],
    ]
    private static let tokenLifetimeForWeb: JSONObject = [
        "properties": ["token_lifetime_for_web": ["type": "integer", "minimum": 1, "maximum": 2_592_000]]
    ]
    private static let subjectTokenType: JSONObject = ["properties": ["subject_token_type": ["format": "uri"]]]
    private static let themeIdentifiers: JSONObject = [
        "properties": ["identifiers": ["type": "object", "additionalProperties": true]]
    ]
    private static let flowMembers: JSONObject = [
        "properties": ["description": ["type": ["string", "null"]], "synchronous": ["type": "boolean"]]
    ]
}
