import Kernel
import Sessions
import Storage
import Wire

enum SessionChecks {
    static let all = [
        ConformanceCheck("a session is found by its id and its secret, and replaced whole", isFound),
        ConformanceCheck("a session's id and secret are taken once", isUnique),
        ConformanceCheck("a session is removed for one caller, and a user's sessions together", removal),
        ConformanceCheck("ended sessions are swept, others stay", sweep),
        ConformanceCheck("changes of one session at once follow each other", changesAreInOrder),
    ]

    @Sendable private static func isFound(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        let session = Session.example(1)
        let changed = with(session) {
            $0.secretHash = .hash(9)
            $0.userID = "auth0|b"
            $0.updatedAt = .example.adding(seconds: 1)
            $0.authenticatedAt = .example.adding(seconds: 2)
            $0.idleExpiresAt = .example.adding(seconds: 3)
            $0.expiresAt = .example.adding(seconds: 4)
            $0.connection = "other"
            $0.clients = ["c2", "c1"]
            $0.details = ["organization": "org_1", "nul": "\0"]
        }
        try await subject.storage.write { transaction in
            try transaction.insert(session, tenant: tenant)
            try expectEqual(transaction.session("session-1", in: tenant), session)
            try expectEqual(transaction.session(secretHash: .hash(1), in: tenant), session)
            try expectEqual(transaction.session("session-1", in: neighbour), nil)
            try expectEqual(transaction.session(secretHash: .hash(1), in: neighbour), nil)
            try expectEqual(transaction.session("\0", in: tenant), nil)
            try expect(try transaction.update(changed, tenant: tenant), "the session was there")
            try expect(try !transaction.update(changed, tenant: neighbour), "no session of the neighbour")
        }
        try await subject.storage.read { transaction in
            try expectEqual(transaction.session("session-1", in: tenant), changed)
            try expectEqual(transaction.session(secretHash: .hash(1), in: tenant), nil)
            try expectEqual(transaction.session(secretHash: .hash(9), in: tenant), changed)
        }
    }

    @Sendable private static func isUnique(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        try await subject.storage.write {
            try $0.insert(Session.example(1), tenant: tenant)
            try $0.insert(Session.example(1), tenant: neighbour)
        }
        for rival in [Session.example(1), with(Session.example(2)) { $0.secretHash = .hash(1) }] {
            try await expectThrows(StoreError.conflict(key: "id")) {
                try await subject.storage.write { try $0.insert(rival, tenant: tenant) }
            }
        }
    }

    @Sendable private static func removal(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for (number, user) in [(1, "auth0|a"), (2, "auth0|a"), (3, "auth0|b"), (4, "auth0|a")] as [(UInt8, String)]
            {
                try transaction.insert(Session.example(number, of: user, at: Int64(number)), tenant: tenant)
            }
            try expectEqual(
                transaction.sessions(ofUser: "auth0|a", in: tenant).map(\.id),
                ["session-4", "session-2", "session-1"]
            )
            try expectEqual(transaction.sessions(ofUser: "auth0|c", in: tenant), [])
        }
        let removed = try await concurrently(20) { _ in
            try await subject.storage.write { try $0.deleteSession("session-2", in: tenant) }
        }
        try expectEqual(removed.compactMap { $0 }, [Session.example(2, at: 2)], "what callers removed")
        try await subject.storage.write { transaction in
            let removed = try transaction.deleteSessions(ofUser: "auth0|a", in: tenant)
            try expectEqual(removed.map(\.id).sorted(), ["session-1", "session-4"])
            try expectEqual(transaction.deleteSessions(ofUser: "auth0|a", in: tenant), [])
            try expectEqual(transaction.deleteSessions(ofUser: "\0", in: tenant), [])
            try expectEqual(transaction.deleteSession("\0", in: tenant), nil)
            try expect(try transaction.session("session-3", in: tenant) != nil, "somebody else's session")
        }
    }

    /// Sweeping crosses tenants: this check alone uses moments of 1970.
    @Sendable private static func sweep(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let ends: [(UInt8, idle: Int64, end: Int64)] = [(1, 4, 9), (2, 9, 4), (3, 5, 9), (4, 5, 5), (5, 9, 9)]
        try await subject.storage.write { transaction in
            for (number, idle, end) in ends {
                let session = with(Session.example(number)) {
                    $0.idleExpiresAt = Instant(seconds: idle)
                    $0.expiresAt = Instant(seconds: end)
                }
                try transaction.insert(session, tenant: tenant)
            }
            try expectEqual(transaction.deleteSessions(endedBefore: Instant(seconds: 5)), 2)
            try expectEqual(transaction.sessions(ofUser: "auth0|a", in: tenant).count, 3)
            try expectEqual(transaction.deleteSessions(endedBefore: Instant(seconds: 10)), 3)
        }
    }

    @Sendable private static func changesAreInOrder(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { try $0.insert(Session.example(1), tenant: tenant) }
        _ = try await concurrently(30) { index in
            try await subject.storage.write { transaction in
                let found =
                    index.isMultiple(of: 2)
                    ? try transaction.session("session-1", in: tenant)
                    : try transaction.session(secretHash: .hash(1), in: tenant)
                var session = try require(found)
                session.clients.append("c\(index)")
                try transaction.update(session, tenant: tenant)
            }
        }
        let session = try await subject.storage.read { try $0.session("session-1", in: tenant) }
        try expectEqual(session?.clients.sorted(), (0..<30).map { "c\($0)" }.sorted())
    }
}
