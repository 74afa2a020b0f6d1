package import Applications
package import Kernel
import Storage
package import Wire

/// An event stream: somewhere that is to hear of changes to users and organizations.
///
/// Kept, not fed.
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
}

extension Administration {
    /// Answers how many events a stream delivered in the last two weeks, a number a day: none, for none is delivered.
    ///
    /// - Throws: `APIProblem` 404.
    package func eventStreamStatistics(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        let stream = try await document(EventStream.self, id, context)
        let days = 15
        let today = context.now.seconds.floorDivided(by: 86_400)
        let starts = (0..<days).map { Instant(seconds: (today - Int64(days - 1 - $0)) * 86_400) }
        let hour = context.now.seconds.floorDivided(by: 3600)
        let metrics = ["successful", "failed"].map { outcome -> JSONValue in
            [
                "name": .string("auth0.event_streams.\(outcome)_deliveries"), "window_total": 0, "type": "sum",
                "data": .array(Array(repeating: 0, count: days)),
            ]
        }
        return [
            "id": .string(id), "name": stream["name"] ?? "",
            "window": [
                "date_from": Instant(seconds: (hour - Int64(days - 1) * 24) * 3600).json,
                "date_to": Instant(seconds: (hour + 1) * 3600).json,
                "bucket_interval": ["scale_factor": 86_400],
            ],
            "buckets": .array(starts.map(\.json)), "metrics": .array(metrics),
        ]
    }

    /// Answers the events that a stream delivered or could not: none, for none is delivered.
    ///
    /// - Throws: `APIProblem` 404.
    package func eventDeliveries(_ id: String, _ context: AdministrationContext) async throws -> Page<JSONObject> {
        _ = try await document(EventStream.self, id, context)
        return Page(items: [], total: 0)
    }

    /// Answers an event that a stream delivered or could not: there is none.
    ///
    /// - Throws: `APIProblem` 404.
    package func eventDelivery(
        _ id: String,
        _ event: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        _ = try await document(EventStream.self, id, context)
        throw APIProblem(404, "The requested delivery does not exist.")
    }
}
