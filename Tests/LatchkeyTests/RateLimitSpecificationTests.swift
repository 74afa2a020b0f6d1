import Testing
import Web

@testable import latchkey

@Suite("A rate limit as text")
struct RateLimitSpecificationTests {
    static let readable: [(String, String, Int, Double)] = [
        ("management=50/s:100", "management", 100, 50), ("authentication=600/m", "authentication", 600, 10),
        ("client=5/s", "client", 5, 5), ("user=6/m:10", "user", 10, 0.1),
        ("/oauth/token=3600/h:1", "/oauth/token", 1, 1),
        (" management = 50 / s : 100 ", "management", 100, 50),
    ]

    @Test("says whose requests, how many and how many at once", arguments: readable)
    func reading(text: String, name: String, burst: Int, perSecond: Double) throws {
        let limit = try #require(RateLimitSpecification(text))
        #expect(limit.name == name)
        #expect(limit.limit == RateLimiter.Limit(burst: burst, perSecond: perSecond))
    }

    static let unreadable = [
        "", "management", "management=", "=5/s", "nobody=5/s", "oauth/token=5/s", "management=5", "management=5/",
        "management=/s", "management=5/d", "management=5/S", "management=0/s", "management=-5/s", "management=5.5/s",
        "management=5/s:", "management=5/s:0", "management=5/s:-1", "management=5/s:1:2", "management=5/s/m",
        "management=99999999999999999999/s", "management=5/s:x", "management=5/s=6/s",
    ]

    @Test("is refused unless it is exactly that", arguments: unreadable)
    func refusal(text: String) {
        #expect(RateLimitSpecification(text) == nil)
    }

    @Test("takes the place of the one that had its name, and of no other")
    func application() throws {
        var limits = RateLimits()
        let untouched = limits
        for text in [
            "authentication=1/s", "management=2/s", "client=3/s", "user=4/s", "login=7/s", "reset=8/s",
            "/userinfo=5/s",
            "/userinfo=6/s",
        ] {
            try #require(RateLimitSpecification(text)).apply(to: &limits)
        }
        #expect(limits.authentication.burst == 1 && limits.management.burst == 2)
        #expect(limits.client?.burst == 3 && limits.user?.burst == 4 && limits.login.burst == 7)
        #expect(limits.reset.burst == 8)
        #expect(limits.endpoints == ["/userinfo": RateLimiter.Limit(burst: 6, perSecond: 6)])
        #expect(untouched.client == nil && untouched.user == nil && untouched.endpoints.isEmpty)
    }
}
