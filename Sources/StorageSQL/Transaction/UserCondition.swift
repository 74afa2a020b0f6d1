import Directory
import Kernel

/// Filters of users as SQL.
///
/// Every part is true or false and never null, so that `NOT` means the opposite.
struct UserCondition {
    private let dialect: Dialect

    private static let searched = [
        "u.email_key", "u.username_key", "u.name_key", "u.nickname_key", "u.given_name_key", "u.family_name_key",
        "u.phone_number", "lower(u.id)",
    ]

    /// Conditions for an engine.
    init(_ dialect: Dialect) { self.dialect = dialect }

    /// The condition of a filter.
    func fragment(_ filter: UserFilter) -> SQLFragment {
        switch filter {
        case .all: .always
        case .equals(let path, let value): condition(path, .equals(value))
        case .hasPrefix(let path, let value): condition(path, .hasPrefix(value))
        case .matches(let path, let pattern): condition(path, .matches(pattern))
        case .exists(let path): condition(path, .exists)
        case .range(let path, let from, let through, let isFromIncluded, let isThroughIncluded):
            condition(
                path,
                .range(
                    from: from,
                    through: through,
                    isFromIncluded: isFromIncluded,
                    isThroughIncluded: isThroughIncluded
                )
            )
        case .contains(let text): contains(text)
        case .and(let one, let other): .joined([fragment(one), fragment(other)], by: "AND")
        case .or(let one, let other): .joined([fragment(one), fragment(other)], by: "OR")
        case .not(let filter): negation(fragment(filter))
        }
    }

    private func negation(_ condition: SQLFragment) -> SQLFragment {
        SQLFragment(sql: "NOT (\(condition.sql))", arguments: condition.arguments)
    }

    private func contains(_ text: String) -> SQLFragment {
        let pattern = SQLValue.text("%\(LikePattern.escaped(UserRow.key(text)))%")
        return SQLFragment(
            sql: Self.searched.map { "COALESCE(\($0), '') LIKE ? ESCAPE '!'" }.joined(separator: " OR "),
            arguments: Self.searched.map { _ in pattern }
        )
    }

    private func condition(_ path: String, _ test: MemberTest) -> SQLFragment {
        switch UserPath(path) {
        case .nowhere: .never
        case .column(let column): column.condition(test, dialect)
        case .identity(let column): exists("identities i", "i", column.condition(test, dialect))
        case .organization(let column): exists("organization_members m", "m", column.condition(test, dialect))
        case .json(let column, let names): dialect.condition(test, on: column, names)
        case .providerJSON(let names):
            exists("identities i", "i", dialect.condition(test, on: "COALESCE(i.profile_data, '{}')", names))
        }
    }

    private func exists(_ table: String, _ name: String, _ condition: SQLFragment) -> SQLFragment {
        SQLFragment(
            sql: """
                EXISTS (SELECT 1 FROM \(table) WHERE \(name).tenant = u.tenant AND \(name).user_id = u.id \
                AND \(condition.sql))
                """,
            arguments: condition.arguments
        )
    }
}
