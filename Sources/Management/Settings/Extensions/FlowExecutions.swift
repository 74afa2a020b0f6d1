import Applications
package import Kernel
import Storage
package import Wire

/// The executions of flows: there are none, for nothing here runs a flow.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/flows/{flow_id}/executions`.
extension Administration {
    /// The executions of a flow that is there.
    ///
    /// - Throws: `APIProblem` 404 for an unknown flow.
    package func flowExecutions(_ flow: String, _ context: AdministrationContext) async throws -> Page<JSONObject> {
        _ = try await document(Flow.self, flow, context)
        return Page(items: [], total: 0)
    }

    /// Refuses an execution, after looking for its flow.
    ///
    /// - Throws: `APIProblem` 404.
    package func flowExecution(_ flow: String, _ context: AdministrationContext) async throws -> JSONObject {
        _ = try await document(Flow.self, flow, context)
        throw APIProblem(404, "Execution not found")
    }
}
