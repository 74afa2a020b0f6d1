import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// The people who belong to an organization.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/organizations/{id}/members`.
extension Administration {
    /// Answers a page of an organization's members, in order of joining; with their roles in it if asked.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization.
    package func organizationMembers(
        _ organization: String,
        withRoles: Bool = false,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let members = try transaction.members(ofOrganization: organization, in: context.tenant).map {
                (position: DocumentPosition(createdAt: $0.createdAt, id: $0.userID), item: $0.userID)
            }
            let page = try Listing.page(of: members, kind: OrganizationMemberRules.kind, request)
            let users = try transaction.users(ids: page.items, in: context.tenant)
            let byID = Dictionary(users.map { ($0.id, $0) }) { first, _ in first }
            let items = try page.items.compactMap { byID[$0] }.map { user in
                var member = UserView.summary(user)
                if withRoles {
                    member["roles"] = try OrganizationMemberRules.roles(of: user.id, organization, context, transaction)
                }
                return member
            }
            return Page(items: items, total: page.total, next: page.next ?? lastCursor(of: page, members, request))
        }
    }

    /// The cursor after the last of a page of members: this list alone ends with an empty page.
    private func lastCursor(
        of page: Page<String>,
        _ members: [(position: DocumentPosition, item: String)],
        _ request: PageRequest
    ) -> String? {
        guard case .checkpoint = request, let last = members.last(where: { $0.item == page.items.last }) else {
            return nil
        }
        return Cursor(kind: OrganizationMemberRules.kind, position: last.position).text
    }

    /// Adds people to an organization; those who are in it stay as they are.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization or user.
    package func addOrganizationMembers(
        _ organization: String,
        _ users: [String],
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            try OrganizationMemberRules.checkUsers(users, context.tenant, transaction)
            for user in users {
                let membership = Membership(organization: organization, userID: user, createdAt: context.now)
                try transaction.addMember(membership, in: context.tenant)
            }
        }
    }

    /// Removes people from an organization, with their roles in it; those who are not in it are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization.
    package func removeOrganizationMembers(
        _ organization: String,
        _ users: [String],
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            for user in users { try transaction.removeMember(user, of: organization, in: context.tenant) }
        }
    }
}

/// What use cases about the members of organizations need.
enum OrganizationMemberRules {
    /// What the cursors of lists of members are of.
    static let kind = DocumentKind(rawValue: "organization_member")

    /// Refuses users who are not there.
    ///
    /// - Throws: `APIProblem` 404.
    static func checkUsers(_ ids: [String], _ tenant: TenantID, _ transaction: some UserReading) throws {
        guard try transaction.users(ids: ids, in: tenant).count == Set(ids).count else {
            throw APIProblem(404, "One or more of the users do not exist.")
        }
    }

    /// The roles of a member, as lists of members show them.
    static func roles(
        of user: String,
        _ organization: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading & AccessReading
    ) throws -> JSONValue {
        let ids = try transaction.roles(ofMember: user, of: organization, in: context.tenant)
        let roles = try ids.compactMap { try transaction.document(.role, id: $0, in: context.tenant) }
        return .array(roles.map { ["id": .string($0.id), "name": $0.body["name"] ?? ""] })
    }
}
