package import Applications
import Flows
package import Kernel
import ManagementV2
package import Wire

/// The management API v2 without a network, for the operator: checked and answered as it is for everybody.
package struct ManagementDoor: Sendable {
    private let engine: ManagementEngine
    private let host: RequestHost
    private let now: Instant

    /// The API of a tenant, of which everything is allowed.
    package init(_ deployment: Deployment, host: RequestHost, now: Instant) {
        self.host = host
        self.now = now
        let caller = ManagementPrincipal(
            clientID: "latchkey",
            subject: "latchkey",
            scopes: OperationTable.scopes
        )
        engine = ManagementEngine(administration: deployment.administration) { _, _ in caller }
    }

    /// Calls an operation; the path is that behind `/api/v2`, the answer null where there is none.
    ///
    /// - Throws: `APIProblem` with what the API would say.
    package func call(
        _ method: String,
        _ path: String,
        query: String = "",
        body: JSONValue? = nil
    ) async throws -> JSONValue {
        let response = await engine.respond(
            to: ManagementRequest(
                method: method,
                path: path,
                query: query,
                contentType: "application/json",
                body: body.map(JSONWriter.encode) ?? [],
                host: host,
                now: now
            )
        )
        if let problem = response.problem { throw problem }
        return response.body.isEmpty ? .null : try JSONReader.parse(response.body)
    }
}
