import Applications
import Kernel
import Storage
import Wire

enum TransactionChecks {
    static let all = [
        ConformanceCheck("a transaction sees what it wrote", seesItself),
        ConformanceCheck("a read after a write sees it", readFollowsWrite),
        ConformanceCheck("a write that fails keeps nothing, whoever writes beside it", failureIsWhole),
        ConformanceCheck("a refused statement takes only its own write with it", refusalIsAlone),
        ConformanceCheck("a read sees one state from its beginning to its end", readIsOneSnapshot),
    ]

    @Sendable private static func seesItself(_ subject: ConformanceSubject) async throws {
        let tenant = ConformanceSubject.newTenant()
        let found = try await subject.storage.write { transaction in
            try transaction.insertTenant(tenant, at: .example)
            try transaction.insert(.example(tenant, .client, "c", body: ["a": 1]), keys: [.unique("alias", "x")])
            try expectEqual(transaction.countDocuments(DocumentQuery(.client, in: tenant)), 1)
            return try require(transaction.document(.client, key: "alias", "x", in: tenant)).body
        }
        try expectEqual(found, ["a": 1])
    }

    @Sendable private static func readFollowsWrite(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        _ = try await concurrently(20) { index in
            try await subject.storage.write { try $0.insert(.example(tenant, .client, "c\(index)"), keys: []) }
            let found = try await subject.storage.read { try $0.document(.client, id: "c\(index)", in: tenant) }
            try expect(found != nil, "document \(index) after its write")
        }
    }

    @Sendable private static func failureIsWhole(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        _ = try await concurrently(60) { index in
            do {
                try await subject.storage.write { transaction in
                    for part in ["a", "b"] {
                        try transaction.insert(
                            .example(tenant, .client, "\(index)\(part)"),
                            keys: [.unique("alias", "\(index)\(part)")]
                        )
                    }
                    if index.isMultiple(of: 3) { throw Refusal() }
                }
                try expect(!index.isMultiple(of: 3), "write \(index) failed")
            } catch is Refusal {
                try expect(index.isMultiple(of: 3), "write \(index) succeeded")
            }
        }
        let found = try await subject.storage.read { try $0.documents(DocumentQuery(.client, in: tenant)).map(\.id) }
        let wanted = (0..<60).filter { !$0.isMultiple(of: 3) }.flatMap { ["\($0)a", "\($0)b"] }
        try expectEqual(found, wanted.sorted())
        try await subject.storage.write {
            try $0.insert(.example(tenant, .client, "again"), keys: [.unique("alias", "0a")])
        }
    }

    @Sendable private static func refusalIsAlone(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let nobody = ConformanceSubject.newTenant()
        let kept = try await concurrently(40) { index -> Bool in
            do {
                try await subject.storage.write { transaction in
                    try transaction.insert(.example(tenant, .client, "c\(index)"), keys: [])
                    // A tenant that is not there: the schema refuses the document.
                    if index.isMultiple(of: 4) { try transaction.insert(.example(nobody, .client, "c"), keys: []) }
                }
                return true
            } catch StoreError.constraint {
                return false
            }
        }
        try expectEqual(kept.count(where: \.self), 30, "writes that were kept")
        let count = try await subject.storage.read { try $0.countDocuments(DocumentQuery(.client, in: tenant)) }
        try expectEqual(count, 30, "documents")
    }

    @Sendable private static func readIsOneSnapshot(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write {
            for id in ["left", "right"] { try $0.insert(.example(tenant, .client, id, body: ["n": 0]), keys: []) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...50 {
                    try await subject.storage.write { transaction in
                        for id in ["left", "right"] {
                            let body = Document.example(
                                tenant,
                                .client,
                                id,
                                body: ["n": .integer(Int64(number))]
                            )
                            try transaction.update(body, keys: [])
                        }
                    }
                }
            }
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<30 {
                        let (left, right) = try await subject.storage.read {
                            (
                                try $0.document(.client, id: "left", in: tenant)?.body,
                                try $0.document(.client, id: "right", in: tenant)?.body
                            )
                        }
                        try expectEqual(left, right, "two reads of one snapshot")
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
