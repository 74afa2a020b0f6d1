import Directory
import Kernel
import Sessions
import Storage
import Wire

enum UserListChecks {
    static let all = [
        ConformanceCheck("users are listed in order of creation, page by page", pages),
        ConformanceCheck("users are sorted by any member, those without it first, or last in reverse", sorting),
        ConformanceCheck("users are walked through in order of ids", walk),
        ConformanceCheck("users of a connection are those with an identity there", connection),
    ]

    @Sendable private static func pages(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for (name, second) in [("d", 0), ("a", 2), ("c", 1), ("b", 1)] {
                try transaction.insert(User.example(name, at: Int64(second)), tenant: tenant)
            }
        }
        let table: [(offset: Int, limit: Int, isDescending: Bool, wanted: String)] = [
            (0, 50, false, "dbca"), (0, 50, true, "acbd"), (0, 2, false, "db"), (1, 2, false, "bc"), (2, 2, true, "bd"),
            (4, 2, false, ""), (0, 0, false, ""),
        ]
        for row in table {
            var query = UserQuery(tenant: tenant, offset: row.offset, limit: row.limit)
            query.isDescending = row.isDescending
            try expectEqual(try await subject.names(query), row.wanted, "\(row)")
            let count = try await subject.storage.read { [query] in try $0.countUsers(query) }
            try expectEqual(count, 4, "the count")
        }
    }

    @Sendable private static func sorting(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        var users = ["a", "b", "c"].enumerated().map { User.example($1, at: Int64($0)) }
        users[0].profile = ["name": "beta", "department": "Sales", "team": ["name": "y"]]
        users[0].lastLogin = .example.adding(seconds: 5)
        users[0].loginsCount = 10
        users[1].profile = ["name": "Alpha", "department": "Érable", "team": ["name": "x"]]
        users[1].loginsCount = 9
        users[1].isBlocked = true
        users[1].email = nil
        users[2].profile = ["department": "HR"]
        users[2].lastLogin = .example.adding(seconds: 4)
        let all = users
        try await subject.storage.write { transaction in
            for user in all { try transaction.insert(user, tenant: tenant) }
        }
        let table: [(String, String)] = [
            ("name", "cba"), ("email", "bac"), ("last_login", "bca"), ("logins_count", "cba"), ("created_at", "abc"),
            ("updated_at", "abc"), ("user_id", "abc"), ("blocked", "acb"), ("department", "cab"), ("team.name", "cba"),
            ("no_such_member", "abc"), ("identities.connection", "abc"), ("organization_id", "abc"),
            ("name'; DROP TABLE users; --", "abc"), ("a\"b", "abc"), ("", "abc"), (".", "abc"),
            ("user_metadata", "abc"),
        ]
        for (path, wanted) in table {
            var query = UserQuery(tenant: tenant)
            query.sortPath = path
            try expectEqual(try await subject.names(query), wanted, "by \(path)")
            query.isDescending = true
            try expectEqual(try await subject.names(query), String(wanted.reversed()), "by \(path), reversed")
        }
    }

    @Sendable private static func walk(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for (index, name) in ["d", "a", "e", "c", "b"].enumerated() {
                try transaction.insert(User.example(name, at: Int64(index)), tenant: tenant)
            }
        }
        var seen = ""
        var last = ""
        while true {
            var query = UserQuery(tenant: tenant, limit: 2)
            query.afterID = last
            let page = try await subject.storage.read { [query] in try $0.users(query) }
            guard let end = page.last else { break }
            seen += page.map { $0.id.suffix(1) }.joined()
            last = end.id
        }
        try expectEqual(seen, "abcde")
        var query = UserQuery(tenant: tenant, filter: .not(.equals(path: "user_id", value: "auth0|c")))
        query.afterID = "auth0|b"
        try expectEqual(try await subject.names(query), "de", "with a filter")
        let count = try await subject.storage.read { [query] in try $0.countUsers(query) }
        try expectEqual(count, 4, "the count, wherever the page begins")
        query.afterID = "\0"
        try expectEqual(try await subject.names(query), "", "after an id that cannot be")
    }

    @Sendable private static func connection(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let linked = Identity(provider: "github", id: "1", connection: "github", isSocial: true)
        try await subject.storage.write { transaction in
            try transaction.insert(with(User.example("a")) { $0.identities.append(linked) }, tenant: tenant)
            try transaction.insert(User.example("b"), tenant: tenant)
        }
        for (name, wanted) in [("users", "ab"), ("github", "a"), ("other", ""), ("Users", "")] {
            var query = UserQuery(tenant: tenant)
            query.connection = name
            try expectEqual(try await subject.names(query), wanted, name)
            let count = try await subject.storage.read { [query] in try $0.countUsers(query) }
            try expectEqual(count, wanted.count, "the count of \(name)")
        }
    }
}

extension ConformanceSubject {
    /// The last letters of the ids of the users of a query.
    func names(_ query: UserQuery) async throws -> String {
        try await storage.read { try $0.users(query).map { $0.id.suffix(1) }.joined() }
    }
}
