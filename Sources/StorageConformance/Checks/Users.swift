import Directory
import Kernel
import Sessions
import Storage
import StorageSQL
import Wire

enum UserChecks {
    static let all = [
        ConformanceCheck("a user comes back whole, by id, name, identity and address", isFound),
        ConformanceCheck("a user is replaced whole, and what they gave up can be taken", isReplaced),
        ConformanceCheck("ids, identities and login identifiers are taken once", isUnique),
        ConformanceCheck("of many who sign up with one address at once one succeeds", signUpRace),
        ConformanceCheck("login identifiers are compared by their bytes in lower case", identifiers),
        ConformanceCheck("a sign-in is counted for each caller and touches nothing else", logins),
        ConformanceCheck("a removed user leaves nothing behind", isRemoved),
        ConformanceCheck("users of another tenant with the same ids are other users", areIsolated),
        ConformanceCheck("changes of one user at once follow each other", changesAreInOrder),
    ]

    private static func names(_ user: User) -> [LoginIdentifier] { user.loginIdentifiers }

    @Sendable private static func isFound(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let user = User.complete("a")
        let plain = User.example("b", at: 1)
        try await subject.storage.write {
            try $0.insert(user, tenant: tenant)
            try $0.insert(plain, tenant: tenant)
        }
        @Sendable func look(_ transaction: any ReadTransaction) throws {
            try expectEqual(transaction.user(user.id, in: tenant), user)
            try expectEqual(transaction.user(plain.id, in: tenant), plain)
            try expectEqual(transaction.user("auth0|c", in: tenant), nil)
            for name in names(user) { try expectEqual(transaction.user(name, in: tenant), user, "\(name)") }
            let elsewhere = LoginIdentifier(connection: "other", kind: .email, value: user.email ?? "")
            try expectEqual(transaction.user(elsewhere, in: tenant), nil)
            for identity in user.identities {
                try expectEqual(transaction.user(provider: identity.provider, identity: identity.id, in: tenant), user)
            }
            try expectEqual(transaction.user(provider: "google-oauth2", identity: "a", in: tenant), nil)
            try expectEqual(transaction.users(email: "ÉTÉ.A@EXAMPLE.COM", in: tenant), [user])
            try expectEqual(transaction.users(email: "a@example.com", in: tenant), [])
            let found = try transaction.users(ids: [user.id, "auth0|c", plain.id, "\0", plain.id], in: tenant)
            try expectEqual(found.sorted { $0.id < $1.id }, [user, plain])
            try expectEqual(transaction.users(ids: [], in: tenant), [])
        }
        try await subject.storage.read { try look($0) }
        try await subject.storage.write { try look($0) }
    }

    @Sendable private static func isReplaced(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let old = User.complete("a")
        var new = User.example("a")
        new.createdAt = .example.adding(seconds: 9)
        new.username = "new"
        new.identities.append(Identity(provider: "github", id: "h", connection: "github", isSocial: true))
        let next = new
        try await subject.storage.write { transaction in
            try transaction.insert(old, tenant: tenant)
            try transaction.update(next, tenant: tenant)
            try expectEqual(transaction.user(old.id, in: tenant), next)
            for name in names(old) { try expectEqual(transaction.user(name, in: tenant), nil, "\(name)") }
            for name in names(next) { try expectEqual(transaction.user(name, in: tenant)?.id, next.id, "\(name)") }
            try expectEqual(transaction.user(provider: "google-oauth2", identity: "g-a", in: tenant), nil)
            try transaction.insert(with(User.example("b")) { $0.email = old.email }, tenant: tenant)
        }
        try await expectThrows(StoreError.constraint("user auth0|nobody is not there")) {
            try await subject.storage.write { try $0.update(User.example("nobody"), tenant: tenant) }
        }
    }

    @Sendable private static func isUnique(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let taken = User.complete("a")
        let other = User.example("b")
        try await subject.storage.write {
            try $0.insert(taken, tenant: tenant)
            try $0.insert(other, tenant: tenant)
        }
        let rivals: [(String, User)] = [
            ("id", with(taken) { $0.email = nil }),
            ("identity", with(User.example("c")) { $0.identities.append(taken.identities[1]) }),
            ("email", with(User.example("c")) { $0.email = taken.email?.uppercased() }),
            ("username", with(User.example("c")) { $0.username = "USER-A" }),
            ("phone_number", with(User.example("c")) { $0.phoneNumber = "+49 (151) 1234-5678" }),
        ]
        for (key, rival) in rivals {
            try await expectThrows(StoreError.conflict(key: key)) {
                try await subject.storage.write { try $0.insert(rival, tenant: tenant) }
            }
            guard key != "id" else { continue }
            var change = rival
            change.id = other.id
            change.identities[0] = other.identities[0]
            try await expectThrows(StoreError.conflict(key: key)) { [change] in
                try await subject.storage.write { try $0.update(change, tenant: tenant) }
            }
        }
        let elsewhere = Identity(provider: "auth0", id: "d", connection: "second", isSocial: false)
        let federated = Identity(provider: "github", id: "d", connection: "github", isSocial: true)
        try await subject.storage.write { transaction in
            for identity in [elsewhere, federated] {
                var user = User(id: identity.userID, identity: identity, createdAt: .example)
                user.email = taken.email
                try transaction.insert(user, tenant: tenant)
            }
            try expectEqual(transaction.users(email: taken.email ?? "", in: tenant).count, 3, "users of one address")
            try expectEqual(transaction.user(other.id, in: tenant), other, "the other after what failed")
        }
    }

    @Sendable private static func signUpRace(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let outcomes = try await concurrently(30) { index -> Bool in
            do {
                try await subject.storage.write {
                    try $0.insert(with(User.example("\(index)")) { $0.email = "One@example.com" }, tenant: tenant)
                }
                return true
            } catch StoreError.conflict(key: "email") {
                return false
            }
        }
        try expectEqual(outcomes.count(where: \.self), 1, "who succeeded")
        let count = try await subject.storage.read { try $0.countUsers(UserQuery(tenant: tenant)) }
        try expectEqual(count, 1, "users")
    }

    @Sendable private static func identifiers(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        func name(_ value: String) -> LoginIdentifier {
            LoginIdentifier(connection: "users", kind: .username, value: value)
        }
        let (upper, one, other) = (name("\u{C9}"), name(composed), name(decomposed))
        try await subject.storage.write { transaction in
            try transaction.insert(with(User.example("a")) { $0.username = composed }, tenant: tenant)
            try expectEqual(transaction.user(upper, in: tenant)?.id, "auth0|a")
            try expectEqual(transaction.user(other, in: tenant)?.id, nil)
            try transaction.update(with(User.example("a")) { $0.username = decomposed }, tenant: tenant)
            try expectEqual(transaction.user(one, in: tenant)?.id, nil)
            try expectEqual(transaction.user(other, in: tenant)?.id, "auth0|a")
        }
    }

    @Sendable private static func logins(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let user = User.complete("a")
        try await subject.storage.write { try $0.insert(user, tenant: tenant) }
        _ = try await concurrently(20) { _ in
            try await subject.storage.write {
                try $0.recordLogin(of: user.id, ip: "10.0.0.9", at: .example.adding(seconds: 50), in: tenant)
            }
        }
        let wanted = with(user) {
            $0.loginsCount = 27
            $0.lastIP = "10.0.0.9"
            $0.lastLogin = .example.adding(seconds: 50)
            $0.updatedAt = .example.adding(seconds: 50)
        }
        try await subject.storage.write { transaction in
            try expectEqual(transaction.user(user.id, in: tenant), wanted)
            try transaction.recordLogin(of: "auth0|nobody", ip: nil, at: .example, in: tenant)
        }
    }

    @Sendable private static func isRemoved(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let user = User.complete("a")
        let neighbour = User.example("b")
        try await subject.storage.write { transaction in
            for somebody in [user, neighbour] {
                try transaction.insert(somebody, tenant: tenant)
                try PeopleRows.fill(somebody.id, tenant, transaction)
            }
        }
        try await subject.storage.write { transaction in
            try expect(try transaction.deleteUser(user.id, in: tenant), "the user was there")
            try expect(try !transaction.deleteUser(user.id, in: tenant), "the user is gone")
            try expect(try !transaction.deleteUser("\0", in: tenant), "nobody")
            try expectEqual(transaction.user(user.id, in: tenant), nil)
        }
        for table in PeopleRows.tables {
            let place: [SQLValue] = [.text(tenant.rawValue), .text(user.id)]
            let column = table == "users" ? "id" : "user_id"
            let sql = "SELECT COUNT(*) FROM \(table) WHERE tenant = ? AND \(column) = ?"
            try expectEqual(try await subject.rows(sql, place), [SQLRow([.integer(0)])], "rows left in \(table)")
            let kept = try await subject.rows(sql, [.text(tenant.rawValue), .text(neighbour.id)])
            try expect(kept != [SQLRow([.integer(0)])], "rows of the neighbour in \(table)")
        }
        // Whoever comes after under the same id begins with nothing.
        try await subject.storage.write { transaction in
            try transaction.insert(user, tenant: tenant)
            try expectEqual(transaction.roles(ofUser: user.id, in: tenant), [])
            try expectEqual(transaction.memberships(ofUser: user.id, in: tenant), [])
            try expectEqual(transaction.password(of: user.id, in: tenant), nil)
        }
    }

    @Sendable private static func areIsolated(_ subject: ConformanceSubject) async throws {
        let one = try await subject.makeTenant()
        let other = try await subject.makeTenant()
        let user = User.complete("a")
        try await subject.storage.write { transaction in
            try transaction.insert(user, tenant: one)
            try PeopleRows.fill(user.id, one, transaction)
            try expectEqual(transaction.user(user.id, in: other), nil)
            for name in names(user) { try expectEqual(transaction.user(name, in: other), nil, "\(name)") }
            try expectEqual(transaction.user(provider: "auth0", identity: "a", in: other), nil)
            try expectEqual(transaction.users(email: user.email ?? "", in: other), [])
            try expectEqual(transaction.users(ids: [user.id], in: other), [])
            try expectEqual(transaction.users(UserQuery(tenant: other)), [])
            try expectEqual(transaction.countUsers(UserQuery(tenant: other)), 0)
            try expectEqual(transaction.password(of: user.id, in: other), nil)
            try expectEqual(transaction.formerPasswords(of: user.id, limit: 9, in: other), [])
            try transaction.insert(User.example("a"), tenant: other)
            try expectEqual(transaction.roles(ofUser: user.id, in: other), [])
            try expect(try transaction.deleteUser(user.id, in: other), "the other's user")
            try expectEqual(transaction.user(user.id, in: one), user)
        }
    }

    /// A reader in a writing transaction keeps others from changing what it read.
    @Sendable private static func changesAreInOrder(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let user = User.example("a")
        try await subject.storage.write { try $0.insert(user, tenant: tenant) }
        let ways: [@Sendable (any WriteTransaction) throws -> User?] = [
            { try $0.user(user.id, in: tenant) },
            { try $0.user(user.loginIdentifiers[0], in: tenant) },
            { try $0.user(provider: "auth0", identity: "a", in: tenant) },
        ]
        _ = try await concurrently(30) { index in
            try await subject.storage.write { transaction in
                var found = try require(ways[index % ways.count](transaction))
                found.loginsCount += 1
                try transaction.update(found, tenant: tenant)
            }
        }
        let count = try await subject.storage.read { try $0.user(user.id, in: tenant)?.loginsCount }
        try expectEqual(count, 30, "changes")
    }
}

/// A changed copy.
func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var value = value
    change(&value)
    return value
}
