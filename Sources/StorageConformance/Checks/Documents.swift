import Applications
import Kernel
import Storage
import Wire

enum DocumentChecks {
    static let all = [
        ConformanceCheck("a document comes back as it was given", comesBack),
        ConformanceCheck("an id is taken once among its kind", idIsUnique),
        ConformanceCheck("a unique key is taken once among its kind", keyIsUnique),
        ConformanceCheck("of callers who want one unique key at once exactly one gets it", keyIsUniqueInParallel),
        ConformanceCheck("an update replaces body, parent and keys, and keeps the moment of creation", update),
        ConformanceCheck("an update of what is not there is refused", updateOfNothing),
        ConformanceCheck("a removed document and its keys are gone", delete),
        ConformanceCheck("only unique keys lead to a document", attributeIsNoName),
    ]

    @Sendable private static func comesBack(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let body: JSONObject = [
            "name": "Grüße 🗝", "count": .integer(.max), "least": .integer(.min), "half": 0.5, "yes": true,
            "none": nil, "list": [1, "two", [3]], "object": ["z": 1, "a": ["b": nil]], "": "empty name",
        ]
        var document = Document.example(tenant, .resourceServer, "api_1", parent: "p", body: body)
        document.updatedAt = .example.adding(seconds: 5)
        let given = document
        try await subject.storage.write { try $0.insert(given, keys: [.unique("identifier", "https://x/")]) }
        try await subject.storage.read { transaction in
            let byID = try require(transaction.document(.resourceServer, id: "api_1", in: tenant))
            let byKey = try require(transaction.document(.resourceServer, key: "identifier", "https://x/", in: tenant))
            for found in [byID, byKey] {
                try expectEqual(found.body, body)
                try expectEqual(found.body.keys, body.keys, "the order of members")
                try expectEqual(found.parent, "p")
                try expectEqual(found.createdAt, .example)
                try expectEqual(found.updatedAt, .example.adding(seconds: 5))
                try expectEqual(found.tenant, tenant)
                try expectEqual(found.kind, .resourceServer)
            }
            try expect(try transaction.document(.resourceServer, id: "api_2", in: tenant) == nil, "another id")
            try expect(try transaction.document(.client, id: "api_1", in: tenant) == nil, "another kind")
        }
    }

    @Sendable private static func idIsUnique(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write {
            try $0.insert(.example(tenant, .client, "c"), keys: [])
            try $0.insert(.example(tenant, .connection, "c"), keys: [])
        }
        try await expectThrows(StoreError.conflict(key: "id")) {
            try await subject.storage.write {
                try $0.insert(.example(tenant, .client, "c", body: ["new": true]), keys: [])
            }
        }
        let kept = try await subject.storage.read { try $0.document(.client, id: "c", in: tenant) }
        try expectEqual(kept?.body, [:])
    }

    @Sendable private static func keyIsUnique(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write {
            try $0.insert(.example(tenant, .client, "a"), keys: [.unique("alias", "x"), .attribute("type", "t")])
            try $0.insert(.example(tenant, .client, "b"), keys: [.unique("alias", "y"), .attribute("type", "t")])
            try $0.insert(.example(tenant, .client, "c"), keys: [.unique("other", "x")])
            try $0.insert(.example(tenant, .connection, "a"), keys: [.unique("alias", "x"), .unique("alias", "x")])
        }
        try await expectThrows(StoreError.conflict(key: "alias")) {
            try await subject.storage.write {
                try $0.insert(.example(tenant, .client, "d"), keys: [.unique("first", "free"), .unique("alias", "x")])
            }
        }
        try await expectThrows(StoreError.conflict(key: "alias")) {
            try await subject.storage.write {
                try $0.update(.example(tenant, .client, "b", body: ["new": true]), keys: [.unique("alias", "x")])
            }
        }
        try await subject.storage.read { transaction in
            try expect(try transaction.document(.client, id: "d", in: tenant) == nil, "the refused document")
            try expect(try transaction.document(.client, key: "first", "free", in: tenant) == nil, "its other key")
            try expectEqual(transaction.document(.client, key: "alias", "y", in: tenant)?.body, [:], "the old body")
        }
    }

    @Sendable private static func keyIsUniqueInParallel(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let winners = try await concurrently(30) { index -> Int in
            do {
                try await subject.storage.write {
                    try $0.insert(.example(tenant, .client, "c\(index)"), keys: [.unique("alias", "wanted")])
                }
                return 1
            } catch StoreError.conflict(key: "alias") {
                return 0
            }
        }
        try expectEqual(winners.reduce(0, +), 1, "winners")
        let count = try await subject.storage.read { try $0.countDocuments(DocumentQuery(.client, in: tenant)) }
        try expectEqual(count, 1, "documents")
    }

    @Sendable private static func update(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write {
            try $0.insert(
                .example(tenant, .client, "c", body: ["old": 1]),
                keys: [.unique("alias", "old"), .attribute("type", "kept"), .attribute("flag", "was")]
            )
            var changed = Document.example(tenant, .client, "c", parent: "new", at: 100, body: ["new": 2])
            changed.updatedAt = .example.adding(seconds: 200)
            try $0.update(changed, keys: [.unique("alias", "new"), .attribute("type", "kept")])
        }
        try await subject.storage.write { transaction in
            let found = try require(transaction.document(.client, key: "alias", "new", in: tenant))
            try expectEqual(found.body, ["new": 2])
            try expectEqual(found.parent, "new")
            try expectEqual(found.createdAt, .example, "the moment of creation")
            try expectEqual(found.updatedAt, .example.adding(seconds: 200))
            try expect(try transaction.document(.client, key: "alias", "old", in: tenant) == nil, "the old name")
            try expectEqual(
                transaction.countDocuments(DocumentQuery(.client, in: tenant, keys: [.attribute("type", "kept")])),
                1
            )
            try expectEqual(
                transaction.countDocuments(DocumentQuery(.client, in: tenant, keys: [.attribute("flag", "was")])),
                0
            )
            try transaction.insert(.example(tenant, .client, "d"), keys: [.unique("alias", "old")])
        }
    }

    @Sendable private static func updateOfNothing(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await expectThrows(StoreError.constraint("client c is not there")) {
            try await subject.storage.write { try $0.update(.example(tenant, .client, "c"), keys: []) }
        }
    }

    @Sendable private static func delete(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            try transaction.insert(.example(tenant, .client, "c"), keys: [.unique("alias", "x"), .attribute("t", "y")])
            try expect(try transaction.deleteDocument(.client, id: "c", in: tenant), "the document was there")
            try expect(try !transaction.deleteDocument(.client, id: "c", in: tenant), "the document is gone")
            try expect(try transaction.document(.client, id: "c", in: tenant) == nil, "the document")
            try transaction.insert(.example(tenant, .client, "d"), keys: [.unique("alias", "x")])
            try expectEqual(transaction.document(.client, key: "alias", "x", in: tenant)?.id, "d")
        }
    }

    @Sendable private static func attributeIsNoName(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            try transaction.insert(.example(tenant, .client, "c"), keys: [.attribute("type", "x")])
            try expect(try transaction.document(.client, key: "type", "x", in: tenant) == nil, "by an attribute")
            try transaction.update(.example(tenant, .client, "c"), keys: [.unique("type", "x")])
            try expectEqual(transaction.document(.client, key: "type", "x", in: tenant)?.id, "c")
        }
    }
}
