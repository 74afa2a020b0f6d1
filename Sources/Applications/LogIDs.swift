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

    /// Makes every next id greater than one that somebody else gave.
    package mutating func pass(_ id: String) {
        guard let moment = Self.moment(of: id), moment >= lastMoment else { return }
        lastMoment = Instant(milliseconds: moment.milliseconds + 1)
        count = 0
    }

    /// The moment that an id begins with; nil for one of another form.
    private static func moment(of id: String) -> Instant? {
        let digits = Array(id.utf8)
        guard digits.count >= 20, digits.starts(with: "900".utf8), digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let parts = [3..<7, 7..<9, 9..<11, 11..<13, 13..<15, 15..<17, 17..<20].map {
            String(decoding: digits[$0], as: UTF8.self)
        }
        let (date, time) = (parts[..<3].joined(separator: "-"), parts[3..<6].joined(separator: ":"))
        return Instant(iso8601: "\(date)T\(time).\(parts[6])Z")
    }

    /// What every id of a moment begins with, and every later one exceeds.
    package static func prefix(of moment: Instant) -> String {
        "900" + String(decoding: moment.iso8601.utf8.filter(\.isDigit), as: UTF8.self)
    }
}
