import Applications
import Kernel
import Management
import Testing
import Wire

@Suite("Client grants")
struct ClientGrantTests {
    private static let audience = "https://api.example.com/"

    @Test("A grant answers with what was asked and its subject type, in the order of the wire")
    func create() async throws {
        let fixture = try await ManagementFixture.make()
        try await fixture.api(Self.audience)
        let client = try await fixture.client()
        let request: JSONObject = [
            "audience": .string(Self.audience), "client_id": .string(client), "scope": ["read:things"],
            "allow_any_organization": true, "organization_usage": "allow",
        ]
        let grant = try await fixture.administration.createClientGrant(request, fixture.context())
        #expect(
            grant.keys == [
                "id", "client_id", "audience", "scope", "organization_usage", "allow_any_organization", "subject_type",
            ]
        )
        #expect(grant["subject_type"] == "client")
        let id = grant["id"]?.string ?? ""
        #expect(try await fixture.administration.clientGrant(id, fixture.context()) == grant)
        let patched = try await fixture.administration.updateClientGrant(
            id,
            ["scope": ["read:things", "update:things"], "organization_usage": .null],
            fixture.context()
        )
        #expect(patched["scope"] == ["read:things", "update:things"])
        #expect(!patched.contains("organization_usage"))
    }

    @Test("There is one grant for a client, an API and a subject type")
    func uniqueness() async throws {
        let fixture = try await ManagementFixture.make()
        try await fixture.api(Self.audience)
        let client = try await fixture.client()
        let request: JSONObject = ["audience": .string(Self.audience), "client_id": .string(client)]
        _ = try await fixture.administration.createClientGrant(request, fixture.context())
        let refused = try await problem {
            try await fixture.administration.createClientGrant(request, fixture.context())
        }
        #expect(refused?.status == 409)
        #expect(refused?.message == "A client grant already exists between \(client) and \(Self.audience)")
        let forUsers = request.merging(["subject_type": "user"])
        #expect(
            try await problem { try await fixture.administration.createClientGrant(forUsers, fixture.context()) } == nil
        )
    }

    @Test("Unknown clients and APIs are not found, and a grant is for one of two kinds of holder")
    func refusals() async throws {
        let fixture = try await ManagementFixture.make()
        try await fixture.api(Self.audience)
        let client = JSONValue.string(try await fixture.client())
        let express = JSONValue.string(try await fixture.client(["name": "E", "app_type": "express_configuration"]))
        let audience = JSONValue.string(Self.audience)
        let cases: [(JSONObject, Int, String?)] = [
            (["client_id": "nobody", "audience": audience], 404, "inexistent_client"),
            (["client_id": client, "audience": "urn:none"], 404, "inexistent_resource_server"),
            (["audience": audience], 400, "invalid_body"),
            (["client_id": client, "default_for": "third_party_clients", "audience": audience], 400, "invalid_body"),
            (["client_id": express, "audience": audience], 400, "validation_error"),
            (
                ["client_id": client, "audience": audience, "allow_all_scopes": true, "scope": ["a"]], 400,
                "invalid_body"
            ),
            (
                [
                    "client_id": client, "audience": "https://acme.example.com/api/v2/", "allow_all_scopes": false,
                ], 400, "invalid_body"
            ),
        ]
        for (request, status, code) in cases {
            let refused = try await problem {
                try await fixture.administration.createClientGrant(request, fixture.context())
            }
            #expect(refused?.status == status, "\(request)")
            #expect(refused?.errorCode == code, "\(request)")
        }
    }

    @Test("The management API's audience is shown and taken as the host that was asked")
    func managementAudience() async throws {
        let fixture = try await ManagementFixture.make()
        let page = PageRequest.offset(page: 0, perPage: 50, includeTotals: false)
        let query: JSONObject = ["audience": "https://acme.example.com/api/v2/"]
        let grants = try await fixture.administration.clientGrants(query, page, fixture.context()).items
        #expect(grants.map { $0["audience"] } == ["https://acme.example.com/api/v2/"])
        #expect(grants.first?["client_id"]?.string == fixture.tenant.explorer.clientID)
        #expect(grants.first?["scope"]?.array?.count == 277)
    }

    @Test("A client for express configuration comes with a grant that nobody changes")
    func systemGrant() async throws {
        let fixture = try await ManagementFixture.make()
        let client = try await fixture.client(["name": "E", "app_type": "express_configuration"])
        let page = PageRequest.offset(page: 0, perPage: 50, includeTotals: false)
        let grants = try await fixture.administration.clientGrants(
            ["client_id": .string(client)],
            page,
            fixture.context()
        ).items
        #expect(grants.first?["is_system"] == true)
        let id = grants.first?["id"]?.string ?? ""
        let changed = try await problem {
            try await fixture.administration.updateClientGrant(id, ["scope": []], fixture.context())
        }
        #expect(changed?.status == 400)
        let removed = try await problem { try await fixture.administration.deleteClientGrant(id, fixture.context()) }
        #expect(removed?.status == 400)
    }

    @Test("Clients are found by the organizations their grants are for")
    func clientSearch() async throws {
        let fixture = try await ManagementFixture.make()
        let admin = fixture.administration
        try await fixture.api(Self.audience)
        let client = try await fixture.client()
        let grant = try await admin.createClientGrant(
            [
                "audience": .string(Self.audience), "client_id": .string(client), "allow_any_organization": true,
                "organization_usage": "allow",
            ],
            fixture.context()
        )
        let organization = try await admin.createOrganization(["name": "umbrella"], fixture.context())
        let id = organization["id"]?.string ?? ""
        let page = PageRequest.checkpoint(from: nil, take: 50)
        func found(_ q: String) async throws -> [String?] {
            try await admin.clients(["q": .string(q)], page, fixture.context()).items.map { $0["client_id"]?.string }
        }
        #expect(try await found("client_grant.organization_id:\(id)").isEmpty)
        _ = try await admin.associateClientGrant(id, ["grant_id": grant["id"] ?? .null], fixture.context())
        #expect(try await found("client_grant.organization_id:\(id)") == [client])
        #expect(try await found("client_grant.allow_any_organization:true") == [client])
        #expect(try await problem { try await found("name:x") }?.status == 400)
        try await admin.deleteClientGrant(grant["id"]?.string ?? "", fixture.context())
        #expect(try await found("client_grant.organization_id:\(id)").isEmpty)
        #expect(try await admin.organizationClientGrants(id, .init(), page, fixture.context()).items.isEmpty)
    }
}
