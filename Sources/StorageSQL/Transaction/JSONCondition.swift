import Directory
import Wire

/// Members inside JSON, where the engines differ most.
///
/// Lists on the way are looked through: `app_metadata.teams.name` is the name of every team. Empty lists, empty objects
/// and null are as good as nothing. Names hold nothing that would end a literal.
extension Dialect {
    /// A test of the members at a path of names in a column of JSON: true or false, never null.
    func condition(_ test: MemberTest, on column: String, _ names: [String]) -> SQLFragment {
        guard !names.isEmpty else {
            guard case .exists = test else { return .never }
            return SQLFragment(sql: "\(column) <> '{}'")
        }
        let member = member(at: names.count - 1)
        let condition: SQLFragment
        if case .exists = test {
            condition = SQLFragment(sql: member.isThere)
        } else {
            let numbers = test.ofOrdered(member.number, operand: Self.number)
            let truths = test.ofOrdered(member.truth) { text in
                ["true", "false"].contains(text) ? SQLFragment(sql: "'\(text)'") : nil
            }
            let texts = test.mapped(LogCondition.searchable).ofText(member.text, self)
            condition = .joined([texts, numbers, truths], by: "OR")
        }
        // Reading JSON costs far more than looking for a text in it, and most users lack it.
        let mentions = Self.mentions(test, names[names.count - 1])
        return SQLFragment(
            sql: mentions.map { _ in "\(finder)(\(column), ?) > 0 AND " }.joined()
                + "EXISTS (SELECT 1 FROM \(members(column, names)) WHERE \(condition.sql))",
            arguments: mentions.map(SQLValue.text) + condition.arguments
        )
    }

    /// What the text of an object holds, as it was written, that passes a test of a member.
    private static func mentions(_ test: MemberTest, _ name: String) -> [String] {
        let member = JSONWriter.text(.string(name))
        // Numbers and truths have other spellings, and U+FFFD may stand for another character.
        guard case .equals(let value) = test, number(value) == nil, !["true", "false"].contains(value),
            !value.unicodeScalars.contains("\u{FFFD}")
        else { return [member] }
        return [member, JSONWriter.text(.string(value))]
    }

    /// The function that finds a text in another, with attention to case.
    private var finder: String { engine == .sqlite ? "instr" : "strpos" }

    /// The text at a path of names in a column of JSON, for sorting; null if it is not there.
    func jsonText(_ column: String, _ names: [String]) -> String {
        switch engine {
        case .sqlite: "CAST(json_extract(\(column), '$\(Self.steps(names))') AS TEXT)"
        case .postgres:
            "((\(parsed(column)) #>> '{\(names.map { "\"\($0)\"" }.joined(separator: ","))}') COLLATE \"C\")"
        }
    }

    /// The members at a path, as a table.
    private func members(_ column: String, _ names: [String]) -> String {
        switch engine {
        case .postgres: "jsonb_path_query(\(parsed(column)), 'lax $\(Self.steps(names))[*]') AS e(value)"
        case .sqlite:
            names.enumerated().map { index, name in
                let whole = index == 0 ? column : "e\(index - 1).value"
                let step = Self.elements(whole, name)
                let isObject = "e\(index - 1).type = 'object'"
                return "json_each(\(index == 0 ? step : "CASE WHEN \(isObject) THEN \(step) END")) e\(index)"
            }.joined(separator: ", ")
        }
    }

    /// The member of a name as a list: itself if it is one.
    ///
    /// Two paths make `json_extract` answer a list.
    private static func elements(_ whole: String, _ name: String) -> String {
        let path = "'$\(steps([name]))'"
        return """
            CASE json_type(\(whole), \(path)) WHEN 'array' THEN json_extract(\(whole), \(path)) \
            ELSE json_extract(\(whole), \(path), \(path)) END
            """
    }

    private static func steps(_ names: [String]) -> String { names.map { ".\"\($0)\"" }.joined() }

    /// PostgreSQL parses no escaped U+0000; U+FFFD stands for it, as it does in searchable columns.
    private func parsed(_ column: String) -> String {
        "CAST(replace(\(column), '\\u0000', '\\ufffd') AS jsonb)"
    }

    /// What the last table of a path says of a member: null for a member of another type.
    private func member(at index: Int) -> (text: String, number: String, truth: String, isThere: String) {
        switch engine {
        case .sqlite:
            let (type, value) = ("e\(index).type", "e\(index).value")
            return (
                "CASE WHEN \(type) = 'text' THEN \(value) END",
                "CASE WHEN \(type) IN ('integer', 'real') THEN \(value) END",
                "CASE WHEN \(type) IN ('true', 'false') THEN \(type) END",
                "\(type) <> 'null' AND NOT (\(type) IN ('array', 'object') AND \(value) IN ('[]', '{}'))"
            )
        case .postgres:
            let type = "jsonb_typeof(e.value)"
            return (
                "CASE WHEN \(type) = 'string' THEN (e.value #>> '{}') COLLATE \"C\" END",
                "CASE WHEN \(type) = 'number' THEN CAST(e.value AS NUMERIC) END",
                "CASE WHEN \(type) = 'boolean' THEN e.value #>> '{}' END",
                "e.value NOT IN ('null', '[]', '{}')"
            )
        }
    }

    /// A number as both engines compare it exactly; nil for a text that is none.
    private static func number(_ text: String) -> SQLFragment? {
        guard let value = try? JSONReader.parse(Array(text.utf8)), let number = value.number, number.isFinite else {
            return nil
        }
        return SQLFragment(sql: "CAST(? AS NUMERIC)", arguments: [.text(text)])
    }
}
