import Applications
import Kernel
import Management
import Storage
import Testing
import Wire

@Suite("New tenants")
struct NewTenantTests {
    @Test("A new tenant contains what the service's do")
    func contents() async throws {
        let fixture = try await ManagementFixture.make()
        let made = try await fixture.administration.createTenant(.default, now: ManagementFixture.now)
        let own = try await fixture.administration.storage.read { try $0.signingKeys(in: made.id) }
        #expect(Set(own.map(\.status)) == [.current, .next])
        #expect(own.allSatisfy { $0.family == "RSA" })
        let found = try await fixture.administration.storage.read { [tenant = fixture.tenant.id] transaction in
            (
                api: try transaction.document(
                    .resourceServer,
                    key: ResourceServer.identifierKey,
                    RequestHost.storedManagementAudience(tenant),
                    in: tenant
                ).map(ResourceServer.init),
                explorer: try transaction.document(.client, id: fixture.tenant.explorer.clientID, in: tenant)
                    .map(Client.init),
                grant: try transaction.document(
                    .clientGrant,
                    key: ClientGrant.uniqueKey,
                    ClientGrant.uniqueValue(
                        clientID: fixture.tenant.explorer.clientID,
                        audience: RequestHost.storedManagementAudience(tenant),
                        subjectType: "client"
                    ),
                    in: tenant
                ).map(ClientGrant.init),
                connection: try transaction.document(
                    .connection,
                    key: "name",
                    "Username-Password-Authentication",
                    in: tenant
                ),
                settings: try transaction.tenantSettings(in: tenant),
                record: try transaction.tenant(domain: "acme.example.com")
            )
        }
        #expect(found.api?.isSystem == true)
        #expect(found.api?.scopes.count == 277)
        #expect(Set(found.grant?.scope ?? []) == Set(found.api?.scopes ?? []))
        #expect(found.explorer?.grantTypes == ["client_credentials"])
        #expect(found.explorer?.secret?.matches(fixture.tenant.explorer.secret.exposed) == true)
        #expect(found.explorer?.authenticationMethod == .clientSecretPost)
        #expect(found.connection?.body["enabled_clients"] == [.string(fixture.tenant.defaultApp.clientID)])
        #expect(found.settings?.body == TenantSettings.defaults)
        #expect(found.record?.id == fixture.tenant.id)
    }

    @Test("A name and a domain belong to one tenant, and a refused tenant leaves nothing")
    func conflicts() async throws {
        let fixture = try await ManagementFixture.make()
        let admin = fixture.administration
        let now = ManagementFixture.now
        let name = try await problem { try await admin.createTenant(fixture.tenant.id, signingKeys: [], now: now) }
        #expect(name?.status == 409)
        let other = TenantID(rawValue: "umbrella")
        let domain = try await problem {
            try await admin.createTenant(other, domains: ["ACME.example.com:8443"], signingKeys: [], now: now)
        }
        #expect(domain?.status == 409)
        #expect(try await admin.tenants().map(\.id) == [fixture.tenant.id])
    }

    @Test("A tenant that is there is left alone by those who only want it to be there")
    func ensure() async throws {
        let fixture = try await ManagementFixture.make()
        let admin = fixture.administration
        #expect(try await admin.ensureTenant(fixture.tenant.id, now: ManagementFixture.now) == nil)
        #expect(try await admin.ensureTenant(.default, now: ManagementFixture.now) != nil)
        #expect(try await admin.tenants().count == 2)
    }

    @Test("A removed tenant leaves nothing behind, not even its domain")
    func removal() async throws {
        let fixture = try await ManagementFixture.make()
        let admin = fixture.administration
        #expect(try await admin.deleteTenant(fixture.tenant.id))
        #expect(try await !admin.deleteTenant(fixture.tenant.id))
        let again = try await admin.createTenant(
            fixture.tenant.id,
            domains: ["acme.example.com"],
            signingKeys: [],
            now: ManagementFixture.now
        )
        let page = PageRequest.offset(page: 0, perPage: 50, includeTotals: false)
        let clients = try await admin.clients([:], page, fixture.context()).items.map { $0["client_id"]?.string }
        #expect(Set(clients) == [again.explorer.clientID, again.defaultApp.clientID])
    }

    @Test("One tenant's clients are not another's")
    func isolation() async throws {
        let fixture = try await ManagementFixture.make()
        let other = try await fixture.administration.createTenant(
            TenantID(rawValue: "umbrella"),
            signingKeys: [],
            now: ManagementFixture.now
        )
        let refused = try await problem {
            try await fixture.administration.client(other.explorer.clientID, fixture.context())
        }
        #expect(refused?.status == 404)
    }
}
