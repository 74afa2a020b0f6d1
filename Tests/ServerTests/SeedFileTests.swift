import Foundation
import Kernel
import Server
import Testing
import Wire

@Suite("The file of a seed")
struct SeedFileTests {
    private static func seed(_ yaml: String) throws -> SeedFile {
        try SeedFile(try YAMLFile.parse(yaml, name: "seed.yaml"))
    }

    @Test("is read whole, every part with its place")
    func whole() throws {
        let seed = try Self.seed(
            """
            tenants:
              - name: acme
                domains: [id.acme.test]
                settings: { friendly_name: Acme }
                apis:
                  - { identifier: "https://api.test/", name: API, scopes: [{ value: "read:things" }] }
                clients:
                  - { client_id: worker, client_secret: secret, name: Worker, grant_types: [client_credentials] }
                client_grants:
                  - { client_id: worker, audience: "https://api.test/", scope: ["read:things"] }
                users:
                  - { email: ada@acme.test, password: "correct Horse-battery 9" }
                  - { email: bob@acme.test, password: "correct Horse-battery 9", connection: staff }
                organizations:
                  - name: first
                    display_name: First
                    client_grants: [{ client_id: worker, audience: "https://api.test/" }]
              - name: empty
            """
        )
        #expect(seed.tenants.map(\.id.rawValue) == ["acme", "empty"])
        let tenant = try #require(seed.tenants.first)
        #expect(tenant.domains == ["id.acme.test"])
        #expect(tenant.settings?.body == ["friendly_name": "Acme"])
        #expect(tenant.apis.map(\.path.description) == ["tenants[0].apis[0]"])
        #expect(tenant.clients.first?.body["client_secret"] == "secret")
        #expect(tenant.clientGrants.first?.body["scope"] == ["read:things"])
        #expect(tenant.users.map { $0.body["connection"] } == ["Username-Password-Authentication", "staff"])
        #expect(tenant.organizations.map(\.body) == [["name": "first", "display_name": "First"]])
        let grant = try #require(tenant.organizationGrants.first)
        #expect(grant.organization == "first" && grant.clientID == "worker" && grant.audience == "https://api.test/")
        #expect(grant.path.description == "tenants[0].organizations[0].client_grants[0]")
        let empty = try #require(seed.tenants.last)
        #expect(empty.domains.isEmpty && empty.settings == nil && empty.clients.isEmpty && empty.users.isEmpty)
    }

    @Test("that is empty asks for nothing", arguments: ["", "# nothing yet", "null", "tenants:", "tenants: []"])
    func empty(yaml: String) throws {
        #expect(try Self.seed(yaml).tenants.isEmpty)
    }

    @Test("may take a member away, even one that is checked")
    func removal() throws {
        let client = try Self.seed("tenants: [{name: a, clients: [{client_id: c, name: C, logo_uri: null}]}]").tenants
            .first?.clients.first
        #expect(client?.body["logo_uri"] == .null)
    }

    static let refused: [(String, String)] = [
        ("[]", "names and values are expected here"),
        ("nonsense: 1", "nonsense: unknown name; known are tenants"),
        ("tenants: {}", "tenants: a list is expected here"),
        ("tenants: [1]", "tenants[0]: names and values are expected here"),
        ("tenants: [{}]", "tenants[0]: 'name' is missing"),
        ("tenants: [{name: 5}]", "tenants[0].name: a text is expected here"),
        (
            "tenants: [{name: Bad_Name}]",
            "tenants[0].name: 'Bad_Name' is no tenant name: 1 to 63 lower-case letters, digits and inner hyphens"
        ),
        ("tenants: [{name: a}, {name: a}]", "tenants[1].name: the tenant 'a' stands here twice"),
        ("tenants: [{name: a, domains: [1]}]", "tenants[0].domains[0]: a text is expected here"),
        ("tenants: [{name: a, clients: [{name: C}]}]", "tenants[0].clients[0]: 'client_id' is missing"),
        (
            "tenants: [{name: a, clients: [{client_id: c, client_secret: 7, name: C}]}]",
            "tenants[0].clients[0].client_secret: a text is expected here"
        ),
        (
            "tenants: [{name: a, organizations: [{name: o, enabled_connections: []}]}]",
            "tenants[0].organizations[0].enabled_connections: a seed cannot enable connections yet"
        ),
        (
            "tenants: [{name: a, organizations: [{name: o, client_grants: [{client_id: c}]}]}]",
            "tenants[0].organizations[0].client_grants[0]: 'audience' is missing"
        ),
        (
            "tenants: [{name: a, organizations: [{name: o, client_grants: [{client_id: c, audience: x, y: z}]}]}]",
            "tenants[0].organizations[0].client_grants[0].y: unknown name; known are client_id, audience"
        ),
    ]

    @Test("that makes no sense is refused, and its place is told", arguments: refused)
    func refusal(yaml: String, message: String) throws {
        let content = try YAMLFile.parse(yaml, name: "seed.yaml")
        let error = #expect(throws: SeedError.self) { try SeedFile(content) }
        #expect(error?.description == message)
    }

    @Test(
        "is checked as the management API checks its bodies",
        arguments: [
            ("apis: [{name: API}]", "tenants[0].apis[0]", "identifier"),
            ("clients: [{client_id: c, name: C, app_type: toaster}]", "tenants[0].clients[0]", "app_type"),
            ("client_grants: [{client_id: c}]", "tenants[0].client_grants[0]", "audience"),
            ("settings: {friendly_name: 5}", "tenants[0].settings", "friendly_name"),
            ("users: [{email: 5}]", "tenants[0].users[0]", "email"),
            ("organizations: [{display_name: No name}]", "tenants[0].organizations[0]", "name"),
        ]
    )
    func schemas(part: String, path: String, member: String) throws {
        let content = try YAMLFile.parse("tenants: [{name: a, \(part)}]", name: "seed.yaml")
        let error = #expect(throws: SeedError.self) { try SeedFile(content) }
        #expect(error?.path.description == path && error?.reason.contains(member) == true, "\(error as Any)")
    }

    @Test("is read with the variables of the environment, and errors name the file")
    func file() throws {
        let path = NSTemporaryDirectory() + "/latchkey-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "tenants: [{name: a, clients: [{client_id: c, client_secret: '${SECRET}', name: C}]}]"
            .write(toFile: path, atomically: true, encoding: .utf8)
        let seed = try SeedFile.read(path, environment: ["SECRET": "hunter2"])
        #expect(seed.tenants.first?.clients.first?.body["client_secret"] == "hunter2")
        let error = #expect(throws: StartupError.self) { try SeedFile.read(path, environment: [:]) }
        let reason = "tenants[0].clients[0].client_secret: the environment variable 'SECRET' is not set"
        #expect(error.map { "\($0)" }?.hasSuffix("\(path): \(reason)") == true, "\(error as Any)")
        #expect(throws: StartupError.self) { try SeedFile.read(path + ".missing", environment: [:]) }
    }
}
