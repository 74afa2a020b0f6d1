package import Applications
package import Kernel
package import Storage
package import Wire

/// An event stream: somewhere that is to hear of changes to users and organizations.
///
/// Streams with a webhook are told; the others are kept.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/event-streams`.
package enum EventStream: KeptDocument {
    package static let kind = DocumentKind.eventStream
    package static let order = [
        "id", "status", "name", "subscriptions", "created_at", "updated_at", "destination",
    ]

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.eventStream)
    }

    package static func unknown(_ id: String) -> APIProblem {
        APIProblem(404, "The requested stream does not exist.")
    }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        let start: JSONObject = ["status": "enabled", "subscriptions": []]
        var body = start.merging(Patching.withoutNulls(request))
        if body["destination"]?["type"]?.string == "eventbridge" {
            let account = "\(context.call.tenant.rawValue)-\(Identifiers(random: context.random).uuid())/auth0.events"
            var configuration = body["destination"]?["configuration"]?.object ?? [:]
            configuration["aws_partner_event_source"] = .string("aws.partner/auth0.com/\(account)")
            body["destination"] = ["type": "eventbridge", "configuration": .object(configuration)]
        }
        return body
    }

    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject {
        var body = members(document)
        guard var destination = body["destination"]?.object,
            var configuration = destination["configuration"]?.object,
            let authorization = configuration["webhook_authorization"]?.object
        else { return body }
        // Secrets are written and never read.
        let shown = authorization.filtered(["password", "token", "header_value"], keeping: false)
        configuration["webhook_authorization"] = .object(shown)
        destination["configuration"] = .object(configuration)
        body["destination"] = .object(destination)
        return body
    }

    package static func follow(
        _ document: Document,
        after former: Document?,
        _ request: JSONObject,
        at now: Instant,
        _ transaction: any WriteTransaction
    ) throws {
        let tenant = document.tenant
        guard EventSubscription.isTold(document.body) else {
            return try transaction.deleteEventFollower(document.id, in: tenant)
        }
        // What happens while a stream is switched off is not told: it begins anew with the next event.
        guard try transaction.eventFollower(document.id, in: tenant) == nil else { return }
        guard try !EventStreamFailures.isFull(document.id, in: tenant, transaction) else {
            throw APIProblem(
                400,
                "The stream cannot be enabled while \(EventStreamFailures.limit) or more of its deliveries have failed. "
                    + "Redeliver them first."
            )
        }
        try EventStreamFailures.forget(document.id, in: tenant, transaction)
        let newest = try transaction.newestEventPosition(in: tenant) ?? 0
        try transaction.put(EventFollower(tenant: tenant, stream: document.id, after: newest, dueAt: now))
    }

    package static func remove(_ document: Document, _ transaction: any WriteTransaction) throws {
        try transaction.deleteEventFollower(document.id, in: document.tenant)
        try EventStreamFailures.forget(document.id, in: document.tenant, transaction)
        let deliveries = DocumentQuery(.eventDelivery, in: document.tenant, parent: document.id)
        try EventDeliveryRecord.forEach(deliveries, transaction) { delivery in
            try transaction.deleteDocument(.eventDelivery, id: delivery.id, in: document.tenant)
            return true
        }
    }
}
