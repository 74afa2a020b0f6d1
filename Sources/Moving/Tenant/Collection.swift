import Wire

/// A kind of thing that a tenant has many of, and how its files differ from the management API.
struct Collection: Sendable {
    /// How a list is read.
    enum Paging: Sendable {
        case none, numbers, checkpoints
    }

    /// Members that the files call by name and the API by id.
    struct Reference: Sendable {
        let member: String
        let target: String
        /// What files call the member, if otherwise.
        var name: String?
    }

    /// The key in `tenant.yaml`.
    let key: String
    let path: String
    var query = ""
    var paging = Paging.numbers
    /// The member that holds the id.
    var id = "id"
    /// The members that tell one from another, beyond ids.
    var names = ["name"]
    /// Members that only the API tells: never in files, never sent.
    var told: Set<String> = []
    /// Members that never change.
    var fixed: Set<String> = []
    var references: [Reference] = []
    /// Members at any depth that refer to things.
    var deepReferences: [Reference] = []
    /// Members that use cases of their own change.
    var apart: Set<String> = []
    /// Members whose own members stay as they are unless a file says otherwise.
    var kept: Set<String> = []
    /// Whether an item is the server's own, or belongs to another collection.
    var isForeign: @Sendable (JSONObject) -> Bool = { _ in false }
    /// Why an item that lacks something cannot be made.
    var lacking: @Sendable (JSONObject) -> String? = { _ in nil }

    private static let times: Set<String> = ["created_at", "updated_at"]

    /// The collections in the order in which one needs the other.
    static let all: [Collection] = applications + people + scripts + messages

    private static let applications: [Collection] = [
        Collection(
            key: "resourceServers",
            path: "/resource-servers",
            names: ["identifier"],
            told: ["is_system", "client_id"],
            fixed: ["identifier"],
            isForeign: { $0["is_system"]?.bool ?? false }
        ),
        Collection(
            key: "clients",
            path: "/clients",
            query: "is_global=false",
            id: "client_id",
            told: [
                "callback_url_template", "signing_keys", "global", "tenant", "external_client_id",
                "external_metadata_created_by", "external_metadata_type", "cross_origin_auth",
            ],
            // Keys come with their client; later they are exchanged one by one.
            fixed: ["resource_server_identifier", "client_authentication_methods", "signed_request_object"],
            isForeign: { $0["global"]?.bool ?? false }
        ),
        connections(key: "databases", query: "strategy=auth0") { $0["strategy"]?.string != "auth0" },
        connections(key: "connections", query: "") { $0["strategy"]?.string == "auth0" },
        Collection(
            key: "clientGrants",
            path: "/client-grants",
            names: ["client_id", "audience", "default_for", "subject_type"],
            told: ["is_system"],
            fixed: ["client_id", "audience", "default_for", "subject_type"],
            references: [Reference(member: "client_id", target: "clients")],
            isForeign: { $0["is_system"]?.bool ?? false }
        ),
    ]

    private static func connections(
        key: String,
        query: String,
        isForeign: @escaping @Sendable (JSONObject) -> Bool
    ) -> Collection {
        Collection(
            key: key,
            path: "/connections",
            query: query,
            told: ["provisioning_ticket_url", "realms"],
            fixed: ["name", "strategy"],
            references: [Reference(member: "enabled_clients", target: "clients")],
            apart: ["enabled_clients"],
            kept: ["options"],
            isForeign: isForeign
        )
    }

    private static let people: [Collection] = [
        Collection(key: "roles", path: "/roles", apart: ["permissions"]),
        Collection(
            key: "userAttributeProfiles",
            path: "/user-attribute-profiles",
            paging: .checkpoints
        ),
        Collection(key: "connectionProfiles", path: "/connection-profiles", paging: .checkpoints),
        Collection(
            key: "selfServiceProfiles",
            path: "/self-service-profiles",
            told: times,
            references: [Reference(member: "user_attribute_profile_id", target: "userAttributeProfiles")],
            apart: ["customText"]
        ),
        Collection(
            key: "organizations",
            path: "/organizations",
            told: ["enabled_connections", "is_app_entitlement_active", "third_party_client_access"],
            apart: ["client_grants", "connections", "discovery_domains"]
        ),
    ]

    private static let scripts: [Collection] = [
        Collection(key: "rules", path: "/rules", told: ["stage"]),
        Collection(key: "hooks", path: "/hooks", told: ["secrets"], fixed: ["triggerId"]),
        Collection(
            key: "actionModules",
            path: "/actions/modules",
            told: times.union([
                "actions_using_module_total", "all_changes_published", "latest_version_number", "latest_version",
            ]),
            fixed: ["name"]
        ),
        Collection(
            key: "actions",
            path: "/actions/actions",
            told: times.union([
                "all_changes_deployed", "built_at", "deployed_version", "current_version", "installed_integration_id",
                "integration", "status",
            ]),
            apart: ["deployed"]
        ),
        Collection(
            key: "tokenExchangeProfiles",
            path: "/token-exchange-profiles",
            paging: .checkpoints,
            told: times,
            fixed: ["action_id", "type"],
            references: [Reference(member: "action_id", target: "actions", name: "action")]
        ),
        Collection(
            key: "flowVaultConnections",
            path: "/flows/vault/connections",
            told: times.union(["account_name", "environment", "fingerprint", "ready", "refreshed_at"]),
            fixed: ["app_id"],
            lacking: { $0.contains("setup") ? nil : LackingSecret.reason("setup") }
        ),
        Collection(
            key: "flows",
            path: "/flows",
            told: times.union(["executed_at"]),
            deepReferences: [Reference(member: "connection_id", target: "flowVaultConnections")]
        ),
        Collection(
            key: "forms",
            path: "/forms",
            told: times.union(["embedded_at", "submitted_at"]),
            deepReferences: [Reference(member: "flow_id", target: "flows")]
        ),
    ]

    /// What the receivers of logs are not reached without.
    private static let sinkSecrets = [
        "datadog": "datadogApiKey", "mixpanel": "mixpanelServiceAccountPassword", "segment": "segmentWriteKey",
        "splunk": "splunkToken",
    ]

    private static let messages: [Collection] = [
        Collection(
            key: "customDomains",
            path: "/custom-domains",
            paging: .none,
            id: "custom_domain_id",
            names: ["domain"],
            told: times.union([
                "certificate", "is_default", "origin_domain_name", "primary", "status", "verification",
            ]),
            fixed: ["domain", "type", "verification_method"]
        ),
        Collection(key: "networkACLs", path: "/network-acls", names: ["description"], told: times),
        Collection(
            key: "rateLimitPolicies",
            path: "/rate-limit-policies",
            paging: .checkpoints,
            names: ["resource", "consumer", "consumer_selector"],
            told: times,
            fixed: ["resource", "consumer", "consumer_selector"],
            references: [Reference(member: "consumer_selector", target: "clients")]
        ),
        Collection(
            key: "logStreams",
            path: "/log-streams",
            paging: .none,
            told: ["status"],
            fixed: ["type", "startFrom"],
            kept: ["sink"],
            lacking: { stream in
                let secret = sinkSecrets[stream["type"]?.string ?? ""]
                return secret.flatMap { stream["sink"]?[$0] == nil ? LackingSecret.reason($0) : nil }
            }
        ),
        Collection(
            key: "eventStreams",
            path: "/event-streams",
            paging: .checkpoints,
            told: times.union(["status"]),
            lacking: { stream in
                let authorization = stream["destination"]?["configuration"]?["webhook_authorization"]
                let secrets = ["basic": "password", "custom_header": "header_value"]
                let secret = secrets[authorization?["method"]?.string ?? ""] ?? "token"
                return authorization == nil || authorization?[secret] != nil ? nil : LackingSecret.reason(secret)
            }
        ),
        Collection(
            key: "phoneProviders",
            path: "/branding/phone/providers",
            paging: .none,
            told: times.union(["channel", "tenant"]),
            lacking: { $0["credentials"]?.object != nil ? nil : LackingSecret.reason("credentials") }
        ),
        Collection(
            key: "phoneTemplates",
            path: "/branding/phone/templates",
            paging: .none,
            names: ["type"],
            told: times.union(["channel", "tenant", "customizable"]),
            fixed: ["type"],
            // One that nobody has written yet has no id.
            isForeign: { !$0.contains("id") }
        ),
    ]
}
