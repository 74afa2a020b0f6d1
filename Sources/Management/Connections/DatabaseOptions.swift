import Wire

/// The options of databases.
///
/// - SeeAlso: Auth0: "Database Connections", "Flexible Password Policy".
enum DatabaseOptions {
    /// What a new database has.
    private static let start: JSONObject = [
        "mfa": ["active": true, "return_enroll_settings": true],
        "passwordPolicy": "good",
        "strategy_version": 2,
    ]

    /// What every database has, also after a change that does not name it.
    private static let always: JSONObject = [
        "authentication_methods": [
            "password": ["enabled": true, "api_behavior": "required", "signup_behavior": "allow"],
            "passkey": ["enabled": false], "email_otp": ["enabled": false], "phone_otp": ["enabled": false],
        ],
        "passkey_options": [
            "challenge_ui": "both", "progressive_enrollment_enabled": true, "local_enrollment_enabled": true,
        ],
        "brute_force_protection": true,
    ]

    /// What the parts of `password_options` are while nobody says anything about them.
    private static let passwordParts: [(name: String, defaults: JSONObject)] = [
        (
            "complexity",
            [
                "character_type_rule": "all", "identical_characters": "allow", "sequential_characters": "allow",
                "max_length_exceeded": "error", "min_length": 15, "character_types": [],
            ]
        ),
        (
            "profile_data",
            [
                "active": false,
                "blocked_fields": [
                    "name", "username", "nickname", "email", "phone_number", "user_metadata.name",
                    "user_metadata.first", "user_metadata.last",
                ],
            ]
        ),
        ("history", ["active": false, "size": 3]),
        ("dictionary", ["active": false, "custom": [], "default": "en_100k"]),
    ]

    /// Options with what a database has beside what was asked for.
    static func completed(_ asked: JSONObject, isNew: Bool) -> JSONObject {
        var defaults = isNew ? start : [:]
        // The two ways of saying what a password must be exclude one another.
        if asked.contains("password_options") { defaults["passwordPolicy"] = nil }
        var options = ConnectionOptions.filled(asked, defaults.merging(always))
        if let parts = asked["password_options"]?.object { options["password_options"] = .object(completed(parts)) }
        if var attributes = asked["attributes"]?.object, let email = attributes["email"]?.object {
            attributes["email"] = .object(
                ConnectionOptions.filled(email, ["verification_method": "link", "unique": true])
            )
            options["attributes"] = .object(attributes)
        }
        return options
    }

    private static func completed(_ parts: JSONObject) -> JSONObject {
        var result = parts
        for (name, defaults) in passwordParts {
            result[name] = .object(defaults.merging(parts[name]?.object ?? [:]))
        }
        return result
    }
}
