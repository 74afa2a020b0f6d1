import Kernel

/// When a delivery that failed is tried again.
struct RetryPolicy: Sendable {
    /// How long to wait after each try, in seconds: ten tries over about a day.
    private static let pauses: [Int64] = [30, 75, 190, 470, 1_200, 2_900, 7_300, 18_000, 45_000]

    /// The moment of the next try; nil if there is none.
    ///
    /// - Parameters:
    ///   - attempts: How many tries there were.
    ///   - end: When delivering is of no more use, for what was signed to be good for minutes.
    ///   - random: What spreads out tries that failed together, by a fifth more or less.
    static func next(after attempts: Int64, now: Instant, notAfter end: Instant?, random: RandomSource) -> Instant? {
        guard attempts >= 1, attempts <= pauses.count else { return nil }
        let pause = pauses[Int(attempts) - 1]
        let share = 800 + Int64(random.bytes(1)[0]) * 400 / 255
        let next = Instant(milliseconds: now.milliseconds + pause * share)
        if let end, next > end { return nil }
        return next
    }
}
