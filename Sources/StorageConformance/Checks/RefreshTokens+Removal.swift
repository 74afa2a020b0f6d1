import Applications
import Kernel
import Sessions
import Storage
import Wire

/// How refresh tokens go.
extension RefreshTokenChecks {
    @Sendable static func removal(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for owner in [tenant, neighbour] {
                for token in [
                    RefreshToken.example(1, family: "f", session: "s1", at: 1),
                    .example(2, family: "f", counter: 2, session: "s2", at: 2),
                    .example(3, client: "c2", session: "s1", at: 3), .example(4, audience: "urn:other", at: 4),
                    .example(5, of: "auth0|b", session: "s3"), .example(6, client: "c2", audience: "urn:other", at: 6),
                ] {
                    try transaction.insert(token, tenant: owner)
                }
            }
            let newest = ["token-6", "token-4", "token-3", "token-2", "token-1", "token-5"]
            try expectEqual(ids(tenant, transaction), newest)
            let ofClient = try transaction.refreshTokens(ofUser: "auth0|a", clientID: "c2", in: tenant).map(\.id)
            try expectEqual(ofClient, ["token-6", "token-3"])

            try expectEqual(transaction.deleteRefreshTokens(ofSession: "s1", in: tenant), 2)
            try expectEqual(transaction.deleteRefreshTokens(family: "f", in: tenant), 1)
            try expectEqual(ids(tenant, transaction), ["token-6", "token-4", "token-5"])
            func delete(_ user: String, _ client: String?, _ audience: String?) throws -> Int {
                try transaction.deleteRefreshTokens(ofUser: user, clientID: client, audience: audience, in: tenant)
            }
            try expectEqual(delete("auth0|a", "c2", "urn:none"), 0)
            try expectEqual(delete("auth0|a", nil, "urn:other"), 2)
            try expectEqual(delete("auth0|a", nil, nil), 0)
            try expectEqual(delete("auth0|b", "c1", nil), 1)
            try expectEqual(delete("\0", nil, nil), 0)
            try expectEqual(ids(tenant, transaction), [])
            try expectEqual(ids(neighbour, transaction), newest, "the neighbour's tokens")
        }
    }

    @Sendable static func spentRemoval(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        func family(_ number: UInt8, session: String? = nil, user: String = "auth0|a") -> [RefreshToken] {
            let (name, spent) = ("family-\(number)", RefreshToken.example(number, of: user, session: session))
            return [
                with(spent) { $0.spentAt = .example },
                .example(number + 100, family: name, counter: 2, of: user, session: session),
            ]
        }
        let tokens = family(1, session: "s1") + family(2) + family(3, user: "auth0|b")
        try await subject.storage.write { transaction in
            for token in tokens { try transaction.insert(token, tenant: tenant) }
            func left() throws -> [Int] {
                try tokens.indices.filter { try transaction.refreshToken(hash: tokens[$0].hash, in: tenant) != nil }
            }
            try expectEqual(transaction.deleteRefreshTokens(ofSession: "s1", in: tenant), 2)
            try expectEqual(left(), [2, 3, 4, 5])
            let ofUser = try transaction.deleteRefreshTokens(
                ofUser: "auth0|a",
                clientID: nil,
                audience: nil,
                in: tenant
            )
            try expectEqual(ofUser, 2)
            try expectEqual(left(), [4, 5])
        }
    }

    @Sendable static func trimming(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            func trim(_ count: Int) throws -> Int {
                try transaction.trimRefreshTokens(ofUser: "auth0|a", clientID: "c1", keeping: count, in: tenant)
            }
            for number in 1...5 as ClosedRange<UInt8> {
                try transaction.insert(RefreshToken.example(number, at: Int64(number)), tenant: tenant)
            }
            // What is not counted: another client's, another user's, and what was spent.
            try transaction.insert(RefreshToken.example(6, client: "c2"), tenant: tenant)
            try transaction.insert(RefreshToken.example(7, of: "auth0|b"), tenant: tenant)
            try transaction.insert(with(RefreshToken.example(8, at: 9)) { $0.spentAt = .example }, tenant: tenant)
            try expectEqual(trim(5), 0)
            try expectEqual(trim(3), 2)
            try expectEqual(ids(tenant, transaction), ["token-5", "token-4", "token-3", "token-6", "token-7"])
            // What was spent before goes with its family, which stays while one of it is kept.
            let spent = with(RefreshToken.example(9, family: "family-3")) { $0.spentAt = .example }
            try transaction.insert(spent, tenant: tenant)
            try transaction.insert(RefreshToken.example(10, family: "family-5", counter: 2, at: 3), tenant: tenant)
            try expectEqual(trim(2), 2)
            try expectEqual(ids(tenant, transaction), ["token-5", "token-4", "token-10", "token-6", "token-7"])
            try expect(try transaction.refreshToken("token-8", in: tenant) != nil, "a spent token of no family")
            try expectEqual(trim(0), 3)
            try expectEqual(ids(tenant, transaction), ["token-6", "token-7"])
        }
    }
}
