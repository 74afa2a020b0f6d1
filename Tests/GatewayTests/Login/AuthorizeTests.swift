import HTTPTypes
import Kernel
import Testing

@testable import Gateway

@Suite struct AuthorizeTests {
    @Test func theBrowserIsSentToTheTenantWithEverythingConfigured() async throws {
        let desk = Desk(Desk.client(scopes: ["openid", "email", "website"]))
        let answer = try await desk.ask(.get, "/authorize?prompt=login&action=signup&state=mine&audience=other")
        #expect(answer.status == 302)
        #expect(answer.target == "https://tenant.example/authorize")
        #expect(answer.query("response_type") == "code")
        #expect(answer.query("client_id") == "id of portal")
        #expect(answer.query("redirect_uri") == "https://app.example/callback")
        #expect(answer.query("scope") == "openid email")
        #expect(answer.query("prompt") == "login")
        #expect(answer.query("action") == "signup")
        #expect(answer.query("audience") == nil)
        #expect(answer.query("connection") == nil)
        #expect(answer.query("state") != "mine")
        #expect(answer.query("state")?.count == 43)
        #expect(desk.store.lifetime(ofKeyContaining: "login") == 600)
    }

    @Test func aStateThatIsRequiredIsKeptAndMayNotBeUsedTwice() async throws {
        let desk = Desk(Desk.client(requiresState: true))
        #expect(try await desk.refusal(.get, "/authorize") == 400)
        #expect(try await desk.refusal(.get, "/authorize?state=") == 400)
        #expect(try await desk.ask(.get, "/authorize?state=mine").query("state") == "mine")
        #expect(try await desk.refusal(.get, "/authorize?state=mine") == 400)
    }

    @Test func aConnectionIsOneOfThoseSupported() async throws {
        let desk = Desk(Desk.client(connections: AllowedConnections(supported: ["dev", "other"], defaultName: "dev")))
        #expect(try await desk.ask(.get, "/authorize").query("connection") == "dev")
        #expect(try await desk.ask(.get, "/authorize?connection=other").query("connection") == "other")
        #expect(try await desk.refusal(.get, "/authorize?connection=prod") == 400)
        let ambiguous = Desk(Desk.client(connections: AllowedConnections(supported: ["dev", "other"])))
        #expect(try await ambiguous.refusal(.get, "/authorize") == 400)
    }

    @Test(arguments: [
        "https://evil.example/", "//evil.example", "/%5Cevil.example", "%5C%5Cevil.example", "evil", "/a%0D%0AX: y",
        "/%09/evil.example", "javascript:alert(1)",
    ])
    func aRedirectOffTheHostIsRefused(_ redirect: String) async throws {
        let desk = Desk(Desk.client())
        #expect(try await desk.refusal(.get, "/authorize?redirect=\(redirect)") == 400)
        #expect(try await desk.refusal(.get, "/authorize?redirectUri=\(redirect)") == 400)
        #expect(try await desk.refusal(.get, "/logout?redirect=\(redirect)") == 400)
    }

    @Test func aRedirectIsHandedBackWhenTheLoginEnds() async throws {
        let desk = Desk(Desk.client())
        for (query, expected) in [
            ("redirect=%2Fhome%3Fa%3Db%26c%3Dd", "/home?a=b&c=d"), ("redirectUri=/x", "/x"),
            ("redirect=%2Fsuche%3Fq%3Dgr%C3%BCn%20tee", "/suche?q=gr%C3%BCn%20tee"),
        ] {
            let (state, cookie) = try await desk.begin("?" + query)
            let answer = try await desk.ask(
                .post,
                "/oauth/token",
                headers: ["cookie": cookie],
                form: ["code": "c", "state": state]
            )
            #expect(answer.status == 200)
            #expect(answer.headers[.location] == expected)
        }
    }

    @Test func twoTabsOfOneBrowserShareTheCookie() async throws {
        let desk = Desk(Desk.client())
        let (first, cookie) = try await desk.begin()
        let second = try await desk.ask(.get, "/authorize", headers: ["cookie": cookie])
        for state in [first, second.query("state") ?? ""] {
            let form = ["code": "c", "state": state]
            let answer = try await desk.ask(.post, "/oauth/token", headers: ["cookie": cookie], form: form)
            #expect(answer.status == 200)
        }
    }

    @Test func theCookieOfALoginIsSecureWhereTheBrowserUsesTLS() async throws {
        let desk = Desk(Desk.client(), Desk.client("mobile", scopes: ["offline_access"]))
        let plain = try await desk.ask(.get, "/authorize").cookies.first ?? ""
        #expect(plain.hasSuffix("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax"))
        let secure = try await desk.ask(.get, "/authorize", headers: ["x-forwarded-proto": "https"]).cookies.first
        #expect(secure?.hasSuffix("; Path=/; Max-Age=600; HttpOnly; Secure; SameSite=Lax") == true)
        #expect(try await desk.ask(.get, "/authorize", as: "mobile").cookies.isEmpty)
    }
}
