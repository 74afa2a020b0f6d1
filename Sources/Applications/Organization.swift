package import Kernel
import Wire

/// A customer of the applications, as the token path sees it.
///
/// - SeeAlso: Auth0: "Organizations".
package struct Organization: Sendable {
    /// The id: `org_` and 16 characters.
    package let id: String
    /// The unique name, which `org_name` carries when the tenant allows it.
    package let name: String
    /// What the name is for people.
    package let displayName: String?
    /// How many tokens machine clients may get for it; nil leaves it to the tenant's default.
    package let tokenQuota: TokenQuota?

    /// Reads the document of an organization.
    package init(_ document: Document) {
        id = document.id
        name = document.body["name"]?.string ?? ""
        displayName = document.body["display_name"]?.string
        tokenQuota = TokenQuota(document.body["token_quota"])
    }

    /// The name of the key by which an organization is found by its name.
    package static let nameKey = "name"
}

/// The permission to use a client grant for an organization: a document of kind `organizationClientGrant`, whose parent
/// is the organization and whose id is made of both ids, so that the token path asks for it by key alone.
package enum OrganizationClientGrant {
    /// The name of the key that holds the grant's id.
    package static let grantKey = "grant_id"

    /// The id of the association of a grant with an organization.
    package static func documentID(organization: String, grant: String) -> String { "\(organization):\(grant)" }

    /// The association as a document.
    package static func document(
        organization: String,
        grant: String,
        in tenant: TenantID,
        at now: Instant
    ) -> (document: Document, keys: [DocumentKey]) {
        let body: JSONObject = ["organization_id": .string(organization), "grant_id": .string(grant)]
        let document = Document(
            tenant: tenant,
            kind: .organizationClientGrant,
            id: documentID(organization: organization, grant: grant),
            parent: organization,
            body: body,
            createdAt: now
        )
        return (document, [.attribute(grantKey, grant)])
    }
}

extension DocumentReading {
    /// Whether a client grant is associated with an organization.
    package func isClientGrant(_ grant: String, associatedWith organization: String, in tenant: TenantID) throws -> Bool
    {
        let id = OrganizationClientGrant.documentID(organization: organization, grant: grant)
        return try document(.organizationClientGrant, id: id, in: tenant) != nil
    }

    /// The organization of an id or, where the text has not the shape of an id, of a name.
    package func organization(idOrName text: String, in tenant: TenantID) throws -> Document? {
        if text.hasPrefix("org_"), let found = try document(.organization, id: text, in: tenant) { return found }
        return try document(.organization, key: Organization.nameKey, text, in: tenant)
    }
}
