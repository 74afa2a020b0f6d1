import Applications
import Kernel
import Management
import Testing
import Wire

@testable import Management

@Suite("Acts of the management API")
struct OperationTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }
    private static let whole = PageRequest.offset(page: 0, perPage: 50, includeTotals: true)

    init() async throws { fixture = try await ManagementFixture.make() }

    @Test("A module's secrets are told nowhere, and its versions stay what they were")
    func modules() async throws {
        let made = try await administration.createActionModule(
            ["name": "m", "code": "1", "secrets": [["name": "k", "value": "v"]], "publish": true],
            fixture.context()
        )
        let id = made["id"]?.string ?? ""
        #expect(made["latest_version"]?["version_number"] == 1)
        #expect(made["latest_version"]?["secrets"]?.array?.first?["value"] == nil)
        let changed = try await administration.updateActionModule(id, ["code": "2"], fixture.context(after: 2))
        #expect(changed["all_changes_published"] == false)
        let versions = try await administration.actionModuleVersions(id, Self.whole, fixture.context())
        #expect(versions.items.map { $0["code"] } == ["1"])
        #expect(versions.items.first?["secrets"]?.array?.first?["value"] == nil)
        let version = versions.items.first?["id"]?.string ?? ""
        let back = try await administration.rollBackActionModule(id, to: version, fixture.context(after: 3))
        #expect(back["code"] == "1")
        #expect(back["all_changes_published"] == true)
    }

    @Test("An event that is being delivered is not sent again, and one that failed is")
    func redelivery() async throws {
        let stream = try await administration.createDocument(
            EventStream.self,
            [
                "name": "s",
                "destination": ["type": "webhook", "configuration": ["webhook_endpoint": "https://a.test/"]],
            ],
            fixture.context()
        )
        let id = stream["id"]?.string ?? ""
        let sent = try await administration.testEventStream(id, ["event_type": "group.created"], fixture.context())
        let event = sent["id"]?.string ?? ""
        let early = try await problem { try await administration.redeliverEvent(id, event, fixture.context()) }
        #expect(early?.status == 409)
        let filter = try Administration.DeliveryFilter(statuses: ["failed"], types: nil, from: nil, to: nil)
        #expect(try await administration.eventDeliveries(id, filter, Self.whole, fixture.context()).items.isEmpty)
        try await administration.deleteDocument(EventStream.self, id, fixture.context())
        let gone = try await problem { try await administration.eventDelivery(id, event, fixture.context()) }
        #expect(gone?.status == 404)
    }

    @Test("Each type of event has an example of its own shape")
    func examples() {
        #expect(EventExample.object(of: "user.updated").contains("user_id"))
        #expect(EventExample.object(of: "organization.deleted").contains("display_name"))
        #expect(EventExample.object(of: "organization.member.added").keys == ["organization", "user"])
        #expect(EventExample.object(of: "group.member.deleted").keys == ["group", "member"])
    }

    @Test("A link is good once, and for as long as it was made for")
    func links() async throws {
        let user = try await fixture.userID("a@example.com")
        let made = try await administration.createEnrollmentTicket(["user_id": .string(user)], fixture.context())
        let value = made["ticket_id"]?.string ?? ""
        let late = fixture.context(after: 432_002)
        #expect(try await administration.enrollment(ticket: value, late) == nil)
        #expect(try await administration.enrollment(ticket: value, fixture.context())?.account == "a@example.com")
        for _ in 1..<10 {
            let isRight = try await administration.finishEnrollment(ticket: value, code: "x", fixture.context())
            #expect(isRight == false)
        }
        let last = try await administration.finishEnrollment(ticket: value, code: "x", fixture.context())
        #expect(last == nil)
        #expect(try await administration.enrollment(ticket: value, fixture.context()) == nil)
    }
}

@Suite("Documents of clients")
struct MetadataDocumentTests {
    private static let url = "https://client.test/app.json"

    @Test(
        "Addresses that no client may have",
        arguments: [
            "http://a.test/x", "https://", "https:///x", "https://a.test", "https://a.test/", "https://localhost/x",
            "https://127.0.0.1:8443/x", "https://[::1]/x", "https://u:p@a.test/x", "https://a.test/x#y",
            "https://a.test/x?y", "https://a.test:0/x", "https://a.test/a/../b", "https://a.test/%2e%2E/b",
            "https://a.test/%zz", "https://a.test/a b", " https://a.test/x",
            "https://a.test/" + String(repeating: "x", count: 120),
        ]
    )
    func badAddresses(url: String) {
        #expect(MetadataAddress.problem(url) != nil)
    }

    @Test("Addresses that a client may have", arguments: [url, "https://a.test:8443/x%20y", "https://[2001:db8::1]/x"])
    func goodAddresses(url: String) {
        #expect(MetadataAddress.problem(url) == nil)
    }

    @Test("A document becomes a client without a secret")
    func mapping() {
        let document = MetadataDocument(
            ["client_id": .string(Self.url), "redirect_uris": ["https://client.test/cb"], "contacts": ["x"]],
            at: Self.url
        )
        #expect(document.violations.isEmpty)
        #expect(document.warnings.count == 1)
        #expect(document.client["name"] == "client.test")
        #expect(document.client["token_endpoint_auth_method"] == "none")
        #expect(document.client["grant_types"] == ["authorization_code"])
    }

    @Test(
        "What a document must not say",
        arguments: [
            ["client_id": "https://other.test/"], ["redirect_uris": []], ["redirect_uris": ["http://a.test/cb"]],
            ["redirect_uris": ["https://a.test/#x"]], ["redirect_uris": [1]], ["client_secret": "s"], ["jwks": [:]],
            ["grant_types": ["client_credentials"]], ["token_endpoint_auth_method": "client_secret_basic"],
            ["token_endpoint_auth_method": "private_key_jwt"], ["logo_uri": "http://a.test/"], ["client_name": ""],
            ["response_types": ["token"]],
        ] as [JSONObject]
    )
    func violations(change: JSONObject) {
        let start: JSONObject = ["client_id": .string(Self.url), "redirect_uris": ["https://client.test/cb"]]
        #expect(!MetadataDocument(start.merging(change), at: Self.url).violations.isEmpty)
    }

    @Test("Keys are taken over, private ones never")
    func keys() {
        var document = MetadataDocument(
            [
                "client_id": .string(Self.url), "redirect_uris": ["https://client.test/cb"],
                "token_endpoint_auth_method": "private_key_jwt", "jwks_uri": "https://client.test/keys",
            ],
            at: Self.url
        )
        document.read(keys: ["keys": [["kty": "RSA", "n": "AQAB", "e": "AQAB", "d": "AQ"]]])
        #expect(document.credentials.isEmpty)
        #expect(document.violations.count == 2)
    }
}
