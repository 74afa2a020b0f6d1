import Applications
import Kernel
import Storage
import Wire

enum LogFilterChecks {
    static let all = [
        ConformanceCheck("a log search finds what its filter says", filters),
        ConformanceCheck("every searchable member can be searched", everyMember),
    ]

    private static func events(_ tenant: TenantID) -> [LogRecord] {
        func at(_ seconds: Int64) -> Instant { .example.adding(seconds: seconds) }
        return [
            .example(tenant, "1", at: at(0), type: "seccft", ["client_id": "Abc", "description": "100% sure_"]),
            .example(tenant, "2", at: at(1), type: "feccft", ["client_id": "abc", "client_name": "My App"]),
            .example(tenant, "3", at: at(2), type: "sapi", ["description": "Create a client", "ip": "10.0.0.1"]),
            .example(tenant, "4", at: at(3), type: "fapi", ["client_id": "abd", "ip": "10.0.0.12"]),
            .example(tenant, "5", at: at(4), type: "api_limit", ["hostname": "x!y", "user_name": "née \u{10FFFF}"]),
        ]
    }

    @Sendable private static func filters(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { try $0.append(events(tenant)) }
        let client = LogFilter.exists(member: "client_id")
        let table: [(LogFilter, String)] = [
            (.equals(member: "client_id", value: "abc"), "2"),
            (.equals(member: "client_id", value: "%"), ""),
            (.equals(member: "type", value: "sapi"), "3"),
            (.equals(member: "no_such_member", value: "x"), ""),
            (.not(.equals(member: "no_such_member", value: "x")), "12345"),
            (.equals(member: "client_id) OR (1 = 1", value: "x"), ""),
            (.hasPrefix(member: "client_id", value: "ab"), "24"),
            (.hasPrefix(member: "client_id", value: "A"), "1"),
            (.hasPrefix(member: "client_id", value: ""), "124"),
            (.hasPrefix(member: "ip", value: "10.0.0.1"), "34"),
            (.hasPrefix(member: "user_name", value: "née \u{10FFFF}"), "5"),
            (.hasPrefix(member: "description", value: "100%"), "1"),
            (client, "124"),
            (.not(client), "35"),
            (.not(.equals(member: "client_id", value: "abc")), "1345"),
            (.date(from: .example.adding(seconds: 1), through: .example.adding(seconds: 3)), "234"),
            (.date(from: .example.adding(seconds: 3), through: nil), "45"),
            (.date(from: nil, through: .example), "1"),
            (.date(from: nil, through: nil), "12345"),
            (.not(.date(from: .example.adding(seconds: 1), through: .example.adding(seconds: 3))), "15"),
            (.contains("MY APP"), "2"),
            (.contains("%"), "1"),
            (.contains("_"), "15"),
            (.contains("!"), "5"),
            (.contains("create A"), "3"),
            (.not(.contains("10.0")), "125"),
            (.contains("'; DROP TABLE log_events; --"), ""),
            (.and(client, .hasPrefix(member: "type", value: "f")), "24"),
            (.or(.equals(member: "type", value: "sapi"), .equals(member: "client_id", value: "Abc")), "13"),
            (.not(.or(client, .equals(member: "type", value: "sapi"))), "5"),
            (.and(.or(client, .not(client)), .not(.equals(member: "ip", value: "10.0.0.12"))), "1235"),
        ]
        for (filter, wanted) in table {
            let query = LogQuery(tenant: tenant, filter: filter, isDescending: false)
            let (found, count) = try await subject.storage.read {
                (try $0.logRecords(query).map(\.id).joined(), try $0.countLogRecords(query))
            }
            try expectEqual(found, wanted, "\(filter)")
            try expectEqual(count, wanted.count, "the count of \(filter)")
        }
        let query = LogQuery(tenant: tenant, filter: client, after: "1", isDescending: true, limit: 1)
        let page = try await subject.storage.read { try $0.logRecords(query).map(\.id) }
        try expectEqual(page, ["4"], "a filtered page")
    }

    @Sendable private static func everyMember(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let members = LogRecord.searchable.filter { $0 != "type" }
        try await subject.storage.write { transaction in
            try transaction.append(
                members.map { .example(tenant, "log_\($0)", [$0: .string("value of \($0)")]) }
            )
        }
        for member in members {
            for filter in [
                LogFilter.equals(member: member, value: "value of \(member)"), .exists(member: member),
                .hasPrefix(member: member, value: "value of \(member)"), .contains("VALUE OF \(member)"),
            ] {
                let found = try await subject.storage.read {
                    try $0.logRecords(LogQuery(tenant: tenant, filter: filter)).map(\.id)
                }
                try expectEqual(found, ["log_\(member)"], "\(filter)")
            }
        }
    }
}
