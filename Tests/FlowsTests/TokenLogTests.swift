import Applications
import Directory
import Flows
import Kernel
import OAuth
import Sessions
import Storage
import Synchronization
import Testing
import Wire

@Suite("What the tenant log says of an exchange")
struct TokenLogTests {
    private static func logged(_ fixture: TokenFixture, _ type: String) async throws -> JSONObject {
        try #require(try await fixture.base.logged().last { $0["type"]?.string == type })
    }

    @Test("holds the end of the code, whatever came of it")
    func code() async throws {
        let fixture = try await TokenFixture.make()
        let code = "a-code-that-is-good-XYZ"
        let shown = JSONValue.string(String(repeating: "*", count: 20) + "XYZ")
        try await fixture.issue(code)
        _ = try await fixture.exchange(code)
        #expect(try await Self.logged(fixture, "seacft")["details"] == ["code": shown])
        #expect(try await fixture.refusal { try await fixture.exchange(code) } == TokenFixture.invalidCode)
        let failed = try await Self.logged(fixture, "feacft")["details"]
        #expect(failed?["code"] == shown && failed?["error"]?["message"]?.string?.contains("used before") == true)
        // A client that is not who it says has shown a code, too.
        _ = try await fixture.refusal { try await fixture.exchange(code, ["client_secret": "wrong"]) }
        #expect(try await Self.logged(fixture, "feacft")["details"]?["code"] == shown)
        _ = try await fixture.refusal { try await fixture.exchange(String(repeating: "x", count: 900)) }
        let long = try await Self.logged(fixture, "feacft")["details"]?["code"]
        #expect(long == .string(String(repeating: "*", count: 60) + "xxx"))
        _ = try await fixture.refusal { try await fixture.exchange("xy") }
        #expect(try await Self.logged(fixture, "feacft")["details"]?["code"] == "xy")
    }

    @Test("tells which policy let a refresh token be exchanged, and what number of its family came of it")
    func policy() async throws {
        let fixture = try await TokenFixture.make(refreshToken: ["rotation_type": "rotating"])
        try await fixture.issue()
        let token = try #require(try await fixture.exchange()["refresh_token"]?.string)
        _ = try await fixture.refresh(token)
        let rotated = try await Self.logged(fixture, "sertft")["details"]
        #expect(rotated?["policy_used"] == "refresh_token_user_grant" && rotated?["tokenCounter"] == 2)
        #expect(rotated?["familyId"]?.string?.isEmpty == false)

        let still = try await TokenFixture.make()
        try await still.issue()
        let second = try #require(try await still.exchange()["refresh_token"]?.string)
        _ = try await still.refresh(second)
        let details = try await Self.logged(still, "sertft")["details"]
        #expect(details == ["policy_used": "refresh_token_user_grant"])
    }

    @Test("tells the caller's address beside the person's, where a user is concerned")
    func addresses() async throws {
        let fixture = try await TokenFixture.make(client: ["is_token_endpoint_ip_header_trusted": true])
        let parameters = ["username": "ada@example.com", "password": "correct horse", "realm": "db"]
        let grant = "http://auth0.com/oauth/grant-type/password-realm"
        _ = try await fixture.send(grant, parameters)
        let plain = try await Self.logged(fixture, "sepft")
        #expect(plain["ip"] == "192.0.2.1" && plain["client_ip"] == "192.0.2.1")
        let headers = TokenFlow.Headers(forwardedFor: "198.51.100.7")
        _ = try await fixture.send(grant, parameters, headers: headers)
        let forwarded = try await Self.logged(fixture, "sepft")
        #expect(forwarded["ip"] == "198.51.100.7" && forwarded["client_ip"] == "192.0.2.1")
        let wrong = parameters.merging(["password": "wrong"]) { $1 }
        _ = try await fixture.refusal { try await fixture.send(grant, wrong, headers: headers) }
        for type in ["fp", "fepft"] {
            let event = try await Self.logged(fixture, type)
            #expect(event["ip"] == "198.51.100.7" && event["client_ip"] == "192.0.2.1")
        }
    }

    private static let password = ["username": "ada@example.com", "password": "correct horse", "realm": "db"]
    private static let realmGrant = "http://auth0.com/oauth/grant-type/password-realm"

    @Test("says of a password that it was right, before it says what was bought with it")
    func validation() async throws {
        let fixture = try await TokenFixture.make()
        _ = try await fixture.send(Self.realmGrant, Self.password)
        let events = try await fixture.base.logged()
        #expect(events.map { $0["type"] } == ["scv", "sepft"])
        let event = try #require(events.first)
        #expect(event["user_id"] == .string(TokenFixture.userID) && event["user_name"] == "ada@example.com")
        #expect(event["connection"] == "db" && event["strategy"] == "auth0" && event["strategy_type"] == "database")
        #expect(event["client_id"] == "app" && event["description"] == "" && event["details"]?.isNull == true)
    }

    @Test("says once that a user signs in too often, whose password is not looked at any more")
    func throttling() async throws {
        let counts = Mutex<[String: Int]>([:])
        let fixture = try await TokenFixture.make { tenant, name, _ in
            let count = counts.withLock { counts in
                counts["\(tenant) \(name)", default: 0] += 1
                return counts["\(tenant) \(name)"] ?? 0
            }
            return count <= 2 ? .admitted : .refused(isFirst: count == 3)
        }
        _ = try await fixture.send(Self.realmGrant, Self.password)
        // Another way to write the name is the same user.
        _ = try await fixture.send(Self.realmGrant, Self.password.merging(["username": "ADA@example.com "]) { $1 })
        let text = "Too many login attempts for this user. Please wait, and try again later."
        for _ in 0..<2 {
            let refusal = try await fixture.refusal { try await fixture.send(Self.realmGrant, Self.password) }
            #expect(refusal == OAuthError(429, .tooManyAttempts, text))
        }
        let types = try await fixture.base.logged().map { $0["type"] }
        #expect(types == ["scv", "sepft", "scv", "sepft", "limit_sul", "fepft", "fepft"])
        let event = try await Self.logged(fixture, "limit_sul")
        #expect(event["user_id"] == .string(TokenFixture.userID) && event["description"] == .string(text))
        #expect(event["connection"] == "db" && event["ip"] == "192.0.2.1")
    }

    @Test("notes the refresh tokens that had to go for a new one, and only then")
    func cleanup() async throws {
        let fixture = try await TokenFixture.make()
        let limit = RefreshTokenRules.maximumPerClient
        for number in 0..<limit {
            try await fixture.issue("code \(number)")
            _ = try await fixture.exchange("code \(number)")
        }
        #expect(try await fixture.base.logged().allSatisfy { $0["type"] == "seacft" })
        for number in limit..<limit + 2 {
            try await fixture.issue("code \(number)")
            _ = try await fixture.exchange("code \(number)")
        }
        let events = try await fixture.base.logged().filter { $0["type"] == "resource_cleanup" }
        #expect(events.count == 2)
        let event = try #require(events.first)
        #expect(event["client_id"] == "app" && event["user_id"] == .string(TokenFixture.userID))
        #expect(event["details"] == ["resource": "refresh_token", "limit": 200, "removed": 1])
    }
}

@Suite("What administrators wrote on refresh tokens")
struct RefreshTokenNoteTests {
    /// The first token of a family that something is written on.
    private static func noted(_ fixture: TokenFixture, _ code: String = "code") async throws -> String {
        try await fixture.issue(code)
        let token = try #require(try await fixture.exchange(code)["refresh_token"]?.string)
        try await fixture.storage.write { transaction in
            let tokens = try transaction.refreshTokens(ofUser: TokenFixture.userID, clientID: "app", in: .default)
            for token in tokens
            where try transaction.document(.refreshTokenMetadata, id: token.family, in: .default) == nil {
                let note = Document(
                    tenant: .default,
                    kind: .refreshTokenMetadata,
                    id: token.family,
                    parent: token.userID,
                    body: ["device": "tablet"],
                    createdAt: TokenFixture.now
                )
                try transaction.insert(note, keys: [])
            }
        }
        return token
    }

    private static func count(_ fixture: TokenFixture) async throws -> Int {
        try await fixture.storage.read {
            try $0.countDocuments(DocumentQuery(.refreshTokenMetadata, in: .default))
        }
    }

    @Test("stays when a token rotates and goes when its second use ends the family")
    func reuse() async throws {
        let fixture = try await TokenFixture.make(refreshToken: ["rotation_type": "rotating"])
        let token = try await Self.noted(fixture)
        _ = try await fixture.refresh(token)
        #expect(try await Self.count(fixture) == 1)
        #expect(try await fixture.refusal { try await fixture.refresh(token) } == TokenFixture.invalidToken)
        #expect(try await Self.count(fixture) == 0)
    }

    @Test("goes when the code that a token came of is used again")
    func code() async throws {
        let fixture = try await TokenFixture.make()
        _ = try await Self.noted(fixture)
        #expect(try await fixture.refusal { try await fixture.exchange() } == TokenFixture.invalidCode)
        #expect(try await Self.count(fixture) == 0)
    }

    @Test("goes with a token that is revoked, and with no other")
    func revocation() async throws {
        let fixture = try await TokenFixture.make()
        let token = try await Self.noted(fixture)
        _ = try await Self.noted(fixture, "other")
        #expect(try await Self.count(fixture) == 2)
        let parameters = ["token": token, "client_id": "app", "client_secret": "right"]
        try await fixture.revocation.revoke(
            TokenParameters(form: Form(parameters.map { (name: $0.key, value: $0.value) })),
            authorization: nil,
            host: fixture.base.host,
            origin: RequestOrigin(ip: nil, userAgent: nil, auth0Client: nil, requestID: "r"),
            now: TokenFixture.now
        )
        #expect(try await Self.count(fixture) == 1)
    }
}
