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

@Suite("The password grants, proofs of keys and /userinfo")
struct TokenPasswordTests {
    private static let realmGrant = "http://auth0.com/oauth/grant-type/password-realm"
    private static let right = ["username": "ada@example.com", "password": "correct horse", "realm": "db"]

    @Test("the realm names the connection; every standard scope is granted without an API")
    func realm() async throws {
        let fixture = try await TokenFixture.make()
        let answer = try await fixture.send(Self.realmGrant, Self.right.merging(["scope": "openid"]) { $1 })
        #expect(answer.keys == ["access_token", "id_token", "scope", "expires_in", "token_type"])
        #expect(answer["scope"] == "openid profile email address phone")
        let idToken = try JWT(parsing: answer["id_token"]?.string ?? "")
        #expect(idToken.claims["sid"] == nil && idToken.claims["updated_at"] == TokenFixture.now.json)
        let logged = try #require(try await fixture.base.logged().last)
        #expect(logged["type"] == "sepft" && logged["user_name"] == "ada@example.com")
        #expect(try await fixture.storage.read { try $0.user("auth0|1", in: .default)?.loginsCount } == 1)
    }

    @Test("a token for an API says that a password bought it")
    func api() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.api()
        let sent = Self.right.merging(["audience": FlowFixture.audience, "scope": "a"]) { $1 }
        let answer = try await fixture.send(Self.realmGrant, sent)
        #expect(answer["scope"] == "a" && answer["id_token"] == nil)
        #expect(try JWT(parsing: answer["access_token"]?.string ?? "").claims["gty"] == "password")
        let all = try await fixture.send(Self.realmGrant, sent.merging(["scope": ""]) { $1 })
        #expect(all["scope"] == "a b")
    }

    struct Row: Sendable {
        let grant: String
        let changes: [String: String]
        let refusal: OAuthError

        init(_ grant: String, _ changes: [String: String], _ refusal: OAuthError) {
            (self.grant, self.changes, self.refusal) = (grant, changes, refusal)
        }
    }

    private static let wrong = OAuthError(403, .invalidGrant, "Wrong email or password.")
    static let rows = [
        Row(realmGrant, ["password": "wrong"], wrong),
        Row(realmGrant, ["username": "nobody@example.com"], wrong),
        Row(realmGrant, ["realm": "nowhere"], PasswordExchange.unusableConnection),
        Row(realmGrant, ["realm": ""], OAuthError(400, .invalidRequest, "Missing required parameter: realm")),
        Row(realmGrant, ["username": ""], OAuthError(400, .invalidRequest, "Missing required parameter: username")),
        Row(realmGrant, ["audience": "https://unknown.example/"], PasswordExchange.invalidAudience),
        Row("password", [:], PasswordExchange.noDefaultConnection),
    ]

    @Test("refusals are worded as recorded", arguments: rows)
    func refusals(row: Row) async throws {
        let fixture = try await TokenFixture.make()
        let sent = Self.right.merging(row.changes) { $1 }
        #expect(try await fixture.refusal { try await fixture.send(row.grant, sent) } == row.refusal)
        #expect(try await fixture.base.logged().last?["type"] == "fepft")
    }

    @Test("the tenant's default directory stands in where no realm is named")
    func defaultDirectory() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.settings(["default_directory": "db"])
        #expect(try await fixture.send("password", Self.right)["access_token"] != nil)
        try await fixture.change { $0.isBlocked = true }
        #expect(try await fixture.refusal { try await fixture.send("password", Self.right) } == TokenFixture.blocked)
    }

    @Test("a refresh token of a password says both in its access tokens")
    func refresh() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.api(["allow_offline_access": true])
        let sent = Self.right.merging(["audience": FlowFixture.audience, "scope": "a offline_access"]) { $1 }
        let token = try await fixture.send(Self.realmGrant, sent)["refresh_token"]?.string ?? ""
        let access = try await fixture.refresh(token)["access_token"]?.string ?? ""
        #expect(try JWT(parsing: access).claims["gty"] == ["refresh_token", "password"])
    }

    // MARK: /userinfo

    @Test("/userinfo tells what the scopes release, as it is now")
    func userInfo() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.issue(scope: ["openid", "email"])
        let token = try await fixture.exchange()["access_token"]?.string
        try await fixture.change { $0.email = "new@example.com" }
        #expect(
            try await fixture.claims(of: token) == [
                "sub": "auth0|1", "email": "new@example.com", "email_verified": true,
            ]
        )
        try await fixture.change { $0.isBlocked = true }
        #expect(try await fixture.challenge(of: token)?.status == 401)
    }

    @Test("/userinfo refuses what is none, expired, or for something else")
    func userInfoRefusals() async throws {
        let fixture = try await TokenFixture.make()
        #expect(try await fixture.challenge(of: nil)?.challenge == "Bearer realm=\"Users\"")
        let garbage = try #require(try await fixture.challenge(of: "invalid_token"))
        #expect(garbage.status == 401 && garbage.challenge.contains("error=\"invalid_token\""))
        #expect(garbage.challenge.contains("The access token signature could not be validated."))
        try await fixture.issue()
        let answer = try await fixture.exchange()
        let expired = try await fixture.challenge(of: answer["access_token"]?.string, after: 86_400)
        #expect(expired?.challenge.contains("expired") == true)
        #expect(try await fixture.challenge(of: answer["id_token"]?.string)?.status == 403)
        try await fixture.issue("plain", scope: ["email"])
        let plain = try await fixture.exchange("plain")["access_token"]?.string
        #expect(try await fixture.challenge(of: plain)?.status == 403)
    }

    // MARK: DPoP

    private static let key = Result { try SigningKey.generate(family: .ec) }

    private func proof(
        _ jti: String,
        method: String = "POST",
        url: String = "https://acme.example.com/oauth/token",
        token: String? = nil,
        nonce: String? = nil
    ) throws -> String {
        let key = try Self.key.get()
        var header: JSONObject = ["typ": "dpop+jwt", "alg": "ES256"]
        header["jwk"] = .object(try key.publicKey.jwk(kid: nil, use: nil, alg: nil))
        var claims: JSONObject = [
            "jti": .string(jti), "htm": .string(method), "htu": .string(url),
            "iat": .integer(TokenFixture.now.seconds),
        ]
        if let nonce { claims["nonce"] = .string(nonce) }
        if let token { claims["ath"] = .string(Base64.encode(Digest.sha256(Array(token.utf8)))) }
        let input = Base64.encode(JSONWriter.encode(header)) + "." + Base64.encode(JSONWriter.encode(claims))
        return input + "." + Base64.encode(try key.sign(Array(input.utf8), with: .es256))
    }

    @Test("a proof binds the token to its key, and is good once")
    func proofOfPossession() async throws {
        let fixture = try await TokenFixture.make()
        try await fixture.base.api()
        let sent = Self.right.merging(["audience": FlowFixture.audience, "scope": "openid a"]) { $1 }
        let headers = TokenFlow.Headers(proof: try proof("one"))
        let answer = try await fixture.send(Self.realmGrant, sent, headers: headers)
        #expect(answer["token_type"] == "DPoP")
        let token = answer["access_token"]?.string ?? ""
        let thumbprint = try Self.key.get().publicKey.thumbprint
        #expect(try JWT(parsing: token).claims["cnf"]?["jkt"]?.string == thumbprint)
        let again = try await fixture.refusal { try await fixture.send(Self.realmGrant, sent, headers: headers) }
        #expect(again == OAuthError(400, .invalidDPoPProof, "The DPoP proof was used before"))
        #expect(try await fixture.challenge(of: token)?.status == 401)
        let bound = UserInfo.Presented(
            token: token,
            isBound: true,
            proof: try proof("two", method: "GET", url: "https://acme.example.com/userinfo", token: token),
            method: "GET"
        )
        #expect(
            try await fixture.userInfo.claims(bound, host: fixture.base.host, now: TokenFixture.now)["sub"]
                == "auth0|1"
        )
        await #expect(throws: UserInfoRefusal.self) {
            try await fixture.userInfo.claims(bound, host: fixture.base.host, now: TokenFixture.now)
        }
    }

    @Test("a public client needs a nonce, gets one, and its refresh token is bound to the key")
    func publicClient() async throws {
        let fixture = try await TokenFixture.make(client: ["token_endpoint_auth_method": "none"])
        let sent = Self.right.merging(["scope": "openid offline_access", "client_secret": ""]) { $1 }
        func send(_ proof: String?) async throws -> JSONObject {
            try await fixture.send(Self.realmGrant, sent, headers: .init(proof: proof))
        }
        let first = try proof("one")
        let refusal = try #require(try await fixture.refusal { try await send(first) })
        #expect(refusal.status == 400 && refusal.code == .useDPoPNonce)
        let nonce = try #require(refusal.headers.first { $0.0 == "DPoP-Nonce" }?.1)
        let answer = try await send(try proof("two", nonce: nonce))
        #expect(answer["token_type"] == "DPoP")
        // The opaque token is unknown without the key.
        #expect(try await fixture.challenge(of: answer["access_token"]?.string)?.status == 401)
        let token = answer["refresh_token"]?.string ?? ""
        let exchange = ["refresh_token": token, "client_secret": ""]
        #expect(
            try await fixture.refusal { try await fixture.send("refresh_token", exchange) } == TokenFixture.invalidToken
        )
        let headers = TokenFlow.Headers(proof: try proof("three", nonce: nonce))
        #expect(try await fixture.send("refresh_token", exchange, headers: headers)["token_type"] == "DPoP")
    }
}
