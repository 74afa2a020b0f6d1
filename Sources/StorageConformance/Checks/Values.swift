import Applications
import Kernel
import Sessions
import Storage
import Wire

enum ValueChecks {
    static let all = [
        ConformanceCheck("any Unicode text comes back, compared by its bytes", unicode),
        ConformanceCheck("a body of megabytes comes back", bigBody),
        ConformanceCheck("U+0000 is refused in names and kept in bodies", nul),
        ConformanceCheck("a log event with U+0000 in a searchable member is kept whole", nulInLog),
    ]

    @Sendable private static func unicode(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let texts = [
            "日本語", "👩‍👩‍👧‍👦", "e\u{301}", "\u{E9}", "مرحبا", "\u{FEFF}bom", "\u{10FFFF}", "a'b\"c\\d?e%f_g", "\u{1}\u{7F}",
            " ",
            "line\nline\r\n\ttab", "ß", "SS", "ss", "İ", "i",
        ]
        try await subject.storage.write { transaction in
            for (index, text) in texts.enumerated() {
                try transaction.insert(
                    .example(tenant, .client, text, parent: text, at: Int64(index), body: [text: .string(text)]),
                    keys: [.unique("name", text)]
                )
            }
        }
        try await subject.storage.read { transaction in
            for text in texts {
                let found = try require(transaction.document(.client, key: "name", text, in: tenant), text)
                try expectEqual(Array(found.id.utf8), Array(text.utf8), "the id")
                try expectEqual(found.body.keys.map { Array($0.utf8) }, [Array(text.utf8)], "the member's name")
                try expectEqual(found.body[text]?.string.map { Array($0.utf8) }, Array(text.utf8), "the member")
            }
            try expectEqual(transaction.countDocuments(DocumentQuery(.client, in: tenant)), texts.count)
        }
    }

    @Sendable private static func bigBody(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let body: JSONObject = ["text": .string(String(repeating: "0123456789abcdé", count: 200_000))]
        try await subject.storage.write { try $0.insert(.example(tenant, .client, "big", body: body), keys: []) }
        let found = try await subject.storage.read { try $0.document(.client, id: "big", in: tenant) }
        try expect(found?.body == body, "three megabytes")
    }

    @Sendable private static func nul(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let refusal = StoreError.constraint("a text contains U+0000")
        let writes: [@Sendable (any WriteTransaction) throws -> Void] = [
            { try $0.insert(.example(tenant, .client, "a\0b"), keys: []) },
            { try $0.insert(.example(tenant, .client, "c"), keys: [.unique("name", "a\0b")]) },
            { try $0.insert(.example(tenant, .client, "c", parent: "\0"), keys: []) },
            { try $0.insertDomain("a\0b", tenant: tenant) },
            { try $0.insertTenant(TenantID(rawValue: "a\0b"), at: .example) },
            { _ = try $0.spendAssertion(jti: "\0", clientID: "c", expiresAt: .example, in: tenant) },
        ]
        for write in writes {
            try await expectThrows(refusal) { try await subject.storage.write { try write($0) } }
        }
        let body: JSONObject = ["text": "a\0b", "nul\0": "\0"]
        try await subject.storage.write { try $0.insert(.example(tenant, .client, "a", body: body), keys: []) }
        try await subject.storage.write { transaction in
            try expectEqual(transaction.document(.client, id: "a", in: tenant)?.body, body)
            try expect(try transaction.document(.client, id: "a\0b", in: tenant) == nil, "an id that cannot be")
            try expect(try transaction.document(.client, key: "name", "\0", in: tenant) == nil, "a key that cannot be")
            try expect(try transaction.tenant(domain: "\0") == nil, "a domain that cannot be")
            try expect(try !transaction.deleteDocument(.client, id: "a\0", in: tenant), "nothing to remove")
            let query = DocumentQuery(.client, in: tenant, ids: ["a", "a\0b"])
            try expectEqual(transaction.documents(query).map(\.id), ["a"])
            try expectEqual(
                transaction.countDocuments(DocumentQuery(.client, in: tenant, keys: [.attribute("x", "\0")])),
                0
            )
        }
    }

    @Sendable private static func nulInLog(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let record = LogRecord.example(tenant, "log_1", ["client_id": "a\0b", "user_agent": "\0"])
        try await subject.storage.write { try $0.append([record, .example(tenant, "log_2")]) }
        try await subject.storage.read { transaction in
            try expectEqual(transaction.logRecord("log_1", in: tenant)?.body, record.body)
            let filter = LogFilter.equals(member: "client_id", value: "a\0b")
            try expectEqual(
                transaction.logRecords(LogQuery(tenant: tenant, filter: filter)).map(\.id),
                ["log_1"]
            )
            try expectEqual(transaction.logRecords(LogQuery(tenant: tenant, after: "\0")).count, 0)
        }
    }
}
