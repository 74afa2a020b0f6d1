/// A condition with the arguments of its question marks.
struct SQLFragment {
    /// The text.
    var sql: String
    /// What its question marks stand for, in order.
    var arguments: [SQLValue] = []

    /// True for every row.
    static let always = SQLFragment(sql: "1 = 1")
    /// True for no row.
    static let never = SQLFragment(sql: "1 = 0")

    /// Both, or either.
    static func joined(_ parts: [SQLFragment], by word: String) -> SQLFragment {
        SQLFragment(
            sql: parts.map { "(\($0.sql))" }.joined(separator: " \(word) "),
            arguments: parts.flatMap(\.arguments)
        )
    }
}
