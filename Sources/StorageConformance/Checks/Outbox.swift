import Applications
import Kernel
import Sessions
import Storage
import StorageSQL
import Wire

enum OutboxChecks {
    static let all = [
        ConformanceCheck("what is to leave the house is claimed by one caller, tried again and removed", delivery),
        ConformanceCheck("what leaves the house is sealed at rest and bound to its place", isSealed),
        ConformanceCheck("mails are kept, listed and removed by recipient, tenant and time", mails),
    ]

    /// Claiming crosses tenants: this check alone uses moments of 1970.
    @Sendable private static func delivery(_ subject: ConformanceSubject) async throws {
        let tenants = [try await subject.makeTenant(), try await subject.makeTenant()]
        let (now, lease) = (Instant(seconds: 100), Instant(seconds: 200))
        let records = (0..<40).map { index in
            OutboxRecord.waiting(tenants[index % 2], "\(index)", at: Instant(seconds: Int64(index)))
        }
        let later = OutboxRecord.waiting(tenants[0], "later", at: Instant(seconds: 101))
        try await subject.storage.write {
            try $0.append(records + [later])
            try expect(try $0.countOutbox() >= 41, "the records wait")
        }
        try await expectThrows(Refusal()) {
            try await subject.storage.write {
                _ = try $0.claimOutbox(dueBy: now, lease: lease, limit: 40)
                throw Refusal()
            }
        }
        let first = try await subject.storage.write { try $0.claimOutbox(dueBy: now, lease: lease, limit: 3) }
        try expectEqual(first.map(\.id).sorted(), ["0", "1", "2"], "those that are due longest")
        let batches = try await concurrently(20) { _ in
            try await subject.storage.write { try $0.claimOutbox(dueBy: now, lease: lease, limit: 5) }
        }
        try expect(batches.allSatisfy { $0.count <= 5 }, "no caller gets more than it asked for")
        var claimed = first + batches.flatMap { $0 }
        // Callers at the same moment may leave some to the next.
        claimed += try await subject.storage.write { try $0.claimOutbox(dueBy: now, lease: lease, limit: 100) }
        let wanted = records.map { record in
            with(record) { ($0.attempts, $0.dueAt) = (1, lease) }
        }
        try expectEqual(claimed.sorted { Int($0.id) ?? 0 < Int($1.id) ?? 0 }, wanted)

        let postponed = wanted[7]
        try await subject.storage.write { transaction in
            try transaction.postpone(postponed, until: Instant(seconds: 150), error: "no\0 answer")
            for record in records where record.id != postponed.id {
                try transaction.deleteOutbox(record.id, in: record.tenant)
                try transaction.deleteOutbox(record.id, in: record.tenant)
            }
            try transaction.deleteOutbox(postponed.id, in: tenants[0])
            try transaction.deleteOutbox("\0", in: tenants[0])
            let again = try transaction.claimOutbox(dueBy: Instant(seconds: 150), lease: lease, limit: 100)
            let expected = [
                with(postponed) { ($0.attempts, $0.lastError) = (2, "no\u{FFFD} answer") },
                with(later) { ($0.attempts, $0.dueAt) = (1, lease) },
            ]
            try expectEqual(again.sorted { $0.id < $1.id }, expected)
            for record in again { try transaction.deleteOutbox(record.id, in: record.tenant) }
            try expectEqual(transaction.claimOutbox(dueBy: lease, lease: lease, limit: 100), [])
        }
    }

    @Sendable private static func isSealed(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let mails = ["1", "2"].map { MailRecord.example(tenant, $0, to: "a@\(tenant.rawValue)") }
        try await subject.storage.write { transaction in
            try transaction.append([OutboxRecord.waiting(tenant, "1")])
            for mail in mails { try transaction.insert(mail) }
        }
        for table in ["outbox", "mails"] {
            let sql = "SELECT body FROM \(table) WHERE tenant = ?"
            for row in try await subject.rows(sql, [.text(tenant.rawValue)]) {
                try expect(try !row.text(0).contains("S3CR3T"), "the secret stands in \(table)")
            }
        }
        _ = try await subject.tamper(
            """
            UPDATE mails SET body = (SELECT body FROM mails WHERE tenant = ? AND id = '1') \
            WHERE tenant = ? AND id = '2'
            """,
            [.text(tenant.rawValue), .text(tenant.rawValue)]
        )
        do {
            _ = try await subject.storage.read { try $0.mails(to: nil, in: tenant, limit: 10).count }
        } catch StoreError.corrupt(let message) {
            try expect(!message.contains("S3CR3T"), "the error repeats the secret")
            return
        }
        throw ConformanceFailure(description: "the body of another mail was opened")
    }

    /// Removal crosses tenants: this check alone keeps mails of 1970.
    @Sendable private static func mails(_ subject: ConformanceSubject) async throws {
        let (one, other) = (try await subject.makeTenant(), try await subject.makeTenant())
        let (anna, bob) = ("anna@\(one.rawValue)", "bob@\(one.rawValue)")
        try await subject.storage.write { transaction in
            for mail in [
                MailRecord.example(one, "1", to: anna, at: Instant(seconds: 1)),
                .example(one, "2", to: bob.uppercased(), at: Instant(seconds: 2)),
                .example(other, "3", to: anna, at: Instant(seconds: 3)),
                .example(one, "4", to: anna, at: Instant(seconds: 3)),
            ] {
                try transaction.insert(mail)
            }
            func found(_ recipient: String?, _ tenant: TenantID?, limit: Int = 10) throws -> String {
                try transaction.mails(to: recipient, in: tenant, limit: limit).map(\.id).joined()
            }
            try expectEqual(found(nil, one), "421")
            try expectEqual(found(anna, one), "41")
            try expectEqual(found(anna, nil), "431")
            try expectEqual(found(bob, nil), "2")
            try expectEqual(found(nil, one, limit: 2), "42")
            try expectEqual(found("\0", nil), "")
            let kept = try transaction.mails(to: bob, in: one, limit: 1)
            try expectEqual(kept.first?.body, ["html": "S3CR3T", "subject": "2"])
            try expectEqual(kept.first?.recipient, bob)
            try expectEqual(transaction.deleteMails(in: one, before: Instant(seconds: 3)), 2)
            try expectEqual(transaction.deleteMails(in: one, before: nil), 1)
            try expectEqual(transaction.deleteMails(in: nil, before: Instant(seconds: 4)), 1)
        }
    }
}
