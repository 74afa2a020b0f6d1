import Applications
import Kernel
import Sessions
import Storage
import Wire

enum RefreshTokenChecks {
    static let all = [
        ConformanceCheck("a refresh token comes back whole, by its hash and its id", isFound),
        ConformanceCheck("of a hundred callers one spends a refresh token", isSpentOnce),
        ConformanceCheck("a refresh token spent by a write that failed is not spent", isGivenBack),
        ConformanceCheck("of many who redeem a refresh token at once one leaves a successor", rotation),
        ConformanceCheck("a refresh token that stays notes its exchanges until it is spent or gone", isTouched),
        ConformanceCheck("refresh tokens are listed and removed by family, user, client, API and session", removal),
        ConformanceCheck("what a refresh token was before goes with it, by user and by session", spentRemoval),
        ConformanceCheck("the newest unspent refresh tokens of a user and client are kept", trimming),
        ConformanceCheck("what is written on a refresh token goes with the last token of its family", notes),
        ConformanceCheck("expired refresh tokens are swept, those without an end stay", sweep),
    ]

    static func ids(_ tenant: TenantID, _ transaction: any ReadTransaction) throws -> [String] {
        let users = ["auth0|a", "auth0|b"]
        return try users.flatMap { try transaction.refreshTokens(ofUser: $0, clientID: nil, in: tenant).map(\.id) }
    }

    @Sendable private static func isFound(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        let plain = RefreshToken.example(1)
        let whole = with(
            RefreshToken(
                hash: .hash(2),
                id: "token-2",
                family: "f",
                counter: 3,
                clientID: "c2",
                userID: "auth0|b",
                sessionID: "s",
                audience: "",
                scope: [],
                isRotating: false,
                issuedAt: .example,
                expiresAt: .example.adding(seconds: 100),
                idleExpiresAt: .example.adding(seconds: 10),
                keyThumbprint: "jkt",
                details: ["nul": "\0"]
            )
        ) {
            $0.lastExchangedAt = .example.adding(seconds: 1)
            $0.spentAt = .example.adding(seconds: 2)
        }
        try await subject.storage.write { transaction in
            for token in [plain, whole] {
                try transaction.insert(token, tenant: tenant)
                try expectEqual(transaction.refreshToken(hash: token.hash, in: tenant), token)
                try expectEqual(transaction.refreshToken(token.id, in: tenant), token)
                try expectEqual(transaction.refreshToken(hash: token.hash, in: neighbour), nil)
                try expectEqual(transaction.refreshToken(token.id, in: neighbour), nil)
            }
            try expectEqual(transaction.refreshToken("\0", in: tenant), nil)
            try transaction.insert(plain, tenant: neighbour)
        }
        for rival in [RefreshToken.example(1), with(RefreshToken.example(1)) { $0.details = [:] }] {
            try await expectThrows(StoreError.conflict(key: "hash")) {
                try await subject.storage.write { try $0.insert(rival, tenant: tenant) }
            }
        }
    }

    @Sendable private static func isSpentOnce(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        try await subject.storage.write {
            for owner in [tenant, neighbour] { try $0.insert(RefreshToken.example(1), tenant: owner) }
        }
        let moment = Instant.example.adding(seconds: 7)
        let winners = try await concurrently(100) { _ in
            try await subject.storage.write { try $0.spendRefreshToken(hash: .hash(1), at: moment, in: tenant) }
        }
        try expectEqual(winners.count(where: \.self), 1, "callers who spent it")
        try await subject.storage.write { transaction in
            try expectEqual(transaction.refreshToken(hash: .hash(1), in: tenant)?.spentAt, moment)
            try expectEqual(transaction.refreshToken(hash: .hash(1), in: tenant)?.lastExchangedAt, moment)
            try expectEqual(transaction.refreshToken(hash: .hash(1), in: neighbour)?.spentAt, nil)
            try expect(
                try !transaction.spendRefreshToken(hash: .hash(2), at: moment, in: tenant),
                "a token that is not there"
            )
        }
    }

    @Sendable private static func isGivenBack(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { try $0.insert(RefreshToken.example(1), tenant: tenant) }
        try await expectThrows(Refusal()) {
            try await subject.storage.write {
                _ = try $0.spendRefreshToken(hash: .hash(1), at: .example, in: tenant)
                throw Refusal()
            }
        }
        let isFirst = try await subject.storage.write {
            try $0.spendRefreshToken(hash: .hash(1), at: .example, in: tenant)
        }
        try expect(isFirst, "the token is unspent")
    }

    @Sendable private static func rotation(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { try $0.insert(RefreshToken.example(1, family: "f"), tenant: tenant) }
        _ = try await concurrently(30) { index in
            try await subject.storage.write { transaction in
                let token = try require(transaction.refreshToken(hash: .hash(1), in: tenant))
                guard token.spentAt == nil else { return }
                _ = try transaction.spendRefreshToken(hash: .hash(1), at: .example, in: tenant)
                let next = try transaction.latestCounter(ofFamily: "f", in: tenant) + 1
                try transaction.insert(
                    RefreshToken.example(UInt8(100 + index), family: "f", counter: next),
                    tenant: tenant
                )
            }
        }
        try await subject.storage.read { transaction in
            try expectEqual(ids(tenant, transaction).count, 1, "successors")
            try expectEqual(transaction.latestCounter(ofFamily: "f", in: tenant), 2)
            try expectEqual(transaction.latestCounter(ofFamily: "g", in: tenant), 0)
        }
    }

    @Sendable private static func isTouched(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let token = RefreshToken.example(1, idleExpiresAt: .example.adding(seconds: 10))
        let (now, end) = (Instant.example.adding(seconds: 5), Instant.example.adding(seconds: 15))
        let last = Instant.example.adding(seconds: 100)
        try await subject.storage.write { transaction in
            func touch(_ end: Instant?) throws -> Bool {
                try transaction.touchRefreshToken(
                    hash: .hash(1),
                    expiresAt: end.map { _ in last },
                    idleExpiresAt: end,
                    at: now,
                    in: tenant
                )
            }
            try expect(try !touch(end), "a token that is not there")
            try transaction.insert(token, tenant: tenant)
            try expect(try touch(end), "a token that is there")
            let touched = with(token) { ($0.expiresAt, $0.idleExpiresAt, $0.lastExchangedAt) = (last, end, now) }
            try expectEqual(transaction.refreshToken(hash: .hash(1), in: tenant), touched)
            try expect(try touch(nil), "a token that is there")
            let endless = try transaction.refreshToken(hash: .hash(1), in: tenant)
            try expect(endless?.expiresAt == nil && endless?.idleExpiresAt == nil, "a token without an end")
            _ = try transaction.spendRefreshToken(hash: .hash(1), at: now, in: tenant)
            try expect(try !touch(end), "a spent token")
        }
    }

    /// Sweeping crosses tenants: nothing else ends so early in 1970.
    @Sendable private static func notes(_ subject: ConformanceSubject) async throws {
        let (tenant, neighbour) = (try await subject.makeTenant(), try await subject.makeTenant())
        @Sendable func isLeft(_ transaction: any WriteTransaction, _ families: String...) throws -> Bool {
            let notes = try transaction.documents(DocumentQuery(.refreshTokenMetadata, in: tenant))
            return notes.map(\.id).sorted() == families
        }
        try await subject.storage.write { transaction in
            for family in ["a", "b", "c", "d", "e", "f"] {
                let note = Document.example(tenant, .refreshTokenMetadata, family, parent: "auth0|a", body: ["x": 1])
                try transaction.insert(note, keys: [])
            }
            try transaction.insert(.example(neighbour, .refreshTokenMetadata, "a", parent: "auth0|a"), keys: [])
            let ended = Instant(seconds: 1)
            for token in [
                RefreshToken.example(1, family: "a"), .example(2, family: "a", counter: 2),
                .example(3, family: "b", session: "s1"), .example(4, family: "c", audience: "urn:other"),
                .example(5, family: "d", client: "c2", at: 1), .example(6, family: "e", client: "c2", at: 2),
                .example(7, family: "f", client: "c3", expiresAt: ended),
                .example(8, family: "f", counter: 2, client: "c3", at: 3),
            ] {
                try transaction.insert(token, tenant: tenant)
            }
            _ = try transaction.deleteRefreshTokens(expiredBefore: Instant(seconds: 2))
            try expect(isLeft(transaction, "a", "b", "c", "d", "e", "f"), "a family of which a token is left")
            try transaction.deleteRefreshTokens(family: "a", in: tenant)
            try expect(isLeft(transaction, "b", "c", "d", "e", "f"), "a family that is gone")
            try transaction.deleteRefreshTokens(ofSession: "s1", in: tenant)
            try expect(isLeft(transaction, "c", "d", "e", "f"), "a session that is gone")
            try transaction.deleteRefreshTokens(ofUser: "auth0|a", clientID: nil, audience: "urn:other", in: tenant)
            try expect(isLeft(transaction, "d", "e", "f"), "an API that is gone")
            try transaction.trimRefreshTokens(ofUser: "auth0|a", clientID: "c2", keeping: 1, in: tenant)
            try expect(isLeft(transaction, "e", "f"), "what was trimmed")
            try transaction.insert(RefreshToken.example(9, family: "g", expiresAt: ended), tenant: tenant)
            try transaction.insert(.example(tenant, .refreshTokenMetadata, "g", parent: "auth0|a"), keys: [])
            _ = try transaction.deleteRefreshTokens(expiredBefore: Instant(seconds: 2))
            try expect(isLeft(transaction, "e", "f"), "what has expired")
            let kept = DocumentQuery(.refreshTokenMetadata, in: neighbour)
            try expectEqual(transaction.countDocuments(kept), 1, "the neighbour's")
        }
    }

    /// Sweeping crosses tenants: this check alone uses moments of 1970.
    @Sendable private static func sweep(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let ends: [(UInt8, idle: Int64?, end: Int64?)] = [
            (1, nil, nil), (2, 4, nil), (3, nil, 4), (4, 5, 5), (5, 9, 4), (6, nil, 9),
        ]
        try await subject.storage.write { transaction in
            for (number, idle, end) in ends {
                let token = RefreshToken.example(
                    number,
                    expiresAt: end.map { Instant(seconds: $0) },
                    idleExpiresAt: idle.map { Instant(seconds: $0) }
                )
                try transaction.insert(token, tenant: tenant)
            }
            try expectEqual(transaction.deleteRefreshTokens(expiredBefore: Instant(seconds: 5)), 3)
            try expectEqual(ids(tenant, transaction), ["token-1", "token-4", "token-6"])
            try expectEqual(transaction.deleteRefreshTokens(expiredBefore: Instant(seconds: 10)), 2)
            try expectEqual(ids(tenant, transaction), ["token-1"])
        }
        // A spent token goes with the last unspent one of its family, and stays while there is another.
        try await subject.storage.write { transaction in
            let ended = Instant(seconds: 4)
            for token in [
                with(RefreshToken.example(11, family: "over")) { $0.spentAt = .example },
                .example(12, family: "over", counter: 2, expiresAt: ended),
                with(RefreshToken.example(13, family: "alive")) { $0.spentAt = .example },
                .example(14, family: "alive", counter: 2, expiresAt: ended),
                .example(15, family: "alive", counter: 2),
            ] {
                try transaction.insert(token, tenant: tenant)
            }
            try expectEqual(transaction.deleteRefreshTokens(expiredBefore: Instant(seconds: 5)), 3)
            let left = try (11...15 as ClosedRange<UInt8>).filter {
                try transaction.refreshToken(hash: .hash($0), in: tenant) != nil
            }
            try expectEqual(left, [13, 15])
        }
    }
}
