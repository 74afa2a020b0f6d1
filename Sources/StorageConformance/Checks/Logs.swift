import Applications
import Kernel
import Storage
import Wire

enum LogChecks {
    static let all = [
        ConformanceCheck("a log event comes back as it was given", comesBack),
        ConformanceCheck("an event that is there already stays as it is", isIdempotent),
        ConformanceCheck("log pages follow ids in either direction", pages),
        ConformanceCheck("events are counted by day and type", dailyCounts),
        ConformanceCheck("old events are removed, a bounded number at a time", sweep),
    ]

    @Sendable private static func comesBack(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let date = Instant(milliseconds: 1_700_000_000_123)
        let given = LogRecord.example(
            tenant,
            "log_1",
            at: date,
            type: "fapi",
            ["client_id": "c", "details": ["request": ["body": ["a": [1, 2, nil]]]], "scope": nil]
        )
        try await subject.storage.write { try $0.append([given]) }
        let found = try require(try await subject.storage.read { try $0.logRecord("log_1", in: tenant) })
        try expectEqual(found.body, given.body)
        try expectEqual(found.body.keys, given.body.keys, "the order of members")
        try expectEqual(found.date, date)
        try expectEqual(found.type, "fapi")
        let missing = try await subject.storage.read { try $0.logRecord("log_2", in: tenant) }
        try expect(missing == nil, "an event that is not there")
    }

    @Sendable private static func isIdempotent(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write {
            try $0.append([.example(tenant, "log_1", ["description": "first"])])
            try $0.append([
                .example(tenant, "log_1", ["description": "second"]), .example(tenant, "log_2"),
            ])
        }
        try await subject.storage.read { transaction in
            try expectEqual(transaction.logRecord("log_1", in: tenant)?.body["description"], "first")
            try expectEqual(transaction.countLogRecords(LogQuery(tenant: tenant)), 2)
        }
    }

    @Sendable private static func pages(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let ids = (0..<40).map { "log_\(1000 + $0)" }
        try await subject.storage.write { try $0.append(ids.shuffled().map { .example(tenant, $0) }) }
        try await subject.storage.read { transaction in
            func page(after: String? = nil, _ isDescending: Bool, offset: Int = 0, limit: Int) throws -> [String] {
                try transaction.logRecords(
                    LogQuery(
                        tenant: tenant,
                        after: after,
                        isDescending: isDescending,
                        offset: offset,
                        limit: limit
                    )
                ).map(\.id)
            }
            try expectEqual(page(false, limit: 100), ids)
            try expectEqual(page(true, limit: 3), ids.reversed().prefix(3).map(\.self))
            try expectEqual(page(true, offset: 38, limit: 5), [ids[1], ids[0]])
            try expectEqual(page(after: ids[36], false, limit: 2), [ids[37], ids[38]])
            try expectEqual(page(after: ids[39], false, limit: 2), [])
            try expectEqual(transaction.countLogRecords(LogQuery(tenant: tenant, offset: 7, limit: 1)), 40)
        }
    }

    @Sendable private static func dailyCounts(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let day = 86_400_000 as Int64
        let first: Int64 = 19_700
        let events: [(day: Int64, offset: Int64, type: String)] = [
            (0, 0, "s"), (0, day - 1, "s"), (0, 5, "f"), (0, 6, "other"), (2, 0, "s"), (3, 0, "s"),
        ]
        try await subject.storage.write {
            try $0.append(
                events.enumerated().map { index, event in
                    .example(
                        tenant,
                        "log_\(index)",
                        at: Instant(milliseconds: (first + event.day) * day + event.offset),
                        type: event.type
                    )
                }
            )
        }
        try await subject.storage.read { transaction in
            let counts = try transaction.dailyLogCounts(
                types: ["s", "f", "none"],
                from: Instant(milliseconds: first * day),
                through: Instant(milliseconds: (first + 3) * day - 1),
                in: tenant
            )
            let found = counts.map { "\($0.day - first) \($0.type) \($0.count)" }.sorted()
            try expectEqual(found, ["0 f 1", "0 s 2", "2 s 1"])
            let none = try transaction.dailyLogCounts(types: [], from: .example, through: .example, in: tenant)
            try expect(none.isEmpty, "no types, no counts")
        }
    }

    /// Sweeping crosses tenants: this check alone uses dates of 1970.
    @Sendable private static func sweep(_ subject: ConformanceSubject) async throws {
        let tenants = [try await subject.makeTenant(), try await subject.makeTenant()]
        try await subject.storage.write { transaction in
            for tenant in tenants {
                try transaction.append(
                    (0..<6).map { .example(tenant, "log_\($0)", at: Instant(milliseconds: Int64($0) * 1000)) }
                )
            }
        }
        let moment = Instant(milliseconds: 4000)
        for wanted in [3, 3, 2, 0] {
            let deleted = try await subject.storage.write { try $0.deleteLogRecords(before: moment, limit: 3) }
            try expectEqual(deleted, wanted, "events removed")
        }
        try await subject.storage.write { transaction in
            for tenant in tenants {
                try expectEqual(
                    transaction.logRecords(LogQuery(tenant: tenant)).map(\.id),
                    ["log_5", "log_4"],
                    "what is left"
                )
            }
            try expectEqual(transaction.deleteLogRecords(before: Instant(milliseconds: 6000), limit: 100), 4)
        }
    }
}
