package import Wire

/// The profile that administrators begin their own connection profiles with.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/connection-profiles/templates`.
package enum ConnectionProfileTemplate {
    /// The id of the template.
    package static let genericID = "auth0-generic"

    /// The template, as the wire shows it.
    package static let generic: JSONObject = [
        "id": .string(genericID), "display_name": "Generic Connection Profile Template",
        "template": [
            "name": "Generic Connection Profile",
            "organization": ["show_as_button": "optional", "assign_membership_on_login": "required"],
            "connection_name_prefix_template": "con-{org_id}", "enabled_features": ["scim"],
            "connection_config": [:], "strategy_overrides": [:],
        ],
    ]
}
