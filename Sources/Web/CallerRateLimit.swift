import Applications
package import Flows
import HTTPTypes
import Kernel
import OAuth
import Wire

/// Counts the requests of single callers of an endpoint, each in a bucket of its own, where a limit is set.
package struct CallerRateLimit: Sendable {
    private let limiter: RateLimiter
    private let limit: RateLimiter.Limit?
    private let log: LogSink

    /// A limit for every caller; nil for none.
    package init(_ limit: RateLimiter.Limit?, limiter: RateLimiter, log: LogSink) {
        self.limiter = limiter
        self.limit = limit
        self.log = log
    }

    /// Takes a request of a caller from its bucket; what is left there, or nil without a limit.
    ///
    /// - Throws: `OAuthError` 429 when nothing was.
    package func take(_ caller: String, _ request: WebRequest) async throws -> RateLimiter.Reading? {
        guard let limit else { return nil }
        let reading = limiter.take(RateLimiter.Key(request.host.tenant, caller), limit, now: request.now)
        if let event = reading.event(request.path, request.host, request.origin, now: request.now) {
            await log.append(event)
        }
        guard reading.isAllowed else { throw OAuthError.tooManyRequests(reading, now: request.now) }
        return reading
    }
}

extension RateLimiter.Reading {
    /// The header fields by which callers know how much is left, by name.
    ///
    /// - SeeAlso: Auth0: "Rate Limit Headers".
    var headers: [(name: HTTPField.Name, value: String)] {
        [
            (.rateLimitLimit, String(limit)), (.rateLimitRemaining, String(remaining)),
            (.rateLimitReset, String(reset)),
        ]
    }

    /// After how many seconds it is worth asking again.
    func retryAfter(_ now: Instant) -> String { String(max(reset - now.seconds, 1)) }

    /// What the tenant log has to know; nil for nothing.
    func event(
        _ path: String,
        _ host: RequestHost,
        _ origin: RequestOrigin,
        now: Instant
    ) -> Kernel.LogEvent? {
        guard isWarning || isFirstRefusal else { return nil }
        var event = Kernel.LogEvent(
            tenant: host.tenant,
            date: now,
            type: isAllowed ? .rateLimitWarning : .rateLimitExceeded,
            description: isAllowed ? "80% of the rate limit is used" : "Global limit has been reached"
        )
        origin.describe(&event, hostname: host.name)
        event.details = ["path": .string(path), "limit": .integer(Int64(limit))]
        return event
    }
}

extension WebResponse {
    /// Tells how much is left of a bucket; nil for no bucket.
    package mutating func tell(of reading: RateLimiter.Reading?) {
        for (name, value) in reading?.headers ?? [] { headers[name] = value }
    }
}

extension OAuthError {
    /// A caller has sent too many requests, and is told how many are too many.
    static func tooManyRequests(_ reading: RateLimiter.Reading, now: Instant) -> OAuthError {
        OAuthError(
            429,
            .tooManyRequests,
            "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset headers.",
            headers: reading.headers.map { ($0.name.rawName, $0.value) } + [("Retry-After", reading.retryAfter(now))]
        )
    }
}
