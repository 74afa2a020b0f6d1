import Applications
import Kernel
import Management
import Storage
import Testing
import Wire

@Suite("APIs")
struct ResourceServerTests {
    private static let identifier = "https://api.example.com/"

    @Test("An API has the recorded defaults and is found by id and by identifier")
    func defaults() async throws {
        let fixture = try await ManagementFixture.make()
        let api = try await fixture.administration.createResourceServer(
            ["identifier": .string(Self.identifier), "name": "A", "scopes": []],
            fixture.context()
        )
        let expected: JSONObject = [
            "name": "A", "identifier": .string(Self.identifier), "allow_offline_access": false,
            "skip_consent_for_verifiable_first_party_clients": false,
            "subject_type_authorization": [
                "user": ["policy": "allow_all"], "client": ["policy": "require_client_grant"],
            ],
            "token_lifetime": 86_400, "token_lifetime_for_web": 7200, "signing_alg": "RS256",
        ]
        #expect(api.filtered(["id"], keeping: false) == expected)
        let id = api["id"]?.string ?? ""
        #expect(id.count == 24)
        #expect(try await fixture.administration.resourceServer(id, fixture.context()) == api)
        #expect(try await fixture.administration.resourceServer(Self.identifier, fixture.context()) == api)
    }

    @Test("HS256 brings a secret, which goes with it")
    func secret() async throws {
        let fixture = try await ManagementFixture.make()
        let api = try await fixture.administration.createResourceServer(
            ["identifier": .string(Self.identifier), "signing_alg": "HS256"],
            fixture.context()
        )
        let secret = api["signing_secret"]?.string
        #expect(secret?.count == 64)
        let id = api["id"]?.string ?? ""
        let same = try await fixture.administration.updateResourceServer(id, ["name": "B"], fixture.context())
        #expect(same["signing_secret"]?.string == secret)
        let other = try await fixture.administration.updateResourceServer(
            id,
            ["signing_alg": "RS256"],
            fixture.context()
        )
        #expect(!other.contains("signing_secret"))
    }

    @Test(
        "An API that signs with another family of keys brings the keys",
        arguments: [("ES256", "EC"), ("EdDSA", "OKP")]
    )
    func extensionAlgorithms(_ algorithm: String, _ family: String) async throws {
        let fixture = try await ManagementFixture.make()
        _ = try await fixture.administration.createResourceServer(
            ["identifier": .string(Self.identifier), "signing_alg": .string(algorithm)],
            fixture.context()
        )
        let keys = try await fixture.administration.storage.read { [tenant = fixture.tenant.id] in
            try $0.signingKeys(in: tenant)
        }
        #expect(Set(keys.filter { $0.family == family }.map(\.status)) == [.current, .next])
    }

    @Test("An identifier belongs to one API, and some to none")
    func identifiers() async throws {
        let fixture = try await ManagementFixture.make()
        try await fixture.api(Self.identifier)
        let taken = try await problem { try await fixture.api(Self.identifier) }
        #expect(taken?.status == 409)
        #expect(taken?.message == "A resource server with the same identifier already exists.")
        let management = try await problem { try await fixture.api("https://acme.example.com/api/v2/") }
        #expect(management?.status == 409)
        let reserved = try await problem { try await fixture.api("https://acme.example.com/userinfo") }
        #expect(reserved?.message == "The selected identifier is reserved.")
    }

    @Test("The management API keeps everything but its lifetimes")
    func managementAPI() async throws {
        let fixture = try await ManagementFixture.make()
        let admin = fixture.administration
        let identifier = "https://acme.example.com/api/v2/"
        let api = try await admin.resourceServer(identifier, fixture.context())
        #expect(api["identifier"]?.string == identifier)
        #expect(api["is_system"] == true)
        #expect(api["scopes"]?.array?.count == 277)
        #expect(
            api["scopes"]?.array?.first == ["description": "Read Client Grants", "value": "read:client_grants"]
        )
        let id = api["id"]?.string ?? ""
        let changed = try await admin.updateResourceServer(id, ["token_lifetime": 600], fixture.context())
        #expect(changed["token_lifetime"] == 600)
        let patched = try await problem { try await admin.updateResourceServer(id, ["name": "x"], fixture.context()) }
        #expect(patched?.message == "System resource servers cannot be patched.")
        let deleted = try await problem { try await admin.deleteResourceServer(id, fixture.context()) }
        #expect(deleted?.message == "System resource servers cannot be deleted.")
    }

    @Test("An API that the server brings along has its own name and scopes and may be turned off")
    func optionalAPI() async throws {
        let fixture = try await ManagementFixture.make()
        let api = try await fixture.administration.createResourceServer(
            ["identifier": "urn:auth0:express-configure", "name": "Mine"],
            fixture.context()
        )
        #expect(api["name"] == "Okta OIN Express Configuration API")
        #expect(api["subject_type_authorization"]?["client"]?["policy"] == "deny_all")
        let id = api["id"]?.string ?? ""
        let patched = try await problem {
            try await fixture.administration.updateResourceServer(id, ["name": "Modified"], fixture.context())
        }
        #expect(patched?.status == 400)
        try await fixture.administration.deleteResourceServer(id, fixture.context())
        try await fixture.administration.deleteResourceServer(id, fixture.context())
    }

    @Test("A removed API takes its grants along; the client that stands for one is told")
    func links() async throws {
        let fixture = try await ManagementFixture.make()
        let admin = fixture.administration
        let api = try await fixture.api(Self.identifier)
        let client = try await fixture.client([
            "name": "R", "app_type": "resource_server", "resource_server_identifier": .string(Self.identifier),
        ])
        #expect(try await admin.resourceServer(Self.identifier, fixture.context())["client_id"]?.string == client)
        let grant = try await admin.createClientGrant(
            ["client_id": .string(client), "audience": .string(Self.identifier)],
            fixture.context()
        )
        try await admin.deleteResourceServer(api["id"]?.string ?? "", fixture.context())
        let gone = try await problem {
            try await admin.clientGrant(grant["id"]?.string ?? "", fixture.context())
        }
        #expect(gone?.errorCode == "inexistent_client_grant")
        let missing = try await problem {
            try await fixture.client(["name": "S", "resource_server_identifier": "urn:nowhere"])
        }
        #expect(missing?.status == 404)
    }

    @Test("Lists are narrowed to some identifiers")
    func identifierFilter() async throws {
        let fixture = try await ManagementFixture.make()
        for name in ["urn:a", "urn:b", "urn:c"] { try await fixture.api(name) }
        let page = PageRequest.offset(page: 0, perPage: 50, includeTotals: true)
        let some = try await fixture.administration.resourceServers(
            identifiers: ["urn:c", "urn:a", "urn:none"],
            page,
            fixture.context()
        )
        #expect(Set(some.items.map { $0["identifier"] }) == ["urn:a", "urn:c"])
        #expect(some.total == 2)
        #expect(try await fixture.administration.resourceServers(page, fixture.context()).total == 4)
    }

    @Test("The key that tokens are encrypted to is stored and not shown")
    func encryption() async throws {
        let fixture = try await ManagementFixture.make()
        let key: JSONObject = ["name": "k", "alg": "RSA-OAEP-256", "kid": "one", "pem": "-----BEGIN…"]
        let api = try await fixture.administration.createResourceServer(
            [
                "identifier": .string(Self.identifier),
                "token_encryption": ["format": "compact-nested-jwe", "encryption_key": .object(key)],
            ],
            fixture.context()
        )
        #expect(api["token_encryption"]?["encryption_key"] == ["name": "k", "alg": "RSA-OAEP-256", "kid": "one"])
        let view = try await fixture.administration.storage.read { [tenant = fixture.tenant.id] transaction in
            try transaction.document(
                .resourceServer,
                key: ResourceServer.identifierKey,
                Self.identifier,
                in: tenant
            ).map(ResourceServer.init)
        }
        #expect(view?.encryption?.pem == "-----BEGIN…")
    }
}
