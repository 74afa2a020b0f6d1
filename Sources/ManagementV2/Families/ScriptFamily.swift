import Management
import Wire

/// What a tenant keeps to be run: rules and hooks of former days, flows and forms.
enum ScriptFamily {
    /// The operations.
    static let family = OperationFamily(name: "scripts", handlers: scripts.merging(flows) { $1 })

    private static let scripts: [String: OperationHandler] = [
        "get_rules": { call in
            let enabled = call.query["enabled"]?.bool
            let page = try await call.administration.documents(
                Rule.self,
                where: { enabled == nil || $0["enabled"]?.bool == enabled },
                call.effectivePage,
                call.context
            )
            return .list(page, key: "rules")
        },
        "post_rules": { call in .object(try await call.administration.createRule(call.body, call.context)) },
        "get_rules_by_id": KeptHandlers.read(Rule.self),
        "patch_rules_by_id": KeptHandlers.update(Rule.self),
        "delete_rules_by_id": KeptHandlers.delete(Rule.self),
        "get_rules-configs": { call in .objects(try await call.administration.ruleConfigurations(call.context)) },
        "put_rules-configs_by_key": { call in
            .object(try await call.administration.setRuleConfiguration(call.path("key"), call.body, call.context))
        },
        "delete_rules-configs_by_key": { call in
            try await call.administration.deleteRuleConfiguration(call.path("key"), call.context)
            return .empty
        },
        "get_hooks": { call in
            let (enabled, trigger) = (call.query["enabled"]?.bool, call.query["triggerId"]?.string)
            let page = try await call.administration.documents(
                Hook.self,
                where: {
                    (enabled == nil || $0["enabled"]?.bool == enabled)
                        && (trigger == nil || $0["triggerId"]?.string == trigger)
                },
                call.effectivePage,
                call.context
            )
            return .list(page, key: "hooks")
        },
        "post_hooks": KeptHandlers.create(Hook.self),
        "get_hooks_by_id": KeptHandlers.read(Hook.self),
        "patch_hooks_by_id": KeptHandlers.update(Hook.self),
        "delete_hooks_by_id": KeptHandlers.delete(Hook.self),
        "get_secrets": { call in
            .object(try await call.administration.hookSecrets(call.path("id"), call.context))
        },
        "post_secrets": setSecrets,
        "patch_secrets": setSecrets,
        "delete_secrets": { call in
            let names = (call.bodyItems ?? []).compactMap(\.string)
            try await call.administration.removeHookSecrets(call.path("id"), names, call.context)
            return .empty
        },
    ]

    private static let setSecrets: OperationHandler = { call in
        try await call.administration.setHookSecrets(call.path("id"), call.body, call.context)
        return .object([:])
    }

    private static let flows: [String: OperationHandler] = [
        "get_flows": KeptHandlers.list(Flow.self, key: "flows"),
        "post_flows": KeptHandlers.create(Flow.self),
        "get_flows_by_id": KeptHandlers.read(Flow.self),
        "patch_flows_by_id": KeptHandlers.update(Flow.self),
        "delete_flows_by_id": KeptHandlers.delete(Flow.self),
        "get_flows_vault_connections": KeptHandlers.list(VaultConnection.self, key: "connections"),
        "post_flows_vault_connections": KeptHandlers.create(VaultConnection.self),
        "get_flows_vault_connections_by_id": KeptHandlers.read(VaultConnection.self),
        "patch_flows_vault_connections_by_id": KeptHandlers.update(VaultConnection.self),
        "delete_flows_vault_connections_by_id": KeptHandlers.delete(VaultConnection.self),
        "get_forms": KeptHandlers.list(FlowForm.self, key: "forms"),
        "create_form": KeptHandlers.create(FlowForm.self),
        "get_form": KeptHandlers.read(FlowForm.self),
        "patch_form": KeptHandlers.update(FlowForm.self),
        "delete_form": KeptHandlers.delete(FlowForm.self),
    ]
}
