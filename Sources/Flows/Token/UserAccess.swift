package import Applications
import Directory
import Kernel
package import OAuth
import Storage

/// What a user may do with an API, read in the transaction that issues the tokens: whoever was blocked a moment ago
/// gets none.
struct UserAccess: Sendable {
    /// A user who may have tokens.
    struct Person: Sendable {
        /// The user.
        let user: User
        /// Which scopes they can grant.
        let scope: UserScope
    }

    /// Why a user may not have tokens.
    enum Refusal: Error, Equatable {
        /// There is no such user any more.
        case unknown
        /// An administrator has blocked them.
        case blocked
        /// They have left the organization.
        case notMember(userID: String, organizationID: String)
    }

    let client: Client
    let target: TokenTarget
    let organization: Organization?
    let tenant: TenantID

    /// Reads the user.
    ///
    /// - Throws: `Refusal`.
    func person(_ userID: String, in transaction: any ReadTransaction) throws -> Person {
        guard let user = try transaction.user(userID, in: tenant) else { throw Refusal.unknown }
        guard !user.isBlocked else { throw Refusal.blocked }
        if let organization {
            guard try transaction.isMember(user.id, of: organization.id, in: tenant) else {
                throw Refusal.notMember(userID: user.id, organizationID: organization.id)
            }
        }
        var permissions: [String] = []
        if let api = target.api, api.enforcesPolicies {
            permissions = try transaction.effectivePermissions(
                ofUser: user.id,
                on: api.identifier,
                organization: organization?.id,
                in: tenant
            )
        }
        return Person(user: user, scope: UserScope(client: client, target: target, permissions: permissions))
    }
}

extension Configuration {
    /// What a token for an audience would be for; nil if there is no such API.
    ///
    /// - Parameter audience: As asked for or, in whatever spelling, as stored; nil for `/userinfo` alone.
    package func tokenTarget(_ audience: String?, host: RequestHost) async throws -> TokenTarget? {
        guard let audience, !audience.isEmpty, !TokenTarget.isUserInfo(audience, at: host) else { return .userInfo }
        let stored = host.storedAudience(audience)
        guard let api = try await resourceServer(identifier: stored, host.tenant) else { return nil }
        // What was asked for is shown as it was spelled; what was stored, as this host spells it.
        return TokenTarget(api: api, audience: audience == stored ? host.shownAudience(stored) : audience)
    }

    /// The organization of an id and the claims that name it.
    func organizationFacts(
        _ id: String?,
        host: RequestHost
    ) async throws -> (organization: Organization, claims: IssuePlan.OrganizationClaims)? {
        guard let id, let organization = try await organization(id, orName: false, host.tenant) else { return nil }
        let settings = try await settings(host.tenant)
        let name = settings.allowOrganizationNameInAuthenticationAPI ? organization.name : nil
        return (organization, IssuePlan.OrganizationClaims(id: organization.id, name: name))
    }
}

extension UserAccess.Refusal {
    /// The refusal as the caller is told; a user who is gone is worded by the grant.
    func error(unknown: () -> OAuthError) -> OAuthError {
        switch self {
        case .unknown: unknown()
        case .blocked: OAuthError(401, .unauthorized, "user is blocked")
        case .notMember(let userID, let organizationID):
            OAuthError(403, .accessDenied, "user \(userID) is not part of the \(organizationID) organization")
        }
    }
}

extension TokenOutcome.Subject {
    /// What the log says of the tokens of a user.
    init(_ grant: UserGrant, connection: String? = nil) {
        self.init()
        audience = grant.target.audience
        scope = grant.scope
        organization = grant.organization
        userID = grant.user.id
        userName = grant.user.email ?? grant.user.username ?? grant.user.phoneNumber
        self.connection = connection
    }
}
