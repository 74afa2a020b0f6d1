package import Directory
package import Kernel
import Storage
import Wire

extension SQLTransaction {
    private static let selectUser = "SELECT \(UserRow.columns) FROM users u WHERE u.tenant = ? AND u.id = ?"
    private static let selectUserByIdentifier = """
        SELECT \(UserRow.columns) FROM login_identifiers l JOIN users u ON u.tenant = l.tenant AND u.id = l.user_id \
        WHERE l.tenant = ? AND l.connection = ? AND l.kind = ? AND l.value = ?
        """
    private static let selectUserByIdentity = """
        SELECT \(UserRow.columns) FROM identities i JOIN users u ON u.tenant = i.tenant AND u.id = i.user_id \
        WHERE i.tenant = ? AND i.provider = ? AND i.id = ?
        """
    private static let selectUsersByEmail = """
        SELECT \(UserRow.columns) FROM users u WHERE u.tenant = ? AND u.email_key = ? ORDER BY u.created_at, u.id
        """
    private static let updateUser = "UPDATE users SET \(UserRow.assignments) WHERE tenant = ? AND id = ?"
    private static let recordLogin = """
        UPDATE users SET last_login = ?, last_ip = ?, logins_count = logins_count + 1, updated_at = ? \
        WHERE tenant = ? AND id = ?
        """
    /// What somebody leaves behind, in an order that foreign keys allow; they themselves are last.
    private static let deleteUser = [
        "DELETE FROM user_roles WHERE tenant = ? AND user_id = ?",
        "DELETE FROM user_permissions WHERE tenant = ? AND user_id = ?",
        "DELETE FROM organization_member_roles WHERE tenant = ? AND user_id = ?",
        "DELETE FROM organization_members WHERE tenant = ? AND user_id = ?",
        "DELETE FROM consents WHERE tenant = ? AND user_id = ?",
        "DELETE FROM former_passwords WHERE tenant = ? AND user_id = ?",
        "DELETE FROM passwords WHERE tenant = ? AND user_id = ?",
        "DELETE FROM login_identifiers WHERE tenant = ? AND user_id = ?",
        "DELETE FROM identities WHERE tenant = ? AND user_id = ?",
        "DELETE FROM users WHERE tenant = ? AND id = ?",
    ]

    package func user(_ id: String, in tenant: TenantID) throws -> User? {
        try users(Self.selectUser + lock, [.text(tenant.rawValue), .text(id)], tenant).first
    }

    package func user(_ identifier: LoginIdentifier, in tenant: TenantID) throws -> User? {
        let arguments: [SQLValue] = [
            .text(tenant.rawValue), .text(identifier.connection), .text(identifier.kind.rawValue),
            .text(identifier.value),
        ]
        return try users(Self.selectUserByIdentifier + lockOfUser, arguments, tenant).first
    }

    package func user(provider: String, identity id: String, in tenant: TenantID) throws -> User? {
        let arguments: [SQLValue] = [.text(tenant.rawValue), .text(provider), .text(id)]
        return try users(Self.selectUserByIdentity + lockOfUser, arguments, tenant).first
    }

    package func users(email: String, in tenant: TenantID) throws -> [User] {
        try users(Self.selectUsersByEmail, [.text(tenant.rawValue), .text(UserRow.key(email))], tenant)
    }

    package func users(ids: [String], in tenant: TenantID) throws -> [User] {
        // One id that cannot be stored must not hide the others.
        guard let list = ValueList(ids.map(SQLValue.text).filter(\.isPortable)) else { return [] }
        return try users(
            "SELECT \(UserRow.columns) FROM users u WHERE u.tenant = ? AND u.id IN (\(list.placeholders))" + lock,
            [.text(tenant.rawValue)] + list.values,
            tenant
        )
    }

    package func users(_ query: UserQuery) throws -> [User] {
        let few = try few(query)
        guard few?.isEmpty != true else { return [] }
        let statement = UserStatement(listing: query, among: few, connection.dialect)
        guard statement.arguments.allSatisfy(\.isPortable) else { return [] }
        return try withIdentities(
            connection.queryOnce(statement.sql, statement.arguments).map(UserRow.user),
            query.tenant
        )
    }

    package func countUsers(_ query: UserQuery) throws -> Int {
        let few = try few(query)
        guard few?.isEmpty != true else { return 0 }
        let statement = UserStatement(counting: query, among: few, connection.dialect)
        guard statement.arguments.allSatisfy(\.isPortable) else { return 0 }
        return try Int(connection.queryOnce(statement.sql, statement.arguments).first?.integer(0) ?? 0)
    }

    /// The ids of a few users among whom all of a query's are, where an index tells them; nil where many may be meant, or
    /// where the query needs no help.
    private func few(_ query: UserQuery) throws -> [String]? {
        var filter = query.filter ?? .all
        guard !UserCandidates.isTelling(filter) else { return nil }
        if let connection = query.connection {
            filter = .and(.equals(path: "identities.connection", value: connection), filter)
        }
        for candidates in UserCandidates(query.tenant, connection.dialect).queries(filter)
        where candidates.arguments.allSatisfy(\.isPortable) {
            let rows = try connection.queryOnce(candidates.sql, candidates.arguments)
            if rows.count <= UserCandidates.limit { return try rows.map { try $0.text(0) } }
        }
        return nil
    }

    package func insert(_ user: User, tenant: TenantID) throws {
        try insert([user], passwords: [], tenant: tenant)
    }

    package func update(_ user: User, tenant: TenantID) throws {
        let place: [SQLValue] = [.text(tenant.rawValue), .text(user.id)]
        guard try change(Self.updateUser, Array(UserRow.values(user, tenant).dropFirst(2)) + place) == 1 else {
            throw StoreError.constraint("user \(user.id) is not there")
        }
        try updateIdentities(of: user, tenant)
        try updateIdentifiers(of: [user], tenant)
        try note([user], .updated, tenant)
    }

    package func recordLogin(of userID: String, ip: String?, at now: Instant, in tenant: TenantID) throws {
        try change(
            Self.recordLogin,
            [.instant(now), .optionalText(ip), .instant(now), .text(tenant.rawValue), .text(userID)]
        )
    }

    package func deleteUser(_ id: String, in tenant: TenantID) throws -> Bool {
        var count = 0
        try noteRemoval(ofUser: id, tenant)
        try removeGroupMember(id, in: tenant)
        for statement in Self.deleteUser { count = try remove(statement, [.text(tenant.rawValue), .text(id)]) }
        return count > 0
    }

    /// What locks the users of a query over several tables.
    var lockOfUser: String { lock.isEmpty ? "" : lock + " OF u" }

    private func users(_ sql: String, _ arguments: [SQLValue], _ tenant: TenantID) throws -> [User] {
        try withIdentities(find(sql, arguments).map(UserRow.user), tenant)
    }
}
