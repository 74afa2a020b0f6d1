import Applications
import Kernel
import Storage

enum SigningKeyChecks {
    static let all = [
        ConformanceCheck("signing keys come back as they were given, newest first", comeBack),
        ConformanceCheck("an update changes a key's status and moments and nothing else", update),
        ConformanceCheck("a key's id is taken once in a tenant", isUnique),
    ]

    @Sendable private static func comeBack(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let revoked = SigningKeyRecord(
            kid: "old",
            family: "EC",
            status: .revoked,
            privateKey: [0, 1, 2, 255],
            certificate: [0, 9],
            createdAt: .example,
            currentSince: .example.adding(seconds: 1),
            currentUntil: .example.adding(seconds: 2),
            revokedAt: .example.adding(seconds: 3)
        )
        try await subject.storage.write {
            try $0.insert(SigningKeyRecord.example("middle", at: 5), tenant: tenant)
            try $0.insert(revoked, tenant: tenant)
            try $0.insert(SigningKeyRecord.example("new", at: 9), tenant: tenant)
        }
        let keys = try await subject.storage.read { try $0.signingKeys(in: tenant) }
        try expectEqual(keys.map(\.kid), ["new", "middle", "old"])
        let found = try require(keys.last)
        try expectEqual(found.family, "EC")
        try expectEqual(found.status, .revoked)
        try expectEqual(found.privateKey, [0, 1, 2, 255])
        try expectEqual(found.certificate, [0, 9])
        try expectEqual(
            [found.createdAt, found.currentSince, found.currentUntil, found.revokedAt],
            (0...3).map { .example.adding(seconds: $0) }
        )
        try expectEqual(keys.first?.currentUntil, nil, "a moment that is not")
    }

    @Sendable private static func update(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { try $0.insert(SigningKeyRecord.example("k"), tenant: tenant) }
        try await subject.storage.write { transaction in
            var key = try require(transaction.signingKeys(in: tenant).first)
            key.status = .previous
            key.currentUntil = .example.adding(seconds: 7)
            try transaction.update(key, tenant: tenant)
        }
        let key = try require(try await subject.storage.read { try $0.signingKeys(in: tenant) }.first)
        try expectEqual(key.status, .previous)
        try expectEqual(key.currentSince, .example)
        try expectEqual(key.currentUntil, .example.adding(seconds: 7))
        try expectEqual(key.privateKey, SigningKeyRecord.example("k").privateKey)
        try await expectThrows(StoreError.constraint("signing key none is not there")) {
            try await subject.storage.write { try $0.update(.example("none"), tenant: tenant) }
        }
    }

    @Sendable private static func isUnique(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let other = try await subject.makeTenant()
        for owner in [tenant, other] {
            try await subject.storage.write { try $0.insert(SigningKeyRecord.example("k"), tenant: owner) }
        }
        try await expectThrows(StoreError.conflict(key: "kid")) {
            try await subject.storage.write { try $0.insert(SigningKeyRecord.example("k"), tenant: tenant) }
        }
    }
}
