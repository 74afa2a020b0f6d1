import Directory
import Kernel
import Storage
import Wire

/// Identities and login identifiers, which are written with their user.
extension SQLTransaction {
    private static let insertIdentity = """
        INSERT INTO identities (tenant, provider, id, user_id, position, connection, is_social, profile_data) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, provider, id) DO NOTHING
        """
    private static let selectIdentities = """
        SELECT user_id, provider, id, connection, is_social, profile_data FROM identities WHERE tenant = ?
        """
    private static let deleteIdentities = "DELETE FROM identities WHERE tenant = ? AND user_id = ?"
    private static let insertIdentifier = """
        INSERT INTO login_identifiers (tenant, connection, kind, value, user_id) VALUES (?, ?, ?, ?, ?) \
        ON CONFLICT (tenant, connection, kind, value) DO NOTHING
        """
    private static let selectIdentifiers = """
        SELECT connection, kind, value FROM login_identifiers WHERE tenant = ? AND user_id = ?
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

    private func identities(of ids: [String], _ tenant: TenantID) throws -> [String: [Identity]] {
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

    /// Adds the identities of a user.
    ///
    /// - Throws: `StoreError.conflict(key:)` if one is somebody else's.
    func insertIdentities(of user: User, _ tenant: TenantID) throws {
        for (position, identity) in user.identities.enumerated() {
            let arguments: [SQLValue] = [
                .text(tenant.rawValue), .text(identity.provider), .text(identity.id), .text(user.id),
                .integer(Int64(position)), .text(identity.connection), .flag(identity.isSocial),
                identity.profileData.map(SQLValue.json) ?? .null,
            ]
            guard try change(Self.insertIdentity, arguments) == 1 else { throw StoreError.conflict(key: "identity") }
        }
    }

    /// Identities change seldom: those that are as they were are left alone.
    func updateIdentities(of user: User, _ tenant: TenantID) throws {
        guard try identities(of: [user.id], tenant)[user.id] ?? [] != user.identities else { return }
        try change(Self.deleteIdentities, [.text(tenant.rawValue), .text(user.id)])
        try insertIdentities(of: user, tenant)
    }

    /// Adds a login identifier of a user.
    ///
    /// - Throws: `StoreError.conflict(key:)` if it is somebody else's.
    func insert(_ identifier: LoginIdentifier, of user: User, _ tenant: TenantID) throws {
        let arguments = Self.place(identifier, tenant) + [.text(user.id)]
        guard try change(Self.insertIdentifier, arguments) == 1 else {
            throw StoreError.conflict(key: identifier.kind.rawValue)
        }
    }

    /// Replaces the login identifiers of a user where they changed.
    ///
    /// - Throws: `StoreError.conflict(key:)` if one is somebody else's.
    func updateIdentifiers(of user: User, _ tenant: TenantID) throws {
        let rows = try connection.query(Self.selectIdentifiers, [.text(tenant.rawValue), .text(user.id)])
        let stored = try rows.map { try SQLTransaction.identifier($0) }
        let wanted = user.loginIdentifiers
        for identifier in stored where !wanted.contains(where: { Self.areSame($0, identifier) }) {
            try change(Self.deleteIdentifier, Self.place(identifier, tenant) + [.text(user.id)])
        }
        for identifier in wanted where !stored.contains(where: { Self.areSame($0, identifier) }) {
            try insert(identifier, of: user, tenant)
        }
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
