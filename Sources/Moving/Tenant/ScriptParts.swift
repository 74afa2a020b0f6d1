import Wire

/// What an import must know of actions and their modules before the API hears of them.
enum ScriptParts {
    /// A thing of a file as the API takes it, and what the tenant cannot have of it, each with the reason.
    ///
    /// - Parameter present: The thing as the tenant has it.
    static func usable(
        _ wanted: JSONObject,
        of key: String,
        present: JSONObject?,
        _ state: TenantState
    ) -> (wanted: JSONObject, leftOut: [String]) {
        switch key {
        case "actions":
            var wanted = ActionModuleUse.filed(wanted, state)
            wanted["secrets"] = ScriptSecrets.named(wanted["secrets"])
            // Who uses none and says so says nothing new.
            if wanted["modules"]?.array?.isEmpty ?? false, present?["modules"] == nil { wanted["modules"] = nil }
            let unknown = ActionModuleUse.names(wanted).filter { ActionModuleUse.module($0, state) == nil }
            return (wanted, unknown.map { "modules: \($0): the tenant has no such module" })
        case "actionModules": return module(wanted, present: present)
        default: return (wanted, [])
        }
    }

    /// The API replaces all secrets of a module at once, and takes none without its value.
    private static func module(_ wanted: JSONObject, present: JSONObject?) -> (JSONObject, [String]) {
        guard let secrets = ScriptSecrets.named(wanted["secrets"])?.array?.compactMap(\.object) else {
            return (wanted, [])
        }
        var wanted = wanted
        wanted["secrets"] = .array(secrets.filter { $0.contains("value") }.map(JSONValue.object))
        let hidden = secrets.filter { !$0.contains("value") }.compactMap { $0["name"]?.string }
        if present != nil, !hidden.isEmpty || secrets.isEmpty && present?["secrets"]?.array?.isEmpty ?? true {
            wanted["secrets"] = nil
        }
        let known = (present?["secrets"]?.array ?? []).compactMap { $0["name"]?.string }
        return (
            wanted,
            hidden.filter { !known.contains($0) }.map { "secrets: \($0): \(LackingSecret.reason("value"))" }
        )
    }
}

/// Why something cannot be had that needs a secret.
enum LackingSecret {
    /// The reason, and how to give the secret.
    static func reason(_ name: String) -> String {
        "it has no '\(name)', which exports leave out; a keyword in its place, such as ##NAME##, gives it"
    }
}

/// The secrets of scripts, of which nobody is told more than the names.
enum ScriptSecrets {
    /// What exports of Auth0's tool say in place of a value.
    private static let hidden: JSONValue = "_VALUE_NOT_SHOWN_"

    /// Secrets by their names, with the values that are known.
    static func named(_ secrets: JSONValue?) -> JSONValue? {
        guard let secrets = secrets?.array else { return secrets }
        return .array(
            secrets.compactMap(\.object).map { secret in
                let known: Set<String> = secret["value"] == hidden ? ["name"] : ["name", "value"]
                return .object(secret.filtered(known, keeping: true))
            }
        )
    }
}

/// The modules that actions use: the API calls them and their versions by ids that mean nothing elsewhere, files by name.
///
/// Versions count anew in each tenant, so an action that an import makes uses the latest.
enum ActionModuleUse {
    private static let member = "modules"

    /// An action as files tell it.
    static func filed(_ action: JSONObject, _ state: TenantState) -> JSONObject {
        guard let uses = action[member]?.array else { return action }
        var action = action
        action[member] = .array(
            uses.map { use in
                let name = use["module_id"]?.string.map { state.name($0, in: "actionModules") }
                return ["module_name": use["module_name"] ?? .string(name ?? "")]
            }
        )
        return action
    }

    /// An action as the API takes it.
    static func sent(_ action: JSONObject, _ state: TenantState) -> JSONObject {
        guard action.contains(member) else { return action }
        var action = action
        action[member] = .array(
            names(action).map { name in
                var use: JSONObject = ["module_name": .string(name)]
                guard let module = Self.module(name, state) else { return .object(use) }
                use["module_id"] = .string(module.id)
                use["module_version_id"] = module.told["latest_version"]?["id"]
                use["module_version_number"] = module.told["latest_version_number"]
                return .object(use)
            }
        )
        return action
    }

    /// The names of the modules that an action of a file uses.
    static func names(_ action: JSONObject) -> [String] {
        (action[member]?.array ?? []).compactMap { $0["module_name"]?.string }
    }

    /// The module of a name.
    static func module(_ name: String, _ state: TenantState) -> TenantState.Item? {
        state.items["actionModules"]?.first { $0.filed["name"]?.string == name }
    }
}
