import HTTPTypes
import Wire

/// `GET /users`.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/users`.
struct UserListRoute: Sendable {
    private static let rowsHeader = "acl_rows"

    let api: ManagementAPI
    let connections: AllowedConnections

    func respond(_ request: GatewayRequest) async throws -> GatewayResponse {
        let form = try request.queryForm()
        let search = try UserSearch(form, rows: request.header(Self.rowsHeader), connections: connections)
        guard let parameters = search.parameters else { return .json(Self.empty(search)) }
        let answer = try await api.call("GET", "users", query: parameters, requestID: request.id)
        guard let body = try? JSONReader.parse(answer.body) else { return answer.relayed }
        return answer.response(JSONWriter.encode(Self.identified(body)))
    }

    /// The list with `_id` beside each `user_id`, by which collections of documents know their rows.
    private static func identified(_ body: JSONValue) -> JSONValue {
        if var page = body.object {
            if let users = page["users"] { page["users"] = identified(users) }
            return .object(page)
        }
        let users = (body.array ?? []).map { value -> JSONValue in
            guard var user = value.object, let id = user["user_id"] else { return value }
            user["_id"] = id
            return .object(user)
        }
        return .array(users)
    }

    private static func empty(_ search: UserSearch) -> JSONValue {
        guard search.forwarded.contains(where: { $0.name == "include_totals" && $0.value == "true" }) else { return [] }
        return [
            "start": .integer(Int64(search.page * search.limit)), "limit": .integer(Int64(search.limit)), "length": 0,
            "users": [], "total": 0,
        ]
    }
}
