import Management
import Wire

/// Code that several actions share.
enum ActionModuleFamily {
    /// The operations.
    static let family = OperationFamily(name: "action-modules", handlers: modules.merging(versions) { $1 })

    private static let modules: [String: OperationHandler] = [
        "get_action_modules": { call in
            .list(try await call.administration.actionModules(call.effectivePage, call.context), key: "modules")
        },
        "post_action_module": { call in
            .object(try await call.administration.createActionModule(call.body, call.context))
        },
        "get_action_module": { call in
            .object(try await call.administration.actionModule(call.path("id"), call.context))
        },
        "patch_action_module": { call in
            .object(try await call.administration.updateActionModule(call.path("id"), call.body, call.context))
        },
        "delete_action_module": { call in
            try await call.administration.deleteActionModule(call.path("id"), call.context)
            return .empty
        },
        "get_action_module_actions": { call in
            let page = try await call.administration.actions(
                ofModule: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "actions")
        },
    ]

    private static let versions: [String: OperationHandler] = [
        "get_action_module_versions": { call in
            let page = try await call.administration.actionModuleVersions(
                call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "versions")
        },
        "get_action_module_version": { call in
            .object(
                try await call.administration.actionModuleVersion(
                    call.path("id"),
                    call.path("versionId"),
                    call.context
                )
            )
        },
        "post_action_module_version": { call in
            .object(try await call.administration.publishActionModule(call.path("id"), call.context))
        },
        "post_action_module_rollback": { call in
            .object(
                try await call.administration.rollBackActionModule(
                    call.path("id"),
                    to: call.body["module_version_id"]?.string ?? "",
                    call.context
                )
            )
        },
    ]
}
