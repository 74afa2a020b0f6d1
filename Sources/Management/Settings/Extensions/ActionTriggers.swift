package import Wire

/// A point of a sign-in that an action may be for.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/actions/triggers`.
package struct ActionTrigger: Sendable {
    private let id: String
    private let version: String
    private let isCurrent: Bool
    private let isBoundToEntities: Bool
    private let defaultRuntime: String

    private init(
        _ id: String,
        _ version: String,
        isCurrent: Bool = true,
        isBoundToEntities: Bool = false,
        defaultRuntime: String = "node22"
    ) {
        self.id = id
        self.version = version
        self.isCurrent = isCurrent
        self.isBoundToEntities = isBoundToEntities
        self.defaultRuntime = defaultRuntime
    }

    private static let all = [
        ActionTrigger("post-login", "v2", isCurrent: false, defaultRuntime: "node16"),
        ActionTrigger("post-login", "v3"),
        ActionTrigger("credentials-exchange", "v2"),
        ActionTrigger("pre-user-registration", "v2"),
        ActionTrigger("post-user-registration", "v2"),
        ActionTrigger("post-change-password", "v2"),
        ActionTrigger("send-phone-message", "v2"),
        ActionTrigger("custom-phone-provider", "v1", isBoundToEntities: true),
        ActionTrigger("custom-email-provider", "v1", isBoundToEntities: true),
        ActionTrigger("password-reset-post-challenge", "v1"),
        ActionTrigger("custom-token-exchange", "v1", isBoundToEntities: true),
        ActionTrigger("event-stream", "v1", isBoundToEntities: true),
        ActionTrigger("password-hash-migration", "v1", isBoundToEntities: true),
        ActionTrigger("login-post-identifier", "v1"),
        ActionTrigger("signup-post-identifier", "v1"),
    ]

    /// All triggers as the wire shows them.
    package static var shown: JSONValue { .array(all.map(\.shown)) }

    /// What an action for a trigger, `{id, version}`, is written for that says nothing about it.
    static func runtime(of trigger: JSONValue?) -> String {
        let named = all.filter { $0.id == trigger?["id"]?.string }
        let version = trigger?["version"]?.string
        return (named.first { $0.version == version } ?? named.last)?.defaultRuntime ?? "node22"
    }

    private var shown: JSONValue {
        let hasFormer = id == "post-login" && isCurrent
        return [
            "id": .string(id), "version": .string(version), "status": isCurrent ? "CURRENT" : "DEPRECATED",
            "runtimes": ["node12", "node16", "node18", "node22"], "default_runtime": .string(defaultRuntime),
            "compatible_triggers": hasFormer ? [["id": "post-login", "version": "v2"]] : [],
            "binding_policy": isBoundToEntities ? "entity-bound" : "trigger-bound",
        ]
    }
}
