import Applications
import Kernel
import Management
import Storage
import Testing
import Wire

@Suite("Organizations")
struct OrganizationTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }
    private static let whole = PageRequest.offset(page: 0, perPage: 50, includeTotals: true)

    init() async throws { fixture = try await ManagementFixture.make() }

    private func organization(_ name: String) async throws -> String {
        try await administration.createOrganization(["name": .string(name)], fixture.context())["id"]?.string ?? ""
    }

    private func addConnection(_ id: String, strategy: String) async throws {
        let connection = Document(
            tenant: fixture.tenant.id,
            kind: .connection,
            id: id,
            body: ["id": .string(id), "name": .string(id), "strategy": .string(strategy)],
            createdAt: ManagementFixture.now
        )
        try await administration.storage.write { try $0.insert(connection, keys: [.unique("name", id)]) }
    }

    @Test("A new organization has its defaults and no members that were not given")
    func creation() async throws {
        let made = try await administration.createOrganization(
            ["name": "acme", "metadata": ["a": "1", "b": nil]],
            fixture.context()
        )
        #expect(made.keys == ["id", "name", "metadata", "third_party_client_access", "is_app_entitlement_active"])
        #expect(made["metadata"] == ["a": "1"])
        #expect(made["third_party_client_access"] == "block")
        let found = try await administration.organization(name: "acme", fixture.context())
        #expect(found == made)
    }

    @Test("Names are unique, also after a change")
    func uniqueness() async throws {
        _ = try await organization("one")
        let two = try await organization("two")
        for refusal in [
            try await problem { try await administration.createOrganization(["name": "one"], fixture.context()) },
            try await problem { try await administration.updateOrganization(two, ["name": "one"], fixture.context()) },
        ] {
            #expect(refusal?.status == 409)
            #expect(refusal?.message == "An organization with this name already exists.")
        }
        _ = try await administration.updateOrganization(two, ["name": "three"], fixture.context())
        _ = try await organization("two")
    }

    @Test("A patch replaces metadata whole, and an empty one takes it away")
    func metadata() async throws {
        let id = try await organization("acme")
        _ = try await administration.updateOrganization(id, ["metadata": ["a": "1", "b": "2"]], fixture.context())
        let replaced = try await administration.updateOrganization(id, ["metadata": ["c": "3"]], fixture.context())
        #expect(replaced["metadata"] == ["c": "3"])
        let cleared = try await administration.updateOrganization(id, ["metadata": [:]], fixture.context())
        #expect(!cleared.contains("metadata"))
        #expect(try await administration.organization(id, fixture.context()) == cleared)
    }

    @Test("Removing one removes what belongs to it, and cannot be done twice")
    func deletion() async throws {
        let id = try await organization("acme")
        try await addConnection("con_1", strategy: "ad")
        _ = try await administration.addOrganizationConnection(
            id,
            ["connection_id": "con_1"],
            view: .legacy,
            fixture.context()
        )
        _ = try await administration.createDiscoveryDomain(id, ["domain": "acme.test"], fixture.context())
        try await administration.deleteOrganization(id, fixture.context())
        let refusal = try await problem { try await administration.deleteOrganization(id, fixture.context()) }
        #expect(refusal?.status == 404)
        #expect(refusal?.message == "No organization found by that id or name")
        let tenant = fixture.tenant.id
        let left = try await administration.storage.read { transaction in
            try [DocumentKind.organizationConnection, .organizationDiscoveryDomain]
                .map { try transaction.countDocuments(DocumentQuery($0, in: tenant)) }
        }
        #expect(left == [0, 0])
    }

    @Test("A grant is associated once, is seen from both sides, and goes with its end")
    func grants() async throws {
        let id = try await organization("acme")
        try await fixture.api("https://api.example.com/")
        let client = try await fixture.client()
        let grant = try await administration.createClientGrant(
            ["audience": "https://api.example.com/", "client_id": .string(client), "scope": ["read:things"]],
            fixture.context()
        )
        let grantID = grant["id"]?.string ?? ""
        let body: JSONObject = ["grant_id": .string(grantID)]
        let added = try await administration.associateClientGrant(id, body, fixture.context())
        #expect(added["id"]?.string == grantID)
        #expect(added["grant_id"]?.string == grantID)
        #expect(added["audience"] == "https://api.example.com/")
        let again = try await problem {
            try await administration.associateClientGrant(id, body, fixture.context())
        }
        #expect(again?.status == 409)
        let unknown = try await problem {
            try await administration.associateClientGrant(id, ["grant_id": "cgr_none"], fixture.context())
        }
        #expect(unknown?.errorCode == "inexistent_client_grant")
        let grants = try await administration.organizationClientGrants(id, .init(), Self.whole, fixture.context())
        #expect(grants.items.map { $0["id"]?.string } == [grantID])
        let filtered = try await administration.organizationClientGrants(
            id,
            .init(clientID: "other"),
            Self.whole,
            fixture.context()
        )
        #expect(filtered.items.isEmpty)
        let organizations = try await administration.organizations(
            ofClientGrant: grantID,
            Self.whole,
            fixture.context()
        )
        #expect(organizations.items.map { $0["id"]?.string } == [id])
        #expect(try await isAssociated(grantID, id))
        try await administration.dissociateClientGrant(id, grantID, fixture.context())
        #expect(try await !isAssociated(grantID, id))
        _ = try await administration.associateClientGrant(id, body, fixture.context())
        try await administration.deleteClientGrant(grantID, fixture.context())
        #expect(try await !isAssociated(grantID, id))
    }

    private func isAssociated(_ grant: String, _ organization: String) async throws -> Bool {
        let tenant = fixture.tenant.id
        return try await administration.storage.read {
            try $0.isClientGrant(grant, associatedWith: organization, in: tenant)
        }
    }

    @Test("Connections show in the shape of the path they are asked on")
    func connections() async throws {
        try await addConnection("con_db", strategy: "auth0")
        try await addConnection("con_ad", strategy: "ad")
        let made = try await administration.createOrganization(
            [
                "name": "acme",
                "enabled_connections": [
                    ["connection_id": "con_ad", "assign_membership_on_login": true],
                    ["connection_id": "con_db", "assign_membership_on_login": true, "is_signup_enabled": true],
                ],
            ],
            fixture.context()
        )
        #expect(
            made["enabled_connections"]
                == [
                    [
                        "connection_id": "con_ad", "assign_membership_on_login": true, "show_as_button": true,
                        "connection": ["name": "con_ad", "strategy": "ad"],
                    ],
                    [
                        "connection_id": "con_db", "assign_membership_on_login": true, "is_signup_enabled": true,
                        "show_as_button": true, "connection": ["name": "con_db", "strategy": "auth0"],
                    ],
                ]
        )
        let id = made["id"]?.string ?? ""
        let full = try await administration.organizationConnection(id, "con_ad", view: .full, fixture.context())
        #expect(full["is_enabled"] == true)
        #expect(full["organization_access_level"] == "none")
        let refusal = try await problem {
            try await administration.updateOrganizationConnection(
                id,
                "con_db",
                ["assign_membership_on_login": false, "is_signup_enabled": true],
                view: .legacy,
                fixture.context()
            )
        }
        #expect(refusal?.status == 400)
        #expect(refusal?.errorCode == "invalid_body")
        _ = try await administration.updateOrganizationConnection(
            id,
            "con_ad",
            ["is_enabled": false],
            view: .full,
            fixture.context()
        )
        let enabled = try await administration.organizationConnections(
            id,
            isEnabled: true,
            view: .legacy,
            Self.whole,
            fixture.context()
        )
        #expect(enabled.items.map { $0["connection_id"] } == ["con_db"])
        for _ in 0..<2 { try await administration.removeOrganizationConnection(id, "con_db", fixture.context()) }
        let gone = try await problem {
            try await administration.organizationConnection(id, "con_db", view: .legacy, fixture.context())
        }
        #expect(gone?.message == "No connection found by that id")
    }

    @Test("An organization with an unknown connection is not made")
    func unknownConnection() async throws {
        let refusal = try await problem {
            try await administration.createOrganization(
                ["name": "acme", "enabled_connections": [["connection_id": "con_x"]]],
                fixture.context()
            )
        }
        #expect(refusal?.status == 400)
        _ = try await organization("acme")
    }

    @Test("A discovery domain tells what to publish, is one of a kind, and pages by checkpoint")
    func discoveryDomains() async throws {
        let id = try await organization("acme")
        let made = try await administration.createDiscoveryDomain(id, ["domain": "Acme.test"], fixture.context())
        #expect(made["domain"] == "acme.test")
        #expect(made["status"] == "pending")
        #expect(made["verification_host"]?.string == "_ss-verification.\(id).acme.test")
        #expect(made["verification_txt"]?.string?.utf8.count == 32)
        let again = try await problem {
            try await administration.createDiscoveryDomain(id, ["domain": "acme.test"], fixture.context())
        }
        #expect(again?.status == 409)
        let other = try await organization("other")
        let domainID = made["id"]?.string ?? ""
        let stranger = try await problem {
            try await administration.discoveryDomain(other, domainID, fixture.context())
        }
        #expect(stranger?.message == "No organization domain found by that id")
        _ = try await administration.createDiscoveryDomain(id, ["domain": "two.test"], fixture.context(after: 2))
        let page = try await administration.discoveryDomains(
            id,
            .checkpoint(from: nil, take: 1),
            fixture.context()
        )
        #expect(page.items.count == 1)
        let rest = try await administration.discoveryDomains(
            id,
            .checkpoint(from: page.next, take: 1),
            fixture.context()
        )
        #expect(rest.items.map { $0["domain"] } == ["two.test"])
        #expect(rest.next == nil)
        try await administration.deleteDiscoveryDomain(other, domainID, fixture.context())
        #expect(try await administration.discoveryDomain(id, name: "ACME.test", fixture.context()) == made)
    }

    @Test("Pages of members go on until one is empty")
    func memberCursors() async throws {
        let id = try await organization("acme")
        let users = try await [fixture.userID("a@example.com"), fixture.userID("b@example.com")]
        try await administration.addOrganizationMembers(id, users, fixture.context())
        var (from, sizes): (String?, [Int]) = (nil, [])
        repeat {
            let page = try await administration.organizationMembers(
                id,
                .checkpoint(from: from, take: 50),
                fixture.context()
            )
            sizes.append(page.items.count)
            from = page.next
        } while from != nil
        #expect(sizes == [2, 0])
        let whole = try await administration.organizationMembers(id, Self.whole, fixture.context())
        #expect(whole.next == nil)
    }
}
