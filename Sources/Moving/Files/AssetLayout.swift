import Wire

/// Where the parts of a tenant stand in its files.
///
/// - SeeAlso: Auth0 Deploy CLI: "Available Resource Config Formats".
struct AssetLayout: Sendable {
    /// How a part stands in a folder; in `tenant.yaml` each has one key.
    enum Shape: Sendable {
        /// One object in one file.
        case file(String)
        /// One list in one file.
        case list(String)
        /// One file for each member of an object.
        case members([(member: String, file: String)])
        /// One file for each item of a list, called by some of its members.
        case items(folder: String, names: [String])
        /// A folder for each database, with its scripts.
        case databases
        /// Settings, texts, insertions and renderings.
        case prompts
        /// Colours, and templates with files of their own.
        case branding
    }

    /// A member whose value is a file of its own.
    struct Text: Sendable {
        let member: String
        let suffix: String
        /// The folder beside `tenant.yaml`.
        let folder: String
        /// Whether each item has a folder, in which the file has this name.
        var file: String?
    }

    /// The key in `tenant.yaml`.
    let key: String
    let shape: Shape
    var text: Text?
    /// Whether `tenant.yaml` names a file with the whole item.
    var isBodyApart = false

    /// All parts that are known, in the order of `tenant.yaml`.
    static let all: [AssetLayout] = configuration + scripts + appearance + guardian + protection

    /// The part of a key.
    static func named(_ key: String) -> AssetLayout? { all.first { $0.key == key } }

    private static func items(_ key: String, _ folder: String, _ names: String..., text: Text? = nil) -> AssetLayout {
        AssetLayout(key: key, shape: .items(folder: folder, names: names), text: text)
    }

    private static let configuration = [
        AssetLayout(key: "tenant", shape: .file("tenant.json")),
        items("resourceServers", "resource-servers", "name"),
        items("clients", "clients", "name"),
        AssetLayout(key: "databases", shape: .databases),
        items("connections", "connections", "name"),
        items("clientGrants", "grants", "client_id", "audience"),
        items("roles", "roles", "name"),
        items("organizations", "organizations", "name"),
        items("userAttributeProfiles", "user-attribute-profiles", "name"),
        items("connectionProfiles", "connection-profiles", "name"),
        items("selfServiceProfiles", "self-service-profiles", "name"),
        items("tokenExchangeProfiles", "token-exchange-profiles", "name"),
        AssetLayout(key: "customDomains", shape: .list("custom-domains/custom-domains.json")),
        items("networkACLs", "network-acls", "description"),
        items("logStreams", "log-streams", "name"),
        items("eventStreams", "event-streams", "name"),
    ]

    private static let scripts = [
        items("rules", "rules", "name", text: Text(member: "script", suffix: ".js", folder: "rules")),
        items("rulesConfigs", "rules-configs", "key"),
        items("hooks", "hooks", "name", text: Text(member: "script", suffix: ".js", folder: "hooks")),
        items(
            "actions",
            "actions",
            "name",
            text: Text(member: "code", suffix: ".js", folder: "actions", file: "code.js")
        ),
        items(
            "actionModules",
            "action-modules",
            "name",
            text: Text(member: "code", suffix: ".js", folder: "action-modules", file: "code.js")
        ),
        AssetLayout(key: "triggers", shape: .file("triggers/triggers.json")),
        AssetLayout(
            key: "flowVaultConnections",
            shape: .items(folder: "flow-vault-connections", names: ["name"])
        ),
        AssetLayout(key: "flows", shape: .items(folder: "flows", names: ["name"]), isBodyApart: true),
        AssetLayout(key: "forms", shape: .items(folder: "forms", names: ["name"]), isBodyApart: true),
    ]

    private static let appearance = [
        AssetLayout(key: "emailProvider", shape: .file("emails/provider.json")),
        items(
            "emailTemplates",
            "emails",
            "template",
            text: Text(member: "body", suffix: ".html", folder: "emailTemplates")
        ),
        AssetLayout(key: "phoneProviders", shape: .list("phone-providers/provider.json")),
        items("phoneTemplates", "phone-templates", "type"),
        AssetLayout(key: "branding", shape: .branding),
        items("themes", "themes", "displayName"),
        items("pages", "pages", "name", text: Text(member: "html", suffix: ".html", folder: "pages")),
        AssetLayout(key: "prompts", shape: .prompts),
    ]

    private static let guardian = [
        items("guardianFactors", "guardian/factors", "name"),
        items("guardianFactorProviders", "guardian/providers", "name", "provider"),
        items("guardianFactorTemplates", "guardian/templates", "name"),
        AssetLayout(key: "guardianPolicies", shape: .file("guardian/policies.json")),
        AssetLayout(
            key: "guardianPhoneFactorMessageTypes",
            shape: .file("guardian/phoneFactorMessageTypes.json")
        ),
        AssetLayout(
            key: "guardianPhoneFactorSelectedProvider",
            shape: .file("guardian/phoneFactorSelectedProvider.json")
        ),
    ]

    private static let protection = [
        AssetLayout(
            key: "attackProtection",
            shape: .members([
                ("botDetection", "attack-protection/bot-detection.json"),
                ("breachedPasswordDetection", "attack-protection/breached-password-detection.json"),
                ("bruteForceProtection", "attack-protection/brute-force-protection.json"),
                ("captcha", "attack-protection/captcha.json"),
                ("suspiciousIpThrottling", "attack-protection/suspicious-ip-throttling.json"),
            ])
        ),
        AssetLayout(key: "riskAssessment", shape: .file("risk-assessment/settings.json")),
        AssetLayout(
            key: FormerParts.riskAssessments,
            shape: .members([
                ("settings", "risk-assessments/settings.json"), ("newDevice", "risk-assessments/new-device.json"),
            ])
        ),
        AssetLayout(key: FormerParts.newDevice, shape: .members([])),
        AssetLayout(key: "supplementalSignals", shape: .file("supplemental-signals.json")),
        items("rateLimitPolicies", "rate-limit-policies", "consumer_selector"),
    ]

    /// The folders of parts that tenants of Auth0 have and those of this server have not, by the keys in `tenant.yaml`.
    static let without: [String: String] = ["agents": "agents"]
}
