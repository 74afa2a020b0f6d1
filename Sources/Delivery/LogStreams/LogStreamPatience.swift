import Kernel

/// How long a log stream that fails is tried again.
///
/// Auth0 tries three times in short order, then again and again until the trouble is over, and gives a stream up after
/// seven days of it.
///
/// - SeeAlso: Auth0: "Log Streams", delivery attempts.
enum LogStreamPatience {
    /// How long to wait after each try, in seconds; after those, the last one always.
    private static let pauses: [Int64] = [1, 2, 5, 15, 30, 60, 120, 300]
    /// How long a stream may fail, in seconds.
    private static let end: Int64 = 7 * 86_400

    /// The moment of the next try; nil for a stream that has failed too long.
    ///
    /// - Parameters:
    ///   - attempts: How many tries have failed.
    ///   - beginning: When the first of them failed.
    ///   - random: What spreads out streams that failed together, by a fifth more or less.
    static func next(after attempts: Int64, since beginning: Instant, now: Instant, random: RandomSource) -> Instant? {
        guard now < beginning.adding(seconds: end) else { return nil }
        let pause = pauses[min(Int(max(attempts, 1)), pauses.count) - 1]
        let share = 800 + Int64(random.bytes(1)[0]) * 400 / 255
        return Instant(milliseconds: now.milliseconds + pause * share)
    }
}
