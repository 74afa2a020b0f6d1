import Web

/// A rate limit as text: `NAME=NUMBER/UNIT[:BURST]`.
///
/// The name is `authentication`, `management`, `client`, `user`, `login`, `reset` or the path of an endpoint; the unit `s`, `m` or `h`.
/// Without a burst as many requests may come at once as the number says.
struct RateLimitSpecification: Equatable {
    /// Whose requests are counted.
    let name: String
    /// The limit.
    let limit: RateLimiter.Limit

    private static let areas: Set<String> = ["authentication", "management", "client", "user", "login", "reset"]

    /// Reads a limit; nil if the text is none.
    init?(_ text: String) {
        let sides = text.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
        guard sides.count == 2, Self.areas.contains(sides[0]) || sides[0].hasPrefix("/") else { return nil }
        let amounts = sides[1].split(separator: ":", omittingEmptySubsequences: false)
        let rate = amounts[0].split(separator: "/", omittingEmptySubsequences: false)
        let units: [Substring: Double] = ["s": 1, "m": 60, "h": 3600]
        guard (1...2).contains(amounts.count), rate.count == 2, let seconds = units[rate[1]],
            let number = Int(rate[0]), number > 0,
            let burst = amounts.count == 2 ? Int(amounts[1]) : number, burst > 0
        else { return nil }
        name = sides[0]
        limit = RateLimiter.Limit(burst: burst, perSecond: Double(number) / seconds)
    }

    /// Puts the limit among others, in the place of the one that had its name.
    func apply(to limits: inout RateLimits) {
        switch name {
        case "authentication": limits.authentication = limit
        case "management": limits.management = limit
        case "client": limits.client = limit
        case "user": limits.user = limit
        case "login": limits.login = limit
        case "reset": limits.reset = limit
        default: limits.endpoints[name] = limit
        }
    }
}
