import Applications
import Kernel
import Sessions
import Storage
package import StorageSQL
import Wire

/// Databases made by older versions: rows that a program of that version wrote, and whether they survived an upgrade.
///
/// To make the fixture of a version, `fill` a database of that version and dump it, schema and rows, without the tables
/// of the driver and without transaction statements, to `Tests/Fixtures/migrations/<engine>/<version>.sql`.
package enum MigrationFixture {
    private static let tenant = TenantID(rawValue: "fixture")
    private static let window = QuotaWindow(
        subject: "client:c1",
        bucket: "per_hour",
        start: .example,
        end: .example.adding(seconds: 3600)
    )
    private static let client: JSONObject = [
        "client_id": "c1", "name": "Été", "client_secret": "old secret", "unknown_member": ["kept": true],
    ]
    private static let log: JSONObject = ["type": "seccft", "client_id": "c1", "description": "it's there"]

    /// Writes one row of everything into an empty database.
    ///
    /// - Throws: `StoreError`.
    package static func fill(_ driver: some SQLDriver) async throws {
        let storage = SQLStorage(driver: driver, sealer: TestSealer())
        try await storage.migrate()
        try await storage.setState("example", "noted")
        try await storage.write { transaction in
            try transaction.insertTenant(tenant, at: .example)
            try transaction.insertDomain("fixture.example", tenant: tenant)
            try transaction.insert(
                .example(tenant, .client, "c1", body: client),
                keys: [.unique("alias", "main"), .attribute("app_type", "regular_web")]
            )
            try transaction.insert(.example(tenant, .clientCredential, "cred1", parent: "c1", at: 1), keys: [])
            let stream: JSONObject = ["id": "lst_1", "type": "http", "status": "active"]
            try transaction.insert(.example(tenant, .logStream, "lst_1", at: 2, body: stream), keys: [])
            try transaction.insert(SigningKeyRecord.example("k1"), tenant: tenant)
            try transaction.insert(AccessTokenRecord.example(1), tenant: tenant)
            _ = try transaction.spendAssertion(
                jti: "j1",
                clientID: "c1",
                expiresAt: .example.adding(seconds: 60),
                in: tenant
            )
            _ = try transaction.countQuota(window, in: tenant)
            try transaction.append([.example(tenant, "log_1", log)])
            try fillPeople(transaction, tenant)
            try fillLogStreams(transaction, tenant)
        }
        try await fillEvents(storage, tenant)
    }

    /// Makes a database from a fixture, upgrades it, and looks for the rows.
    ///
    /// - Throws: `ConformanceFailure`, `StoreError`.
    package static func check(_ driver: some SQLDriver, version: Int, sql: String) async throws {
        let storage = SQLStorage(driver: driver, sealer: TestSealer())
        try expectEqual(try await storage.schemaVersion(), 0, "the version of an empty database")
        try await driver.exclusively { try $0.script(sql) }
        try expectEqual(try await storage.schemaVersion(), version, "the fixture's version")
        let applied = try await storage.migrate()
        try expectEqual(applied, Migration.all.map(\.version).filter { $0 > version }, "steps taken")
        try expectEqual(try await storage.schemaVersion(), Migration.newest, "the version after")
        try expectEqual(try await storage.migrate(), [], "steps taken by a second run")
        try expectEqual(try await storage.state("example"), "noted")
        try await storage.write { transaction in
            try look(transaction)
            if version >= 2 { try lookForPeople(transaction, tenant) }
            if version >= 2 { try lookForLogStreams(transaction, tenant, version: version) }
            if version >= 4 { try lookForEvents(transaction, tenant) }
        }
    }

    private static func look(_ transaction: any WriteTransaction) throws {
        try expectEqual(
            transaction.tenant(domain: "fixture.example"),
            TenantRecord(id: tenant, createdAt: .example, domains: ["fixture.example"])
        )
        let document = try require(transaction.document(.client, key: "alias", "main", in: tenant), "the client")
        try expectEqual(document.body, client)
        try expectEqual(document.createdAt, .example)
        let byAttribute = DocumentQuery(.client, in: tenant, keys: [.attribute("app_type", "regular_web")])
        try expectEqual(transaction.countDocuments(byAttribute), 1)
        let byParent = DocumentQuery(.clientCredential, in: tenant, parent: "c1")
        try expectEqual(transaction.documents(byParent).map(\.id), ["cred1"])
        let key = try require(transaction.signingKeys(in: tenant).first, "the signing key")
        try expectEqual(key.privateKey, SigningKeyRecord.example("k1").privateKey)
        try expectEqual(key.certificate, SigningKeyRecord.example("k1").certificate)
        try expectEqual(transaction.accessToken(hash: .hash(1), in: tenant), .example(1))
        let isFree = try transaction.spendAssertion(
            jti: "j1",
            clientID: "c1",
            expiresAt: .example.adding(seconds: 60),
            in: tenant
        )
        try expect(!isFree, "the assertion is still spent")
        try expectEqual(transaction.countQuota(window, in: tenant), 2, "the quota goes on")
        let filter = LogFilter.contains("IT'S")
        let found = try transaction.logRecords(LogQuery(tenant: tenant, filter: filter))
        try expectEqual(found.first?.body, LogRecord.example(tenant, "log_1", log).body)
    }
}
