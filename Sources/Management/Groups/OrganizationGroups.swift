import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// The roles that groups have in one organization: they count for its members.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/organizations/{organization_id}/groups`.
extension Administration {
    /// A page of the groups that have a role in an organization.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization.
    package func groups(
        ofOrganization organization: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let key = DocumentKey.attribute("organization", organization)
            let parts = try transaction.documents(
                DocumentQuery(.organizationGroupRole, in: context.tenant, keys: [key])
            )
            let groups = DocumentQuery(.group, in: context.tenant, ids: Array(Set(parts.map(\.parent))))
            return try Listing.page(groups, request, in: transaction, transform: GroupRules.shown)
        }
    }

    /// A page of the roles of a group in an organization.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization or group.
    package func roles(
        ofGroup group: String,
        inOrganization organization: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            try Self.check(organization, group, context, transaction)
            let ids = try GroupRoles.roles(
                ofGroup: group,
                inOrganization: organization,
                in: context.tenant,
                transaction
            )
            let query = DocumentQuery(.role, in: context.tenant, ids: ids)
            return try Listing.page(query, request, in: transaction, transform: RoleRules.shown)
        }
    }

    /// Gives roles in an organization to a group; those it has already stay.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization, group or role.
    package func addRoles(
        _ request: JSONObject,
        toGroup group: String,
        inOrganization organization: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            try Self.check(organization, group, context, transaction)
            for role in try RoleRules.ids(in: request, context.tenant, transaction) {
                try GroupRoles.add(role, to: group, in: organization, context, transaction)
            }
        }
    }

    /// Takes roles in an organization from a group; those it has not are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization or group.
    package func removeRoles(
        _ request: JSONObject,
        fromGroup group: String,
        inOrganization organization: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            try Self.check(organization, group, context, transaction)
            for role in request["roles"]?.strings ?? [] {
                let id = GroupRules.partID(group, organization, role)
                try transaction.deleteDocument(.organizationGroupRole, id: id, in: context.tenant)
            }
        }
    }

    /// A page of the groups by which somebody has a role in an organization.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization or user.
    package func groups(
        ofMember user: String,
        of organization: String,
        bringing role: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            try OrganizationMemberRules.check(organization, user, context.tenant, transaction)
            let groups = try GroupRules.places(ofUser: user, in: context.tenant, transaction).map(\.parent).filter {
                let part = GroupRules.partID($0, organization, role)
                return try transaction.document(.organizationGroupRole, id: part, in: context.tenant) != nil
            }
            let query = DocumentQuery(.group, in: context.tenant, ids: groups)
            return try Listing.page(query, request, in: transaction, transform: GroupRules.shown)
        }
    }

    private static func check(
        _ organization: String,
        _ group: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws {
        _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
        _ = try GroupRules.required(group, in: context.tenant, transaction)
    }
}
