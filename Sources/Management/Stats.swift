import Applications
import Kernel
import Storage
package import Wire

/// How much a tenant is used, counted from its log.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/stats`.
extension Administration {
    /// Answers how many different people logged in during the last 30 days.
    package func activeUsers(_ context: AdministrationContext) async throws -> Int {
        let since = LogFilter.date(from: context.now.adding(seconds: -30 * 86_400), through: nil)
        let logins = StatRules.logins.dropFirst().reduce(LogFilter.equals(member: "type", value: StatRules.logins[0])) {
            .or($0, .equals(member: "type", value: $1))
        }
        var query = LogQuery(
            tenant: context.tenant,
            filter: .and(since, logins),
            isDescending: false,
            limit: StatRules.batch
        )
        var users: Set<String> = []
        // A transaction a batch: counting a big log must not hold one open for seconds.
        while true {
            let wanted = query
            let batch = try await storage.read { transaction in
                try transaction.logRecords(wanted).map { (id: $0.id, user: $0.body["user_id"]?.string) }
            }
            for case let user? in batch.map(\.user) where !user.isEmpty { users.insert(user) }
            guard batch.count == StatRules.batch, let last = batch.last else { return users.count }
            query.after = last.id
        }
    }

    /// Answers the logins, sign-ups and leaked passwords of each day of a range that has any; a range without ends is
    /// the whole log.
    ///
    /// - Throws: `APIProblem` 400 for days that are not written `YYYYMMDD`.
    package func dailyStats(
        from first: String? = nil,
        to last: String? = nil,
        _ context: AdministrationContext
    ) async throws -> [JSONObject] {
        let start = try StatRules.day(first, "from") ?? Instant(milliseconds: 0)
        let end = try StatRules.day(last, "to")?.adding(seconds: 86_400) ?? context.now.adding(seconds: 1)
        guard start < end else { return [] }
        let counts = try await storage.read { transaction in
            try transaction.dailyLogCounts(
                types: StatRules.logins + StatRules.signups + StatRules.leaks,
                from: start,
                through: Instant(milliseconds: end.milliseconds - 1),
                in: context.tenant
            )
        }
        var days: [Int64: StatRules.Day] = [:]
        for (day, type, count) in counts { days[day, default: StatRules.Day()].add(count, of: type) }
        return days.sorted { $0.key < $1.key }.map { $0.value.shown(day: $0.key, now: context.now) }
    }
}

/// Which log events count as what.
enum StatRules {
    /// Logins that succeeded: interactive ones and those with a password.
    static let logins = ["s", "sepft"]
    /// Sign-ups that succeeded.
    static let signups = ["ss"]
    /// Passwords refused since they are known to have leaked.
    static let leaks = ["pwd_leak", "signup_pwd_leak", "reset_pwd_leak"]
    /// How many events are read at once.
    static let batch = 1000

    /// What one day counted.
    struct Day {
        private var logins: Int64 = 0
        private var signups: Int64 = 0
        private var leaks: Int64 = 0

        /// Counts events of a type.
        mutating func add(_ count: Int, of type: String) {
            if StatRules.logins.contains(type) { logins += Int64(count) }
            if StatRules.signups.contains(type) { signups += Int64(count) }
            if StatRules.leaks.contains(type) { leaks += Int64(count) }
        }

        /// The day as the wire shows it; a day that is not over was last changed now.
        func shown(day: Int64, now: Instant) -> JSONObject {
            let date = Instant(seconds: day * 86_400)
            return [
                "date": date.json,
                "created_at": date.json,
                "leaked_passwords": .integer(leaks),
                "logins": .integer(logins),
                "signups": .integer(signups),
                "updated_at": min(now, Instant(milliseconds: date.milliseconds + 86_399_999)).json,
            ]
        }
    }

    /// The beginning of a day written `YYYYMMDD`; nil for none.
    static func day(_ text: String?, _ name: String) throws(APIProblem) -> Instant? {
        guard let text, !text.isEmpty else { return nil }
        let digits = Array(text)
        let date = digits.count == 8 ? "\(String(digits[..<4]))-\(String(digits[4..<6]))-\(String(digits[6...]))" : ""
        guard let instant = Instant(iso8601: date), instant.iso8601.hasPrefix(date) else {
            throw APIProblem(
                400,
                "Query validation error: 'String does not match pattern ^\\d{8}$: \(text)' on property \(name).",
                code: "invalid_query_string"
            )
        }
        return instant
    }
}
