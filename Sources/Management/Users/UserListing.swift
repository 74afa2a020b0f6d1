import Directory
import Kernel
import Wire

/// What a list of users can be asked.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/users`.
enum UserListing {
    /// The query of a request's `q`, `search_engine`, `connection` and `sort`.
    ///
    /// - Throws: `APIProblem` 400.
    static func query(
        _ parameters: JSONObject,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) throws -> UserQuery {
        switch parameters["search_engine"]?.string {
        case "v1": throw refusal("You are not allowed to use search_engine=v1.")
        case "v2": throw refusal("You are not allowed to use search_engine=v2. Use search_engine=v3 instead.")
        default: break
        }
        var query = UserQuery(tenant: context.tenant)
        if let text = parameters["q"]?.string { query.filter = try UserSearch.filter(text) }
        query.connection = parameters["connection"]?.string
        if let sort = parameters["sort"]?.string, !sort.isEmpty {
            (query.sortPath, query.isDescending) = try order(sort)
        }
        guard case .offset(let page, let perPage, _) = request else { return query }
        query.offset = page * perPage
        query.limit = perPage
        return query
    }

    private static func order(_ sort: String) throws -> (path: String, isDescending: Bool) {
        let parts = sort.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, parts[1] == "1" || parts[1] == "-1" else {
            throw refusal(
                "Query validation error: 'String does not match pattern ^[^:]+:(1|-1)$: \(sort)' on property sort."
            )
        }
        guard !parts[0].hasPrefix("app_metadata"), !parts[0].hasPrefix("user_metadata") else {
            throw refusal("Users cannot be sorted by their metadata.")
        }
        return (parts[0], parts[1] == "-1")
    }

    private static func refusal(_ message: String) -> APIProblem {
        APIProblem(400, message, code: "invalid_query_string")
    }
}
