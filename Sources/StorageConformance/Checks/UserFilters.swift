import Directory
import Kernel
import Sessions
import Storage
import Wire

enum UserFilterChecks {
    static let all = [
        ConformanceCheck("a search for users finds what its filter says: columns", columns),
        ConformanceCheck("a search for users finds what its filter says: inside JSON", json),
        ConformanceCheck("a search for users finds what its filter says: together", combinations),
        ConformanceCheck("no path of a search reaches beyond its place", hostilePaths),
    ]

    /// `a` has everything, `b` a little, `c` nothing but an address.
    private static func users() -> [User] {
        var one = User.example("a")
        one.email = "Anna@Example.com"
        one.isEmailVerified = true
        one.username = "anna_1"
        one.phoneNumber = "+491511234"
        one.profile = [
            "name": "Änna Example", "nickname": "annie", "given_name": "Änna", "family_name": "O'Neil",
            "department": "Sales",
        ]
        one.appMetadata = [
            "plan": "Gold", "vip": true, "age": 42, "score": 2.5, "big": 9_007_199_254_740_993, "nul": "a\0b",
            "address": ["city": "Zürich", "tags": ["home", "100%"]],
            "teams": [["name": "red", "size": 3], ["name": "blue"], "odd"],
            "empty": [], "nothing": nil, "none": [:], "year": "2024", "sp ace": "x",
        ]
        one.userMetadata = ["color": "red", "flag": "true"]
        one.loginsCount = 10
        one.lastLogin = .example.adding(seconds: 60)
        one.lastIP = "10.0.0.1"
        one.identities.append(
            Identity(
                provider: "google-oauth2",
                id: "77",
                connection: "google",
                isSocial: true,
                profileData: ["email": "g@gmail.com", "verified": true]
            )
        )
        var other = User.example("b", at: 100)
        other.email = "bob@example.org"
        other.profile = ["name": "bob_%", "nickname": "Annie"]
        other.appMetadata = ["plan": "gold", "vip": false, "age": 7, "year": "2025", "address": ["city": "Bonn"]]
        other.isBlocked = true
        other.loginsCount = 9
        return [one, other, .example("c", at: 200)]
    }

    private static func run(_ table: [(UserFilter, String)], _ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for user in users() { try transaction.insert(user, tenant: tenant) }
            let place = Membership(organization: "org_1", userID: "auth0|a", createdAt: .example)
            try transaction.addMember(place, in: tenant)
        }
        for (filter, wanted) in table {
            for (filter, wanted) in [(filter, wanted), (.not(filter), "abc".filter { !wanted.contains($0) })] {
                let query = UserQuery(tenant: tenant, filter: filter)
                try expectEqual(try await subject.names(query), wanted, "\(filter)")
                let count = try await subject.storage.read { try $0.countUsers(query) }
                try expectEqual(count, wanted.count, "the count of \(filter)")
            }
        }
    }

    @Sendable private static func columns(_ subject: ConformanceSubject) async throws {
        let minute = Instant.example.adding(seconds: 60).iso8601
        try await run(
            [
                (.all, "abc"),
                (.equals(path: "email", value: "ANNA@example.com"), "a"),
                (.equals(path: "username", value: "Anna_1"), "a"),
                (.equals(path: "name", value: "änna EXAMPLE"), "a"),
                (.equals(path: "nickname", value: "ANNIE"), "ab"),
                (.equals(path: "family_name", value: "o'neil"), "a"),
                (.equals(path: "phone_number", value: "+491511234"), "a"),
                (.equals(path: "user_id", value: "auth0|b"), "b"),
                (.equals(path: "user_id", value: "AUTH0|b"), ""),
                (.equals(path: "email_verified", value: "true"), "a"),
                (.equals(path: "email_verified", value: "FALSE"), "bc"),
                (.equals(path: "email_verified", value: "yes"), ""),
                (.equals(path: "blocked", value: "true"), "b"),
                (.equals(path: "logins_count", value: "9"), "b"),
                (.equals(path: "logins_count", value: "nine"), ""),
                (.equals(path: "last_ip", value: "10.0.0.1"), "a"),
                (.equals(path: "email", value: "a\0"), ""),
                (.hasPrefix(path: "name", value: "ÄN"), "a"),
                (.hasPrefix(path: "name", value: "bob_"), "b"),
                (.hasPrefix(path: "name", value: "%"), ""),
                (.hasPrefix(path: "name", value: ""), "ab"),
                (.hasPrefix(path: "logins_count", value: "1"), ""),
                (.hasPrefix(path: "user_id", value: "auth0|"), "abc"),
                (.matches(path: "email", pattern: "*@EXAMPLE.com"), "ac"),
                (.matches(path: "email", pattern: "b*@*.org"), "b"),
                (.matches(path: "name", pattern: "*_%"), "b"),
                (.matches(path: "name", pattern: "bob??"), ""),
                (.matches(path: "name", pattern: "[b]*"), ""),
                (.matches(path: "blocked", pattern: "*"), ""),
                (.exists(path: "username"), "a"),
                (.exists(path: "last_login"), "a"),
                (.exists(path: "blocked"), "abc"),
                (range("logins_count", "9", "10"), "ab"),
                (range("logins_count", "9", "10", excluding: true), ""),
                (range("logins_count", "1", nil), "ab"),
                (range("name", "a", "c"), "b"),
                (range("name", nil, nil), "ab"),
                (range("created_at", minute, nil), "bc"),
                (range("created_at", nil, minute), "a"),
                (range("created_at", "soon", nil), ""),
                (range("last_login", minute, minute), "a"),
                (.equals(path: "identities.connection", value: "google"), "a"),
                (.equals(path: "identities.provider", value: "auth0"), "abc"),
                (.equals(path: "identities.user_id", value: "77"), "a"),
                (.equals(path: "identities.isSocial", value: "true"), "a"),
                (.hasPrefix(path: "identities.provider", value: "goo"), "a"),
                (.equals(path: "identities.profileData.email", value: "g@gmail.com"), "a"),
                (.equals(path: "identities.profileData.verified", value: "true"), "a"),
                (.exists(path: "identities.profileData.email"), "a"),
                (.exists(path: "identities.profileData"), ""),
                (.exists(path: "identities"), ""),
                (.equals(path: "organization_id", value: "org_1"), "a"),
                (.exists(path: "organization_id"), "a"),
            ],
            subject
        )
    }

    @Sendable private static func json(_ subject: ConformanceSubject) async throws {
        try await run(
            [
                (.equals(path: "app_metadata.plan", value: "Gold"), "a"),
                (.equals(path: "app_metadata.plan", value: "gold"), "b"),
                (.equals(path: "department", value: "Sales"), "a"),
                (.equals(path: "app_metadata.vip", value: "true"), "a"),
                (.equals(path: "app_metadata.vip", value: "false"), "b"),
                (.equals(path: "app_metadata.vip", value: "1"), ""),
                (.equals(path: "user_metadata.flag", value: "true"), "a"),
                (.equals(path: "app_metadata.age", value: "42"), "a"),
                (.equals(path: "app_metadata.age", value: "42.0"), "a"),
                (.equals(path: "app_metadata.score", value: "2.5"), "a"),
                (.equals(path: "app_metadata.big", value: "9007199254740993"), "a"),
                (.equals(path: "app_metadata.big", value: "9007199254740992"), ""),
                (.equals(path: "app_metadata.age", value: "1e400"), ""),
                (.equals(path: "app_metadata.address.city", value: "Zürich"), "a"),
                (.equals(path: "app_metadata.address.tags", value: "home"), "a"),
                (.equals(path: "app_metadata.address", value: "Zürich"), ""),
                (.equals(path: "app_metadata.teams.name", value: "blue"), "a"),
                (.equals(path: "app_metadata.teams.size", value: "3"), "a"),
                (.equals(path: "app_metadata.teams", value: "odd"), "a"),
                (.equals(path: "app_metadata.sp ace", value: "x"), "a"),
                (.equals(path: "app_metadata.year", value: "2024"), "a"),
                (.hasPrefix(path: "app_metadata.plan", value: "Go"), "a"),
                (.hasPrefix(path: "app_metadata.age", value: "4"), ""),
                (.matches(path: "app_metadata.address.tags", pattern: "1*%"), "a"),
                (.matches(path: "app_metadata.plan", pattern: "*old"), "ab"),
                (.matches(path: "app_metadata.plan", pattern: "GO*"), ""),
                (range("app_metadata.age", "7", "42", excluding: true), ""),
                (range("app_metadata.age", "7.5", "100"), "a"),
                (range("app_metadata.age", nil, "100"), "ab"),
                (range("app_metadata.year", "2024-06", "2026"), "b"),
                (range("app_metadata.year", nil, nil), "ab"),
                (.exists(path: "app_metadata.plan"), "ab"),
                (.exists(path: "app_metadata.address"), "ab"),
                (.exists(path: "app_metadata.address.tags"), "a"),
                (.exists(path: "app_metadata.vip"), "ab"),
                (.exists(path: "app_metadata.empty"), ""),
                (.exists(path: "app_metadata.nothing"), ""),
                (.exists(path: "app_metadata.none"), ""),
                (.exists(path: "app_metadata.nul"), "a"),
                (.exists(path: "app_metadata"), "ab"),
                (.exists(path: "user_metadata"), "a"),
                (.equals(path: "app_metadata", value: "{}"), ""),
                (.exists(path: "no_such_member"), ""),
            ],
            subject
        )
    }

    @Sendable private static func combinations(_ subject: ConformanceSubject) async throws {
        let gold = UserFilter.matches(path: "app_metadata.plan", pattern: "*old")
        let example = UserFilter.matches(path: "email", pattern: "*.com")
        try await run(
            [
                (.contains("NN"), "ab"),
                (.contains("%"), "b"),
                (.contains("_"), "ab"),
                (.contains("auth0|c"), "c"),
                (.contains("'; DROP TABLE users; --"), ""),
                (.contains("+4915"), "a"),
                (.and(gold, example), "a"),
                (.or(gold, example), "abc"),
                (.and(.not(gold), example), "c"),
                (.or(.and(gold, .not(example)), .equals(path: "user_id", value: "auth0|c")), "bc"),
                (.not(.or(.not(.exists(path: "username")), .not(.contains("ANNA")))), "a"),
                (.and(.or(gold, example), .and(.all, .range(path: "created_at"))), "abc"),
            ],
            subject
        )
    }

    @Sendable private static func hostilePaths(_ subject: ConformanceSubject) async throws {
        let paths = [
            "x' OR '1'='1", "app_metadata.x') OR 1=1 --", "app_metadata.a\"b", "app_metadata.\\", "app_metadata.a?b",
            "app_metadata.{a}", "app_metadata.a,b", "app_metadata.$", "app_metadata..plan", "app_metadata.", ".plan",
            "",
            ".", "app_metadata.plan\0", "identities.x", "u.tenant", "app_metadata.a[0]", "app_metadata.a*",
        ]
        try await run(
            paths.flatMap { path in
                [
                    (.equals(path: path, value: "x"), ""), (.exists(path: path), ""),
                    (.matches(path: path, pattern: "*"), ""),
                    (.hasPrefix(path: path, value: ""), ""), (range(path, nil, nil), ""),
                ]
            },
            subject
        )
    }

    private static func range(
        _ path: String,
        _ from: String?,
        _ through: String?,
        excluding: Bool = false
    ) -> UserFilter {
        .range(path: path, from: from, through: through, isFromIncluded: !excluding, isThroughIncluded: !excluding)
    }
}

extension UserFilter {
    /// The member lies anywhere.
    fileprivate static func range(path: String) -> UserFilter {
        .range(path: path, from: nil, through: nil, isFromIncluded: true, isThroughIncluded: true)
    }
}
