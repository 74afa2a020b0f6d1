import Applications
import Kernel
import Storage
import StorageSQL
import Wire

enum SecretChecks {
    static let all = [
        ConformanceCheck("secret members are sealed at rest and open when read", membersAreSealed),
        ConformanceCheck("a sealed member does not open in another document", placeIsBound),
        ConformanceCheck("a private key is sealed at rest and bound to its place", privateKeyIsSealed),
    ]

    @Sendable private static func membersAreSealed(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let secret = "S3CR3T-VALUE"
        let client: JSONObject = [
            "name": "open", "client_secret": .string(secret),
            "signing_keys": [["key": .string(secret), "cert": "open"], ["cert": "open"], ["key": nil]],
        ]
        let connection: JSONObject = [
            "options": [
                "client_secret": .string(secret), "client_id": "open",
                "configuration": ["one": .string(secret), "two": .string(secret + "2"), "number": 3],
            ]
        ]
        try await subject.storage.write {
            try $0.insert(.example(tenant, .client, "c", body: client), keys: [])
            try $0.insert(.example(tenant, .connection, "n", body: connection), keys: [])
        }
        let rows = try await subject.rows("SELECT body FROM documents WHERE tenant = ?", [.text(tenant.rawValue)])
        try expectEqual(rows.count, 2, "rows")
        for row in rows {
            let text = try row.text(0)
            try expect(!text.contains(secret), "the secret stands in the database")
            try expect(text.contains("open"), "what is no secret is readable")
        }
        try await subject.storage.write { transaction in
            let opened = try require(transaction.document(.client, id: "c", in: tenant))
            try expectEqual(opened.body, client)
            try expectEqual(transaction.document(.connection, id: "n", in: tenant)?.body, connection)
            try transaction.update(opened, keys: [])
            try expectEqual(transaction.document(.client, id: "c", in: tenant)?.body, client, "after an update")
        }
        let updated = try await subject.rows(
            "SELECT body FROM documents WHERE tenant = ? AND kind = ?",
            [.text(tenant.rawValue), .text("client")]
        )
        try expect(try !require(updated.first).text(0).contains(secret), "the updated secret stands in the database")
    }

    @Sendable private static func placeIsBound(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write {
            for id in ["a", "b"] {
                try $0.insert(.example(tenant, .client, id, body: ["client_secret": .string("secret \(id)")]), keys: [])
            }
        }
        let moved = try await subject.tamper(
            """
            UPDATE documents SET body = (SELECT body FROM documents WHERE tenant = ? AND kind = ? AND id = ?) \
            WHERE tenant = ? AND kind = ? AND id = ?
            """,
            [
                .text(tenant.rawValue), .text("client"), .text("a"), .text(tenant.rawValue), .text("client"),
                .text("b"),
            ]
        )
        try expectEqual(moved, 1, "rows tampered with")
        do {
            _ = try await subject.storage.read { try $0.document(.client, id: "b", in: tenant) }
        } catch StoreError.corrupt(let message) {
            try expect(!message.contains("secret a"), "the error repeats the secret")
            return
        }
        throw ConformanceFailure(description: "a secret of another document was opened")
    }

    @Sendable private static func privateKeyIsSealed(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let key = SigningKeyRecord.example("k")
        try await subject.storage.write { try $0.insert(key, tenant: tenant) }
        let select = "SELECT private_key FROM signing_keys WHERE tenant = ?"
        let sealed = try require(try await subject.rows(select, [.text(tenant.rawValue)]).first).blob(0)
        try expect(!Hexadecimal.encode(sealed).contains(Hexadecimal.encode(key.privateKey)), "the key stands there")
        _ = try await subject.tamper(
            "UPDATE signing_keys SET kid = ? WHERE tenant = ?",
            ["l", tenant.rawValue].map(SQLValue.text)
        )
        do {
            _ = try await subject.storage.read { try $0.signingKeys(in: tenant).count }
        } catch StoreError.corrupt {
            return
        }
        throw ConformanceFailure(description: "a private key opened under another id")
    }
}
