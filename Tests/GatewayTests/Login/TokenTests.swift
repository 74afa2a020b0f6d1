import HTTPTypes
import Kernel
import Testing
import Tokens
import Wire

@testable import Gateway

@Suite struct TokenTests {
    @Test func aTokenClientGetsTheTokensByName() async throws {
        let desk = Desk(Desk.client("mobile", scopes: ["offline_access"]))
        let (state, _) = try await desk.begin()
        let answer = try await desk.ask(.post, "/oauth/token", json: ["code": "c", "state": .string(state)])
        #expect(answer.status == 200)
        #expect(
            answer.json == [
                "refreshToken": "refresh-1", "accessToken": "access-1", "idToken": "id-1",
                "expireAt": "2027-01-15T08:10:00.000000000Z",
            ]
        )
        #expect(answer.cookies.isEmpty)
        #expect(desk.tenant.asked == ["code c mobile"])
    }

    @Test(arguments: LoginClient.SameSite.allCases as [LoginClient.SameSite?] + [nil])
    func aCookieClientGetsACookieAndNothingElse(_ sameSite: LoginClient.SameSite?) async throws {
        let desk = Desk(Desk.client(sameSite: sameSite))
        let (state, cookie) = try await desk.begin()
        let answer = try await desk.ask(
            .post,
            "/oauth/token",
            headers: ["cookie": cookie],
            form: ["grant_type": "authorization_code", "code": "c", "state": state]
        )
        #expect(answer.status == 200)
        #expect(answer.body.isEmpty)
        let field = try #require(answer.cookies.first)
        #expect(field.hasPrefix("sid="))
        let attributes = "; Path=/; Max-Age=3600; HttpOnly; Secure"
        #expect(field.hasSuffix(attributes + (sameSite.map { "; SameSite=\($0.rawValue)" } ?? "")))
        #expect(!field.contains("access-1"))
    }

    @Test func aStateIsTakenOnceByItsClientWithinTenMinutes() async throws {
        let desk = Desk(Desk.client("a", scopes: []), Desk.client("b", scopes: []))
        let (state, _) = try await desk.begin(as: "a")
        let form = ["code": "c", "state": state]
        #expect(try await desk.ask(.post, "/oauth/token", as: "a", form: form).status == 200)
        #expect(try await desk.refusal(.post, "/oauth/token", as: "a", form: form) == 401)

        let others = try await desk.begin(as: "a").state
        #expect(try await desk.refusal(.post, "/oauth/token", as: "b", form: ["code": "c", "state": others]) == 401)

        let late = try await desk.begin(as: "a").state
        desk.store.pass(601)
        #expect(try await desk.refusal(.post, "/oauth/token", as: "a", form: ["code": "c", "state": late]) == 401)
        #expect(try await desk.refusal(.post, "/oauth/token", as: "a", form: ["code": "c", "state": "guess"]) == 401)
        #expect(desk.tenant.asked.count == 1)
    }

    @Test func aLoginByCookieEndsInTheBrowserThatBeganIt() async throws {
        let desk = Desk(Desk.client())
        let attacker = try await desk.begin()
        let victim = try await desk.begin()
        for headers in [[:], ["cookie": victim.cookie], ["cookie": "sid_login="]] {
            let form = ["code": "c", "state": attacker.state]
            #expect(try await desk.refusal(.post, "/oauth/token", headers: headers, form: form) == 401)
        }
        #expect(desk.tenant.asked.isEmpty)
    }

    @Test func aCodeOfAnotherLoginDoesNotFitTheState() async throws {
        let desk = Desk(Desk.client("mobile", scopes: []))
        let began = try await desk.ask(.get, "/authorize")
        #expect(began.query("nonce") == began.query("state").map(LoginStates.nonce))
        let tokens = try await desk.tenant.tokens(
            forCode: "c",
            verifier: Secret("v"),
            client: Desk.client(),
            requestID: ""
        )
        #expect(tokens.claims["nonce"] == nil)
        let route = TokenRoute(
            states: LoginStates(store: desk.store, keys: SessionKeys(scope: "")),
            sessions: desk.sessions,
            tenant: desk.tenant
        )
        let body = JSONWriter.encode(["code": "c", "state": .string(began.query("state") ?? "")] as JSONObject)
        let request = GatewayRequest(
            method: .post,
            path: "/oauth/token",
            body: body,
            client: desk.clients.first,
            now: desk.clock.now
        )
        let refusal = await #expect(throws: APIProblem.self) { try await route.respond(request) }
        #expect(refusal?.status == 401)
    }

    @Test(arguments: [
        ["code": "c"], ["state": "s"], ["code": "", "state": "s"], ["grant_type": "password", "username": "u"],
        ["grant_type": "client_credentials"], ["grant_type": "refresh_token", "refresh_token": "r"],
    ])
    func fieldsThatAreMissingAre400(_ form: [String: String]) async throws {
        #expect(try await Desk(Desk.client()).refusal(.post, "/oauth/token", form: form) == 400)
    }

    @Test func aCodeIsExchangedWithTheVerifierOfItsOwnLogin() async throws {
        let desk = Desk(Desk.client("mobile", scopes: []))
        var challenges: [String?] = []
        for _ in 0..<2 {
            let began = try await desk.ask(.get, "/authorize")
            #expect(began.query("code_challenge_method") == "S256")
            challenges.append(began.query("code_challenge"))
            let form = ["code": "c", "state": began.query("state") ?? ""]
            #expect(try await desk.ask(.post, "/oauth/token", form: form).status == 200)
        }
        let verifiers = desk.tenant.verifiers
        #expect(Set(verifiers.map(\.exposed)).count == 2)
        #expect(verifiers.allSatisfy { (43...128).contains($0.exposed.utf8.count) })
        // RFC 7636 §4.6: BASE64URL-ENCODE(SHA256(ASCII(code_verifier))) == code_challenge.
        #expect(verifiers.map { Base64.encode(Digest.sha256(Array($0.exposed.utf8))) } == challenges)
    }

    @Test func aBodyThatCannotBeReadIs400() async throws {
        let desk = Desk(Desk.client())
        #expect(try await desk.refusal(.post, "/oauth/token", json: []) == 400)
        #expect(try await desk.refusal(.post, "/oauth/token") == 400)
    }

    @Test(arguments: [
        (TenantError.refused(status: 403, error: "invalid_grant", description: "Invalid code"), 401),
        (.refused(status: 401, error: "invalid_client", description: "secret"), 502),
        (.refused(status: 429, error: "too_many_requests", description: ""), 429),
        (.unavailable("connection refused"), 502), (.invalidToken("signature"), 502),
    ])
    func whatTheTenantSaysOfACodeIsTranslated(_ failure: TenantError, _ status: Int) async throws {
        let desk = Desk(Desk.client("mobile", scopes: []))
        desk.tenant.change { $0.failure = failure }
        let form = ["code": "c", "state": try await desk.begin().state]
        #expect(try await desk.refusal(.post, "/oauth/token", form: form) == status)
    }

    @Test func aPasswordIsSentWithItsConnectionAndTheAddressOfTheCaller() async throws {
        let connections = AllowedConnections(supported: ["dev", "b"], defaultName: "dev")
        let desk = Desk(Desk.client("mobile", scopes: [], connections: connections))
        let form = ["grant_type": "password", "username": "u", "password": "p"]
        let headers = ["x-forwarded-for": "1.1.1.1, 9.9.9.9"]
        #expect(try await desk.ask(.post, "/oauth/token", headers: headers, form: form).status == 200)
        let named = form.merging(["connection": "b"]) { $1 }
        #expect(try await desk.ask(.post, "/oauth/token", form: named).status == 200)
        let wrong = form.merging(["connection": "prod"]) { $1 }
        #expect(try await desk.refusal(.post, "/oauth/token", form: wrong) == 400)
        #expect(desk.tenant.asked == ["password u dev 9.9.9.9", "password u b -"])
    }

    @Test(arguments: [
        (TenantError.refused(status: 403, error: "invalid_grant", description: "Wrong email or password."), 403),
        (.refused(status: 401, error: "unauthorized", description: "user is blocked"), 403),
        (.refused(status: 403, error: "mfa_required", description: "Multifactor authentication required"), 403),
        (.refused(status: 429, error: "too_many_attempts", description: ""), 429),
        (.refused(status: 403, error: "unauthorized_client", description: ""), 502), (.unavailable(""), 502),
    ])
    func whatTheTenantSaysOfAPasswordIsTranslated(_ failure: TenantError, _ status: Int) async throws {
        let desk = Desk(Desk.client("mobile", scopes: []))
        desk.tenant.change { $0.failure = failure }
        let form = ["grant_type": "password", "username": "u", "password": "p"]
        #expect(try await desk.refusal(.post, "/oauth/token", form: form) == status)
    }

    @Test func nothingInTheStoreIsReadableWithoutTheSession() async throws {
        let desk = Desk(Desk.client("mobile", scopes: []))
        _ = try await desk.signIn()
        let sessions = desk.store.values.map { String(decoding: $0, as: UTF8.self) }
        #expect(!sessions.contains { $0.contains("access-1") || $0.contains("refresh-1") })
        #expect(!desk.store.keys.contains { $0.contains("access-1") })
    }
}
