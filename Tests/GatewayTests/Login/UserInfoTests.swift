import HTTPTypes
import Kernel
import Testing
import Wire

@testable import Gateway

@Suite struct UserInfoTests {
    private static let expired = Int64(601)

    @Test(arguments: ["portal", "mobile"])
    func aLiveSessionCostsOneReadAndNoCall(_ name: String) async throws {
        let desk = Desk(Desk.client(), Desk.client("mobile", scopes: ["offline_access"]))
        let headers = try await desk.signIn(as: name)
        let (reads, writes) = (desk.store.reads, desk.store.writes)
        let answer = try await desk.ask(.get, "/userinfo", as: name, headers: headers)
        #expect(answer.json == ["sub": "auth0|1", "name": "N1", "groups": []])
        #expect(desk.store.reads == reads + 1)
        #expect(desk.store.writes == writes)
        #expect(desk.tenant.asked.count == 1)
        #expect(try await desk.ask(.get, "/users/me", as: name, headers: headers).body == answer.body)
    }

    @Test func whoeverIsNotSignedInIs401() async throws {
        let desk = Desk(Desk.client(), Desk.client("other"))
        #expect(try await desk.refusal(.get, "/userinfo") == 401)
        #expect(try await desk.refusal(.get, "/userinfo", headers: ["cookie": "sid=guess"]) == 401)
        #expect(try await desk.refusal(.get, "/userinfo", headers: ["authorization": "Bearer guess"]) == 401)
        #expect(try await desk.refusal(.get, "/userinfo", headers: ["authorization": "Basic dTpw"]) == 401)
        let headers = try await desk.signIn(as: "portal")
        #expect(try await desk.refusal(.get, "/userinfo", as: "other", headers: headers) == 401)
    }

    @Test(arguments: ["portal", "mobile"])
    func expiredTokensAreRenewedBehindTheSameSession(_ name: String) async throws {
        let desk = Desk(Desk.client(), Desk.client("mobile", scopes: ["offline_access"]))
        let headers = try await desk.signIn(as: name)
        desk.clock.pass(Self.expired)
        desk.store.pass(Self.expired)
        for _ in 0..<2 {
            let answer = try await desk.ask(.get, "/userinfo", as: name, headers: headers)
            #expect(answer.json["name"] == "N2")
            #expect(answer.cookies.isEmpty)
        }
        #expect(desk.tenant.asked.last == "refresh refresh-1")
        #expect(desk.tenant.asked.count == 2)
        desk.clock.pass(Self.expired)
        #expect(try await desk.ask(.get, "/userinfo", as: name, headers: headers).json["name"] == "N3")
        #expect(desk.tenant.asked.last == "refresh refresh-2")
    }

    @Test func manyRequestsOnTwoGatewaysRenewOnce() async throws {
        let client = Desk.client()
        let one = Desk(client)
        let other = Desk(client, sharing: one)
        let headers = try await one.signIn()
        one.clock.pass(Self.expired)
        one.tenant.change { $0.delay = .milliseconds(30) }
        let names = try await withThrowingTaskGroup(of: String?.self) { group in
            for index in 0..<20 {
                let desk = index % 2 == 0 ? one : other
                group.addTask { try await desk.ask(.get, "/userinfo", headers: headers).json["name"]?.string }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(names == [String?](repeating: "N2", count: 20))
        #expect(one.tenant.asked.count == 2)
    }

    @Test func aRefreshTokenThatIsRefusedEndsTheSession() async throws {
        let desk = Desk(Desk.client())
        let headers = try await desk.signIn()
        desk.clock.pass(Self.expired)
        desk.tenant.change { $0.failure = .refused(status: 403, error: "invalid_grant", description: "") }
        #expect(try await desk.refusal(.get, "/userinfo", headers: headers) == 401)
        desk.tenant.change { $0.failure = nil }
        #expect(try await desk.refusal(.get, "/userinfo", headers: headers) == 401)
        #expect(desk.tenant.asked.count == 2)
        #expect(try await desk.sessions.active.list(now: desk.clock.now).isEmpty)
    }

    @Test func aTenantThatIsDownIsSparedForAMomentAndTheSessionStays() async throws {
        let desk = Desk(Desk.client())
        let headers = try await desk.signIn()
        desk.clock.pass(Self.expired)
        desk.tenant.change { $0.failure = .unavailable("down") }
        #expect(try await desk.refusal(.get, "/userinfo", headers: headers) == 502)
        #expect(try await desk.refusal(.get, "/userinfo", headers: headers) == 503)
        #expect(desk.tenant.asked.count == 2)
        desk.tenant.change { $0.failure = nil }
        desk.store.pass(2)
        #expect(try await desk.ask(.get, "/userinfo", headers: headers).json["name"] == "N3")
    }

    @Test func withoutARefreshTokenASessionEndsWithItsTokens() async throws {
        let desk = Desk(Desk.client())
        desk.tenant.change { $0.givesRefreshToken = false }
        let headers = try await desk.signIn()
        #expect(desk.store.lifetime(ofKeyContaining: "session:") == 600)
        desk.clock.pass(Self.expired)
        #expect(try await desk.refusal(.get, "/userinfo", headers: headers) == 401)
        #expect(desk.tenant.asked.count == 1)
    }

    @Test func aRefreshTokenThatDoesNotRotateIsKept() async throws {
        let desk = Desk(Desk.client())
        desk.tenant.change { $0.rotates = false }
        let headers = try await desk.signIn()
        for _ in 0..<2 {
            desk.clock.pass(Self.expired)
            _ = try await desk.ask(.get, "/userinfo", headers: headers)
            #expect(desk.tenant.asked.last == "refresh refresh-1")
        }
    }

    @Test func tokensOfSomebodyElseAreNotTaken() async throws {
        let desk = Desk(Desk.client())
        let headers = try await desk.signIn()
        desk.clock.pass(Self.expired)
        desk.tenant.change { $0.subject = "auth0|2" }
        #expect(try await desk.refusal(.get, "/userinfo", headers: headers) == 502)
    }

    @Test func aStoreThatIsDownIsNotNobody() async throws {
        let desk = Desk(Desk.client())
        let headers = try await desk.signIn()
        desk.store.breakDown()
        await #expect(throws: StoreUnavailable.self) { try await desk.ask(.get, "/userinfo", headers: headers) }
    }

    @Test func membersOfTheConfiguredClaimsStandBesideTheOthers() async throws {
        let claims: JSONObject = [
            "sub": "auth0|1", "email": "a@b.example", "iss": "i", "aud": "a", "exp": 1, "nonce": "n", "sid": "s",
            "https://ns/app_metadata": ["groups": ["admin"], "permissions": ["p"], "email": "x", "level": 1],
            "https://ns/user_metadata": [
                "groups": ["root"], "permissions": ["all"], "level": 9, "colour": "red", "email_verified": true,
            ],
            "https://ns/unlisted": ["secret": true],
        ]
        let body = UserInfoBody.make(claims, namespaces: ["https://ns/user_metadata", "https://ns/app_metadata"])
        #expect(body["groups"] == ["admin"])
        #expect(body["permissions"] == ["p"])
        #expect(body["email"] == "a@b.example")
        #expect(body["level"] == 1)
        #expect(body["colour"] == "red")
        #expect(body["email_verified"] == nil)
        #expect(body["https://ns/app_metadata"]?["level"] == 1)
        for name in ["iss", "aud", "exp", "nonce", "sid", "https://ns/unlisted", "secret"] {
            #expect(body[name] == nil)
        }
    }

    @Test(arguments: [JSONValue.null, "admin", ["a": 1], 7]) func groupsAreAlwaysAList(_ groups: JSONValue) {
        let claims: JSONObject = ["sub": "s", "https://ns/app_metadata": ["groups": groups]]
        #expect(UserInfoBody.make(claims, namespaces: ["https://ns/app_metadata"])["groups"] == [])
    }

    @Test func userMetadataAloneMakesNobodyAMember() {
        let claims: JSONObject = ["sub": "s", "https://ns/user_metadata": ["groups": ["admin"], "sub": "other"]]
        let body = UserInfoBody.make(claims, namespaces: ["https://ns/user_metadata"])
        #expect(body["groups"] == [])
        #expect(body["sub"] == "s")
    }
}
