package import Applications
package import Kernel
package import Wire

/// A network access list: who may reach the tenant from where.
///
/// Kept, not enforced.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/network-acls`.
package enum NetworkACL: KeptDocument {
    package static let kind = DocumentKind.networkACL
    package static let order = ["tenant_id", "description", "active", "priority", "rule"]
    package static let forgivesDeletion = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.networkACL)
    }

    package static func unknown(_ id: String) -> APIProblem {
        APIProblem(404, "NetworkACL with this ID was not found")
    }

    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "A NetworkACL with this priority already exists")
    }

    package static func keys(of body: JSONObject) -> [DocumentKey] {
        body["priority"]?.integer.map { [.unique("priority", String($0))] } ?? []
    }

    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject {
        var body = members(document)
        body["id"] = nil
        if view == .read {
            body["tenant_id"] = .string(document.tenant.rawValue)
            body["deleted_at"] = .null
        }
        body["id"] = .string(document.id)
        return body.inOrder(of: order)
    }
}

/// A rate-limit policy: what a client may ask how often.
///
/// Kept, not enforced.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/rate-limit-policies`.
package enum RateLimitPolicy: KeptDocument {
    package static let kind = DocumentKind.rateLimitPolicy
    package static let order = ["id", "resource", "consumer", "consumer_selector", "configuration"]
    package static let forgivesDeletion = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.rateLimitPolicyID()
    }

    package static func unknown(_ id: String) -> APIProblem { APIProblem(404, "Rate limit policy not found.") }

    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "A rate limit policy for this consumer already exists.")
    }

    package static func keys(of body: JSONObject) -> [DocumentKey] {
        let names = ["resource", "consumer", "consumer_selector"].map { body[$0]?.string ?? "" }
        return [.unique("consumer", names.joined(separator: "\n"))]
    }
}
