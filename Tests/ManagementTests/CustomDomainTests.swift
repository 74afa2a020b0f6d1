import Applications
import Kernel
import Management
import Storage
import Testing
import Wire

@Suite("Custom domains")
struct CustomDomainTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }

    init() async throws { fixture = try await ManagementFixture.make() }

    private func add(_ domain: String, after seconds: Int64 = 1) async throws -> JSONObject {
        try await administration.createCustomDomain(
            ["domain": .string(domain), "type": "auth0_managed_certs", "domain_metadata": ["key": "value"]],
            fixture.context(after: seconds)
        )
    }

    private func tenant(of domain: String) async throws -> TenantID? {
        try await administration.storage.read { try $0.tenant(domain: domain)?.id }
    }

    @Test("A domain leads to the tenant from its verification to its end")
    func life() async throws {
        let made = try await add("Login.Acme.test")
        let id = made["custom_domain_id"]?.string ?? ""
        #expect(made["domain"] == "login.acme.test")
        #expect(made["status"] == "pending_verification")
        #expect(made["primary"] == true)
        #expect(
            made["verification"]
                == ["methods": [["name": "CNAME", "record": "acme.example.com", "domain": "login.acme.test"]]]
        )
        #expect(try await tenant(of: "login.acme.test") == nil)
        #expect(try await problem { try await administration.testCustomDomain(id, fixture.context()) }?.status == 409)
        for _ in 0..<2 {
            let verified = try await administration.verifyCustomDomain(id, fixture.context())
            #expect(verified["status"] == "ready")
            #expect(verified["verification"]?["status"] == "verified")
        }
        #expect(try await tenant(of: "login.acme.test") == fixture.tenant.id)
        #expect(try await administration.testCustomDomain(id, fixture.context())["success"] == true)
        for _ in 0..<2 { try await administration.deleteCustomDomain(id, fixture.context()) }
        #expect(try await tenant(of: "login.acme.test") == nil)
        let gone = try await problem { try await administration.customDomain(id, fixture.context()) }
        #expect(gone?.message == "The custom domain \(id) does not exist")
        #expect(gone?.errorCode == "inexistent_custom_domain")
    }

    @Test("No two tenants have one host, whoever was first to ask for it")
    func uniqueness() async throws {
        let other = try await administration.createTenant(TenantID(rawValue: "other"), now: ManagementFixture.now)
        let host = RequestHost(tenant: other.id, scheme: "https", authority: "other.example.com")
        let context = AdministrationContext(host: host, now: ManagementFixture.now, scopes: [])
        let mine = try await add("shared.test")["custom_domain_id"]?.string ?? ""
        let theirs =
            try await administration.createCustomDomain(
                ["domain": "shared.test", "type": "auth0_managed_certs"],
                context
            )["custom_domain_id"]?.string ?? ""
        _ = try await administration.verifyCustomDomain(theirs, context)
        let late = try await problem { try await administration.verifyCustomDomain(mine, fixture.context()) }
        #expect(late?.status == 409)
        try await administration.deleteCustomDomain(mine, fixture.context())
        #expect(try await tenant(of: "shared.test") == other.id)
        for domain in ["shared.test", "acme.example.com"] {
            let refusal = try await problem { try await add(domain) }
            #expect(refusal?.message == "Custom domain already exists.")
        }
    }

    @Test("Metadata is merged, and null removes")
    func patch() async throws {
        let id = try await add("a.test")["custom_domain_id"]?.string ?? ""
        let merged = try await administration.updateCustomDomain(
            id,
            ["domain_metadata": ["key2": "value2"], "relying_party_identifier": "a.test"],
            fixture.context()
        )
        #expect(merged["domain_metadata"] == ["key": "value", "key2": "value2"])
        let cleared = try await administration.updateCustomDomain(
            id,
            ["domain_metadata": ["key": nil, "key2": nil], "relying_party_identifier": nil],
            fixture.context()
        )
        #expect(cleared["domain_metadata"] == [:])
        #expect(!cleared.contains("relying_party_identifier"))
    }

    @Test("The default is the tenant's own host until a ready domain is chosen, and again when that is removed")
    func defaultDomain() async throws {
        let own: JSONObject = ["domain": "acme.example.com"]
        #expect(try await administration.defaultCustomDomain(fixture.context()) == own)
        let id = try await add("a.test")["custom_domain_id"]?.string ?? ""
        let refusal = try await problem {
            try await administration.setDefaultCustomDomain(["domain": "a.test"], fixture.context())
        }
        #expect(refusal?.message == "The domain must be verified before it can be set as default.")
        _ = try await administration.verifyCustomDomain(id, fixture.context())
        let chosen = try await administration.setDefaultCustomDomain(["domain": "a.test"], fixture.context())
        #expect(chosen["is_default"] == true)
        #expect(try await administration.defaultCustomDomain(fixture.context()) == chosen)
        #expect(try await administration.setDefaultCustomDomain(own, fixture.context()) == own)
        #expect(try await administration.customDomain(id, fixture.context())["is_default"] == false)
    }

    @Test("A list is searched and sorted, and what is not understood is refused")
    func list() async throws {
        for (index, domain) in ["b.test", "a.test", "c.test"].enumerated() {
            _ = try await add(domain, after: Int64(index + 1))
        }
        func domains(q: String? = nil, sort: String? = nil) async throws -> [String?] {
            try await administration.customDomains(
                q: q,
                sort: sort,
                .checkpoint(from: nil, take: 100),
                fixture.context()
            ).items.map { $0["domain"]?.string }
        }
        #expect(try await domains() == ["b.test", "a.test", "c.test"])
        #expect(try await domains(sort: "domain:-1") == ["c.test", "b.test", "a.test"])
        #expect(try await domains(q: "domain:a.test") == ["a.test"])
        #expect(try await domains(q: "domain_metadata.key:other").isEmpty)
        #expect(try await problem { try await domains(q: "nonsense:x") }?.status == 400)
        #expect(try await problem { try await domains(sort: "status:1") }?.status == 400)
    }
}
