import Kernel
import Wire

/// What `GET /users` asks of the management API.
struct UserSearch: Sendable, Equatable {
    /// Users on a page unless the caller says otherwise.
    static let defaultLimit = 25
    /// The most users that the management API puts on a page.
    static let largestLimit = 100

    /// Who is looked for.
    let query: SearchQuery
    /// Users on a page.
    let limit: Int
    /// The page, from zero.
    let page: Int
    /// Parameters of the management API that are handed on as they came.
    let forwarded: [Forwarded]

    /// A parameter.
    struct Forwarded: Sendable, Equatable {
        let name: String
        let value: String
    }

    private static let fields = ["email", "nickname", "username"]
    private static let forwardedNames = ["sort", "fields", "include_fields", "include_totals"]
    private static let metadataPrefix = "app_metadata."

    /// Reads a query string.
    ///
    /// - Parameters:
    ///   - form: The query.
    ///   - rows: The header `acl_rows`.
    ///   - connections: Those whose users may be seen.
    /// - Throws: `APIProblem` with 400.
    init(_ form: Form, rows: String?, connections: AllowedConnections) throws(APIProblem) {
        let limit = try Self.number("_l", form, atLeast: 1) ?? Self.defaultLimit
        self.limit = min(limit, Self.largestLimit)
        // The management API knows pages only: rows are skipped by whole pages.
        page = (try Self.number("_sk", form, atLeast: 0) ?? 0) / self.limit
        forwarded = form.parameters.filter { Self.forwardedNames.contains($0.name) && !$0.value.isEmpty }
            .map { Forwarded(name: $0.name, value: $0.value) }
        query = .all([
            .all(try Self.filters(form)), try ACLRows.query(rows), Self.connections(form, connections),
        ])
    }

    /// The parameters of `GET /api/v2/users`; nil if no user can be found.
    var parameters: [(name: String, value: String)]? {
        var parameters = [
            (name: "per_page", value: String(limit)), (name: "page", value: String(page)),
            (name: "search_engine", value: "v3"),
        ]
        switch query {
        case .nobody: return nil
        case .everyone: break
        case .query(let text): parameters.append((name: "q", value: text))
        }
        return parameters + forwarded.map { (name: $0.name, value: $0.value) }
    }

    /// Different parameters must all be met; of one that is repeated any value will do, but for `app_metadata`.
    private static func filters(_ form: Form) throws(APIProblem) -> [SearchQuery] {
        var filters = fields.compactMap { name in
            let values = form.all(name).filter { !$0.isEmpty }
            return values.isEmpty ? nil : SearchQuery.any(values.map { .member(name, like: $0) })
        }
        for (name, value) in form.parameters where name.hasPrefix(metadataPrefix) && !value.isEmpty {
            guard SearchQuery.isMember(name) else {
                throw APIProblem(400, "The parameter '\(name)' does not name a member that can be searched")
            }
            // Repeated, it means a list: whoever is looked for must be in all of these groups.
            filters.append(.member(name, like: value))
        }
        return filters
    }

    /// The connections that were asked for, among those that may be seen: none of them means nobody, never everybody.
    private static func connections(_ form: Form, _ allowed: AllowedConnections) -> SearchQuery {
        let requested = form.all("connection").flatMap { $0.split(separator: ",").map(String.init) }
            .filter { !$0.isEmpty }
        if requested.isEmpty && allowed.isUnrestricted { return .everyone }
        let visible = requested.isEmpty ? allowed.supported : requested.filter(allowed.allows)
        return .any(visible.map { .member(connectionMember, is: $0) })
    }

    private static let connectionMember = "identities.connection"

    private static func number(_ name: String, _ form: Form, atLeast least: Int) throws(APIProblem) -> Int? {
        guard let text = form[name], !text.isEmpty else { return nil }
        guard let number = Int(text), number >= least, number <= 1_000_000 else {
            throw APIProblem(400, "The parameter '\(name)' must be a number from \(least)")
        }
        return number
    }
}
