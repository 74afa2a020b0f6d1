package import Kernel
import Wire

/// Makes the ids of tenant log events: 56 digits that sort in order of time.
///
/// `900`, the moment to the millisecond in 17 digits, 6 digits that count within it, and 30 random ones, drawn once, so
/// that several servers on one database do not meet. Whoever writes events holds one of these.
package struct LogIDs: Sendable {
    private var lastMoment = Instant(milliseconds: .min)
    private var count = 0
    /// What tells this counter from another's, once it is drawn.
    private var node: String?

    /// How many ids fit into a millisecond before the next one is borrowed from.
    private static let countLimit = 1_000_000

    /// A counter that has not counted.
    package init() {}

    /// The next id, greater than every one before it, even if the clock has gone back.
    package mutating func next(_ now: Instant, _ random: RandomSource) -> String {
        if now > lastMoment {
            lastMoment = now
            count = 0
        } else {
            count += 1
            if count == Self.countLimit {
                lastMoment.milliseconds += 1
                count = 0
            }
        }
        let node = node ?? random.text(30, from: .digits)
        self.node = node
        let counted = String(count)
        return Self.prefix(of: lastMoment) + String(repeating: "0", count: 6 - counted.count) + counted + node
    }

    /// What every id of a moment begins with, and every later one exceeds.
    package static func prefix(of moment: Instant) -> String {
        "900" + String(decoding: moment.iso8601.utf8.filter(\.isDigit), as: UTF8.self)
    }
}
