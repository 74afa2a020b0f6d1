package import Applications
package import Kernel
package import Storage
package import Wire

/// A self-service profile: what a customer's administrator may set up alone.
///
/// Kept; its tickets lead to a page on which a connection is set up.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/self-service-profiles`.
package enum SelfServiceProfile: KeptDocument {
    package static let kind = DocumentKind.selfServiceProfile
    package static let order = [
        "id", "name", "description", "user_attributes", "allowed_strategies", "created_at", "updated_at", "branding",
        "user_attribute_profile_id",
    ]

    /// The strategies that a profile allows which names none.
    private static let strategies: JSONValue = ["oidc", "samlp", "waad", "google-apps", "adfs", "okta"]

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.selfServiceProfile)
    }

    package static func unknown(_ id: String) -> APIProblem { APIProblem(404, "Profile with ID: \(id) not found") }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        let start: JSONObject = ["user_attributes": [], "allowed_strategies": strategies]
        return start.merging(Patching.withoutNulls(request))
    }

    package static func remove(_ document: Document, _ transaction: any WriteTransaction) throws {
        let texts = DocumentQuery(.selfServiceText, in: document.tenant, parent: document.id)
        for text in try transaction.documents(texts) {
            try transaction.deleteDocument(.selfServiceText, id: text.id, in: document.tenant)
        }
        let tickets = DocumentQuery(.selfServiceTicket, in: document.tenant, parent: document.id)
        for ticket in try transaction.documents(tickets) {
            try transaction.deleteDocument(.selfServiceTicket, id: ticket.id, in: document.tenant)
        }
    }
}

/// A user attribute profile: what of a person's account elsewhere becomes what here.
///
/// Kept, not applied.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/user-attribute-profiles`.
package enum UserAttributeProfile: KeptDocument {
    package static let kind = DocumentKind.userAttributeProfile
    package static let order = ["id", "name", "user_id", "user_attributes"]
    package static let hasTimes = false

    private static let claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

    /// Where the id of a person comes from that nobody has said anything about.
    private static let userID: JSONObject = [
        "oidc_mapping": "sub",
        "saml_mapping": .array(["nameidentifier", "upn", "name"].map { .string(claims + $0) }),
        "scim_mapping": "externalId",
    ]

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.userAttributeProfile)
    }

    package static func unknown(_ id: String) -> APIProblem {
        APIProblem(404, "User attribute profile not found.")
    }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        completed(Patching.withoutNulls(request))
    }

    package static func patched(
        _ body: JSONObject,
        _ patch: JSONObject,
        _ context: KeptContext
    ) throws -> JSONObject {
        completed(Patching.merge(body, patch))
    }

    private static func completed(_ body: JSONObject) -> JSONObject {
        var body = body
        body["user_id"] = .object(userID.merging(body["user_id"]?.object ?? [:]))
        return body
    }
}

/// A connection profile: how connections look that customers set up alone.
///
/// Kept, not applied.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/connection-profiles`.
package enum ConnectionProfile: KeptDocument {
    package static let kind = DocumentKind.connectionProfile
    package static let hasTimes = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.connectionProfile)
    }

    package static func unknown(_ id: String) -> APIProblem { APIProblem(404, "Connection profile not found.") }
}

/// A token exchange profile: which action vouches for which tokens of others.
///
/// Kept, not applied.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/token-exchange-profiles`; RFC 8693.
package enum TokenExchangeProfile: KeptDocument {
    package static let kind = DocumentKind.tokenExchangeProfile
    package static let order = ["id", "name", "type", "subject_token_type", "action_id"]

    private static let trigger = "custom-token-exchange"

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.tokenExchangeProfile)
    }

    package static func unknown(_ id: String) -> APIProblem {
        APIProblem(404, "Token exchange profile not found.")
    }

    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "subject_token_type already exists for tenant")
    }

    package static func keys(of body: JSONObject) -> [DocumentKey] {
        [.unique("subject_token_type", body["subject_token_type"]?.string ?? "")]
    }

    /// The action must be there, deployed and made for this.
    package static func check(_ document: Document, _ transaction: any WriteTransaction) throws {
        let id = document.body["action_id"]?.string ?? ""
        guard let action = try transaction.document(.action, id: id, in: document.tenant) else {
            throw refusal("Action not found")
        }
        guard action.body["supported_triggers"]?.array?.contains(where: { $0["id"]?.string == trigger }) ?? false else {
            throw refusal("Action must have supported_triggers: \(trigger)")
        }
        guard action.body.contains(ActionRules.deployed) else { throw refusal("Action is not deployed") }
    }

    private static func refusal(_ text: String) -> APIProblem { APIProblem(400, text, code: "invalid_body") }
}
