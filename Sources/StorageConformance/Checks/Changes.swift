import Applications
import Kernel
import Sessions
import Storage

enum ChangeChecks {
    static let all = [
        ConformanceCheck("each change of the configuration is announced before its write returns", eachIsAnnounced),
        ConformanceCheck("nothing is announced before the commit, nor by a write that fails", onlyOnCommit),
        ConformanceCheck("nothing is announced when nothing changed", onlyChanges),
    ]

    @Sendable private static func eachIsAnnounced(_ subject: ConformanceSubject) async throws {
        let tenant = ConformanceSubject.newTenant()
        let recorder = ChangeRecorder(subject.storage.changes, tenant: tenant)
        let document = ConfigurationChange.document(tenant: tenant, kind: .client, id: "c")
        let domain = "\(tenant.rawValue).example"
        let steps: [(ConfigurationChange, @Sendable (any WriteTransaction) throws -> Void)] = [
            (.tenant(tenant), { try $0.insertTenant(tenant, at: .example) }),
            (.tenant(tenant), { try $0.insertDomain(domain, tenant: tenant) }),
            (.tenant(tenant), { try $0.deleteDomain(domain, tenant: tenant) }),
            (document, { try $0.insert(.example(tenant, .client, "c"), keys: []) }),
            (document, { try $0.update(.example(tenant, .client, "c"), keys: []) }),
            (document, { _ = try $0.deleteDocument(.client, id: "c", in: tenant) }),
            (.signingKeys(tenant: tenant), { try $0.insert(SigningKeyRecord.example("k"), tenant: tenant) }),
            (.signingKeys(tenant: tenant), { try $0.update(.example("k"), tenant: tenant) }),
            (.tenant(tenant), { _ = try $0.deleteTenant(tenant) }),
        ]
        for (index, (change, step)) in steps.enumerated() {
            let before = recorder.changes.count
            try await subject.storage.write { try step($0) }
            try expect(recorder.changes.dropFirst(before).contains(change), "step \(index) announced \(change)")
        }
    }

    @Sendable private static func onlyOnCommit(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let recorder = ChangeRecorder(subject.storage.changes, tenant: tenant)
        try await subject.storage.write {
            try $0.insert(.example(tenant, .client, "a"), keys: [.unique("alias", "x")])
            try expectEqual(recorder.changes, [], "before the commit")
        }
        let first = ConfigurationChange.document(tenant: tenant, kind: .client, id: "a")
        try expect(recorder.changes.contains(first), "after the commit")
        _ = try await concurrently(20) { index in
            do {
                try await subject.storage.write { transaction in
                    try transaction.insert(.example(tenant, .client, "b\(index)"), keys: [])
                    if index > 0 { throw Refusal() }
                }
            } catch is Refusal {}
        }
        try await expectThrows(StoreError.conflict(key: "alias")) {
            try await subject.storage.write {
                try $0.insert(.example(tenant, .client, "c"), keys: [.unique("alias", "x")])
            }
        }
        let wanted = [first, .document(tenant: tenant, kind: .client, id: "b0")]
        try expectEqual(Set(recorder.changes), Set(wanted), "what was announced in all")
    }

    @Sendable private static func onlyChanges(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let nobody = ConformanceSubject.newTenant()
        let recorder = ChangeRecorder(subject.storage.changes, tenant: tenant)
        let other = ChangeRecorder(subject.storage.changes, tenant: nobody)
        try await subject.storage.write { transaction in
            try expect(try !transaction.deleteDocument(.client, id: "none", in: tenant), "no document")
            try transaction.deleteDomain("none.example", tenant: tenant)
            try expect(try !transaction.deleteTenant(nobody), "no tenant")
            try transaction.insert(AccessTokenRecord.example(9), tenant: tenant)
            try transaction.append([.example(tenant, "log_1")])
        }
        try expectEqual(recorder.changes + other.changes, [])
    }
}
