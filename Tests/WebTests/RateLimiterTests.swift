import Kernel
import Testing
import Web

@Suite("Rate limits")
struct RateLimiterTests {
    private static let key = RateLimiter.Key(.default, "area")
    private static let start = Instant(seconds: 1_790_000_000)

    @Test("let a burst through, and then nothing")
    func burst() {
        let limiter = RateLimiter()
        let limit = RateLimiter.Limit(burst: 10, perSecond: 1)
        for number in 1...10 {
            let reading = limiter.take(Self.key, limit, now: Self.start)
            #expect(reading.isAllowed && reading.limit == 10 && reading.remaining == 10 - number)
        }
        for _ in 0..<3 {
            let reading = limiter.take(Self.key, limit, now: Self.start)
            #expect(!reading.isAllowed && reading.remaining == 0)
        }
    }

    @Test("fill up with time, to the brim and no further")
    func refill() {
        let limiter = RateLimiter()
        let limit = RateLimiter.Limit(burst: 4, perSecond: 2)
        func taken(at milliseconds: Int64) -> Int {
            let now = Instant(milliseconds: Self.start.milliseconds + milliseconds)
            return (0..<10).count { _ in limiter.take(Self.key, limit, now: now).isAllowed }
        }
        #expect(taken(at: 0) == 4)
        #expect(taken(at: 400) == 0)
        #expect(taken(at: 500) == 1)
        #expect(taken(at: 1500) == 2)
        #expect(taken(at: 3_600_000) == 4)
        // A clock that goes back fills nothing.
        #expect(taken(at: 0) == 0)
    }

    @Test("say when the next request is added")
    func reset() {
        let limiter = RateLimiter()
        let limit = RateLimiter.Limit(burst: 2, perSecond: 0.1)
        #expect(limiter.take(Self.key, limit, now: Self.start).reset == Self.start.seconds)
        #expect(limiter.take(Self.key, limit, now: Self.start).reset == Self.start.seconds + 10)
        let later = Self.start.adding(seconds: 4)
        #expect(limiter.take(Self.key, limit, now: later).reset == Self.start.seconds + 10)
        #expect(limiter.take(Self.key, limit, now: Self.start.adding(seconds: 10)).isAllowed)
    }

    @Test(
        "warn at the request that uses up four fifths, once",
        arguments: [(5, 4), (10, 8), (100, 80), (7, 6), (1, 1)]
    )
    func warning(burst: Int, warned: Int) {
        let limiter = RateLimiter()
        let limit = RateLimiter.Limit(burst: burst, perSecond: 1)
        let warnings = (1...burst * 2).filter { _ in limiter.take(Self.key, limit, now: Self.start).isWarning }
        #expect(warnings == [warned])
    }

    @Test("warn anew only after the bucket has recovered")
    func warningAgain() {
        let limiter = RateLimiter()
        let limit = RateLimiter.Limit(burst: 10, perSecond: 1)
        for _ in 0..<8 { _ = limiter.take(Self.key, limit, now: Self.start) }
        // One a second holds the bucket where it is.
        for second in 1...20 {
            #expect(!limiter.take(Self.key, limit, now: Self.start.adding(seconds: Int64(second))).isWarning)
        }
        let rested = Self.start.adding(seconds: 60)
        #expect((1...10).filter { _ in limiter.take(Self.key, limit, now: rested).isWarning } == [8])
    }

    @Test("mark the first refusal of each second")
    func firstRefusal() {
        let limiter = RateLimiter()
        let limit = RateLimiter.Limit(burst: 1, perSecond: 0.001)
        #expect(!limiter.take(Self.key, limit, now: Self.start).isFirstRefusal)
        #expect(limiter.take(Self.key, limit, now: Self.start).isFirstRefusal)
        #expect(!limiter.take(Self.key, limit, now: Self.start).isFirstRefusal)
        let later = Self.start.adding(seconds: 1)
        #expect(limiter.take(Self.key, limit, now: later).isFirstRefusal)
        #expect(!limiter.take(Self.key, limit, now: later).isFirstRefusal)
    }

    @Test("are counted by tenant and area")
    func keys() {
        let limiter = RateLimiter()
        let limit = RateLimiter.Limit(burst: 1, perSecond: 1)
        let keys = [
            Self.key, RateLimiter.Key(.default, "other area"), RateLimiter.Key(TenantID(rawValue: "acme"), "area"),
        ]
        for key in keys { #expect(limiter.take(key, limit, now: Self.start).isAllowed) }
        for key in keys { #expect(!limiter.take(key, limit, now: Self.start).isAllowed) }
    }

    @Test("let exactly the burst through when everybody comes at once")
    func concurrency() async {
        let limiter = RateLimiter()
        let limit = RateLimiter.Limit(burst: 100, perSecond: 0)
        let allowed = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    (0..<50).count { _ in limiter.take(Self.key, limit, now: Self.start).isAllowed }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(allowed == 100)
    }
}
