import HTTPTypes
import Kernel
import Testing
import Wire

@testable import Gateway

@Suite struct RefreshTests {
    private static func mobile() -> LoginClient { Desk.client("mobile", scopes: ["offline_access"]) }

    @Test func bothTokensAreNewAndTheSessionMovesToThem() async throws {
        let desk = Desk(Self.mobile())
        let headers = try await desk.signIn()
        desk.clock.pass(10_000)
        let body: JSONValue = ["refresh_token": "refresh-1"]
        // The access token may have ended long ago.
        #expect(try await desk.refusal(.post, "/refreshtoken", headers: headers, json: body) == 401)

        let again = Desk(Self.mobile())
        let live = try await again.signIn()
        again.clock.pass(700)
        let answer = try await again.ask(.post, "/refreshtoken", headers: live, json: body)
        #expect(answer.json["accessToken"] == "access-2")
        #expect(answer.json["refreshToken"] == "refresh-2")
        #expect(answer.json["idToken"] == "id-2")
        #expect(answer.json["expireAt"] != nil)
        let moved = ["authorization": "Bearer access-2"]
        #expect(try await again.ask(.get, "/userinfo", headers: moved).json["name"] == "N2")
    }

    @Test func theOldAccessTokenAnswersForAMomentAndNoLonger() async throws {
        let desk = Desk(Self.mobile())
        let headers = try await desk.signIn()
        let body: JSONValue = ["refreshToken": "refresh-1"]
        _ = try await desk.ask(.post, "/refreshtoken", headers: headers, json: body)
        #expect(try await desk.ask(.get, "/userinfo", headers: headers).json["name"] == "N2")
        let second = try await desk.ask(.post, "/refreshtoken", headers: headers, json: body)
        #expect(second.json["accessToken"] == "access-2")
        #expect(desk.tenant.asked.count == 2)
        desk.clock.pass(61)
        #expect(try await desk.refusal(.get, "/userinfo", headers: headers) == 401)
        #expect(try await desk.refusal(.post, "/refreshtoken", headers: headers, json: body) == 401)
    }

    @Test func manyRequestsAtOnceGetTheSameTokens() async throws {
        let one = Desk(Self.mobile())
        let other = Desk(Self.mobile(), sharing: one)
        let headers = try await one.signIn()
        one.tenant.change { $0.delay = .milliseconds(30) }
        let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
            for index in 0..<10 {
                let desk = index % 2 == 0 ? one : other
                group.addTask {
                    try await desk.ask(
                        .post,
                        "/refreshtoken",
                        headers: headers,
                        json: ["refresh_token": "refresh-1"]
                    ).json["accessToken"]?.string
                }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(tokens == ["access-2"])
        #expect(one.tenant.asked.count == 2)
    }

    @Test func theApplicationKeepsItsRefreshTokenThoughTheSessionWasRenewedBehindIt() async throws {
        let desk = Desk(Self.mobile())
        let headers = try await desk.signIn()
        desk.clock.pass(601)
        _ = try await desk.ask(.get, "/userinfo", headers: headers)
        let body: JSONValue = ["refresh_token": "refresh-1"]
        let answer = try await desk.ask(.post, "/refreshtoken", headers: headers, json: body)
        #expect(desk.tenant.asked.last == "refresh refresh-2")
        #expect(answer.json["refreshToken"] == "refresh-3")
    }

    @Test func onlyTheRefreshTokenOfTheSessionWillDo() async throws {
        let desk = Desk(Self.mobile())
        let headers = try await desk.signIn()
        #expect(try await desk.refusal(.post, "/refreshtoken", headers: headers) == 400)
        let wrong: JSONValue = ["refresh_token": "other"]
        #expect(try await desk.refusal(.post, "/refreshtoken", headers: headers, json: wrong) == 401)
        let right: JSONValue = ["refresh_token": "refresh-1"]
        #expect(try await desk.refusal(.post, "/refreshtoken", json: right) == 401)
        #expect(desk.tenant.asked.count == 1)
    }

    @Test func aCookieIsRenewedWithoutABody() async throws {
        let desk = Desk(Desk.client())
        let headers = try await desk.signIn()
        desk.clock.pass(1_800)
        let answer = try await desk.ask(.post, "/refreshtoken", headers: headers)
        #expect(answer.status == 200)
        #expect(answer.body.isEmpty)
        #expect(answer.cookies.first?.hasPrefix(headers["cookie"] ?? "?") == true)
        #expect(answer.cookies.first?.contains("; Max-Age=3600;") == true)
        #expect(desk.tenant.asked.last == "refresh refresh-1")
    }

    @Test func whatTheTenantRefusesIs403AndEndsTheSession() async throws {
        let desk = Desk(Self.mobile())
        let headers = try await desk.signIn()
        desk.tenant.change { $0.failure = .refused(status: 403, error: "invalid_grant", description: "") }
        let body: JSONValue = ["refresh_token": "refresh-1"]
        #expect(try await desk.refusal(.post, "/refreshtoken", headers: headers, json: body) == 403)
        #expect(try await desk.refusal(.post, "/refreshtoken", headers: headers, json: body) == 401)
    }
}
