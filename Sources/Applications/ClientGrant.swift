import Kernel
package import Wire

/// What a client may ask of an API.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/client-grants`.
package struct ClientGrant: Sendable, Equatable {
    /// Who the tokens speak for.
    package enum SubjectType: String, Sendable {
        /// The client itself.
        case client
        /// A user who signed in to the client.
        case user
    }

    /// The id.
    package let id: String
    /// The client; nil for a default that holds for many.
    package let clientID: String?
    /// The API, by its stored identifier.
    package let audience: String
    /// The scopes granted.
    package let scope: [String]
    /// Whether every scope of the API is granted, now and later.
    package let allowsAllScopes: Bool
    /// Whether tokens are for organizations.
    package let organizationUsage: OrganizationUsage
    /// Whether every organization may be named, not only those the grant was given to.
    package let allowsAnyOrganization: Bool
    /// Who the tokens speak for.
    package let subjectType: SubjectType

    /// The view of a document of kind `clientGrant`.
    package init(_ document: Document) {
        let body = document.body
        id = document.id
        clientID = body["client_id"]?.string
        audience = body["audience"]?.string ?? ""
        scope = body["scope"]?.strings ?? []
        allowsAllScopes = body["allow_all_scopes"]?.bool ?? false
        organizationUsage = OrganizationUsage(body["organization_usage"])
        allowsAnyOrganization = body["allow_any_organization"]?.bool ?? false
        subjectType = body["subject_type"]?.string.flatMap(SubjectType.init) ?? .client
    }
}

extension ClientGrant {
    /// The unique key that finds the grant of a client for an API.
    package static let uniqueKey = "client_audience_subject"

    /// The value of `uniqueKey`: the client, or the default's name for many clients; the stored audience; `client` or
    /// `user`.
    package static func uniqueValue(clientID: String, audience: String, subjectType: String) -> String {
        "\(clientID)\n\(audience)\n\(subjectType)"
    }

    /// The names by which a grant's document is found.
    package static func keys(of body: JSONObject) -> [DocumentKey] {
        let audience = body["audience"]?.string ?? ""
        let subject = body["subject_type"]?.string ?? SubjectType.client.rawValue
        // A default for many clients takes the place of the one client.
        let holder = body["client_id"]?.string ?? body["default_for"]?.string ?? ""
        var keys: [DocumentKey] = [
            .unique(uniqueKey, uniqueValue(clientID: holder, audience: audience, subjectType: subject)),
            .attribute("audience", audience), .attribute("subject_type", subject),
        ]
        for name in ["client_id", "default_for"] {
            if let value = body[name]?.string { keys.append(.attribute(name, value)) }
        }
        if let value = body["allow_any_organization"]?.bool {
            keys.append(.attribute("allow_any_organization", String(value)))
        }
        return keys
    }
}
