import Directory
import Kernel
import Storage
import Wire

/// A user as a row of the table of users.
enum UserRow {
    private static let list = [
        "tenant", "id", "connection", "email", "email_key", "email_verified", "username", "username_key",
        "phone_number", "phone_verified", "name_key", "nickname_key", "given_name_key", "family_name_key", "blocked",
        "created_at", "updated_at", "last_login", "last_ip", "logins_count", "last_password_reset", "profile",
        "user_metadata", "app_metadata",
    ]
    private static let integers: Set<String> = [
        "email_verified", "phone_verified", "blocked", "created_at", "updated_at", "last_login", "logins_count",
        "last_password_reset",
    ]
    private static let columnsOfInsertion = list.map { Insertion.Column($0, integers.contains($0) ? .integer : .text) }
    /// The longest key, in characters.
    private static let keyLimit = 500

    /// Adds users.
    static let insertion = Insertion(into: "users", columnsOfInsertion, key: ["tenant", "id"])
    /// Replaces users who are there.
    static let replacement = Insertion(
        into: "users",
        columnsOfInsertion,
        key: ["tenant", "id"],
        replacing: Array(list.dropFirst(2))
    )
    /// What an update sets: everything but the place.
    static let assignments = list.dropFirst(2).map { "\($0) = ?" }.joined(separator: ", ")
    /// What a query reads, from a table called `u`.
    static let columns = """
        u.id, u.email, u.email_verified, u.username, u.phone_number, u.phone_verified, u.blocked, u.created_at, \
        u.updated_at, u.last_login, u.last_ip, u.logins_count, u.last_password_reset, u.profile, u.user_metadata, \
        u.app_metadata
        """
    /// How many these are.
    static let columnCount = 16

    /// The values of an insertion.
    static func values(_ user: User, _ tenant: TenantID) -> [SQLValue] {
        func member(_ name: String) -> SQLValue { .optionalText(user.profile[name]?.string.map(key)) }
        return [
            .text(tenant.rawValue), .text(user.id), .text(user.identities.first?.connection ?? ""),
            .optionalText(user.email), .optionalText(user.email.map(key)), .flag(user.isEmailVerified),
            .optionalText(user.username), .optionalText(user.username.map(key)),
            .optionalText(user.phoneNumber), .flag(user.isPhoneVerified), member("name"), member("nickname"),
            member("given_name"), member("family_name"), .flag(user.isBlocked), .instant(user.createdAt),
            .instant(user.updatedAt), .instant(user.lastLogin), .optionalText(user.lastIP), .integer(user.loginsCount),
            .instant(user.lastPasswordReset), .json(user.profile), .json(user.userMetadata), .json(user.appMetadata),
        ]
    }

    /// A text as a column holds it that is searched in either case: no longer than the indexes of PostgreSQL can hold.
    static func key(_ text: String) -> String {
        let folded = LogCondition.searchable(text.lowercased())
        guard folded.utf8.count > keyLimit else { return folded }
        return String(folded.unicodeScalars.prefix(keyLimit))
    }

    /// The user of a row, without their identities.
    static func user(_ row: SQLRow) throws -> User {
        let id = try row.text(0)
        let nobody = Identity(provider: "", id: "", connection: "", isSocial: false)
        var user = User(id: id, identity: nobody, createdAt: try row.instant(7))
        user.identities = []
        user.email = try row.optionalText(1)
        user.isEmailVerified = try row.integer(2) == 1
        user.username = try row.optionalText(3)
        user.phoneNumber = try row.optionalText(4)
        user.isPhoneVerified = try row.integer(5) == 1
        user.isBlocked = try row.integer(6) == 1
        user.updatedAt = try row.instant(8)
        user.lastLogin = try row.optionalInstant(9)
        user.lastIP = try row.optionalText(10)
        user.loginsCount = try row.integer(11)
        user.lastPasswordReset = try row.optionalInstant(12)
        user.profile = try StoredJSON.object(row.text(13), of: "the profile of \(id)")
        user.userMetadata = try StoredJSON.object(row.text(14), of: "the user_metadata of \(id)")
        user.appMetadata = try StoredJSON.object(row.text(15), of: "the app_metadata of \(id)")
        return user
    }
}

extension SQLValue {
    /// A truth as a column holds it.
    static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }

    /// An object as a column holds it.
    static func json(_ value: JSONObject) -> SQLValue { .text(JSONWriter.text(.object(value))) }
}

extension SQLRow {
    /// The text of a column that may be null.
    ///
    /// - Throws: `StoreError.corrupt` if it is neither.
    func optionalText(_ column: Int) throws -> String? {
        if columns.indices.contains(column), case .null = columns[column] { return nil }
        return try text(column)
    }
}
