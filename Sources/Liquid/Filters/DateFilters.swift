import Kernel
import Wire

/// What is done to moments, all in UTC.
enum DateFilters {
    /// The filters, by name.
    static let all: [(String, LiquidFilter.Body)] = [
        ("date", { input throws(LiquidFilterFailure) in try formatted(input, input.text(0)) }),
        ("date_to_xmlschema", { input throws(LiquidFilterFailure) in try formatted(input, "%Y-%m-%dT%H:%M:%S%:z") }),
        ("date_to_rfc822", { input throws(LiquidFilterFailure) in try formatted(input, "%a, %d %b %Y %H:%M:%S %z") }),
        ("date_to_string", { input throws(LiquidFilterFailure) in try formatted(input, "%d %b %Y") }),
        ("date_to_long_string", { input throws(LiquidFilterFailure) in try formatted(input, "%d %B %Y") }),
    ]

    /// The last second that can be written: the end of the year 9999.
    private static let end: Int64 = 253_402_300_799

    /// A moment as a pattern has it; what is no moment stays as it is.
    private static func formatted(
        _ input: LiquidFilterInput,
        _ pattern: String
    ) throws(LiquidFilterFailure) -> JSONValue {
        guard !pattern.isEmpty, let moment = moment(input.value, now: input.now) else { return input.value }
        return try input.limited(DateFormat(pattern, limit: input.limit).text(moment))
    }

    /// The moment that a value means: `now` and `today`, seconds since 1970, or a date as ISO 8601, RFC 5322 or people
    /// write it.
    static func moment(_ value: JSONValue, now: Instant) -> Instant? {
        if let seconds = LiquidValue.number(value).number {
            guard seconds >= 0, seconds <= Double(end) else { return nil }
            return Instant(milliseconds: Int64(seconds * 1000))
        }
        guard let text = value.string?.trimmedOfSpaces else { return nil }
        if ["now", "today"].contains(text.lowercased()) { return now }
        let moment = DateText(text).moment
        return moment.flatMap { $0.milliseconds >= 0 && $0.seconds <= end ? $0 : nil }
    }
}

/// Reads dates.
private struct DateText {
    let text: String

    init(_ text: String) { self.text = text }

    var moment: Instant? { iso8601 ?? named }

    /// `2026-02-03`, with a time behind a `T` or a space, with or without seconds and a zone.
    private var iso8601: Instant? {
        if let moment = Instant(iso8601: text) { return moment }
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" }).map(String.init)
        guard parts.count == 2 || parts.count == 3, parts[0].utf8.count == 10 else { return nil }
        var (time, zone) = (parts[1], parts.count == 3 ? parts[2] : "")
        if zone.isEmpty, let mark = time.lastIndex(where: { "+-Z".contains($0) }) {
            zone = String(time[mark...])
            time = String(time[..<mark])
        }
        if time.split(separator: ":").count == 2 { time += ":00" }
        return Self.zone(zone).flatMap { Instant(iso8601: "\(parts[0])T\(time)\($0)") }
    }

    /// `3 Feb 2026`, `February 3, 2026` or `Tue, 03 Feb 2026 04:05:06 +0100`.
    private var named: Instant? {
        var year: Int64?
        var day: Int64?
        var month: Int?
        var (time, zone) = ("00:00:00", "")
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
            if let found = DateFormat.monthNames.firstIndex(where: { Self.isName(word, of: $0) }) {
                month = found + 1
            } else if word.contains(":") {
                time = word.split(separator: ":").count == 2 ? word + ":00" : String(word)
            } else if let number = Int64(word), word.first?.isNumber == true {
                if number > 31 { year = number } else if day == nil { day = number } else { return nil }
            } else if !DateFormat.dayNames.contains(where: { Self.isName(word, of: $0) }) {
                zone = String(word)
            }
        }
        guard let year, let month, let day, (1...9999).contains(year), let zone = Self.zone(zone) else { return nil }
        func padded(_ number: Int64, _ width: Int) -> String {
            String(repeating: "0", count: max(width - String(number).count, 0)) + String(number)
        }
        return Instant(iso8601: "\(padded(year, 4))-\(padded(Int64(month), 2))-\(padded(day, 2))T\(time)\(zone)")
    }

    private static func isName(_ word: Substring, of name: String) -> Bool {
        let word = word.lowercased()
        return word.count >= 3 && (word == name.lowercased() || word == name.lowercased().prefix(3))
    }

    /// A zone as ISO 8601 writes it; nothing means UTC.
    private static func zone(_ text: String) -> String? {
        if ["", "Z", "UTC", "GMT"].contains(text.uppercased()) { return "Z" }
        guard text.first == "+" || text.first == "-" else { return nil }
        return text.utf8.count == 5 ? "\(text.prefix(3)):\(text.suffix(2))" : text
    }
}
