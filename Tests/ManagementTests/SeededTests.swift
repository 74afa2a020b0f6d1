import Applications
import Kernel
import Management
import Storage
import Synchronization
import Testing
import Wire

@Suite("What seeds make sure of")
struct SeededTests {
    private static let audience = "https://seeded.example.test/"

    private static func client(_ pem: String, name: String = "Seeded") -> JSONObject {
        [
            "client_id": "seeded", "client_secret": "fixed", "name": .string(name),
            "client_authentication_methods": [
                "private_key_jwt": ["credentials": [["credential_type": "public_key", "pem": .string(pem)]]]
            ],
        ]
    }

    /// Everything once, as a start of a server does it.
    private static func apply(_ fixture: ManagementFixture, name: String = "Seeded") async throws -> [SeedOutcome] {
        let administration = fixture.administration
        let context = fixture.context()
        let pem = try ManagementFixture.publicKeyPEM.get()
        return [
            try await administration.seedTenantSettings(["friendly_name": .string(name)], context),
            try await administration.seedResourceServer(
                ["identifier": .string(audience), "name": .string(name), "signing_alg": "HS256"],
                context
            ),
            try await administration.seedClient(client(pem, name: name), context),
            try await administration.seedClientGrant(
                ["client_id": "seeded", "audience": .string(audience), "scope": [.string(name)]],
                context
            ),
            try await administration.seedOrganization(["name": "acme", "display_name": .string(name)], context),
            try await administration.seedOrganizationGrant(
                organization: "acme",
                clientID: "seeded",
                audience: audience,
                context
            ),
        ]
    }

    @Test("The first time makes, the second changes nothing and tells nobody")
    func twice() async throws {
        let fixture = try await ManagementFixture.make()
        #expect(try await Self.apply(fixture) == [.changed, .made, .made, .made, .made, .made])
        let counter = Counter()
        fixture.administration.storage.changes.subscribe { _ in counter.value.withLock { $0 += 1 } }
        #expect(try await Self.apply(fixture) == Array(repeating: .unchanged, count: 6))
        #expect(counter.value.withLock { $0 } == 0)
    }

    @Test("Other values are written, each in the place of the old one, and the association stays")
    func changed() async throws {
        let fixture = try await ManagementFixture.make()
        _ = try await Self.apply(fixture)
        let expected: [SeedOutcome] = [.changed, .changed, .changed, .changed, .changed, .unchanged]
        #expect(try await Self.apply(fixture, name: "Other") == expected)
        let client = try await fixture.administration.client("seeded", fixture.context())
        #expect(client["name"] == "Other")
    }

    @Test("A client has the id and secret it was given, and one credential however often it is seeded")
    func fixedClient() async throws {
        let fixture = try await ManagementFixture.make()
        for name in ["A", "B"] { _ = try await Self.apply(fixture, name: name) }
        let tenant = fixture.tenant.id
        let (client, credentials) = try await fixture.administration.storage.read { transaction in
            (
                try transaction.document(.client, id: "seeded", in: tenant),
                try transaction.documents(DocumentQuery(.clientCredential, in: tenant, parent: "seeded"))
            )
        }
        #expect(client?.body["client_secret"] == "fixed")
        #expect(credentials.count == 1)
    }

    @Test("Naming the other way to authenticate takes the first one away")
    func otherMethod() async throws {
        let fixture = try await ManagementFixture.make()
        _ = try await Self.apply(fixture)
        let request: JSONObject = [
            "client_id": "seeded", "name": "Seeded", "token_endpoint_auth_method": "client_secret_post",
        ]
        #expect(try await fixture.administration.seedClient(request, fixture.context()) == .changed)
        #expect(try await fixture.administration.seedClient(request, fixture.context()) == .unchanged)
        let client = try await fixture.administration.client("seeded", fixture.context())
        #expect(client["token_endpoint_auth_method"] == "client_secret_post")
        #expect(client["client_authentication_methods"] == nil)
    }

    @Test("Servers that start together make everything once")
    func together() async throws {
        let fixture = try await ManagementFixture.make()
        let all = try await withThrowingTaskGroup(of: [SeedOutcome].self) { group in
            for _ in 0..<4 { group.addTask { try await Self.apply(fixture) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for part in 2..<6 { #expect(all.filter { $0[part] == .made }.count == 1) }
    }

    @Test("A tenant gets the domains it lacks, and none that is another's")
    func domains() async throws {
        let fixture = try await ManagementFixture.make()
        let administration = fixture.administration
        let now = ManagementFixture.now
        let id = TenantID(rawValue: "seeded")
        #expect(try await administration.seedTenant(id, domains: ["a.test"], now: now).made != nil)
        #expect(try await administration.seedTenant(id, domains: ["B.test"], now: now).outcome == .changed)
        #expect(try await administration.seedTenant(id, domains: ["a.test", "b.test"], now: now).outcome == .unchanged)
        await #expect(throws: APIProblem.self) {
            try await administration.seedTenant(fixture.tenant.id, domains: ["a.test"], now: now)
        }
    }
}

/// Counts from several threads.
private final class Counter: Sendable {
    let value = Mutex(0)
}
