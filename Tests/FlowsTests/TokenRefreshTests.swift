import Applications
import Directory
import Flows
import Kernel
import OAuth
import Sessions
import Storage
import Testing
import Tokens
import Wire

@Suite("The refresh-token grant")
struct TokenRefreshTests {
    /// The refresh token that an exchange of a code gives.
    private func first(_ fixture: TokenFixture) async throws -> String {
        try await fixture.issue()
        return try #require(try await fixture.exchange()["refresh_token"]?.string)
    }

    @Test("a token that does not rotate stays, and no other is answered")
    func nonRotating() async throws {
        let fixture = try await TokenFixture.make()
        let token = try await first(fixture)
        for second in 1...3 {
            let answer = try await fixture.refresh(token, after: Int64(second))
            #expect(answer.keys == ["access_token", "id_token", "scope", "expires_in", "token_type"])
            let idToken = try JWT(parsing: answer["id_token"]?.string ?? "")
            #expect(idToken.claims["nonce"] == nil && idToken.claims["sid"] == "session")
        }
        #expect(try await fixture.base.logged().last?["type"] == "sertft")
    }

    @Test("rotation spends a token; its second use ends the family, and the log says how")
    func reuse() async throws {
        let fixture = try await TokenFixture.make(refreshToken: ["rotation_type": "rotating"])
        let token = try await first(fixture)
        let second = try #require(try await fixture.refresh(token)["refresh_token"]?.string)
        #expect(second != token)
        #expect(try await fixture.refusal { try await fixture.refresh(token) } == TokenFixture.invalidToken)
        #expect(try await fixture.refusal { try await fixture.refresh(second) } == TokenFixture.invalidToken)
        let reused = try #require(try await fixture.base.logged().first { $0["type"] == "ferrt" })
        #expect(reused["details"]?["tokenCounter"] == 1 && reused["details"]?["latestCounter"] == 2)
        #expect(reused["user_id"] == "auth0|1")
    }

    @Test("within the leeway the token before the newest is good again, the one before that never")
    func leeway() async throws {
        let fixture = try await TokenFixture.make(refreshToken: ["rotation_type": "rotating", "leeway": 10])
        let token = try await first(fixture)
        let second = try await fixture.refresh(token, after: 1)["refresh_token"]?.string ?? ""
        let twin = try await fixture.refresh(token, after: 5)["refresh_token"]?.string ?? ""
        #expect(second != twin)
        _ = try await fixture.refresh(second, after: 6)
        #expect(
            try await fixture.refusal { try await fixture.refresh(token, after: 7) } == TokenFixture.invalidToken
        )
        #expect(try await fixture.refusal { try await fixture.refresh(twin, after: 8) } == TokenFixture.invalidToken)
    }

    @Test("of many who come with one rotating token at the same time, one at most has tokens")
    func race() async throws {
        let fixture = try await TokenFixture.make(refreshToken: ["rotation_type": "rotating"])
        let token = try await first(fixture)
        let successes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { try await fixture.refusal { try await fixture.refresh(token) } == nil }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(successes == 1)
    }

    @Test("a token ends with its family, or earlier when nobody uses it")
    func expiry() async throws {
        let fixture = try await TokenFixture.make(refreshToken: [
            "rotation_type": "rotating", "expiration_type": "expiring", "token_lifetime": 100,
            "idle_token_lifetime": 60,
        ])
        let token = try await first(fixture)
        let second = try await fixture.refresh(token, after: 59)["refresh_token"]?.string ?? ""
        let third = try await fixture.refresh(second, after: 99)["refresh_token"]?.string ?? ""
        #expect(
            try await fixture.refusal { try await fixture.refresh(third, after: 100) } == TokenFixture.invalidToken
        )
        try await fixture.issue("idle")
        let idle = try await fixture.exchange("idle")["refresh_token"]?.string ?? ""
        #expect(
            try await fixture.refusal { try await fixture.refresh(idle, after: 60) } == TokenFixture.invalidToken
        )
    }

    /// Gives the client other settings of refresh tokens.
    private func change(_ fixture: TokenFixture, to settings: JSONObject) async throws {
        try await fixture.storage.write { transaction in
            guard var document = try transaction.document(.client, id: "app", in: .default) else { return }
            document.body["refresh_token"] = .object(settings)
            try transaction.update(document, keys: Client.keys(of: document.body))
        }
    }

    @Test("a token that stays ends as one that rotates does: each use puts off the idle end alone")
    func expiryOfOneThatStays() async throws {
        let fixture = try await TokenFixture.make(refreshToken: [
            "rotation_type": "non-rotating", "expiration_type": "expiring", "token_lifetime": 100,
            "idle_token_lifetime": 60,
        ])
        let token = try await first(fixture)
        for second: Int64 in [50, 99] { _ = try await fixture.refresh(token, after: second) }
        #expect(
            try await fixture.refusal { try await fixture.refresh(token, after: 100) } == TokenFixture.invalidToken
        )
    }

    @Test("what the client says of idle tokens holds for those there are: shorter at once, longer from the next use")
    func idleSettings() async throws {
        let settings: JSONObject = [
            "rotation_type": "non-rotating", "expiration_type": "expiring", "token_lifetime": 10_000,
            "idle_token_lifetime": 100,
        ]
        let fixture = try await TokenFixture.make(refreshToken: settings)
        let token = try await first(fixture)
        try await change(fixture, to: settings.merging(["idle_token_lifetime": 30]))
        #expect(
            try await fixture.refusal { try await fixture.refresh(token, after: 30) } == TokenFixture.invalidToken
        )
        _ = try await fixture.refresh(token, after: 29)
        try await change(fixture, to: settings.merging(["idle_token_lifetime": 1_000]))
        // The use at 29 put the end off to 59, and a longer setting revives nothing.
        #expect(
            try await fixture.refusal { try await fixture.refresh(token, after: 59) } == TokenFixture.invalidToken
        )
        _ = try await fixture.refresh(token, after: 58)
        _ = try await fixture.refresh(token, after: 1_057)
    }

    @Test("the end of a token stays as it was issued; one without gets one once its client has one, for good")
    func absoluteSettings() async throws {
        let expiring: JSONObject = [
            "rotation_type": "non-rotating", "expiration_type": "expiring", "token_lifetime": 100,
            "infinite_idle_token_lifetime": true,
        ]
        let fixture = try await TokenFixture.make()
        let endless = try await first(fixture)
        try await change(fixture, to: expiring)
        _ = try await fixture.refresh(endless, after: 1_000)
        try await change(fixture, to: expiring.merging(["token_lifetime": 10_000]))
        _ = try await fixture.refresh(endless, after: 1_099)
        #expect(
            try await fixture.refusal { try await fixture.refresh(endless, after: 1_100) } == TokenFixture.invalidToken
        )
    }

    @Test("scopes can be narrowed for one exchange, and never grow")
    func narrowing() async throws {
        let fixture = try await TokenFixture.make()
        let token = try await first(fixture)
        let narrow = try await fixture.refresh(token, ["scope": "openid phone"])
        #expect(narrow["scope"] == "openid")
        #expect(try await fixture.refresh(token)["scope"] == "openid profile email offline_access")
    }

    @Test("a client that begins to rotate gets a rotating token, and its old ones for the API go")
    func beginsToRotate() async throws {
        let fixture = try await TokenFixture.make()
        let token = try await first(fixture)
        try await fixture.issue("again")
        let other = try await fixture.exchange("again")["refresh_token"]?.string ?? ""
        try await change(fixture, to: ["rotation_type": "rotating"])
        let rotating = try await fixture.refresh(token)["refresh_token"]?.string ?? ""
        #expect(try await fixture.refusal { try await fixture.refresh(other) } == TokenFixture.invalidToken)
        #expect(try await fixture.refresh(rotating)["refresh_token"] != nil)
    }

    @Test("whoever was blocked or deleted gets nothing, and the client is told which")
    func users() async throws {
        let fixture = try await TokenFixture.make()
        let token = try await first(fixture)
        try await fixture.change { $0.isBlocked = true }
        #expect(try await fixture.refusal { try await fixture.refresh(token) } == TokenFixture.blocked)
    }

    @Test("a token is its client's alone, and unknown ones are told nothing else")
    func foreign() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.client(["grant_types": ["refresh_token"]], id: "other")
        let token = try await first(fixture)
        #expect(
            try await fixture.refusal { try await fixture.refresh(token, ["client_id": "other"]) }
                == TokenFixture.invalidToken
        )
        #expect(try await fixture.refusal { try await fixture.refresh("nonsense") } == TokenFixture.invalidToken)
        let missing = OAuthError(400, .invalidRequest, "Missing required parameter: refresh_token")
        #expect(try await fixture.refusal { try await fixture.refresh("") } == missing)
    }

    @Test("revocation ends a family, tells nobody whether there was one, and is logged")
    func revocation() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.client([:], id: "other")
        let token = try await first(fixture)
        func revoke(_ client: String, _ token: String) async throws {
            let form = Form([("client_id", client), ("client_secret", "right"), ("token", token)])
            try await fixture.revocation.revoke(
                TokenParameters(form: form),
                authorization: nil,
                host: fixture.base.host,
                origin: RequestOrigin(ip: nil, userAgent: nil, auth0Client: nil, requestID: "r"),
                now: TokenFixture.now
            )
        }
        try await revoke("other", token)
        #expect(try await fixture.refresh(token)["access_token"] != nil)
        try await revoke("app", token)
        try await revoke("app", token)
        #expect(try await fixture.refusal { try await fixture.refresh(token) } == TokenFixture.invalidToken)
        #expect(try await fixture.base.logged().count { $0["type"] == "srrt" } == 1)
    }
}
