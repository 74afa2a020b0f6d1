import Directory
import Kernel
import Sessions
import Storage
import StorageSQL
import Wire

enum UserBatchChecks {
    static let all = [
        ConformanceCheck("users who are added together come back as if each were added alone", areAdded),
        ConformanceCheck("of users who are added together none is kept when one cannot be", areAllOrNone),
        ConformanceCheck("users who are changed together are replaced whole, with their passwords", areReplaced),
        ConformanceCheck("many names find their users at once", areFound),
        ConformanceCheck("any Unicode text comes back that was added together with others", unicode),
    ]

    private static func password(_ user: User, _ hash: String) -> PasswordRecord {
        PasswordRecord(userID: user.id, hash: hash, setAt: .example)
    }

    @Sendable private static func areAdded(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        // More than fit any power of two, and one of them with a value in every member.
        let users = [User.complete("a")] + (0..<300).map { User.example("user-\($0)", at: Int64($0)) }
        let passwords = users.filter { $0.createdAt.seconds % 2 == 0 }.map { password($0, "hash of \($0.id)") }
        try await subject.storage.write { try $0.insert(users, passwords: passwords, tenant: tenant) }
        try await subject.storage.read { transaction in
            for user in users {
                try expectEqual(transaction.user(user.id, in: tenant), user)
                for name in user.loginIdentifiers { try expectEqual(transaction.user(name, in: tenant)?.id, user.id) }
                let wanted = passwords.first { $0.userID == user.id }
                try expectEqual(transaction.password(of: user.id, in: tenant), wanted)
            }
            try expectEqual(transaction.countUsers(UserQuery(tenant: tenant)), users.count)
        }
        try await subject.storage.write { try $0.insert([], passwords: [], tenant: tenant) }
    }

    @Sendable private static func areAllOrNone(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let taken = User.complete("a")
        try await subject.storage.write { try $0.insert(taken, tenant: tenant) }
        var namesake = User.example("c")
        namesake.username = "USER-A"
        var twin = User.example("d")
        twin.identities.append(taken.identities[1])
        let rivals: [(String, [User])] = [
            ("id", [User.example("b"), taken]), ("username", [User.example("b"), namesake]),
            ("identity", [User.example("b"), twin]), ("id", [User.example("b"), User.example("b")]),
        ]
        for (key, users) in rivals {
            try await expectThrows(StoreError.conflict(key: key)) {
                try await subject.storage.write { try $0.insert(users, passwords: [], tenant: tenant) }
            }
        }
        let count = try await subject.storage.read { try $0.countUsers(UserQuery(tenant: tenant)) }
        try expectEqual(count, 1, "users")
    }

    @Sendable private static func areReplaced(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let old = [User.complete("a"), User.example("b"), User.example("c")]
        var new = old
        new[0] = User.example("a", at: 5)
        new[0].username = "new"
        // What one gives up another takes.
        new[1].email = old[0].email
        new[1].appMetadata = ["quotes": "\"{a,b}\" \\ NULL"]
        new[2].updatedAt = .example.adding(seconds: 9)
        try await subject.storage.write { [new] transaction in
            try transaction.insert(old, passwords: old.map { password($0, "old") }, tenant: tenant)
            try transaction.setPassword(password(old[0], "older"), keepingFormer: 3, in: tenant)
            try transaction.update(new, passwords: [password(new[0], "new")], tenant: tenant)
            for user in new { try expectEqual(transaction.user(user.id, in: tenant), user) }
            let email = LoginIdentifier(connection: "users", kind: .email, value: old[0].email ?? "")
            try expectEqual(transaction.user(email, in: tenant)?.id, new[1].id)
            let username = LoginIdentifier(connection: "users", kind: .username, value: old[0].username ?? "")
            try expectEqual(transaction.user(username, in: tenant), nil)
            try expectEqual(transaction.password(of: new[0].id, in: tenant)?.hash, "new")
            try expectEqual(transaction.formerPasswords(of: new[0].id, limit: 9, in: tenant), [])
            try expectEqual(transaction.password(of: new[1].id, in: tenant)?.hash, "old")
        }
        try await expectThrows(StoreError.constraint("user auth0|nobody is not there")) { [new] in
            try await subject.storage.write {
                try $0.update([new[0], User.example("nobody")], passwords: [], tenant: tenant)
            }
        }
        var thief = new[2]
        thief.email = new[1].email
        try await expectThrows(StoreError.conflict(key: "email")) { [thief] in
            try await subject.storage.write { try $0.update([thief], passwords: [], tenant: tenant) }
        }
    }

    @Sendable private static func areFound(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let users = [User.complete("a")] + (0..<5).map { User.example("user-\($0)") }
        func name(_ kind: LoginIdentifier.Kind, _ value: String) -> LoginIdentifier {
            LoginIdentifier(connection: "users", kind: kind, value: value)
        }
        let names =
            users.flatMap(\.loginIdentifiers) + [
                name(.email, "nobody@example.com"), name(.username, "a\0b"),
                LoginIdentifier(connection: "other", kind: .email, value: "user-1@example.com"),
            ]
        try await subject.storage.write { transaction in
            try transaction.insert(users, passwords: [], tenant: tenant)
            let found = try transaction.users(names, in: tenant)
            try expectEqual(found.count, users.flatMap(\.loginIdentifiers).count)
            for (identifier, user) in found {
                try expectEqual(users.first { $0.id == user.id }, user)
                try expect(user.loginIdentifiers.contains(identifier), "\(identifier) of \(user.id)")
            }
            try expectEqual(transaction.users([LoginIdentifier](), in: tenant).count, 0)
        }
    }

    @Sendable private static func unicode(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let texts = [
            "日本語", "👩‍👩‍👧‍👦", "e\u{301}", "\u{E9}", "\u{10FFFF}", "a'b\"c\\d?e%f_g{h,i}", "NULL", "\\\\", "\"", "{}", ",",
            "line\nline\r\n\ttab", " ", "\u{1}\u{7F}",
        ]
        let users = texts.enumerated().map { number, text in
            var user = User.example("user-\(number)")
            user.username = "\(number)\(text)"
            user.profile = ["name": .string(text), text: .string("\0\(text)")]
            return user
        }
        try await subject.storage.write {
            try $0.insert(users, passwords: users.map { password($0, $0.username ?? "") }, tenant: tenant)
        }
        try await subject.storage.read { transaction in
            for user in users {
                let found = try require(transaction.user(user.id, in: tenant), user.id)
                try expectEqual(Array((found.username ?? "").utf8), Array((user.username ?? "").utf8))
                try expectEqual(JSONWriter.encode(found.profile), JSONWriter.encode(user.profile))
                try expectEqual(transaction.password(of: user.id, in: tenant)?.hash, user.username)
            }
        }
        var impossible = User.example("impossible")
        impossible.username = "a\0b"
        let refusal = StoreError.constraint("a text contains U+0000")
        try await expectThrows(refusal) { [impossible] in
            try await subject.storage.write {
                try $0.insert([User.example("x"), impossible], passwords: [], tenant: tenant)
            }
        }
    }
}
