import Kernel

/// Where a member of a user is kept, by its dotted path.
enum UserPath {
    /// In a column of the users, who are called `u`.
    case column(MemberColumn)
    /// In a column of their identities, which are called `i`.
    case identity(MemberColumn)
    /// In the list of the organizations they belong to, which is called `m`.
    case organization(MemberColumn)
    /// In the JSON of a column of the users.
    case json(column: String, names: [String])
    /// In what the providers said of them.
    case providerJSON(names: [String])
    /// Nowhere: no member has such a name.
    case nowhere

    private static let columns: [String: MemberColumn] = [
        "email": MemberColumn("u.email_key", .folded), "username": MemberColumn("u.username_key", .folded),
        "name": MemberColumn("u.name_key", .folded), "nickname": MemberColumn("u.nickname_key", .folded),
        "given_name": MemberColumn("u.given_name_key", .folded),
        "family_name": MemberColumn("u.family_name_key", .folded),
        "phone_number": MemberColumn("u.phone_number", .text), "last_ip": MemberColumn("u.last_ip", .text),
        "last_login": MemberColumn("u.last_login", .instant),
        "last_password_reset": MemberColumn("u.last_password_reset", .instant),
        "user_id": MemberColumn("u.id", .text, isAlwaysThere: true),
        "email_verified": MemberColumn("u.email_verified", .flag, isAlwaysThere: true),
        "phone_verified": MemberColumn("u.phone_verified", .flag, isAlwaysThere: true),
        "blocked": MemberColumn("u.blocked", .flag, isAlwaysThere: true),
        "logins_count": MemberColumn("u.logins_count", .integer, isAlwaysThere: true),
        "created_at": MemberColumn("u.created_at", .instant, isAlwaysThere: true),
        "updated_at": MemberColumn("u.updated_at", .instant, isAlwaysThere: true),
    ]
    private static let identityColumns: [String: MemberColumn] = [
        "connection": MemberColumn("i.connection", .text, isAlwaysThere: true),
        "provider": MemberColumn("i.provider", .text, isAlwaysThere: true),
        "user_id": MemberColumn("i.id", .text, isAlwaysThere: true),
        "isSocial": MemberColumn("i.is_social", .flag, isAlwaysThere: true),
    ]
    private static let metadata = ["user_metadata", "app_metadata"]

    /// A path as a query names it.
    init(_ path: String) {
        let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if let column = Self.columns[path] {
            self = .column(column)
        } else if path == "organization_id" {
            self = .organization(MemberColumn("m.organization", .text, isAlwaysThere: true))
        } else if names.count == 2, names[0] == "identities", let column = Self.identityColumns[names[1]] {
            self = .identity(column)
        } else if !names.allSatisfy(Self.isName) {
            self = .nowhere
        } else if names[0] == "identities" {
            self = names.count > 2 && names[1] == "profileData" ? .providerJSON(names: Array(names[2...])) : .nowhere
        } else if Self.metadata.contains(names[0]) {
            self = .json(column: "u.\(names[0])", names: Array(names[1...]))
        } else {
            self = .json(column: "u.profile", names: names)
        }
    }

    /// Whether a name may stand in a statement: nothing in it ends a literal or is read as anything but itself.
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
                    || "_-@:/ ".unicodeScalars.contains(scalar)
            }
    }
}

/// A column that holds a member.
struct MemberColumn {
    /// What a member is compared as.
    enum Kind {
        /// A text, with attention to case.
        case text
        /// A text that is kept in lower case.
        case folded
        case integer
        case instant
        case flag
    }

    /// The column, with the name of its table.
    let name: String
    /// What it is compared as.
    let kind: Kind
    /// Whether it is never null.
    let isAlwaysThere: Bool

    /// A column.
    init(_ name: String, _ kind: Kind, isAlwaysThere: Bool = false) {
        self.name = name
        self.kind = kind
        self.isAlwaysThere = isAlwaysThere
    }

    /// A test of the member: true or false, never null.
    func condition(_ test: MemberTest, _ dialect: Dialect) -> SQLFragment {
        let condition: SQLFragment
        switch kind {
        case .text: condition = test.mapped(LogCondition.searchable).ofText(name, dialect)
        case .folded: condition = test.mapped(UserRow.key).ofText(name, dialect)
        case .integer, .instant, .flag:
            condition = test.ofOrdered(name) { text in
                operand(text).map { SQLFragment(sql: "?", arguments: [.integer($0)]) }
            }
        }
        if isAlwaysThere { return condition }
        return SQLFragment(sql: "\(name) IS NOT NULL AND \(condition.sql)", arguments: condition.arguments)
    }

    private func operand(_ text: String) -> Int64? {
        switch kind {
        case .integer: Int64(text)
        case .instant: Instant(iso8601: text)?.milliseconds
        case .flag: ["false": 0, "true": 1][text.lowercased()]
        case .text, .folded: nil
        }
    }
}

extension UserPath {
    /// The keys to sort by in a direction, those who lack the member first or, in descending order, last; nil for a
    /// member that nobody is sorted by.
    func order(_ dialect: Dialect, isDescending: Bool) -> String? {
        let direction = isDescending ? " DESC" : ""
        let nulls = isDescending ? " NULLS LAST" : " NULLS FIRST"
        switch self {
        case .column(let column): return column.name + direction + (column.isAlwaysThere ? "" : nulls)
        case .json(let column, let names) where !names.isEmpty:
            return dialect.jsonText(column, names) + direction + nulls
        case .json, .providerJSON, .identity, .organization, .nowhere: return nil
        }
    }
}
