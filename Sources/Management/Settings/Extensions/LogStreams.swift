package import Applications
package import Kernel
package import Wire

/// A log stream: somewhere else that the tenant's log is to go.
///
/// Kept, not fed.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/log-streams`.
package enum LogStream: KeptDocument {
    package static let kind = DocumentKind.logStream
    package static let order = ["id", "name", "type", "status", "sink", "filters", "isPriority", "pii_config"]
    package static let hasTimes = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.logStreamID()
    }

    package static func unknown(_ id: String) -> APIProblem {
        APIProblem(404, "The log stream does not exist.")
    }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        var body = Patching.withoutNulls(request)
        body["startFrom"] = nil
        body["status"] = "active"
        if !body.contains("name") { body["name"] = .string(context.id) }
        if !body.contains("isPriority") { body["isPriority"] = false }
        var sink = body["sink"]?.object ?? [:]
        let account = "\(context.call.tenant.rawValue)-\(Identifiers(random: context.random).uuid())/auth0.logs"
        switch body["type"]?.string {
        case "eventbridge": sink["awsPartnerEventSource"] = .string("aws.partner/auth0.com/\(account)")
        case "eventgrid": sink["azurePartnerTopic"] = .string(account)
        default: break
        }
        body["sink"] = .object(sink)
        return settled(body)
    }

    package static func patched(
        _ body: JSONObject,
        _ patch: JSONObject,
        _ context: KeptContext
    ) throws -> JSONObject {
        var result = Patching.merge(body, patch)
        // What the server made of a sink stays with it.
        if let sink = patch["sink"]?.object {
            let made = (body["sink"]?.object ?? [:]).filtered(made, keeping: true)
            result["sink"] = .object(made.merging(sink))
        }
        return settled(result)
    }

    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject {
        var body = members(document)
        if var sink = body["sink"]?.object, sink.contains("mixpanelServiceAccountPassword") {
            sink["mixpanelServiceAccountPassword"] = "********"
            body["sink"] = .object(sink)
        }
        return body
    }

    private static let made: Set<String> = ["awsPartnerEventSource", "azurePartnerTopic"]

    /// A stream with priority carries what concerns security, whatever was asked for.
    private static func settled(_ body: JSONObject) -> JSONObject {
        guard body["isPriority"]?.bool ?? false else { return body }
        var body = body
        body["filters"] = [["type": "category", "name": "security"]]
        return body
    }
}
