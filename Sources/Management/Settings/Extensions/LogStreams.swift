package import Applications
package import Kernel
package import Storage
package import Wire

/// A log stream: somewhere else that the tenant's log is to go.
///
/// Streams of type `http` are delivered to; the others are kept.
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
        _ = try beginning(body)
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

    package static func follow(
        _ document: Document,
        after former: Document?,
        _ request: JSONObject,
        at now: Instant,
        _ transaction: any WriteTransaction
    ) throws {
        guard document.body["type"]?.string == "http" else { return }
        func position(from moment: Instant) -> LogStreamPosition {
            LogStreamPosition(
                tenant: document.tenant,
                stream: document.id,
                after: LogIDs.prefix(of: moment),
                dueAt: now
            )
        }
        guard let former else { return try transaction.put(position(from: beginning(request) ?? now)) }
        let isActive = document.body["status"]?.string == "active"
        let isNew = former.body["status"] != document.body["status"] || former.body["sink"] != document.body["sink"]
        guard isActive, isNew else { return }
        // It goes on where it stopped, at once and with new patience.
        let place = try transaction.logStreamPosition(document.id, in: document.tenant) ?? position(from: now)
        try transaction.put(
            LogStreamPosition(tenant: place.tenant, stream: place.stream, after: place.after, dueAt: now)
        )
    }

    package static func remove(_ document: Document, _ transaction: any WriteTransaction) throws {
        try transaction.deleteLogStreamPosition(document.id, in: document.tenant)
    }

    /// From when on events are delivered; nil for now.
    ///
    /// - Throws: `APIProblem` 400 for what is no moment.
    private static func beginning(_ request: JSONObject) throws(APIProblem) -> Instant? {
        guard let text = request["startFrom"]?.string else { return nil }
        guard let moment = Instant(iso8601: text) else {
            throw APIProblem(
                400,
                "Payload validation error: 'Object didn't pass validation for format date-time: \(text)' "
                    + "on property startFrom (The optional datetime (ISO 8601) to start streaming logs from).",
                code: "invalid_body"
            )
        }
        return moment
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
