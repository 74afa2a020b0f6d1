import Applications
package import Kernel
import Storage
package import Wire

/// The tenant's log.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/logs`.
extension Administration {
    /// Answers a page of the log.
    ///
    /// By offsets it is newest first unless `sort` says `date:1`; by checkpoint it goes on from an id (or the
    /// beginning) in order of time, and `next` is the id to go on from, on the last page too: more may happen.
    ///
    /// - Throws: `APIProblem` 400 for a `q`, `search` or `sort` that is not understood, and beyond 1000 records.
    package func logs(
        q: String? = nil,
        search: String? = nil,
        sort: String? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        var query = LogQuery(tenant: context.tenant, filter: try LogRules.filter(q: q, search: search))
        switch request {
        case .checkpoint(let from, let take):
            query.after = try from.map(LogRules.start)
            guard (1...100).contains(take) else {
                throw APIProblem(
                    400,
                    "Query validation error: 'Value \(take) is greater than maximum 100' on property take.",
                    code: "invalid_query_string"
                )
            }
            query.isDescending = false
            query.limit = take
        case .offset(let page, let perPage, _):
            query.offset = try LogRules.offset(page: page, perPage: perPage)
            query.limit = perPage
            query.isDescending = try LogRules.isDescending(sort)
        }
        let wanted = query
        return try await storage.read { transaction in
            let items = wanted.limit > 0 ? try transaction.logRecords(wanted).map(\.answer) : []
            switch request {
            case .checkpoint(let from, _):
                return Page(items: items, next: items.last?["log_id"]?.string ?? from)
            case .offset(_, let perPage, let includeTotals):
                let isWhole = wanted.offset == 0 && items.count < perPage
                guard includeTotals, !isWhole else {
                    return Page(items: items, total: includeTotals ? items.count : nil)
                }
                return Page(items: items, total: try transaction.countLogRecords(wanted))
            }
        }
    }

    /// Answers one event.
    ///
    /// - Throws: `APIProblem` 404.
    package func log(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        guard let record = try await storage.read({ try $0.logRecord(id, in: context.tenant) }) else {
            throw APIProblem(404, "Log not found", code: "inexistent_log")
        }
        return record.answer
    }
}

/// What lists of the log need.
enum LogRules {
    /// What `q` and `search` ask for together.
    static func filter(q: String?, search: String?) throws(APIProblem) -> LogFilter? {
        let first = try q.flatMap { text throws(APIProblem) in try LogSearch.filter(q: text) }
        let second = try search.flatMap { text throws(APIProblem) in try LogSearch.filter(search: text) }
        guard let first, let second else { return first ?? second }
        return .and(first, second)
    }

    private static let beyondReach = APIProblem(
        400,
        "You can only page through the first 1000 records. "
            + "See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation.",
        code: "invalid_paging"
    )

    /// Where a page of the offset style begins.
    ///
    /// Where a page begins: the id of an event, of ours or of a tenant that was moved here.
    static func start(_ id: String) throws(APIProblem) -> String {
        guard id.utf8.count <= 100, id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw Cursor.invalid }
        return id
    }

    static func offset(page: Int, perPage: Int) throws(APIProblem) -> Int {
        guard page <= Listing.reachOfOffsets, (page + 1) * perPage <= Listing.reachOfOffsets else {
            throw beyondReach
        }
        return page * perPage
    }

    /// Whether a `sort` asks for the newest first, as lists are without one.
    static func isDescending(_ sort: String?) throws(APIProblem) -> Bool {
        switch sort {
        case nil, "", "date:-1": return true
        case "date:1": return false
        case let other?:
            throw APIProblem(
                400,
                "Query validation error: 'Invalid value \"\(other)\"' on property sort.",
                code: "invalid_query_string"
            )
        }
    }
}
