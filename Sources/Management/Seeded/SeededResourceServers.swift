import Applications
import Kernel
import Storage
package import Wire

/// Making sure of APIs.
extension Administration {
    /// Makes an API, or gives the one of that identifier the members that differ.
    ///
    /// - Throws: `APIProblem` for what the management API refuses as well.
    package func seedResourceServer(
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> SeedOutcome {
        let identifier = request["identifier"]?.string ?? ""
        let patch = request.filtered(["identifier"], keeping: false)
        return try await SeedOutcome.settling {
            let found = try await storage.read { try ResourceServerRules.find(identifier, context, $0) }
            guard let found else {
                _ = try await createResourceServer(request, context)
                return .made
            }
            let wanted = ResourceServerRules.patched(found.body, patch, secret: "")
            guard !wanted.saysTheSame(as: found.body) else { return .unchanged }
            _ = try await updateResourceServer(found.id, patch, context)
            return .changed
        }
    }
}
