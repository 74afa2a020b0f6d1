package import Directory
package import Kernel
import Storage

/// Many users with a few statements.
extension SQLTransaction {
    private static let selectUsersByIdentifier = """
        SELECT \(UserRow.columns), l.value FROM login_identifiers l \
        JOIN users u ON u.tenant = l.tenant AND u.id = l.user_id \
        WHERE l.tenant = ? AND l.connection = ? AND l.kind = ? AND l.value
        """
    private static let insertPasswords = Insertion(
        into: "passwords",
        [.init("tenant", .text), .init("user_id", .text), .init("hash", .text), .init("set_at", .integer)],
        key: ["tenant", "user_id"],
        replacing: ["hash", "set_at"]
    )
    private static let deleteFormer = "DELETE FROM former_passwords WHERE tenant = ? AND user_id"

    package func users(_ identifiers: [LoginIdentifier], in tenant: TenantID) throws -> [(LoginIdentifier, User)] {
        struct Place: Hashable {
            let connection: String
            let kind: LoginIdentifier.Kind
        }
        return try Dictionary(grouping: identifiers) { Place(connection: $0.connection, kind: $0.kind) }
            .flatMap { place, identifiers -> [(LoginIdentifier, User)] in
                let values = identifiers.map { SQLValue.text($0.value) }.filter(\.isPortable)
                guard let list = ValueList(values) else { return [] }
                let rows = try find(
                    "\(Self.selectUsersByIdentifier) IN (\(list.placeholders))" + lockOfUser,
                    [.text(tenant.rawValue), .text(place.connection), .text(place.kind.rawValue)] + list.values
                )
                let users = try withIdentities(rows.map(UserRow.user), tenant)
                return try zip(rows, users).map { row, user in
                    let value = try row.text(UserRow.columnCount)
                    return (LoginIdentifier(connection: place.connection, kind: place.kind, value: value), user)
                }
            }
    }

    package func insert(_ users: [User], passwords: [PasswordRecord], tenant: TenantID) throws {
        guard try insert(users.map { UserRow.values($0, tenant) }, by: UserRow.insertion) == users.count else {
            throw StoreError.conflict(key: "id")
        }
        try insertIdentities(of: users, tenant)
        try insert(users.flatMap { user in user.loginIdentifiers.map { ($0, user.id) } }, tenant)
        try put(passwords, tenant)
        try note(users, .created, tenant)
    }

    package func update(_ users: [User], passwords: [PasswordRecord], tenant: TenantID) throws {
        let former = try identities(of: users.map(\.id), tenant)
        // Whoever is there has an identity; a row without one would be made here instead of changed.
        if let stranger = users.first(where: { former[$0.id] == nil }) {
            throw StoreError.constraint("user \(stranger.id) is not there")
        }
        _ = try insert(users.map { UserRow.values($0, tenant) }, by: UserRow.replacement)
        for user in users where former[user.id] != user.identities { try replaceIdentities(of: user, tenant) }
        try updateIdentifiers(of: users, tenant)
        if let list = ValueList(passwords.map { .text($0.userID) }) {
            try remove("\(Self.deleteFormer) IN (\(list.placeholders))", [.text(tenant.rawValue)] + list.values)
        }
        try put(passwords, tenant)
        try note(users, .updated, tenant)
    }

    private func put(_ passwords: [PasswordRecord], _ tenant: TenantID) throws {
        let rows: [[SQLValue]] = passwords.map { password in
            [.text(tenant.rawValue), .text(password.userID), .text(password.hash), .instant(password.setAt)]
        }
        _ = try insert(rows, by: Self.insertPasswords)
    }
}
