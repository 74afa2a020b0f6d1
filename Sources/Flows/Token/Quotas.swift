import Applications
import Kernel
package import OAuth
import Storage

/// Where one token quota stands after a request was counted.
package struct QuotaReading: Sendable, Equatable {
    /// Whose quota it is.
    package let holder: IssuePlan.TokenQuotaRule.Holder
    /// `per_hour` or `per_day`.
    package let bucket: String
    /// The limit.
    package let quota: Int
    /// How many have been counted, this one included.
    package let used: Int
    /// Seconds until the count begins anew.
    package let reset: Int64
    /// Whether the limit is enforced, or only reported.
    package let isEnforced: Bool

    /// Whether this request is over an enforced limit.
    package var isRefused: Bool { isEnforced && used > quota }

    /// The bucket in the syntax of Auth0's quota headers: `b=per_hour;q=10;r=7;t=3540`.
    package var headerValue: String { "b=\(bucket);q=\(quota);r=\(max(quota - used, 0));t=\(reset)" }
}

/// The windows that a request is counted in.
struct QuotaWindows: Sendable {
    private struct Entry: Sendable {
        let holder: IssuePlan.TokenQuotaRule.Holder
        let window: QuotaWindow
        let limit: Int
        let isEnforced: Bool
    }

    private let entries: [Entry]
    private let now: Instant

    init(_ rules: [IssuePlan.TokenQuotaRule], now: Instant) {
        self.now = now
        entries = rules.flatMap { rule in
            [("per_hour", rule.quota.perHour, Int64(3600)), ("per_day", rule.quota.perDay, 86_400)]
                .compactMap { bucket, limit, seconds in
                    guard let limit else { return nil }
                    let start = Instant(seconds: now.seconds - now.seconds % seconds)
                    let kind = rule.holder == .client ? "client" : "organization"
                    let window = QuotaWindow(
                        subject: "\(kind):\(rule.id)",
                        bucket: bucket,
                        start: start,
                        end: start.adding(seconds: seconds)
                    )
                    return Entry(holder: rule.holder, window: window, limit: limit, isEnforced: rule.quota.isEnforced)
                }
        }
    }

    var isEmpty: Bool { entries.isEmpty }

    func count(in transaction: any WriteTransaction, tenant: TenantID) throws -> [QuotaReading] {
        try entries.map { entry in
            QuotaReading(
                holder: entry.holder,
                bucket: entry.window.bucket,
                quota: entry.limit,
                used: try transaction.countQuota(entry.window, in: tenant),
                reset: entry.window.end.seconds - now.seconds,
                isEnforced: entry.isEnforced
            )
        }
    }
}

/// A refused quota, as an error of the token endpoint.
struct QuotaExceeded {
    let holder: IssuePlan.TokenQuotaRule.Holder
    let readings: [QuotaReading]

    var error: OAuthError {
        OAuthError(
            429,
            .tooManyRequests,
            holder == .client ? "Client quota exceeded" : "Organization quota exceeded",
            headers: QuotaHeaders.headers(readings, retryAfter: true)
        )
    }
}

/// The headers that report quotas.
package enum QuotaHeaders {
    /// One header for each holder, and `Retry-After` for a refusal.
    package static func headers(_ readings: [QuotaReading], retryAfter: Bool = false) -> [(String, String)] {
        var headers: [(String, String)] = []
        for holder in [IssuePlan.TokenQuotaRule.Holder.client, .organization] {
            let values = readings.filter { $0.holder == holder }.map(\.headerValue)
            if !values.isEmpty { headers.append((holder.rawValue, values.joined(separator: ","))) }
        }
        if retryAfter, let reset = readings.filter(\.isRefused).map(\.reset).max() {
            headers.append(("Retry-After", String(reset)))
        }
        return headers
    }
}
