import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// Who has a role.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/roles/{id}/users`.
extension Administration {
    /// A page of the users who have a role, in the order in which they got it.
    ///
    /// - Throws: `APIProblem` 404.
    package func users(
        ofRole id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try RoleRules.required(id, in: context.tenant, transaction)
            let ids = try transaction.users(ofRole: id, in: context.tenant)
            let page = try Listing.page(ids: ids, kind: .role, request)
            let users = try transaction.users(ids: page.items, in: context.tenant)
            let byID = Dictionary(users.map { ($0.id, $0) }) { first, _ in first }
            return Page(
                items: page.items.compactMap { byID[$0].map(UserView.summary) },
                total: page.total,
                next: page.next
            )
        }
    }

    /// Gives a role to users.
    ///
    /// - Throws: `APIProblem` 404 for an unknown role or user.
    package func assignRole(_ id: String, to users: [String], _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try RoleRules.required(id, in: context.tenant, transaction)
            guard try transaction.users(ids: users, in: context.tenant).count == Set(users).count else {
                throw APIProblem(404, "One or more of the users do not exist.")
            }
            // A millisecond apart, so that lists keep the order of the request.
            for (number, user) in users.enumerated() {
                let moment = Instant(milliseconds: context.now.milliseconds + Int64(number))
                try transaction.addRole(id, toUser: user, at: moment, in: context.tenant)
            }
        }
    }
}
