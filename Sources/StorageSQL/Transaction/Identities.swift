import Directory
import Kernel
import Storage
import Wire

/// Identities and login identifiers, which are written with their user.
extension SQLTransaction {
    private static let insertIdentities = Insertion(
        into: "identities",
        [
            .init("tenant", .text), .init("provider", .text), .init("id", .text), .init("user_id", .text),
            .init("position", .integer), .init("connection", .text), .init("is_social", .integer),
            .init("profile_data", .text),
        ],
        key: ["tenant", "provider", "id"]
    )
    private static let selectIdentities = """
        SELECT user_id, provider, id, connection, is_social, profile_data FROM identities WHERE tenant = ?
        """
    private static let deleteIdentities = "DELETE FROM identities WHERE tenant = ? AND user_id = ?"
    private static let insertIdentifiers = Insertion(
        into: "login_identifiers",
        [
            .init("tenant", .text), .init("connection", .text), .init("kind", .text), .init("value", .text),
            .init("user_id", .text),
        ],
        key: ["tenant", "connection", "kind", "value"]
    )
    private static let selectIdentifiers = """
        SELECT connection, kind, value, user_id FROM login_identifiers WHERE tenant = ? AND user_id
        """
    private static let deleteIdentifier = """
        DELETE FROM login_identifiers WHERE tenant = ? AND connection = ? AND kind = ? AND value = ? AND user_id = ?
        """

    /// Users with their identities.
    func withIdentities(_ users: [User], _ tenant: TenantID) throws -> [User] {
        guard !users.isEmpty else { return users }
        let found = try identities(of: users.map(\.id), tenant)
        return users.map { user in
            var user = user
            user.identities = found[user.id] ?? []
            return user
        }
    }

    /// The identities of users, by the user's id.
    func identities(of ids: [String], _ tenant: TenantID) throws -> [String: [Identity]] {
        guard let list = ValueList(ids.map(SQLValue.text)) else { return [:] }
        let rows = try connection.query(
            Self.selectIdentities + " AND user_id IN (\(list.placeholders)) ORDER BY user_id, position",
            [.text(tenant.rawValue)] + list.values
        )
        var found: [String: [Identity]] = [:]
        for row in rows { found[try row.text(0), default: []].append(try Self.identity(row)) }
        return found
    }

    private static func identity(_ row: SQLRow) throws -> Identity {
        let provider = try row.text(1)
        let id = try row.text(2)
        return Identity(
            provider: provider,
            id: id,
            connection: try row.text(3),
            isSocial: try row.integer(4) == 1,
            profileData: try row.optionalText(5).map { try StoredJSON.object($0, of: "identity \(provider)|\(id)") }
        )
    }

    /// Adds the identities of users.
    ///
    /// - Throws: `StoreError.conflict(key:)` if one is somebody else's.
    func insertIdentities(of users: [User], _ tenant: TenantID) throws {
        let rows = users.flatMap { user in
            user.identities.enumerated().map { position, identity -> [SQLValue] in
                [
                    .text(tenant.rawValue), .text(identity.provider), .text(identity.id), .text(user.id),
                    .integer(Int64(position)), .text(identity.connection), .flag(identity.isSocial),
                    identity.profileData.map(SQLValue.json) ?? .null,
                ]
            }
        }
        guard try insert(rows, by: Self.insertIdentities) == rows.count else {
            throw StoreError.conflict(key: "identity")
        }
    }

    /// Replaces the identities of a user.
    func replaceIdentities(of user: User, _ tenant: TenantID) throws {
        try change(Self.deleteIdentities, [.text(tenant.rawValue), .text(user.id)])
        try insertIdentities(of: [user], tenant)
    }

    /// Identities change seldom: those that are as they were are left alone.
    func updateIdentities(of user: User, _ tenant: TenantID) throws {
        guard try identities(of: [user.id], tenant)[user.id] ?? [] != user.identities else { return }
        try replaceIdentities(of: user, tenant)
    }

    /// Adds login identifiers, each of the user of an id.
    ///
    /// - Throws: `StoreError.conflict(key:)` if one is somebody else's.
    func insert(_ identifiers: [(LoginIdentifier, userID: String)], _ tenant: TenantID) throws {
        for kind in LoginIdentifier.Kind.allCases {
            let rows = identifiers.filter { $0.0.kind == kind }.map { identifier, userID in
                Self.place(identifier, tenant) + [.text(userID)]
            }
            guard try insert(rows, by: Self.insertIdentifiers) == rows.count else {
                throw StoreError.conflict(key: kind.rawValue)
            }
        }
    }

    /// Replaces the login identifiers of users where they changed; first all go that are given up.
    ///
    /// - Throws: `StoreError.conflict(key:)` if one is somebody else's.
    func updateIdentifiers(of users: [User], _ tenant: TenantID) throws {
        guard let list = ValueList(users.map { .text($0.id) }) else { return }
        let rows = try connection.query(
            Self.selectIdentifiers + " IN (\(list.placeholders))",
            [.text(tenant.rawValue)] + list.values
        )
        var stored: [String: [LoginIdentifier]] = [:]
        for row in rows { stored[try row.text(3), default: []].append(try Self.identifier(row)) }
        var added: [(LoginIdentifier, userID: String)] = []
        for user in users {
            let (had, wanted) = (stored[user.id] ?? [], user.loginIdentifiers)
            for identifier in had where !wanted.contains(where: { Self.areSame($0, identifier) }) {
                try change(Self.deleteIdentifier, Self.place(identifier, tenant) + [.text(user.id)])
            }
            for identifier in wanted where !had.contains(where: { Self.areSame($0, identifier) }) {
                added.append((identifier, user.id))
            }
        }
        try insert(added, tenant)
    }

    /// Compares as the database does, by bytes: to Swift, one letter with an accent is the same as two characters.
    private static func areSame(_ one: LoginIdentifier, _ other: LoginIdentifier) -> Bool {
        one.kind == other.kind && one.connection.utf8.elementsEqual(other.connection.utf8)
            && one.value.utf8.elementsEqual(other.value.utf8)
    }

    private static func identifier(_ row: SQLRow) throws -> LoginIdentifier {
        guard let kind = LoginIdentifier.Kind(rawValue: try row.text(1)) else {
            throw StoreError.corrupt("a login identifier is of no known kind")
        }
        return LoginIdentifier(connection: try row.text(0), kind: kind, value: try row.text(2))
    }

    private static func place(_ identifier: LoginIdentifier, _ tenant: TenantID) -> [SQLValue] {
        [
            .text(tenant.rawValue), .text(identifier.connection), .text(identifier.kind.rawValue),
            .text(identifier.value),
        ]
    }
}
