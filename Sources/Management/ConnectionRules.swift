import Applications
import Kernel
import Wire

/// What a connection must be, and what it has that nobody asked for.
enum ConnectionRules {
    /// Strategies of companies: their connections can be shown as a button.
    private static let enterprise: Set<String> = [
        "ad", "adfs", "auth0-adldap", "google-apps", "ip", "office365", "oidc", "okta", "pingfederate", "samlp",
        "sharepoint", "waad",
    ]

    /// Strategies whose `profile` is on unless it is asked to be off.
    private static let profiled: Set<String> = ["line", "linkedin", "wordpress"]

    /// What the options of a database have beside what was asked for.
    private static let databaseOptions: JSONObject = [
        "mfa": ["active": true, "return_enroll_settings": true],
        "passwordPolicy": "good",
        "strategy_version": 2,
        "authentication_methods": [
            "password": ["enabled": true, "api_behavior": "required", "signup_behavior": "allow"],
            "passkey": ["enabled": false],
        ],
        "passkey_options": [
            "challenge_ui": "both", "progressive_enrollment_enabled": true, "local_enrollment_enabled": true,
        ],
        "brute_force_protection": true,
    ]

    /// The connection of an id.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document {
        guard let document = try transaction.document(.connection, id: id, in: context.tenant) else {
            throw APIProblem(404, "The connection does not exist", code: "inexistent_connection")
        }
        return document
    }

    /// A new connection.
    ///
    /// - Throws: `APIProblem` 400.
    static func newBody(_ request: JSONObject, id: String) throws -> JSONObject {
        let strategy = request["strategy"]?.string ?? ""
        let name = request["name"] ?? ""
        var body: JSONObject = ["id": .string(id), "options": [:], "strategy": .string(strategy), "name": name]
        body["is_domain_connection"] = false
        if enterprise.contains(strategy) { body["show_as_button"] = false }
        body["authentication"] = ["active": true]
        body["connected_accounts"] = ["active": false]
        if ["oidc", "okta", "waad"].contains(strategy) { body["display_name"] = name }
        body["enabled_clients"] = []
        body["realms"] = .array([name])
        body = body.merging(Patching.withoutNulls(request))
        body["options"] = .object(options(request["options"]?.object ?? [:], strategy: strategy))
        try check(body)
        return body
    }

    private static func options(_ asked: JSONObject, strategy: String) -> JSONObject {
        switch strategy {
        case "auth0":
            var defaults = databaseOptions
            // The two ways of saying what a password must be exclude one another.
            if asked.contains("password_options") { defaults["passwordPolicy"] = nil }
            return defaults.merging(asked)
        case "ad": return (["ips": .null, "brute_force_protection": true] as JSONObject).merging(asked)
        case "email", "sms": return (["brute_force_protection": true] as JSONObject).merging(asked)
        case "oidc":
            let defaults: JSONObject = [
                "schema_version": "oidc-V4", "attribute_map": ["mapping_mode": "bind_all"],
                "connection_settings": ["pkce": "auto"],
            ]
            return defaults.merging(asked)
        case let strategy where profiled.contains(strategy):
            return (["profile": true] as JSONObject).merging(asked)
        default: return asked
        }
    }

    /// Refuses options of a database that contradict one another.
    ///
    /// - Throws: `APIProblem` 400.
    static func check(_ body: JSONObject) throws {
        guard body["strategy"]?.string == "auth0", let options = body["options"]?.object,
            let attributes = options["attributes"]?.object
        else { return }
        guard !options.contains("validation") else {
            throw refusal("Cannot set both options.attributes and options.validation")
        }
        guard !options.contains("requires_username") else {
            throw refusal("Cannot set both options.attributes and options.requires_username")
        }
        guard attributes.contains(where: { $0.value["identifier"]?["active"]?.bool ?? false }) else {
            throw refusal("attributes must contain one active identifier")
        }
        for (name, attribute) in attributes
        where attribute["profile_required"]?.bool ?? false && attribute["signup"]?["status"]?.string == "inactive" {
            throw refusal("attribute \(name) must also be required on signup")
        }
    }

    private static func refusal(_ message: String) -> APIProblem { APIProblem(400, message, code: "invalid_body") }
}
