package import Applications
import Kernel

/// What a grant decided: everything a token needs but its signature.
package struct IssuePlan: Sendable {
    /// The client the token is for.
    package let client: Client
    /// What kind of token, and for whom.
    package let format: Format
    /// Who the token speaks for.
    package let subject: String
    /// The granted scopes, in order.
    package let scope: [String]
    /// Whether the answer names the scopes.
    package let answersScope: Bool
    /// The organization the token is limited to.
    package let organization: OrganizationClaims?
    /// How long the token lives, in seconds.
    package let lifetime: Int64
    /// The `gty` claim; nil where Auth0 sends none.
    package let grantTypeClaim: String?
    /// What must be counted before the token is issued.
    package let quotas: [TokenQuotaRule]

    /// The kinds of access tokens.
    package enum Format: Sendable {
        /// A signed JWT for an API, whose audience is written as it was asked for.
        case jwt(ResourceServer, audience: String)
        /// An opaque token for the management API v1.
        case opaque(audience: String)
    }

    /// The claims that name an organization.
    package struct OrganizationClaims: Sendable, Equatable {
        /// `org_id`.
        package let id: String
        /// `org_name`, where the tenant lets tokens carry names.
        package let name: String?

        /// The claims of an organization.
        package init(id: String, name: String?) {
            self.id = id
            self.name = name
        }
    }

    /// One quota that applies, and to what.
    package struct TokenQuotaRule: Sendable {
        /// Which of Auth0's headers reports it.
        package enum Holder: String, Sendable {
            case client = "Auth0-Client-Quota-Limit"
            case organization = "Auth0-Organization-Quota-Limit"
        }

        /// Whose quota it is.
        package let holder: Holder
        /// The id it is counted under.
        package let id: String
        /// The limits.
        package let quota: TokenQuota
    }
}
