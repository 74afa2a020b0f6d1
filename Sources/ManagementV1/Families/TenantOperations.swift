import HTTPTypes
import Kernel
import Management
import Wire

/// The tenant itself.
///
/// - SeeAlso: Auth0 Management API v1: `DELETE /api/tenants/{name}`, which its reference does not tell of.
enum TenantOperations {
    /// The operations.
    static let all: [V1Operation] = [
        V1Operation(.delete, "tenants/{name}", isGlobal: true) { call in
            // A token reaches the tenant that it was issued by, and no other.
            guard call.path[0] == call.context.tenant.rawValue,
                try await call.administration.deleteTenant(call.context.tenant)
            else { throw APIProblem(404, "The tenant does not exist") }
            return .done
        }
    ]
}
