import Directory
import Kernel

/// Queries for the ids of all whom a filter can mean, each by an index.
///
/// Left to themselves, engines read everybody in the order asked for and look at each, where an index would tell the few
/// at once. How many an index would tell nobody knows before asking it, so it is asked for a few and no more.
struct UserCandidates {
    /// So many users are few; of what more of a million have, a page is found soon by reading in order.
    static let limit = 2000
    /// How many indexes are asked at most.
    private static let attempts = 3

    /// A query for ids, and how few they may be: the lower the fewer.
    private struct Source {
        var query: SQLFragment
        var rank: Int
    }

    private let tenant: TenantID
    private let dialect: Dialect

    /// The members that an index of the users finds.
    private static let indexed: Set<String> = [
        "email", "username", "name", "nickname", "given_name", "family_name", "phone_number", "user_id", "created_at",
        "updated_at", "last_login", "logins_count",
    ]
    /// Those of them by which an index finds few users, in any tenant.
    private static let telling: Set<String> = indexed.subtracting([
        "created_at", "updated_at", "last_login", "logins_count",
    ])

    /// Candidates of a tenant, in an engine.
    init(_ tenant: TenantID, _ dialect: Dialect) {
        self.tenant = tenant
        self.dialect = dialect
    }

    /// Whether a filter finds a few by itself, in any engine.
    static func isTelling(_ filter: UserFilter) -> Bool {
        switch filter {
        case .equals(let path, _): telling.contains(path)
        case .and(let one, let other): isTelling(one) || isTelling(other)
        default: false
        }
    }

    /// The queries for the ids of a filter's users, each for one more than are few; the most promising first.
    func queries(_ filter: UserFilter) -> [SQLFragment] {
        sources(filter).sorted { $0.rank < $1.rank }.prefix(Self.attempts).map { source in
            SQLFragment(
                sql: "\(source.query.sql) LIMIT ?",
                arguments: source.query.arguments + [.integer(Int64(Self.limit + 1))]
            )
        }
    }

    private func sources(_ filter: UserFilter) -> [Source] {
        switch filter {
        case .and(let one, let other): return sources(one) + sources(other)
        case .or(let one, let other):
            // Both sides must be told, each by what promises most.
            guard let first = sources(one).min(by: { $0.rank < $1.rank }),
                let second = sources(other).min(by: { $0.rank < $1.rank })
            else { return [] }
            let query = SQLFragment(
                sql: "\(first.query.sql) UNION ALL \(second.query.sql)",
                arguments: first.query.arguments + second.query.arguments
            )
            return [Source(query: query, rank: max(first.rank, second.rank))]
        case .equals(let path, let value): return source(path, .equals(value), rank: 0)
        case .hasPrefix(let path, let value): return source(path, .hasPrefix(value), rank: 2)
        case .matches(let path, let pattern):
            let start = String(pattern.prefix { $0 != "*" })
            return start.isEmpty ? [] : source(path, .hasPrefix(start), rank: 3)
        case .range(let path, let from, let through, let isFromIncluded, let isThroughIncluded):
            let test = MemberTest.range(
                from: from,
                through: through,
                isFromIncluded: isFromIncluded,
                isThroughIncluded: isThroughIncluded
            )
            return source(path, test, rank: 4)
        case .exists(let path):
            // A text is there if it is no less than the least; SQLite asks no index for what is not null.
            guard Self.telling.contains(path) else { return [] }
            return source(
                path,
                .range(from: "", through: nil, isFromIncluded: true, isThroughIncluded: true),
                rank: 5
            )
        case .contains, .not, .all: return []
        }
    }

    private func source(_ path: String, _ test: MemberTest, rank: Int) -> [Source] {
        let owner = SQLValue.text(tenant.rawValue)
        switch UserPath(path) {
        case .column(let column) where Self.indexed.contains(path):
            let condition = column.condition(test, dialect)
            let query = SQLFragment(
                sql: "SELECT u.id FROM users u WHERE u.tenant = ? AND \(condition.sql)",
                arguments: [owner] + condition.arguments
            )
            return [Source(query: query, rank: Self.telling.contains(path) ? rank : rank + 3)]
        case .column where path == "blocked":
            guard case .equals(let value) = test, value.lowercased() == "true" else { return [] }
            // The index holds nobody else; engines choose it only where the statement itself says so.
            let query = SQLFragment(
                sql: "SELECT u.id FROM users u WHERE u.tenant = ? AND u.blocked = 1",
                arguments: [owner]
            )
            return [Source(query: query, rank: 1)]
        case .identity(let column) where column.name == "i.id":
            guard case .equals(let id) = test else { return [] }
            return [Source(query: identities(id), rank: 0)]
        case .identity(let column) where column.name != "i.is_social":
            guard case .equals = test else { return [] }
            let condition = column.condition(test, dialect)
            let query = SQLFragment(
                sql: "SELECT i.user_id FROM identities i WHERE i.tenant = ? AND \(condition.sql)",
                arguments: [owner] + condition.arguments
            )
            return [Source(query: query, rank: 2)]
        case .organization(let column):
            let condition = column.condition(test, dialect)
            let query = SQLFragment(
                sql: "SELECT m.user_id FROM organization_members m WHERE m.tenant = ? AND \(condition.sql)",
                arguments: [owner] + condition.arguments
            )
            return [Source(query: query, rank: rank + 1)]
        case .column, .identity, .json, .providerJSON, .nowhere: return []
        }
    }

    /// The owners of an id at any provider: the index begins with the providers, of whom a tenant has few, so it is asked
    /// for each.
    private func identities(_ id: String) -> SQLFragment {
        let owner = SQLValue.text(tenant.rawValue)
        return SQLFragment(
            sql: """
                SELECT w.user_id FROM (WITH RECURSIVE p(provider) AS ( \
                SELECT MIN(provider) FROM identities WHERE tenant = ? UNION ALL \
                SELECT (SELECT MIN(provider) FROM identities WHERE tenant = ? AND provider > p.provider) FROM p \
                WHERE p.provider IS NOT NULL) \
                SELECT i.user_id FROM p JOIN identities i ON i.tenant = ? AND i.provider = p.provider AND i.id = ?) w
                """,
            arguments: [owner, owner, owner, .text(id)]
        )
    }
}
