import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// The roles that people have in one organization and nowhere else.
///
/// Roles may be given before the membership: they count once there is one.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/organizations/{id}/members/{user_id}/roles`.
extension Administration {
    /// Answers a page of somebody's roles in an organization.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization or user.
    package func organizationMemberRoles(
        _ organization: String,
        _ user: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            try OrganizationMemberRules.check(organization, user, context.tenant, transaction)
            let ids = try transaction.roles(ofMember: user, of: organization, in: context.tenant)
            let query = DocumentQuery(.role, in: context.tenant, ids: ids)
            return try Listing.page(query, request, in: transaction, transform: RoleRules.shown)
        }
    }

    /// Answers a page of somebody's roles in an organization with where each comes from.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization or user.
    package func effectiveOrganizationMemberRoles(
        _ organization: String,
        _ user: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            try OrganizationMemberRules.check(organization, user, context.tenant, transaction)
            let direct = try transaction.roles(ofMember: user, of: organization, in: context.tenant)
            let byGroup = try GroupRoles.roles(ofMember: user, of: organization, in: context.tenant, transaction)
            let ids = direct + byGroup.filter { !direct.contains($0) }
            let query = DocumentQuery(.role, in: context.tenant, ids: ids)
            return try Listing.page(query, request, in: transaction) { role in
                RoleRules.shown(role).merging(
                    GroupRoles.sources(role.id, direct: Set(direct), byGroup: Set(byGroup))
                )
            }
        }
    }

    /// Gives somebody roles in an organization; those they have already stay.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization, user or role.
    package func addOrganizationMemberRoles(
        _ organization: String,
        _ user: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            try OrganizationMemberRules.check(organization, user, context.tenant, transaction)
            for role in try RoleRules.ids(in: request, context.tenant, transaction) {
                try transaction.addRole(
                    role,
                    toMember: user,
                    of: organization,
                    at: context.now,
                    in: context.tenant
                )
            }
        }
    }

    /// Takes roles in an organization from somebody; those they have not are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization or user.
    package func removeOrganizationMemberRoles(
        _ organization: String,
        _ user: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            try OrganizationMemberRules.check(organization, user, context.tenant, transaction)
            for role in request["roles"]?.strings ?? [] {
                try transaction.removeRole(role, fromMember: user, of: organization, in: context.tenant)
            }
        }
    }
}

extension OrganizationMemberRules {
    /// Refuses an organization or a user who is not there.
    ///
    /// - Throws: `APIProblem` 404.
    static func check(
        _ organization: String,
        _ user: String,
        _ tenant: TenantID,
        _ transaction: some DocumentReading & UserReading
    ) throws {
        _ = try OrganizationRules.required(organization, in: tenant, transaction)
        _ = try UserRules.required(user, in: tenant, transaction)
    }
}
