import Kernel
import Sessions
import Storage

enum AccessTokenChecks {
    static let all = [
        ConformanceCheck("an access token is found by its hash", isFound),
        ConformanceCheck("expired tokens and assertions are swept, others stay", sweep),
        ConformanceCheck("of a hundred callers one spends an assertion", assertionIsSpentOnce),
        ConformanceCheck("assertions of different clients and ids do not collide", assertionsAreApart),
        ConformanceCheck("an assertion spent by a write that failed is not spent", assertionIsGivenBack),
    ]

    @Sendable private static func isFound(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { try $0.insert(AccessTokenRecord.example(1), tenant: tenant) }
        try await subject.storage.read { transaction in
            try expectEqual(transaction.accessToken(hash: .hash(1), in: tenant), .example(1))
            try expectEqual(transaction.accessToken(hash: .hash(2), in: tenant), nil)
        }
        try await expectThrows(StoreError.conflict(key: "hash")) {
            try await subject.storage.write { try $0.insert(AccessTokenRecord.example(1), tenant: tenant) }
        }
    }

    /// Sweeping crosses tenants: this check alone uses moments of 1970.
    @Sendable private static func sweep(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let moment = Instant(milliseconds: 5000)
        let ends = [1000, 4999, 5000, 5001].map { Instant(milliseconds: $0) }
        try await subject.storage.write { transaction in
            for (number, end) in ends.enumerated() {
                try transaction.insert(AccessTokenRecord.example(UInt8(number), expiresAt: end), tenant: tenant)
                let isFirst = try transaction.spendAssertion(
                    jti: "j\(number)",
                    clientID: "c",
                    expiresAt: end,
                    in: tenant
                )
                try expect(isFirst, "a new assertion")
            }
        }
        try await subject.storage.write { transaction in
            try expectEqual(transaction.deleteAccessTokens(expiredBefore: moment), 2, "tokens")
            try expectEqual(transaction.deleteAssertions(expiredBefore: moment), 2, "assertions")
            try expectEqual(transaction.accessToken(hash: .hash(1), in: tenant), nil)
            try expect(try transaction.accessToken(hash: .hash(2), in: tenant) != nil, "a token of that moment")
            for (number, isFree) in [true, true, false, false].enumerated() {
                let isFirst = try transaction.spendAssertion(
                    jti: "j\(number)",
                    clientID: "c",
                    expiresAt: .example,
                    in: tenant
                )
                try expectEqual(isFirst, isFree, "assertion \(number)")
            }
        }
        try await subject.storage.write { transaction in
            try expectEqual(transaction.deleteAccessTokens(expiredBefore: Instant(milliseconds: 6000)), 2, "the rest")
            try expectEqual(transaction.deleteAssertions(expiredBefore: Instant(milliseconds: 6000)), 2, "the rest")
        }
    }

    @Sendable private static func assertionIsSpentOnce(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let winners = try await concurrently(100) { _ in
            try await subject.storage.write {
                try $0.spendAssertion(jti: "one", clientID: "c", expiresAt: .example, in: tenant)
            }
        }
        try expectEqual(winners.count(where: \.self), 1, "callers who spent it")
    }

    @Sendable private static func assertionsAreApart(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for (client, jti, isFirst) in [("c", "j", true), ("d", "j", true), ("c", "k", true), ("c", "j", false)] {
                let spent = try transaction.spendAssertion(jti: jti, clientID: client, expiresAt: .example, in: tenant)
                try expectEqual(spent, isFirst, "\(jti) of \(client)")
            }
        }
    }

    @Sendable private static func assertionIsGivenBack(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await expectThrows(Refusal()) {
            try await subject.storage.write {
                _ = try $0.spendAssertion(jti: "j", clientID: "c", expiresAt: .example, in: tenant)
                throw Refusal()
            }
        }
        let isFirst = try await subject.storage.write {
            try $0.spendAssertion(jti: "j", clientID: "c", expiresAt: .example, in: tenant)
        }
        try expect(isFirst, "the assertion is free")
    }
}

/// Thrown by a check's own closure.
struct Refusal: Error, Equatable {}
