package import Kernel
import Synchronization

/// Token buckets by tenant, endpoint and client.
///
/// - SeeAlso: Auth0: "Rate Limit Configurations": `Reset` is when the next request is added, not when the bucket is
///   full.
package final class RateLimiter: Sendable {
    /// How full a bucket can be, and how fast it fills.
    package struct Limit: Sendable, Equatable {
        /// The most requests at once.
        package let burst: Int
        /// The requests added each second.
        package let perSecond: Double

        /// A limit.
        package init(burst: Int, perSecond: Double) {
            self.burst = burst
            self.perSecond = perSecond
        }
    }

    /// Whose requests a bucket counts.
    package struct Key: Sendable, Hashable {
        let tenant: TenantID
        let scope: String

        /// A bucket of a tenant: of an area, an endpoint, or a client at an endpoint.
        package init(_ tenant: TenantID, _ scope: String) {
            self.tenant = tenant
            self.scope = scope
        }
    }

    /// What a bucket says of a request.
    package struct Reading: Sendable, Equatable {
        /// Whether the request may pass.
        package let isAllowed: Bool
        /// The bucket's size.
        package let limit: Int
        /// What is left in it.
        package let remaining: Int
        /// When the next request is added, in seconds since the epoch.
        package let reset: Int64
        /// Whether this request is the one that used up four fifths of the bucket.
        package let isWarning: Bool
        /// Whether this refusal is the first of its second, and so worth a log event.
        package let isFirstRefusal: Bool
    }

    private struct Bucket {
        var level: Double
        var updated: Int64
        var refusedAt: Int64 = 0
        /// Whether there was a warning since the bucket was half full.
        var hasWarned = false
    }

    private static let capacity = 200_000
    private let buckets = Mutex<[Key: Bucket]>([:])

    /// A limiter with all its buckets full.
    package init() {}

    /// Takes one request from a bucket.
    package func take(_ key: Key, _ limit: Limit, now: Instant) -> Reading {
        buckets.withLock { buckets in
            // Full buckets remember nothing worth keeping.
            if buckets.count >= Self.capacity { buckets = [:] }
            let size = Double(limit.burst)
            var bucket = buckets[key] ?? Bucket(level: size, updated: now.milliseconds)
            let elapsed = Double(max(now.milliseconds - bucket.updated, 0)) / 1000
            bucket.level = min(size, bucket.level + elapsed * limit.perSecond)
            bucket.updated = max(now.milliseconds, bucket.updated)
            let before = bucket.level
            let isAllowed = bucket.level >= 1
            if isAllowed { bucket.level -= 1 }
            if before > size / 2 { bucket.hasWarned = false }
            let isWarning = isAllowed && bucket.level <= size / 5 && !bucket.hasWarned
            if isWarning { bucket.hasWarned = true }
            let isFirstRefusal = !isAllowed && bucket.refusedAt < now.seconds
            if !isAllowed { bucket.refusedAt = now.seconds }
            buckets[key] = bucket
            let wait = bucket.level >= 1 || limit.perSecond <= 0 ? 0 : (1 - bucket.level) / limit.perSecond
            return Reading(
                isAllowed: isAllowed,
                limit: limit.burst,
                remaining: Int(bucket.level),
                reset: now.seconds + Int64(wait.rounded(.up)),
                isWarning: isWarning,
                isFirstRefusal: isFirstRefusal
            )
        }
    }
}

/// Which limits apply: generous by default, since those who host for themselves need no protection from themselves.
package struct RateLimits: Sendable, Equatable {
    /// All requests to the authentication API of a tenant.
    package var authentication = RateLimiter.Limit(burst: 100_000, perSecond: 100_000)
    /// All requests to the management API of a tenant.
    package var management = RateLimiter.Limit(burst: 10_000, perSecond: 10_000)
    /// Requests to single endpoints of a tenant, by path.
    package var endpoints: [String: RateLimiter.Limit] = [:]
    /// Token requests of one client; nil for no such limit.
    package var client: RateLimiter.Limit?
    /// Requests of one user to `/userinfo`; nil for no such limit.
    package var user: RateLimiter.Limit?
    /// Sign-ins by password of one user from one address, failed ones too.
    package var login = RateLimiter.Limit(burst: 1_000, perSecond: 10)
    /// Mails to set a password that one address is sent at the request of another.
    package var reset = RateLimiter.Limit(burst: 10, perSecond: 1.0 / 60)

    /// The defaults.
    package init() {}
}
