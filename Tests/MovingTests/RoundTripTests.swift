import Testing
import Wire

@testable import Moving

@Suite("Moving a tenant")
struct RoundTripTests {
    private static let parts: JSONObject = [
        "resourceServers": [["identifier": "https://api.test", "name": "API"]],
        "clients": [["name": "A"], ["name": "B", "callbacks": ["https://b.test/cb"]]],
        "databases": [["name": "Users", "strategy": "auth0", "options": ["passwordPolicy": "good"]]],
        "clientGrants": [["client_id": "A", "audience": "https://api.test", "scope": ["read"]]],
        "roles": [
            [
                "name": "Admin",
                "permissions": [["permission_name": "read", "resource_server_identifier": "https://api.test"]],
            ]
        ],
        "tenant": ["friendly_name": "Acme"],
    ]

    @Test("an export into another tenant is exported as it was, and importing it again changes nothing")
    func roundTrip() async throws {
        let (first, second) = (KeptTenant(host: "one.test"), KeptTenant(host: "two.test"))
        _ = try await TenantImport(first).run(Assets(Self.parts))
        let exported = try await TenantExport().assets(of: first)
        let report = try await TenantImport(second).run(exported)
        #expect(report.made == 6)
        #expect(try await TenantExport().assets(of: second).parts == exported.parts)
        let writes = await second.writes.count
        let again = try await TenantImport(second).run(exported)
        #expect((again.made, again.changed) == (0, 0))
        #expect(await second.writes.count == writes)
    }

    @Test("names in files become the ids of the tenant")
    func references() async throws {
        let tenant = KeptTenant(host: "one.test")
        _ = try await TenantImport(tenant).run(Assets(Self.parts))
        let grants = try await tenant.call("GET", "/client-grants", query: "", body: nil)
        #expect(grants.array?.first?["client_id"]?.string?.hasPrefix("one.test-") ?? false)
    }

    @Test("only the members that differ are sent")
    func changes() async throws {
        let tenant = KeptTenant(host: "one.test")
        _ = try await TenantImport(tenant).run(Assets(Self.parts))
        let report = try await TenantImport(tenant).run(
            Assets(["clients": [["name": "A", "callbacks": ["https://a.test"]], ["name": "B"]]])
        )
        #expect((report.changed, report.unchanged) == (1, 1))
    }

    @Test("what a list does not mention goes only if that is allowed")
    func deletion() async throws {
        let tenant = KeptTenant(host: "one.test")
        _ = try await TenantImport(tenant).run(Assets(Self.parts))
        let less = Assets(["clients": [["name": "A"]]])
        #expect(try await TenantImport(tenant).run(less).removed == 0)
        #expect(try await TenantImport(tenant, deletes: true).run(less).removed == 1)
        let rest = try await TenantExport().assets(of: tenant).parts["clients"]
        #expect(rest == [["name": "A"]])
    }

    @Test("parts and things that are excluded stay")
    func selection() async throws {
        let tenant = KeptTenant(host: "one.test")
        var selection = AssetSelection()
        selection.excluded = ["roles"]
        selection.excludedItems = ["clients": ["B"]]
        _ = try await TenantImport(tenant, selection).run(Assets(Self.parts))
        let parts = try await TenantExport().assets(of: tenant).parts
        #expect(!parts.contains("roles") && parts["clients"]?.array?.count == 1)
    }

    @Test("secrets are written only for those who ask, and a client keeps its id with them")
    func secrets() async throws {
        let tenant = KeptTenant(host: "one.test")
        try await tenant.keepClient(["client_id": "abc", "name": "A", "client_secret": "s3cret"])
        let plain = try await TenantExport().assets(of: tenant).parts["clients"]
        #expect(plain == [["name": "A"]])
        let open = try await TenantExport(withSecrets: true).assets(of: tenant)
        let other = KeptTenant(host: "two.test")
        _ = try await TenantImport(other).run(open)
        #expect(try await TenantExport(withSecrets: true).assets(of: other).parts == open.parts)
    }

    @Test("the tenant's own host is a keyword")
    func host() async throws {
        let tenant = KeptTenant(host: "one.test")
        _ = try await TenantImport(tenant).run(
            Assets(["clientGrants": [["client_id": "x", "audience": "https://one.test/api/v2/", "scope": []]]])
        )
        let grant = try await TenantExport().assets(of: tenant).parts["clientGrants"]?.array?.first
        #expect(grant?["audience"] == "https://##AUTH0_DOMAIN##/api/v2/")
    }
}
