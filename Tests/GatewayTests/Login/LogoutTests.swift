import HTTPTypes
import Kernel
import Testing
import Wire

@testable import Gateway

@Suite struct LogoutTests {
    @Test(arguments: ["portal", "mobile"]) func theSessionEndsAndTheCookieGoes(_ name: String) async throws {
        let desk = Desk(Desk.client(sameSite: .lax), Desk.client("mobile", scopes: ["offline_access"]))
        let headers = try await desk.signIn(as: name)
        #expect(try await desk.sessions.active.list(now: desk.clock.now) == ["auth0|1"])
        let answer = try await desk.ask(.get, "/logout", as: name, headers: headers)
        #expect(answer.status == 302)
        #expect(answer.headers[.location] == "https://tenant.example/v2/logout")
        let cookie = try #require(answer.cookies.first)
        #expect(cookie.hasPrefix("sid=; Path=/; Expires=Thu, 01 Jan 1970"))
        #expect(!cookie.contains("Max-Age"))
        #expect(try await desk.refusal(.get, "/userinfo", as: name, headers: headers) == 401)
        #expect(try await desk.sessions.active.list(now: desk.clock.now).isEmpty)
    }

    @Test func theWayBackIsBuiltFromWhatTheBrowserAskedFor() async throws {
        let desk = Desk(Desk.client(), namesClient: true)
        let headers = ["x-forwarded-host": "app.example:8443, inner", "x-forwarded-proto": "https,http"]
        let target = "/logout?redirect=/web-login?redirect=/backoffice"
        let answer = try await desk.ask(.get, target, headers: headers)
        #expect(answer.query("returnTo") == "https://app.example:8443/web-login?redirect=/backoffice")
        #expect(answer.query("client_id") == "id of portal")
        let direct = try await desk.ask(.get, "/logout?redirect=/a%3Fb%3Dc%26d%3De")
        #expect(direct.query("returnTo") == "http://gateway.internal:8080/a?b=c&d=e")
        #expect(direct.query("d") == nil)
    }

    @Test(arguments: [
        ["x-forwarded-host": "evil.example/path"], ["x-forwarded-host": "a b"], ["x-forwarded-host": "u@evil.example"],
        ["x-forwarded-proto": "javascript"],
    ])
    func aHostThatIsNoneIsRefused(_ headers: [String: String]) async throws {
        #expect(try await Desk(Desk.client()).refusal(.get, "/logout?redirect=/a", headers: headers) == 400)
    }

    @Test func signingOutWhileTokensAreRenewedWins() async throws {
        let desk = Desk(Desk.client())
        let headers = try await desk.signIn()
        desk.clock.pass(601)
        desk.tenant.change { $0.holds = true }
        async let renewal = desk.refusal(.get, "/userinfo", headers: headers)
        while !desk.tenant.isHolding { await Task.yield() }
        _ = try await desk.ask(.get, "/logout", headers: headers)
        desk.tenant.release()
        #expect(try await renewal == 401)
        #expect(try await desk.refusal(.get, "/userinfo", headers: headers) == 401)
    }

    @Test func everyAccessTokenOfASessionEndsWithIt() async throws {
        for signsOutWith in ["access-1", "access-2"] {
            let desk = Desk(Desk.client("mobile", scopes: ["offline_access"]))
            let old = try await desk.signIn()
            _ = try await desk.ask(.post, "/refreshtoken", headers: old, json: ["refresh_token": "refresh-1"])
            _ = try await desk.ask(.get, "/logout", headers: ["authorization": "Bearer \(signsOutWith)"])
            for token in ["access-1", "access-2"] {
                let headers = ["authorization": "Bearer \(token)"]
                #expect(try await desk.refusal(.get, "/userinfo", headers: headers) == 401)
            }
            #expect(try await desk.sessions.active.list(now: desk.clock.now).isEmpty)
        }
    }

    @Test func nobodyMaySignOutToo() async throws {
        let answer = try await Desk(Desk.client()).ask(.get, "/logout", headers: ["cookie": "sid=gone"])
        #expect(answer.status == 302)
    }

    @Test func activeUsersAreThoseWithASessionOfAnyClientInTheScope() async throws {
        let desk = Desk(Desk.client(), Desk.client("mobile", scopes: ["offline_access"]))
        _ = try await desk.signIn(as: "portal")
        let mobile = try await desk.signIn(as: "mobile")
        desk.tenant.change { $0.subject = "auth0|2" }
        _ = try await desk.signIn(as: "mobile")
        let now = desk.clock.now
        #expect(try await Set(desk.sessions.active.list(now: now)) == ["auth0|1", "auth0|2"])
        let elsewhere = Desk(Desk.client(), sharing: desk, scope: "other")
        #expect(try await elsewhere.sessions.active.list(now: now).isEmpty)
        try await desk.sessions.active.endSessions(of: "auth0|1", now: now)
        #expect(try await desk.refusal(.get, "/userinfo", as: "mobile", headers: mobile) == 401)
        #expect(try await desk.sessions.active.list(now: now) == ["auth0|2"])
        #expect(try await desk.sessions.active.list(now: now.adding(seconds: 100_000)).isEmpty)
    }
}
