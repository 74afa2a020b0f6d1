import Kernel
import Management
import Wire

/// Acts on what other families keep: tries, tests and runs.
enum ActFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "acts",
        handlers: acts.merging(executions) { $1 }.merging(templates) { $1 }
    )

    private static let acts: [String: OperationHandler] = [
        "try_phone_provider": { call in
            .object(try await call.administration.tryPhoneProvider(call.path("id"), call.body, call.context))
        },
        "try_phone_template": { call in
            .object(try await call.administration.tryPhoneTemplate(call.path("id"), call.body, call.context))
        },
        "post_test_action": { call in
            .object(try await call.administration.testAction(call.path("id"), call.context))
        },
        "post_synchronizations": { call in
            .object(try await call.administration.synchronizeDirectory(call.path("id"), call.context))
        },
    ]

    private static let executions: [String: OperationHandler] = [
        "get_flows_executions": { call in
            let page = try await call.administration.flowExecutions(call.path("flow_id"), call.context)
            return .list(page, key: "executions")
        },
        "get_flows_executions_by_execution_id": { call in
            .object(try await call.administration.flowExecution(call.path("flow_id"), call.context))
        },
        "delete_flows_executions_by_execution_id": { call in
            .object(try await call.administration.flowExecution(call.path("flow_id"), call.context))
        },
    ]

    private static let templates: [String: OperationHandler] = [
        "get_connection_profile_templates": { _ in
            .object(["connection_profile_templates": [.object(ConnectionProfileTemplate.generic)]])
        },
        "get_connection_profile_template": { call in
            guard call.path("id") == ConnectionProfileTemplate.genericID else {
                throw APIProblem(404, "Connection profile template not found.")
            }
            return .object(ConnectionProfileTemplate.generic)
        },
    ]
}
