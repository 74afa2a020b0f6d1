import Kernel
import Testing
import Wire

@testable import Gateway

@Suite("The tenant as signing in needs it")
struct TenantClientTests {
    private let tenant: WireTenant
    private let client: TenantClient

    init() throws {
        let tenant = try WireTenant()
        self.tenant = tenant
        client = TenantClient(send: tenant.send, clock: { tenant.clock.now })
    }

    private func grant(_ changed: JSONObject = [:], answering: JSONObject = [:]) throws {
        let answer: JSONObject = [
            "access_token": "a", "refresh_token": "r", "id_token": .string(try tenant.idToken(changed)),
            "expires_in": 200,
        ]
        tenant.answer("POST /oauth/token", 200, .object(answer.merging(answering)))
    }

    private func byCode() async throws -> LoginTokens {
        try await client.tokens(
            forCode: "c d",
            verifier: Secret("v"),
            client: WireTenant.client,
            requestID: "q"
        )
    }

    @Test("A code goes with the client's credentials and its redirect URL")
    func code() async throws {
        try grant()
        let tokens = try await byCode()
        #expect(tokens.accessToken.exposed == "a" && tokens.refreshToken?.exposed == "r")
        #expect(tokens.claims["sub"] == "auth0|1")
        let call = tenant.calls[0]
        #expect(call.form["grant_type"] == "authorization_code" && call.form["code"] == "c d")
        #expect(call.form["redirect_uri"] == "https://app.example/callback")
        #expect(call.form["client_id"] == "id of portal" && call.form["client_secret"] == "s e")
        #expect(call.form["code_verifier"] == "v")
        #expect(call.header("x-request-id") == "q" && !call.isRepeatable)
    }

    @Test("Tokens end with the access token or the ID token, whichever is first")
    func end() async throws {
        try grant()
        #expect(try await byCode().expiresAt == tenant.clock.now.adding(seconds: 200))
        try grant(answering: ["expires_in": 86_400])
        #expect(try await byCode().expiresAt == tenant.clock.now.adding(seconds: 300))
        try grant(answering: ["expires_in": .integer(.max)])
        #expect(try await byCode().expiresAt == tenant.clock.now.adding(seconds: 300))
    }

    @Test("A password goes with the realm of its connection, and without one as a plain password")
    func password() async throws {
        try grant()
        for connection in ["users-dev", nil] {
            _ = try await client.tokens(
                forUsername: "u",
                password: Secret("p&w"),
                connection: connection,
                client: WireTenant.client,
                address: "192.0.2.1",
                requestID: "q"
            )
        }
        let calls = tenant.calls.filter { $0.method == "POST" }
        #expect(calls.map { $0.form["realm"] } == ["users-dev", nil])
        #expect(
            calls.map { $0.form["grant_type"] } == ["http://auth0.com/oauth/grant-type/password-realm", "password"]
        )
        #expect(calls.allSatisfy { $0.form["scope"] == "openid profile" && $0.form["password"] == "p&w" })
        #expect(calls.allSatisfy { $0.form["audience"] == "https://api.example" })
        #expect(calls.allSatisfy { $0.header("auth0-forwarded-for") == "192.0.2.1" })
    }

    @Test("A refresh token that is not rotated does not come back")
    func refresh() async throws {
        try grant(answering: ["refresh_token": ""])
        let tokens = try await client.tokens(
            forRefreshToken: Secret("old"),
            client: WireTenant.client,
            requestID: "q"
        )
        #expect(tokens.refreshToken == nil)
        #expect(tenant.calls[0].form["refresh_token"] == "old")
    }

    @Test("Refusals keep their words, failures do not count as refusals")
    func refusals() async throws {
        tenant.answer("POST /oauth/token", 403, ["error": "invalid_grant", "error_description": "Wrong."])
        await #expect(throws: TenantError.refused(status: 403, error: "invalid_grant", description: "Wrong.")) {
            try await byCode()
        }
        tenant.answer("POST /oauth/token", 503, ["error": "server_error"])
        await #expect(throws: TenantError.unavailable("it answered 503")) { try await byCode() }
        tenant.answer("POST /oauth/token", 200, ["token_type": "Bearer"])
        await #expect(throws: TenantError.unavailable("it answered 200 without an access token")) {
            try await byCode()
        }
        tenant.change { $0.isDown = true }
        await #expect(throws: TenantError.unavailable("down")) { try await byCode() }
    }

    private static let broken: [(String, JSONObject)] = [
        ("from another issuer", ["iss": "https://tenant.example"]),
        ("for another client", ["aud": "another"]),
        ("for several, and not said to be for whom", ["aud": ["id of portal", "another"]]),
        ("for several, issued to another", ["aud": ["id of portal", "another"], "azp": "another"]),
        ("issued to another", ["azp": "another"]),
        ("of nobody", ["sub": ""]),
        ("expired", ["exp": 1_799_999_900]),
        ("without end", ["exp": nil]),
        ("with a date beyond all dates", ["exp": 1e300]),
        ("from the future", ["iat": 1_800_000_100]),
        ("without a date", ["iat": nil]),
        ("not valid yet", ["nbf": 1_800_000_100]),
    ]

    @Test("An ID token is not believed that is", arguments: broken)
    func disbelieved(_ what: String, _ changed: JSONObject) async throws {
        try grant(changed)
        await #expect(throws: TenantError.self) { try await byCode() }
        #expect(tenant.asked == ["POST /oauth/token"], "no keys are asked for in vain")
    }

    @Test("Clocks may be a minute apart, and an audience may be one of several")
    func believed() async throws {
        let now = tenant.clock.now.seconds
        try grant(["exp": .integer(now - 50), "iat": .integer(now + 50), "nbf": .integer(now + 50)])
        _ = try await byCode()
        try grant(["aud": ["id of portal", "another"], "azp": "id of portal"])
        _ = try await byCode()
    }

    @Test("Neither a foreign signature nor an algorithm that was not agreed on is believed")
    func signature() async throws {
        try grant()
        let answer = try await tenant.send(TenantCall("POST", Desk.tenantURL.text + "/oauth/token"))
        let token = answer.json?["id_token"]?.string ?? ""
        let parts = token.split(separator: ".")
        let forged = "\(parts[0]).\(parts[1])." + String(parts[2].reversed())
        let unsigned = Base64.encode(Array(#"{"alg":"none"}"#.utf8)) + ".\(parts[1])."
        for text in [forged, unsigned, "no token"] {
            try grant(answering: ["id_token": .string(text)])
            await #expect(throws: TenantError.self) { try await byCode() }
        }
    }

    @Test("A nonce must be the one that the login began with")
    func nonce() async throws {
        let keys = TenantKeys(send: tenant.send)
        let token = try tenant.idToken(["nonce": "n"])
        let clock = tenant.clock
        _ = try await IDTokenRules(WireTenant.client, nonce: "n").verify(token, keys: keys, now: { clock.now })
        await #expect(throws: TenantError.invalidToken("the ID token's nonce is another")) {
            _ = try await IDTokenRules(WireTenant.client, nonce: "m").verify(token, keys: keys, now: { clock.now })
        }
    }
}
