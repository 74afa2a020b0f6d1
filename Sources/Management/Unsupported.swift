import Applications
import Kernel
import Storage
package import Wire

/// Acts that need what this server has not: each says so, once what it is about was found.
extension Administration {
    /// Refuses to run an action.
    ///
    /// - Throws: `APIProblem` 404 for an unknown action, 400 for any other.
    package func testAction(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        let action = try await document(Action.self, id, context)
        let runtime = action["runtime"]?.string ?? "actions"
        throw APIProblem(
            400,
            "The action cannot be tested: this server has no runtime for \(runtime).",
            code: "operation_not_supported"
        )
    }

    /// Refuses to fetch the users of a directory: that takes a consent of the directory's administrator, for which no
    /// connection here asks.
    ///
    /// - Throws: `APIProblem` 404 for an unknown connection or one without a provisioning, 400 for any other.
    package func synchronizeDirectory(_ connection: String, _ context: AdministrationContext) async throws -> JSONObject
    {
        _ = try await directoryProvisioning(connection, context)
        throw APIProblem(
            400,
            "The directory cannot be synchronized: this server has no access to it.",
            code: "operation_not_supported"
        )
    }
}
