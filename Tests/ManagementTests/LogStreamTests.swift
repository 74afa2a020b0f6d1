import Applications
import Kernel
import Management
import Storage
import StorageSQL
import StorageSQLite
import Testing
import Tokens
import Wire

@Suite("Log streams")
struct LogStreamTests {
    /// Administration over a storage that can be looked into.
    private struct Fixture {
        let storage: SQLStorage<SQLiteDriver>
        let administration: Administration
        let tenant = TenantID(rawValue: "acme")

        static func make() async throws -> Fixture {
            let sealer = TestSealing(sealer: try Sealer(masterKey: [UInt8](repeating: 7, count: 32)))
            let storage = SQLStorage(driver: try SQLiteDriver.temporary(), sealer: sealer)
            try await storage.migrate()
            let fixture = Fixture(storage: storage, administration: Administration(storage: storage))
            try await storage.write { try $0.insertTenant(fixture.tenant, at: ManagementFixture.now) }
            return fixture
        }

        func context(after seconds: Int64) -> AdministrationContext {
            let host = RequestHost(tenant: tenant, scheme: "https", authority: "acme.example.com")
            return AdministrationContext(host: host, now: Self.moment(seconds), scopes: [])
        }

        static func moment(_ seconds: Int64) -> Instant { ManagementFixture.now.adding(seconds: seconds) }

        /// Makes a stream and answers its id.
        func create(_ request: JSONObject, after seconds: Int64 = 1) async throws -> String {
            let made = try await administration.createDocument(LogStream.self, request, context(after: seconds))
            return made["id"]?.string ?? ""
        }

        func patch(_ id: String, _ patch: JSONObject, after seconds: Int64) async throws {
            _ = try await administration.updateDocument(LogStream.self, id, patch, context(after: seconds))
        }

        func position(_ id: String) async throws -> LogStreamPosition? {
            try await storage.read { [tenant] in try $0.logStreamPosition(id, in: tenant) }
        }

        /// Says that tries have failed, as the worker does.
        func fail(_ id: String, at seconds: Int64) async throws {
            guard var position = try await position(id) else { return }
            (position.attempts, position.failingSince) = (3, Self.moment(seconds))
            (position.after, position.dueAt) = ("905", LogStreamPosition.never)
            let failed = position
            try await storage.write { try $0.put(failed) }
        }
    }

    private static let http: JSONObject = ["type": "http", "sink": ["httpEndpoint": "https://logs.example/in"]]

    @Test("begin now, or where the request says, and only those of type http have anything to deliver")
    func beginning() async throws {
        let fixture = try await Fixture.make()
        let now = try await fixture.create(Self.http, after: 5)
        let first = try #require(try await fixture.position(now))
        #expect(first.after == LogIDs.prefix(of: Fixture.moment(5)) && first.dueAt == Fixture.moment(5))
        let then = try await fixture.create(Self.http.merging(["startFrom": "2021-03-01T19:57:29.532Z"]))
        #expect(try await fixture.position(then)?.after == "90020210301195729532")
        let other = try await fixture.create(["type": "datadog", "sink": ["datadogRegion": "eu"]])
        #expect(try await fixture.position(other) == nil)
        let refusal = try await problem { try await fixture.create(Self.http.merging(["startFrom": "soon"])) }
        #expect(refusal?.status == 400 && refusal?.message.contains("startFrom") == true)
    }

    @Test("go on where they stopped when they are resumed or lead elsewhere, with new patience")
    func resuming() async throws {
        let fixture = try await Fixture.make()
        let id = try await fixture.create(Self.http)
        for (second, patch): (Int64, JSONObject) in [
            (20, ["sink": ["httpEndpoint": "https://other.example/in"]]), (40, ["status": "active"]),
        ] {
            try await fixture.fail(id, at: second)
            try await fixture.patch(id, ["name": .string("Renamed \(second)"), "filters": []], after: second + 1)
            #expect(try await fixture.position(id)?.attempts == 3)
            if patch["status"] != nil { try await fixture.patch(id, ["status": "paused"], after: second + 2) }
            try await fixture.patch(id, patch, after: second + 3)
            let position = try #require(try await fixture.position(id))
            #expect((position.attempts, position.failingSince, position.after) == (0, nil, "905"))
            #expect(position.dueAt == Fixture.moment(second + 3))
        }
    }

    @Test("leave nothing behind when they are deleted")
    func deletion() async throws {
        let fixture = try await Fixture.make()
        let id = try await fixture.create(Self.http)
        try await fixture.administration.deleteDocument(LogStream.self, id, fixture.context(after: 9))
        #expect(try await fixture.position(id) == nil)
    }
}
