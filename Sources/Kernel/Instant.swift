package import Wire

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Time is an argument everywhere below the edge.
package struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since the epoch.
    package var milliseconds: Int64

    /// The moment so many milliseconds after the epoch.
    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The moment so many seconds after the epoch.
    package init(seconds: Int64) { milliseconds = seconds * 1000 }

    /// Whole seconds since the epoch: `NumericDate` of RFC 7519 §2.
    package var seconds: Int64 { milliseconds.floorDivided(by: 1000) }

    /// The moment so many seconds later.
    package func adding(seconds: Int64) -> Instant { Instant(milliseconds: milliseconds + seconds * 1000) }

    package static func < (one: Instant, other: Instant) -> Bool { one.milliseconds < other.milliseconds }
}

extension Instant {
    /// The moment as the management API writes it: `2021-09-03T20:16:45.288Z`.
    package var iso8601: String { String(decoding: iso8601Bytes, as: UTF8.self) }

    /// The moment as a JSON string.
    package var json: JSONValue { .string(iso8601) }

    /// The year, month and day in UTC.
    package var date: (year: Int, month: Int, day: Int) { Self.civil(days: seconds.floorDivided(by: 86_400)) }

    private var iso8601Bytes: [UInt8] {
        let date = date
        let time = seconds - seconds.floorDivided(by: 86_400) * 86_400
        var text: [UInt8] = []
        text.reserveCapacity(24)
        func append(_ value: Int, digits: Int) {
            var divisor = 1
            for _ in 1..<digits { divisor *= 10 }
            while divisor > 0 {
                text.append(UInt8(0x30 + value / divisor % 10))
                divisor /= 10
            }
        }
        append(date.year, digits: 4)
        text.append(UInt8(ascii: "-"))
        append(date.month, digits: 2)
        text.append(UInt8(ascii: "-"))
        append(date.day, digits: 2)
        text.append(UInt8(ascii: "T"))
        append(Int(time / 3600), digits: 2)
        text.append(UInt8(ascii: ":"))
        append(Int(time / 60 % 60), digits: 2)
        text.append(UInt8(ascii: ":"))
        append(Int(time % 60), digits: 2)
        text.append(UInt8(ascii: "."))
        append(Int(milliseconds - seconds * 1000), digits: 3)
        text.append(UInt8(ascii: "Z"))
        return text
    }

    /// Reads `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS[.fff…](Z|±HH:MM)`; nil for anything else.
    ///
    /// - SeeAlso: RFC 3339 §5.6.
    package init?(iso8601 text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count, bytes[range].allSatisfy(\.isDigit) else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        }
        func at(_ index: Int, _ allowed: String) -> Bool {
            index < bytes.count && allowed.utf8.contains(bytes[index])
        }
        guard let year = number(0..<4), at(4, "-"), let month = number(5..<7), at(7, "-"), let day = number(8..<10),
            (1...12).contains(month), (1...Self.lastDay(year: year, month: month)).contains(day)
        else { return nil }
        let midnight = Self.days(year: year, month: month, day: day) * 86_400_000
        if bytes.count == 10 {
            self.init(milliseconds: midnight)
            return
        }
        guard at(10, "Tt "), let hour = number(11..<13), at(13, ":"), let minute = number(14..<16), at(16, ":"),
            let second = number(17..<19), hour < 24, minute < 60, second < 61
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if at(index, ".") {
            index += 1
            var scale: Int64 = 100
            let start = index
            while index < bytes.count, bytes[index].isDigit {
                fraction += Int64(bytes[index] - 0x30) * scale
                scale /= 10
                index += 1
            }
            guard index > start else { return nil }
        }
        var offset: Int64 = 0
        if at(index, "Zz") {
            index += 1
        } else {
            guard at(index, "+-"), let hours = number(index + 1..<index + 3), at(index + 3, ":"),
                let minutes = number(index + 4..<index + 6), hours < 24, minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * 60_000 * (at(index, "-") ? -1 : 1)
            index += 6
        }
        guard index == bytes.count else { return nil }
        let time: Int64 = (hour * 3600 + minute * 60 + second) * 1000
        self.init(milliseconds: midnight + time + fraction - offset)
    }

    /// Days from the epoch to a date of the proleptic Gregorian calendar (Hinnant's algorithm).
    package static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floorDivided(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func lastDay(year: Int64, month: Int64) -> Int64 {
        switch month {
        case 2: days(year: year, month: 3, day: 1) - days(year: year, month: 2, day: 1)
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func civil(days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity, so that moments before the epoch fall into the right second and day.
    package func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
