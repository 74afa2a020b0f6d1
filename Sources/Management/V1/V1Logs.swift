import Applications
import Kernel
import Storage
package import Wire

/// Which part of the log the management API v1 is asked for.
package struct V1LogRequest: Sendable {
    /// The page, from 0.
    package var page = 0
    /// How many events a page has.
    package var perPage = 50
    /// `member:1` or `member:-1`; the newest first if nil.
    package var sort: String?
    /// What to look for; nil for all.
    package var search: String?
    /// The event after which to begin, in order of time; empty for the first.
    ///
    /// Pages and orders do not matter then.
    package var from: String?
    /// How many to take after it.
    package var take = 200
    /// The user whose events they are; nil for everybody's.
    package var userID: String?

    /// Everything, to be narrowed.
    package init() {}
}

/// A part of the log.
package struct V1LogPage: Sendable {
    /// The events, as the newer API shows them.
    package var events: [JSONObject]
    /// The place of the first of them in the whole.
    package var start: Int
    /// How many there are in all.
    package var total: Int
    /// How many a page has.
    package var limit: Int
}

/// The tenant's log, as far as a caller reaches: a client sees the events that name it.
///
/// - SeeAlso: Auth0 Management API v1: `/api/logs`.
extension Administration {
    /// A part of the log.
    ///
    /// - Throws: `APIProblem` 400 for a search or an order that is not understood.
    package func v1Logs(
        _ request: V1LogRequest,
        of caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> V1LogPage {
        var query = LogQuery(tenant: context.tenant, filter: try V1LogRules.filter(request, caller))
        let order = try V1LogRules.order(request.sort)
        if let from = request.from {
            query.after = from.isEmpty ? nil : try LogRules.start(from)
            query.isDescending = false
            query.limit = request.take
        } else if order.member == "date" {
            query.offset = request.page * request.perPage
            query.limit = request.perPage
            query.isDescending = order.isDescending
        } else {
            query.limit = Listing.reachOfOffsets
        }
        let wanted = query
        return try await storage.read { transaction in
            var events = wanted.limit > 0 ? try transaction.logRecords(wanted).map(\.answer) : []
            var start = wanted.offset
            if request.from == nil, order.member != "date" {
                events = V1LogRules.sorted(events, by: order.member, isDescending: order.isDescending)
                start = request.page * request.perPage
                events = Array(events.dropFirst(start).prefix(request.perPage))
            }
            return V1LogPage(
                events: events,
                start: start,
                total: try transaction.countLogRecords(wanted),
                limit: request.from == nil ? request.perPage : request.take
            )
        }
    }

    /// One event.
    ///
    /// - Throws: `APIProblem` 404.
    package func v1Log(_ id: String, of caller: V1Caller, _ context: AdministrationContext) async throws -> JSONObject {
        let event = try await log(id, context)
        guard caller.isGlobal || event["client_id"]?.string == caller.clientID else {
            throw APIProblem(404, "Log not found", code: "inexistent_log")
        }
        return event
    }
}

/// What parts of the log need.
enum V1LogRules {
    private static let sortable = ["date", "connection", "client_name", "user_name"]

    /// The events that a request and its caller's reach leave; nil for all.
    static func filter(_ request: V1LogRequest, _ caller: V1Caller) throws(APIProblem) -> LogFilter? {
        var filters: [LogFilter] = []
        if let search = request.search, let filter = try LogSearch.filter(search: search) { filters.append(filter) }
        if let id = request.userID { filters.append(.equals(member: "user_id", value: id)) }
        if !caller.isGlobal { filters.append(.equals(member: "client_id", value: caller.clientID)) }
        guard let first = filters.first else { return nil }
        return filters.dropFirst().reduce(first) { .and($0, $1) }
    }

    /// What a `sort` asks for.
    static func order(_ sort: String?) throws(APIProblem) -> (member: String, isDescending: Bool) {
        guard let sort, !sort.isEmpty else { return ("date", true) }
        let parts = sort.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, sortable.contains(parts[0]), parts[1] == "1" || parts[1] == "-1" else {
            throw APIProblem(
                400,
                "sort must be one of \(sortable.joined(separator: ", ")), a colon, and 1 or -1",
                code: "invalid_query_string"
            )
        }
        return (parts[0], parts[1] == "-1")
    }

    /// Events in the order of a member; those that have the same stay as they are.
    static func sorted(_ events: [JSONObject], by member: String, isDescending: Bool) -> [JSONObject] {
        events.enumerated().sorted { one, other in
            let (first, second) = (one.element[member]?.string ?? "", other.element[member]?.string ?? "")
            guard first != second else { return one.offset < other.offset }
            return isDescending ? first > second : first < second
        }.map(\.element)
    }
}
