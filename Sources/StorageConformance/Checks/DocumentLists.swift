import Applications
import Kernel
import Storage

enum DocumentListChecks {
    static let all = [
        ConformanceCheck("a list is in order of creation, then of id", order),
        ConformanceCheck("pages by number hold every document once", pagesByOffset),
        ConformanceCheck("pages by position hold every document once, in either direction", pagesByPosition),
        ConformanceCheck("a list can be narrowed by parent, keys and ids", filters),
        ConformanceCheck("a list of many ids is found whole", manyIDs),
    ]

    /// Seven documents, three of one moment; the ids' byte order is not that of any language.
    private static func fill(_ subject: ConformanceSubject) async throws -> (TenantID, [String]) {
        let tenant = try await subject.makeTenant()
        let documents: [(id: String, at: Int64)] = [
            ("é", 20), ("first", 0), ("b", 10), ("B", 10), ("_", 10), ("Z", 30), ("a", 40),
        ]
        try await subject.storage.write { transaction in
            for (id, seconds) in documents {
                try transaction.insert(.example(tenant, .client, id, at: seconds), keys: [])
            }
        }
        return (tenant, ["first", "B", "_", "b", "é", "Z", "a"])
    }

    private static func ids(_ query: DocumentQuery, _ subject: ConformanceSubject) async throws -> [String] {
        try await subject.storage.read { try $0.documents(query).map(\.id) }
    }

    @Sendable private static func order(_ subject: ConformanceSubject) async throws {
        let (tenant, wanted) = try await fill(subject)
        try expectEqual(try await ids(DocumentQuery(.client, in: tenant), subject), wanted)
        let backwards = DocumentQuery(.client, in: tenant, isDescending: true)
        try expectEqual(try await ids(backwards, subject), wanted.reversed())
        let skipped = DocumentQuery(.client, in: tenant, offset: 5)
        try expectEqual(try await ids(skipped, subject), Array(wanted.dropFirst(5)))
        try expectEqual(try await ids(DocumentQuery(.connection, in: tenant), subject), [])
    }

    @Sendable private static func pagesByOffset(_ subject: ConformanceSubject) async throws {
        let (tenant, wanted) = try await fill(subject)
        var found: [String] = []
        for page in 0..<4 {
            let query = DocumentQuery(.client, in: tenant, offset: page * 2, limit: 2)
            found += try await ids(query, subject)
            let count = try await subject.storage.read { try $0.countDocuments(query) }
            try expectEqual(count, wanted.count, "the total, whatever the page")
        }
        try expectEqual(found, wanted)
        try expectEqual(try await ids(DocumentQuery(.client, in: tenant, offset: 8, limit: 2), subject), [])
        try expectEqual(try await ids(DocumentQuery(.client, in: tenant, limit: 0), subject), [])
    }

    @Sendable private static func pagesByPosition(_ subject: ConformanceSubject) async throws {
        let (tenant, wanted) = try await fill(subject)
        for isDescending in [false, true] {
            var found: [String] = []
            var position: DocumentPosition?
            while true {
                let query = DocumentQuery(
                    .client,
                    in: tenant,
                    limit: 3,
                    after: position,
                    isDescending: isDescending
                )
                let page = try await subject.storage.read { try $0.documents(query) }
                guard let last = page.last else { break }
                found += page.map(\.id)
                position = DocumentPosition(createdAt: last.createdAt, id: last.id)
                try expect(found.count <= wanted.count, "the pages end")
            }
            try expectEqual(found, isDescending ? wanted.reversed() : wanted)
        }
    }

    @Sendable private static func filters(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for number in 0..<8 {
                try transaction.insert(
                    .example(tenant, .client, "c\(number)", parent: number < 4 ? "low" : "high", at: Int64(number)),
                    keys: [
                        .attribute("even", "\(number.isMultiple(of: 2))"),
                        .attribute("third", "\(number.isMultiple(of: 3))"), .unique("name", "n\(number)"),
                    ]
                )
            }
        }
        let even = DocumentKey.attribute("even", "true")
        let third = DocumentKey.attribute("third", "true")
        let table: [(DocumentQuery, [String])] = [
            (DocumentQuery(.client, in: tenant, parent: "low"), ["c0", "c1", "c2", "c3"]),
            (DocumentQuery(.client, in: tenant, parent: ""), []),
            (DocumentQuery(.client, in: tenant, keys: [even]), ["c0", "c2", "c4", "c6"]),
            (DocumentQuery(.client, in: tenant, keys: [even, third]), ["c0", "c6"]),
            (DocumentQuery(.client, in: tenant, parent: "high", keys: [even, third]), ["c6"]),
            (DocumentQuery(.client, in: tenant, keys: [.unique("name", "n5")]), ["c5"]),
            (DocumentQuery(.client, in: tenant, keys: [.attribute("even", "TRUE")]), []),
            (DocumentQuery(.client, in: tenant, ids: ["c7", "c1", "none", "c1"]), ["c1", "c7"]),
            (DocumentQuery(.client, in: tenant, ids: []), []),
            (DocumentQuery(.client, in: tenant, keys: [even], ids: ["c0", "c1", "c2"]), ["c0", "c2"]),
        ]
        for (query, wanted) in table {
            try expectEqual(try await ids(query, subject), wanted, "\(query)")
            let count = try await subject.storage.read { try $0.countDocuments(query) }
            try expectEqual(count, wanted.count, "the count of \(query)")
        }
    }

    @Sendable private static func manyIDs(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let wanted = (0..<130).map { "c\($0)" }
        try await subject.storage.write { transaction in
            for id in wanted { try transaction.insert(.example(tenant, .client, id), keys: []) }
        }
        let found = try await ids(DocumentQuery(.client, in: tenant, ids: wanted), subject)
        try expectEqual(found, wanted.sorted())
    }
}
