import HTTPTypes
import Kernel
import Management
import Wire

/// The tenant's log.
///
/// - SeeAlso: Auth0 Management API v1: "Logs".
enum LogOperations {
    private static let members = [
        "_id", "date", "connection", "client_id", "client_name", "ip", "user_id", "user_name", "description",
        "user_agent", "type", "details",
    ]
    private static let takeLimit = 200

    /// The operations.
    static let all: [V1Operation] = [
        V1Operation(.get, "logs") { call in try await list(call, ofUser: nil) },
        V1Operation(.get, "logs/{id}") { call in
            .object(shown(try await call.administration.v1Log(call.path[0], of: call.caller, call.context)))
        },
        V1Operation(.get, "users/{user_id}/logs") { call in
            try await list(call, ofUser: try await UserOperations.id(call))
        },
    ]

    private static func list(_ call: V1Call, ofUser user: String?) async throws -> V1Answer {
        let page = try call.page(default: 50)
        var request = V1LogRequest()
        request.page = page.number
        request.perPage = min(page.perPage, takeLimit)
        request.sort = call.text("sort")
        request.search = call.text("search")
        request.from = call.query["from"]
        request.take = min(try call.number("take", in: 1...Int.max) ?? takeLimit, takeLimit)
        request.userID = user
        let found = try await call.administration.v1Logs(request, of: call.caller, call.context)
        let selection = selection(call)
        let events = found.events.map { event in JSONValue.object(selection(shown(event))) }
        // Those who go on from an event need to know nothing but what follows.
        guard request.from == nil else { return .list(events.compactMap(\.object)) }
        return .object([
            "start": .integer(Int64(found.start)), "length": .integer(Int64(events.count)),
            "total": .integer(Int64(found.total)), "limit": .integer(Int64(found.limit)), "logs": .array(events),
        ])
    }

    /// The members that `fields` names, or all but those.
    private static func selection(_ call: V1Call) -> @Sendable (JSONObject) -> JSONObject {
        guard let fields = call.text("fields") else { return { $0 } }
        let names = Set(fields.split(separator: ",").map(String.init))
        let keeps = call.text("exclude_fields") != "true"
        return { $0.filtered(names, keeping: keeps) }
    }

    private static func shown(_ event: JSONObject) -> JSONObject {
        var body = JSONObject()
        for name in members { body[name] = event[name] }
        return body
    }
}
