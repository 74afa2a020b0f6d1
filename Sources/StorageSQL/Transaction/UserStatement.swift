import Directory
import Kernel

/// A page of users, or their number, as SQL.
struct UserStatement {
    /// The text.
    let sql: String
    /// What its question marks stand for.
    let arguments: [SQLValue]

    /// The statement that lists a page.
    ///
    /// - Parameter ids: those among whom all are; nil if anybody may be meant.
    init(listing query: UserQuery, among ids: [String]? = nil, _ dialect: Dialect) {
        var statement = Self.selection(UserRow.columns, query, ids, dialect)
        if let after = query.afterID {
            statement.sql += " AND u.id > ? ORDER BY u.id"
            statement.arguments.append(.text(after))
        } else {
            let isDescending = query.isDescending
            let key = query.sortPath.flatMap { UserPath($0).order(dialect, isDescending: isDescending) }
            let direction = isDescending ? " DESC" : ""
            // Left alone, SQLite would rather read everybody in the order asked for than sort the few who are meant; a
            // sign before the column keeps it from that.
            let isFew = ids != nil || query.filter.map(UserCandidates.isTelling) ?? false
            let usual = (isFew && dialect.engine == .sqlite ? "+u.created_at" : "u.created_at") + direction
            statement.sql += " ORDER BY \(key ?? usual), u.id\(direction)"
        }
        statement.sql += " LIMIT ?"
        statement.arguments.append(.integer(Int64(max(query.limit, 0))))
        if query.afterID == nil {
            statement.sql += " OFFSET ?"
            statement.arguments.append(.integer(Int64(max(query.offset, 0))))
        }
        (sql, arguments) = (statement.sql, statement.arguments)
    }

    /// The statement that counts.
    ///
    /// - Parameter ids: those among whom all are; nil if anybody may be meant.
    init(counting query: UserQuery, among ids: [String]? = nil, _ dialect: Dialect) {
        let statement = Self.selection("COUNT(*)", query, ids, dialect)
        (sql, arguments) = (statement.sql, statement.arguments)
    }

    private static func selection(
        _ columns: String,
        _ query: UserQuery,
        _ ids: [String]?,
        _ dialect: Dialect
    ) -> SQLFragment {
        var statement = SQLFragment(
            sql: "SELECT \(columns) FROM users u WHERE u.tenant = ?",
            arguments: [.text(query.tenant.rawValue)]
        )
        if let ids, let list = ValueList(ids.map(SQLValue.text)) {
            statement.sql += " AND u.id IN (\(list.placeholders))"
            statement.arguments += list.values
        }
        if let connection = query.connection {
            statement.sql += """
                 AND EXISTS (SELECT 1 FROM identities i WHERE i.tenant = u.tenant AND i.user_id = u.id \
                AND i.connection = ?)
                """
            statement.arguments.append(.text(connection))
        }
        if let filter = query.filter, filter != .all {
            let condition = UserCondition(dialect).fragment(filter)
            statement.sql += " AND (\(condition.sql))"
            statement.arguments += condition.arguments
        }
        return statement
    }
}
