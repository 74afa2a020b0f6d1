import Kernel
import Wire

/// The slice of a list that a request asks for.
struct RequestedPage: Sendable {
    /// What was asked for; nil if nothing was, or the operation does not page.
    let page: PageRequest?
    /// What is answered when nothing was asked for.
    let defaultPage: PageRequest

    /// The most records that can be reached by page numbers.
    private static let reach = 1000

    private static let defaultTakes = [
        "get_connection-profiles": 5, "get_user-attribute-profiles": 5, "get_connected-accounts": 10,
        "get_experiments": 25, "get_feature_flags": 25, "get_segments": 25,
    ]

    /// Reads the paging parameters of a checked query.
    ///
    /// - Throws: `APIProblem` for a page too far out.
    init(_ query: JSONObject, _ row: OperationRow) throws(APIProblem) {
        let defaultPage = Self.defaultPage(row)
        self.defaultPage = defaultPage
        func number(_ name: String) -> Int? { query[name]?.integer.map { Int(clamping: $0) } }
        if row.pagesByCheckpoint, query.contains("from") || query.contains("take") {
            let from = query["from"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            page = .checkpoint(from: from, take: max(0, number("take") ?? Self.defaultTakes[row.id] ?? 50))
            return
        }
        let names = ["page", "per_page", "include_totals"]
        guard row.pagesByOffset, names.contains(where: query.contains) else {
            page = nil
            return
        }
        let perPage = max(0, number("per_page") ?? (row.listShape == .pageNumbers ? 20 : 50))
        let number = max(0, number("page") ?? 0)
        // Lists whose description bounds the page itself can be read further.
        if row.queryParameter("page")?.schema.maximum == nil, Self.isTooFar(number, perPage) {
            throw APIProblem(
                400,
                "You can only page through the first \(Self.reach) records. "
                    + "See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation.",
                code: "invalid_paging"
            )
        }
        page = .offset(page: number, perPage: perPage, includeTotals: query["include_totals"]?.bool ?? false)
    }

    private static func isTooFar(_ page: Int, _ perPage: Int) -> Bool {
        guard page > 0 else { return false }
        let (end, overflow) = (page &+ 1).multipliedReportingOverflow(by: perPage)
        return overflow || end > reach
    }

    private static func defaultPage(_ row: OperationRow) -> PageRequest {
        if row.pagesByOffset {
            let perPage = row.listShape == .pageNumbers ? 20 : 50
            return .offset(page: 0, perPage: perPage, includeTotals: false)
        }
        // What does not page, or pages only when asked to, is answered whole.
        guard row.pagesByCheckpoint else { return .offset(page: 0, perPage: reach, includeTotals: false) }
        return .checkpoint(from: nil, take: row.listShape == .object ? defaultTakes[row.id] ?? 50 : reach)
    }
}
