package import Kernel

/// A permission on an API.
package struct Permission: Sendable, Hashable {
    /// The API's identifier, as stored.
    package let resourceServer: String
    /// The permission's name: one of the API's scopes.
    package let name: String

    /// A permission.
    package init(resourceServer: String, name: String) {
        self.resourceServer = resourceServer
        self.name = name
    }
}

/// Somebody's place in an organization.
package struct Membership: Sendable, Equatable {
    /// The organization's id.
    package let organization: String
    /// The member's user id.
    package let userID: String
    /// Since when.
    package let createdAt: Instant

    /// A place.
    package init(organization: String, userID: String, createdAt: Instant) {
        self.organization = organization
        self.userID = userID
        self.createdAt = createdAt
    }
}

/// What somebody agreed that a client may do in their name.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/grants`.
package struct Consent: Sendable, Equatable {
    /// The id: `cgr_` is a client's grant; these are 24 hexadecimal digits.
    package let id: String
    /// The client.
    package let clientID: String
    /// Who agreed.
    package let userID: String
    /// The API's identifier as stored; empty for `/userinfo` alone.
    package let audience: String
    /// The scopes agreed to.
    package var scope: [String]
    /// When they last agreed.
    package var updatedAt: Instant

    /// An agreement.
    package init(id: String, clientID: String, userID: String, audience: String, scope: [String], updatedAt: Instant) {
        self.id = id
        self.clientID = clientID
        self.userID = userID
        self.audience = audience
        self.scope = scope
        self.updatedAt = updatedAt
    }
}

/// Which agreements a list holds.
package struct ConsentQuery: Sendable {
    /// Only those of this user.
    package var userID: String?
    /// Only those with this client.
    package var clientID: String?
    /// Only those for this API.
    package var audience: String?
    /// Skip so many.
    package var offset = 0
    /// Answer so many at most.
    package var limit = 50

    /// All, to be narrowed.
    package init(userID: String? = nil, clientID: String? = nil, audience: String? = nil) {
        self.userID = userID
        self.clientID = clientID
        self.audience = audience
    }
}

/// Reading who may do what, inside a transaction.
///
/// Roles and organizations themselves are documents; lists of ids are in order of assignment.
package protocol AccessReading {
    /// The permissions of a role.
    func permissions(ofRole role: String, in tenant: TenantID) throws -> [Permission]
    /// The permissions a user was given directly.
    func permissions(ofUser userID: String, in tenant: TenantID) throws -> [Permission]
    /// The names of every permission on an API that a user has: given directly, through their roles, and through their
    /// roles in an organization if one is named.
    func effectivePermissions(
        ofUser userID: String,
        on resourceServer: String,
        organization: String?,
        in tenant: TenantID
    ) throws -> [String]
    /// The ids of the roles of a user.
    func roles(ofUser userID: String, in tenant: TenantID) throws -> [String]
    /// The ids of the users who have a role.
    func users(ofRole role: String, in tenant: TenantID) throws -> [String]
    /// The memberships of an organization, in order of joining.
    func members(ofOrganization organization: String, in tenant: TenantID) throws -> [Membership]
    /// The memberships of a user, in order of joining.
    func memberships(ofUser userID: String, in tenant: TenantID) throws -> [Membership]
    /// Whether somebody belongs to an organization.
    func isMember(_ userID: String, of organization: String, in tenant: TenantID) throws -> Bool
    /// The ids of the roles of a member in an organization.
    func roles(ofMember userID: String, of organization: String, in tenant: TenantID) throws -> [String]
    /// What a user agreed to for a client and an API.
    func consent(userID: String, clientID: String, audience: String, in tenant: TenantID) throws -> Consent?
    /// The agreements of a query, in order of id.
    func consents(_ query: ConsentQuery, in tenant: TenantID) throws -> [Consent]
    /// How many agreements a query matches, its offset and limit aside.
    func countConsents(_ query: ConsentQuery, in tenant: TenantID) throws -> Int
}

/// Changing who may do what, inside a transaction.
///
/// What is there already stays; what is not there is no error.
package protocol AccessWriting: AccessReading {
    /// Gives a role permissions.
    func addPermissions(_ permissions: [Permission], toRole role: String, at now: Instant, in tenant: TenantID) throws
    /// Takes permissions from a role.
    func removePermissions(_ permissions: [Permission], fromRole role: String, in tenant: TenantID) throws
    /// Gives a user permissions directly.
    func addPermissions(_ permissions: [Permission], toUser userID: String, at now: Instant, in tenant: TenantID) throws
    /// Takes from a user permissions that were given directly.
    func removePermissions(_ permissions: [Permission], fromUser userID: String, in tenant: TenantID) throws
    /// Removes every mention of an API's permissions, or of those of its permissions that are named.
    func removePermissions(on resourceServer: String, named names: [String]?, in tenant: TenantID) throws
    /// Gives a user a role.
    func addRole(_ role: String, toUser userID: String, at now: Instant, in tenant: TenantID) throws
    /// Takes a role from a user.
    func removeRole(_ role: String, fromUser userID: String, in tenant: TenantID) throws
    /// Removes every mention of a role.
    func removeRole(_ role: String, in tenant: TenantID) throws
    /// Makes somebody a member of an organization.
    func addMember(_ membership: Membership, in tenant: TenantID) throws
    /// Removes somebody from an organization, with their roles in it.
    func removeMember(_ userID: String, of organization: String, in tenant: TenantID) throws
    /// Removes every mention of an organization.
    func removeOrganization(_ organization: String, in tenant: TenantID) throws
    /// Gives a member a role in an organization.
    func addRole(
        _ role: String,
        toMember userID: String,
        of organization: String,
        at now: Instant,
        in tenant: TenantID
    ) throws
    /// Takes a role in an organization from a member.
    func removeRole(_ role: String, fromMember userID: String, of organization: String, in tenant: TenantID) throws
    /// Adds an agreement, or replaces the one of the same user, client and API, whose id it keeps.
    func put(_ consent: Consent, in tenant: TenantID) throws
    /// Removes an agreement; what it was.
    func deleteConsent(_ id: String, in tenant: TenantID) throws -> Consent?
    /// Removes the agreements of a user, of all clients or of one; how many.
    @discardableResult
    func deleteConsents(userID: String, clientID: String?, in tenant: TenantID) throws -> Int
}
