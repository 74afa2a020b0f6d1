import Applications
import Kernel
import Management
import Testing
import Wire

@Suite("Actions")
struct ActionTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }

    init() async throws { fixture = try await ManagementFixture.make() }

    private func context(_ milliseconds: Int64) -> AdministrationContext {
        let host = RequestHost(tenant: fixture.tenant.id, scheme: "https", authority: "acme.example.com")
        let now = Instant(milliseconds: ManagementFixture.now.milliseconds + milliseconds)
        return AdministrationContext(host: host, now: now, scopes: [])
    }

    private func action(deploy: Bool = false) async throws -> String {
        let made = try await administration.createAction(
            [
                "name": "Greeting", "supported_triggers": [["id": "post-login", "version": "v3"]],
                "dependencies": [["name": "lodash", "version": "4.0.0", "registry_url": "https://npm.example.com"]],
                "deploy": .bool(deploy),
            ],
            context(0)
        )
        #expect(made["status"] == "pending")
        return made["id"]?.string ?? ""
    }

    @Test("An action is building for half a second after a change, alone and in lists")
    func building() async throws {
        let id = try await action()
        for (time, status) in [(0, "building"), (499, "building"), (500, "built"), (60_000, "built")] as [(Int64, _)] {
            let read = try await administration.document(Action.self, id, context(time))
            #expect(read["status"] == .string(status), "after \(time) ms")
            // Where a dependency came from is told until it was found.
            #expect(read["dependencies"]?.array?.first?.object?.contains("registry_url") == (status == "building"))
            let page = PageRequest.offset(page: 0, perPage: 10, includeTotals: false)
            let list = try await administration.actions(.init(), page, context(time))
            #expect(list.items.first?["status"] == .string(status))
        }
        let changed = try await administration.updateDocument(Action.self, id, ["code": "1"], context(70_000))
        #expect(changed["status"] == "pending")
        #expect(try await administration.document(Action.self, id, context(70_001))["status"] == "building")
    }

    @Test("An action that is building can be deployed, and is built with that")
    func deployment() async throws {
        let id = try await action()
        #expect(try await administration.deployAction(id, context(1))["status"] == "built")
        let read = try await administration.document(Action.self, id, context(2))
        #expect(read["status"] == "built")
        #expect(read["all_changes_deployed"] == true)
        _ = try await administration.updateDocument(Action.self, id, ["code": "1"], context(1000))
        let draft = try await administration.document(Action.self, id, context(1001))
        #expect(draft["status"] == "building")
        #expect(draft["deployed_version"]?["status"] == "built")
    }

    @Test("An action that was made to be deployed is built at once")
    func deployedFromTheStart() async throws {
        let id = try await action(deploy: true)
        #expect(try await administration.document(Action.self, id, context(1))["status"] == "built")
    }
}
