import Kernel
import Management
import Wire

/// Actions, their versions and what they are bound to.
enum ActionFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "actions",
        handlers: actions.merging(versions) { $1 }.merging(triggers) { $1 }
    )

    private static let actions: [String: OperationHandler] = [
        "get_actions": { call in
            let filter = Administration.ActionFilter(
                trigger: call.query["triggerId"]?.string,
                name: call.query["actionName"]?.string,
                isDeployed: call.query["deployed"]?.bool
            )
            let page = try await call.administration.actions(filter, call.effectivePage, call.context)
            return .list(page, key: "actions")
        },
        "post_action": { call in .object(try await call.administration.createAction(call.body, call.context)) },
        "get_action": KeptHandlers.read(Action.self),
        "patch_action": KeptHandlers.update(Action.self),
        "delete_action": { call in
            try await call.administration.deleteAction(
                call.path("id"),
                byForce: call.query["force"]?.bool ?? false,
                call.context
            )
            return .empty
        },
        "get_execution": { _ in throw APIProblem(404, "That execution does not exist.") },
    ]

    private static let versions: [String: OperationHandler] = [
        "post_deploy_action": { call in
            .object(try await call.administration.deployAction(call.path("id"), call.context))
        },
        "get_action_versions": { call in
            let page = try await call.administration.actionVersions(
                call.path("actionId"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "versions")
        },
        "get_action_version": { call in
            .object(
                try await call.administration.actionVersion(call.path("actionId"), call.path("id"), call.context)
            )
        },
        "post_deploy_draft_version": { call in
            .object(
                try await call.administration.deployActionVersion(
                    call.path("actionId"),
                    call.path("id"),
                    updatesDraft: call.body["update_draft"]?.bool ?? false,
                    call.context
                )
            )
        },
    ]

    private static let triggers: [String: OperationHandler] = [
        "get_triggers": { _ in .object(["triggers": ActionTrigger.shown]) },
        "get_bindings": { call in
            let page = try await call.administration.actionBindings(
                call.path("triggerId"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "bindings")
        },
        "patch_bindings": { call in
            .object(
                try await call.administration.setActionBindings(
                    call.path("triggerId"),
                    call.body["bindings"]?.array ?? [],
                    call.context
                )
            )
        },
    ]
}
