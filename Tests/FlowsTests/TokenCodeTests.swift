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

@Suite("The authorization-code grant")
struct TokenCodeTests {
    @Test("answers with an opaque access token, an ID token and a refresh token, in Auth0's order")
    func answer() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.issue()
        let answer = try await fixture.exchange()
        #expect(
            answer.keys == ["access_token", "refresh_token", "id_token", "scope", "expires_in", "token_type"]
        )
        #expect(answer["access_token"]?.string?.utf8.count == 32 && answer["expires_in"] == 86_400)
        #expect(answer["scope"] == "openid profile email offline_access" && answer["token_type"] == "Bearer")
        let idToken = try JWT(parsing: answer["id_token"]?.string ?? "")
        #expect(
            idToken.claims.keys == [
                "nickname", "name", "updated_at", "email", "email_verified", "iss", "sub", "aud", "iat", "exp", "sid",
                "nonce",
            ]
        )
        let key = try #require(try await fixture.base.configuration.keyRing(.default).publishedKey("rsa_1"))
        #expect(idToken.isSigned(by: key.publicKey, algorithms: [.rs256]))
        let logged = try await fixture.base.logged()
        #expect(logged.map { $0["type"] } == ["seacft"] && logged.first?["user_id"] == "auth0|1")
    }

    @Test("an API's token is a JWT for the API and, with openid, for /userinfo")
    func api() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.api()
        try await fixture.issue(scope: ["openid", "a"]) { $0.audience = FlowFixture.audience }
        let answer = try await fixture.exchange()
        let jwt = try JWT(parsing: answer["access_token"]?.string ?? "")
        #expect(
            jwt.claims == [
                "iss": "https://acme.example.com/", "sub": "auth0|1",
                "aud": [.string(FlowFixture.audience), "https://acme.example.com/userinfo"],
                "iat": .integer(FlowFixture.now.seconds), "exp": .integer(FlowFixture.now.seconds + 86_400),
                "azp": "app", "scope": "openid a",
            ]
        )
        #expect(try await fixture.claims(of: answer["access_token"]?.string) == ["sub": "auth0|1"])
    }

    @Test("a code is good once; its second use takes back what was issued for it")
    func reuse() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.issue()
        let first = try await fixture.exchange()
        #expect(try await fixture.claims(of: first["access_token"]?.string)["sub"] == "auth0|1")
        #expect(try await fixture.refusal { try await fixture.exchange() } == TokenFixture.invalidCode)
        #expect(try await fixture.challenge(of: first["access_token"]?.string)?.status == 401)
        let token = first["refresh_token"]?.string ?? ""
        #expect(try await fixture.refusal { try await fixture.refresh(token) } == TokenFixture.invalidToken)
    }

    @Test("of many who come with one code at the same time, one at most has tokens")
    func race() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.issue()
        let successes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { try await fixture.refusal { try await fixture.exchange() } == nil }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(successes == 1)
        #expect(
            try await fixture.storage.read { try $0.refreshTokens(ofUser: "auth0|1", clientID: nil, in: .default) }
                .isEmpty
        )
    }

    @Test("a request that proves nothing spends nothing")
    func unspent() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.client(["grant_types": ["authorization_code"]], id: "other")
        try await fixture.issue()
        for wrong in [["client_id": "other"], ["redirect_uri": "https://evil.example/"], ["code_verifier": "v"]] {
            #expect(try await fixture.refusal { try await fixture.exchange("code", wrong) }?.status == 403)
        }
        #expect(try await fixture.refusal { try await fixture.exchange("nobody") } == TokenFixture.invalidCode)
        #expect(try await fixture.exchange()["access_token"] != nil)
    }

    @Test("a code is worth nothing once its minute has passed")
    func expiry() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.issue()
        #expect(try await fixture.refusal { try await fixture.exchange(after: 60) } == TokenFixture.invalidCode)
        #expect(try await fixture.exchange(after: 59)["access_token"] != nil)
    }

    @Test("whoever was blocked or has left in between gets nothing")
    func blocked() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.organization()
        try await fixture.issue { $0.organizationID = "org_1" }
        let text = "user auth0|1 is not part of the org_1 organization"
        #expect(try await fixture.refusal { try await fixture.exchange() } == OAuthError(403, .accessDenied, text))
        try await fixture.change { $0.isBlocked = true }
        #expect(try await fixture.refusal { try await fixture.exchange() } == TokenFixture.blocked)
        try await fixture.storage.write { _ = try $0.deleteUser("auth0|1", in: .default) }
        #expect(try await fixture.refusal { try await fixture.exchange() } == TokenFixture.invalidCode)
    }

    @Test("a code of a session that has ended is worth nothing")
    func endedSession() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.issue()
        _ = try await fixture.storage.write { try $0.deleteSession(TokenFixture.sessionID, in: .default) }
        #expect(try await fixture.refusal { try await fixture.exchange() } == TokenFixture.invalidCode)
    }

    @Test("permissions limit the scopes, as they are when the code is exchanged")
    func permissions() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.api(["enforce_policies": true, "token_dialect": "access_token_authz"])
        try await fixture.storage.write {
            try $0.addPermissions(
                [.init(resourceServer: FlowFixture.audience, name: "b")],
                toUser: "auth0|1",
                at: FlowFixture.now,
                in: .default
            )
        }
        try await fixture.issue(scope: ["a", "b"]) { $0.audience = FlowFixture.audience }
        let answer = try await fixture.exchange()
        #expect(answer["scope"] == "b" && answer["id_token"] == nil)
        let jwt = try JWT(parsing: answer["access_token"]?.string ?? "")
        #expect(jwt.claims["permissions"] == ["b"] && jwt.claims["aud"] == .string(FlowFixture.audience))
    }
}
