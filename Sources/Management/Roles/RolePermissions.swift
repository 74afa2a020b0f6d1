import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// What a role permits.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/roles/{id}/permissions`.
extension Administration {
    /// A page of the permissions of a role.
    ///
    /// - Throws: `APIProblem` 404.
    package func permissions(
        ofRole id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try RoleRules.required(id, in: context.tenant, transaction)
            var view = PermissionView(context)
            let items = try transaction.permissions(ofRole: id, in: context.tenant).compactMap {
                try view.shown($0, transaction)
            }
            return try Listing.page(numbered: items, kind: .role, request)
        }
    }

    /// Adds permissions to a role; those it has already stay.
    ///
    /// - Throws: `APIProblem` 404 for an unknown role or permission.
    package func addPermissions(
        _ request: JSONObject,
        toRole id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try RoleRules.required(id, in: context.tenant, transaction)
            var view = PermissionView(context)
            let permissions = try view.checked(request, transaction)
            try transaction.addPermissions(permissions, toRole: id, at: context.now, in: context.tenant)
        }
    }

    /// Takes permissions from a role; those it has not are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown role.
    package func removePermissions(
        _ request: JSONObject,
        fromRole id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try RoleRules.required(id, in: context.tenant, transaction)
            try transaction.removePermissions(PermissionView.read(request, context), fromRole: id, in: context.tenant)
        }
    }
}
