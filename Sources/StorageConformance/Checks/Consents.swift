import Directory
import Kernel
import Sessions
import Storage

enum ConsentChecks {
    static let all = [
        ConformanceCheck("a consent is put again under the id it has", isPut),
        ConformanceCheck("consents are listed, counted and removed by user, client and API", lists),
    ]

    private static func consent(
        _ id: String,
        _ user: String = "auth0|a",
        client: String = "c1",
        audience: String = "https://api.example/",
        scope: [String] = ["openid", "read:things"],
        at seconds: Int64 = 0
    ) -> Consent {
        Consent(
            id: id,
            clientID: client,
            userID: user,
            audience: audience,
            scope: scope,
            updatedAt: .example.adding(seconds: seconds)
        )
    }

    @Sendable private static func isPut(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        let first = consent("1")
        try await subject.storage.write { transaction in
            func found(_ audience: String, in tenant: TenantID) throws -> Consent? {
                try transaction.consent(userID: "auth0|a", clientID: "c1", audience: audience, in: tenant)
            }
            for owner in [tenant, neighbour] { try transaction.insert(User.example("a"), tenant: owner) }
            try transaction.put(first, in: tenant)
            try expectEqual(found(first.audience, in: tenant), first)
            try expectEqual(found("", in: tenant), nil)
            try expectEqual(found(first.audience, in: neighbour), nil)
            try transaction.put(consent("2", scope: [], at: 5), in: tenant)
            try expectEqual(found(first.audience, in: tenant), consent("1", scope: [], at: 5))
            try transaction.put(consent("3", audience: ""), in: tenant)
            try expectEqual(transaction.countConsents(ConsentQuery(), in: tenant), 2)
            try expectEqual(transaction.deleteConsent("1", in: neighbour), nil)
            try expectEqual(transaction.deleteConsent("1", in: tenant), consent("1", scope: [], at: 5))
            try expectEqual(transaction.deleteConsent("1", in: tenant), nil)
            try expectEqual(transaction.deleteConsent("\0", in: tenant), nil)
            try expectEqual(found(first.audience, in: tenant), nil)
        }
    }

    @Sendable private static func lists(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for name in ["a", "b"] { try transaction.insert(User.example(name), tenant: tenant) }
            for consent in [
                consent("4"), consent("2", client: "c2"), consent("3", audience: ""), consent("1", "auth0|b"),
            ] {
                try transaction.put(consent, in: tenant)
            }
            let table: [(ConsentQuery, String)] = [
                (ConsentQuery(), "1234"), (ConsentQuery(userID: "auth0|a"), "234"),
                (ConsentQuery(clientID: "c1"), "134"),
                (ConsentQuery(audience: ""), "3"), (ConsentQuery(userID: "auth0|a", clientID: "c2"), "2"),
                (ConsentQuery(userID: "auth0|c"), ""), (ConsentQuery(userID: "\0"), ""),
            ]
            for (query, wanted) in table {
                try expectEqual(transaction.consents(query, in: tenant).map(\.id).joined(), wanted, "\(query)")
                try expectEqual(transaction.countConsents(query, in: tenant), wanted.count, "the count of \(query)")
            }
            var page = ConsentQuery()
            (page.offset, page.limit) = (1, 2)
            try expectEqual(transaction.consents(page, in: tenant).map(\.id), ["2", "3"])
            try expectEqual(transaction.countConsents(page, in: tenant), 4, "the count of all pages")
            try expectEqual(transaction.deleteConsents(userID: "auth0|a", clientID: "c2", in: tenant), 1)
            try expectEqual(transaction.deleteConsents(userID: "auth0|a", clientID: nil, in: tenant), 2)
            try expectEqual(transaction.deleteConsents(userID: "\0", clientID: nil, in: tenant), 0)
            try expectEqual(transaction.consents(ConsentQuery(), in: tenant).map(\.id), ["1"])
        }
    }
}
