import Directory
import Kernel
import Management
import Sessions
import Storage
import Testing
import Wire

@Suite("Sessions, refresh tokens, agreements and blocks")
struct UserAccessTests {
    private let fixture: ManagementFixture
    private let user: String
    private var administration: Administration { fixture.administration }
    private static let whole = PageRequest.offset(page: 0, perPage: 50, includeTotals: true)

    init() async throws {
        fixture = try await ManagementFixture.make()
        user = try await fixture.userID("a@example.com")
    }

    @Test("A session shows its device and clients, takes metadata and ends")
    func sessions() async throws {
        try await fixture.signIn(user)
        let shown = try await administration.session("session-1", fixture.context())
        #expect(shown["clients"] == [["client_id": "app"]])
        #expect(shown["device"] == ["initial_ip": "203.0.113.9"])
        #expect(shown["authentication"]?["methods"]?.array?.first?["name"] == "pwd")
        let noted = try await administration.updateSession(
            "session-1",
            ["session_metadata": ["a": "b"]],
            fixture.context()
        )
        #expect(noted["session_metadata"] == ["a": "b"])
        let bare = try await administration.updateSession(
            "session-1",
            ["session_metadata": nil],
            fixture.context()
        )
        #expect(!bare.contains("session_metadata"))
        try await administration.deleteSession("session-1", fixture.context())
        #expect(try await problem { try await administration.session("session-1", fixture.context()) }?.status == 404)
        #expect(try await fixture.signedIn(user) == [0, 1])
    }

    @Test("Revoking a session takes its refresh tokens along, revoking access those of all")
    func revocation() async throws {
        for number in 1...4 as ClosedRange<UInt8> { try await fixture.signIn(user, number: number) }
        try await administration.revokeSession("session-1", fixture.context())
        #expect(try await fixture.signedIn(user) == [3, 3])
        try await administration.revokeAccess(ofUser: user, ["session_id": "session-2"], fixture.context())
        #expect(try await fixture.signedIn(user) == [2, 2])
        try await administration.revokeAccess(
            ofUser: user,
            ["session_id": "session-3", "preserve_refresh_tokens": true],
            fixture.context()
        )
        #expect(try await fixture.signedIn(user) == [1, 2])
        try await administration.revokeAccess(ofUser: user, [:], fixture.context())
        #expect(try await fixture.signedIn(user) == [0, 0])
        let other = try await problem { try await administration.revokeSession("session-9", fixture.context()) }
        #expect(other?.status == 404)
    }

    @Test("The sessions of a user come with the newest first, and those that ended not at all")
    func sessionLists() async throws {
        for number in 1...3 as ClosedRange<UInt8> { try await fixture.signIn(user, number: number) }
        let first = try await administration.sessions(
            ofUser: user,
            .checkpoint(from: nil, take: 2),
            fixture.context()
        )
        #expect(first.items.count == 2)
        #expect(first.total == 3)
        let rest = try await administration.sessions(
            ofUser: user,
            .checkpoint(from: first.next, take: 2),
            fixture.context()
        )
        #expect(rest.items.count == 1)
        #expect(rest.next == nil)
        let later = try await administration.sessions(ofUser: user, Self.whole, fixture.context(after: 100_000))
        #expect(later.items.isEmpty)
    }

    @Test("Refresh tokens are shown by their ids, take metadata and are revoked by id, user, client and API")
    func refreshTokens() async throws {
        try await fixture.signIn(user, number: 1, clientID: "one", audience: "https://api.test/")
        try await fixture.signIn(user, number: 2, clientID: "two")
        let shown = try await administration.refreshToken("token-1", fixture.context())
        #expect(shown["resource_servers"] == [["audience": "https://api.test/", "scopes": "openid offline_access"]])
        #expect(shown["expires_at"] == .null)
        let noted = try await administration.updateRefreshToken(
            "token-1",
            ["refresh_token_metadata": ["a": "b"]],
            fixture.context()
        )
        #expect(noted["refresh_token_metadata"] == ["a": "b"])
        let listed = try await administration.refreshTokens(
            ofUser: user,
            clientID: "two",
            Self.whole,
            fixture.context()
        )
        #expect(listed.items.map { $0["id"] } == ["token-2"])
        try await administration.revokeRefreshTokens(
            ["user_id": .string(user), "client_id": "two"],
            fixture.context()
        )
        try await administration.revokeRefreshTokens(["ids": ["token-1", "token-9"]], fixture.context())
        #expect(try await fixture.signedIn(user) == [2, 0])
        let neither = try await problem { try await administration.revokeRefreshTokens([:], fixture.context()) }
        #expect(neither?.status == 400)
    }

    @Test("An agreement that is taken back ends the refresh tokens that came of it")
    func consents() async throws {
        try await fixture.signIn(user, number: 1, clientID: "one", audience: "https://api.test/")
        try await fixture.signIn(user, number: 2, clientID: "two")
        let tenant = fixture.tenant.id
        for (number, client, audience) in [("1", "one", "https://api.test/"), ("2", "two", "")] {
            let consent = Consent(
                id: "63cff5bc7209008e35c888c\(number)",
                clientID: client,
                userID: user,
                audience: audience,
                scope: ["openid"],
                updatedAt: ManagementFixture.now
            )
            try await administration.storage.write { try $0.put(consent, in: tenant) }
        }
        let page = try await administration.consents(
            ["audience": "https://acme.example.com/userinfo"],
            Self.whole,
            fixture.context()
        )
        #expect(page.items.map { $0["clientID"] } == ["two"])
        #expect(page.total == 1)
        try await administration.deleteConsent("63cff5bc7209008e35c888c1", fixture.context())
        #expect(try await fixture.signedIn(user) == [2, 1])
        try await administration.deleteConsents(ofUser: user, fixture.context())
        #expect(try await fixture.signedIn(user) == [2, 0])
    }

    @Test("Too many failures are a block of every name of the user, until it is lifted")
    func blocks() async throws {
        let tenant = fixture.tenant.id
        let now = fixture.context().now
        let subject = "user:\(user)"
        try await administration.storage.write { transaction in
            for _ in 0..<9 {
                _ = try transaction.addFailure(subject, from: "203.0.113.9", at: now, since: now, in: tenant)
            }
        }
        let none = try await administration.userBlocks(ofUser: user, fixture.context())
        #expect(none == ["blocked_for": []])
        try await administration.storage.write {
            _ = try $0.addFailure(subject, from: "203.0.113.9", at: now, since: now, in: tenant)
        }
        let block: JSONValue = [
            "identifier": "A@example.com", "ip": "203.0.113.9", "connection": .string(ManagementFixture.connection),
        ]
        let found = try await administration.userBlocks(identifier: "A@example.com", fixture.context())
        #expect(found == ["blocked_for": [block]])
        let unknown = try await administration.userBlocks(identifier: "nobody", fixture.context())
        #expect(unknown == ["blocked_for": []])
        try await administration.liftUserBlocks(identifier: "a@example.com", fixture.context())
        #expect(try await administration.userBlocks(ofUser: user, fixture.context()) == ["blocked_for": []])
    }

    @Test("A device has one public key, which is its user's to remove")
    func devices() async throws {
        let client = try await fixture.client()
        let body: JSONObject = [
            "device_name": "phone", "type": "public_key", "value": "key", "device_id": "ab",
            "client_id": .string(client),
        ]
        let made = try await create(body)
        let again = try await problem { try await create(body) }
        #expect(again?.status == 409)
        #expect(again?.message == "A public key already exists for the device.")
        let id = made["id"]?.string ?? ""
        try await administration.deleteDeviceCredential(id, ofUser: "auth0|other", fixture.context())
        let page = try await administration.deviceCredentials(
            ["type": "public_key"],
            Self.whole,
            fixture.context()
        )
        #expect(page.items.map { $0["user_id"]?.string } == [user])
        try await administration.deleteDeviceCredential(id, ofUser: user, fixture.context())
        let none = try await administration.deviceCredentials([:], Self.whole, fixture.context())
        #expect(none.items.isEmpty)
    }

    private func create(_ body: JSONObject) async throws -> JSONObject {
        try await administration.createDeviceCredential(body, ofUser: user, clientID: "x", fixture.context())
    }

    @Test("Methods are shown masked, renamed, replaced and removed")
    func authenticationMethods() async throws {
        let made = try await administration.createAuthenticationMethod(
            ["type": "email", "name": "Test", "email": "chuck334@example.com"],
            forUser: user,
            fixture.context()
        )
        #expect(made["email"] == "chuc****@exam*******")
        #expect(!made.contains("confirmed"))
        let replaced = try await administration.setAuthenticationMethods(
            [
                ["type": "phone", "phone_number": "+44207183875044"], ["type": "totp", "totp_secret": "5HCW"],
            ],
            ofUser: user,
            fixture.context()
        )
        #expect(replaced.first?["phone_number"] == "+44207183875044")
        #expect(replaced.last?.contains("totp_secret") == false)
        let page = try await administration.authenticationMethods(ofUser: user, Self.whole, fixture.context())
        #expect(page.total == 2)
        #expect(page.items.contains { $0["phone_number"] == "XXXXXXXXXXX5044" && $0["confirmed"] == true })
        let code = try await administration.regenerateRecoveryCode(ofUser: user, fixture.context())
        #expect(code["recovery_code"]?.string?.count == 24)
        try await administration.deleteAuthenticationMethods(ofUser: user, fixture.context())
        #expect(try await administration.enrollments(ofUser: user, fixture.context()).isEmpty)
    }
}
