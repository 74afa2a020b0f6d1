import Applications
import Kernel

/// The `Link` header of lists.
///
/// - SeeAlso: RFC 8288.
struct PageLinks {
    private let base: String
    private let others: [Substring]

    /// Links to other slices of the list that a request is for.
    init(_ request: ManagementRequest, scheme: String) {
        base = "\(scheme)://\(request.host.authority)/api/v2\(request.path)?"
        let paging = ["page", "per_page", "from", "take"]
        others = request.query.split(separator: "&").filter { field in
            !paging.contains(String(field.prefix { $0 != "=" }))
        }
    }

    /// The slices around a page; without a total the last one is not known.
    func offset(page: Int, perPage: Int, count: Int, total: Int?) -> String {
        let last = total.map { perPage > 0 ? max(0, ($0 - 1) / perPage) : 0 }
        let hasNext = last.map { page < $0 } ?? (perPage > 0 && count == perPage)
        var links = [link(["page=0", "per_page=\(perPage)"], "first")]
        if page > 0 { links.append(link(["page=\(page - 1)", "per_page=\(perPage)"], "prev")) }
        if hasNext { links.append(link(["page=\(page + 1)", "per_page=\(perPage)"], "next")) }
        if let last { links.append(link(["page=\(last)", "per_page=\(perPage)"], "last")) }
        return links.joined(separator: ", ")
    }

    /// The slice behind a checkpoint.
    func checkpoint(next: String, take: Int) -> String { link(["from=\(next)", "take=\(take)"], "next") }

    private func link(_ paging: [String], _ relation: String) -> String {
        let query = (others.map(String.init) + paging).joined(separator: "&")
        return "<\(base)\(query)>; rel=\"\(relation)\""
    }
}
