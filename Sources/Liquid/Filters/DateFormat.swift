package import Kernel

/// A pattern of `strftime`, filled in with moments in UTC.
///
/// - SeeAlso: Ruby: `Time#strftime`.
package struct DateFormat {
    /// The months in English.
    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    /// The days of the week in English, from Sunday.
    static let dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    private let pattern: [Unicode.Scalar]
    /// How long the text may become, in characters; what goes beyond is cut off.
    private let limit: Int

    /// A pattern, and how many characters its texts may have.
    package init(_ pattern: String, limit: Int) {
        self.pattern = Array(pattern.unicodeScalars)
        self.limit = limit
    }

    /// How a directive is padded and in which letters it is written.
    private struct Style {
        var padding: Character?
        var isBare = false
        var isUpper = false
        var swapsCase = false
        var colons = 0
        var width = 0
    }

    /// The moment as the pattern has it; directives that are unknown stay as they are.
    package func text(_ moment: Instant) -> String {
        var text = ""
        var index = 0
        let fields = DateFields(moment)
        while index < pattern.count, text.utf8.count <= limit {
            let start = index
            index += 1
            guard pattern[start] == "%" else {
                text.unicodeScalars.append(pattern[start])
                continue
            }
            var style = Style()
            while index < pattern.count, Self.read(pattern[index], into: &style) { index += 1 }
            guard index < pattern.count, let field = Self.field(pattern[index], fields, style) else {
                text.unicodeScalars.append(contentsOf: pattern[start..<index])
                continue
            }
            index += 1
            text += Self.padded(field, style)
        }
        return text
    }

    /// Takes a flag or a digit of the width; false for the directive itself.
    private static func read(_ scalar: Unicode.Scalar, into style: inout Style) -> Bool {
        switch scalar {
        case "-": style.isBare = true
        case "_": style.padding = " "
        case "^": style.isUpper = true
        case "#": style.swapsCase = true
        case ":": style.colons += 1
        case "0" where style.width == 0: style.padding = "0"
        case "0"..."9": style.width = min(style.width * 10 + Int(scalar.value - 0x30), 100)
        default: return false
        }
        return true
    }

    /// A directive's text, its usual width, and what usually fills it up.
    private typealias Field = (text: String, width: Int, padding: Character)

    private static func padded(_ field: Field, _ style: Style) -> String {
        var text = field.text
        if style.isUpper || (style.swapsCase && text.contains(where: \.isLowercase)) {
            text = text.uppercased()
        } else if style.swapsCase {
            text = text.lowercased()
        }
        let width = style.isBare ? 0 : max(field.width, style.width)
        let missing = max(width - text.count, 0)
        return String(repeating: style.padding ?? field.padding, count: missing) + text
    }

    private static func field(_ directive: Unicode.Scalar, _ fields: DateFields, _ style: Style) -> Field? {
        number(directive, fields) ?? name(directive, fields) ?? composite(directive, fields) ?? zone(directive, style)
    }

    private static func number(_ directive: Unicode.Scalar, _ fields: DateFields) -> Field? {
        let (value, width, padding): (Int, Int, Character)
        switch directive {
        case "Y": (value, width, padding) = (fields.year, 4, "0")
        case "C": (value, width, padding) = (fields.year / 100, 2, "0")
        case "y": (value, width, padding) = (fields.year % 100, 2, "0")
        case "m": (value, width, padding) = (fields.month, 2, "0")
        case "d": (value, width, padding) = (fields.day, 2, "0")
        case "e": (value, width, padding) = (fields.day, 2, " ")
        case "j": (value, width, padding) = (fields.dayOfYear, 3, "0")
        case "H": (value, width, padding) = (fields.hour, 2, "0")
        case "k": (value, width, padding) = (fields.hour, 2, " ")
        case "I": (value, width, padding) = (fields.twelveHour, 2, "0")
        case "l": (value, width, padding) = (fields.twelveHour, 2, " ")
        case "M": (value, width, padding) = (fields.minute, 2, "0")
        case "S": (value, width, padding) = (fields.second, 2, "0")
        case "L": (value, width, padding) = (fields.millisecond, 3, "0")
        case "N": (value, width, padding) = (fields.millisecond * 1_000_000, 9, "0")
        case "s": (value, width, padding) = (Int(fields.seconds), 1, "0")
        case "u": (value, width, padding) = (fields.weekday == 0 ? 7 : fields.weekday, 1, "0")
        case "w": (value, width, padding) = (fields.weekday, 1, "0")
        case "U": (value, width, padding) = ((fields.dayOfYear + 6 - fields.weekday) / 7, 2, "0")
        case "W": (value, width, padding) = ((fields.dayOfYear + 6 - (fields.weekday + 6) % 7) / 7, 2, "0")
        case "V": (value, width, padding) = (fields.isoWeek.week, 2, "0")
        case "G": (value, width, padding) = (fields.isoWeek.year, 4, "0")
        case "g": (value, width, padding) = (fields.isoWeek.year % 100, 2, "0")
        default: return nil
        }
        return (String(value), width, padding)
    }

    private static func name(_ directive: Unicode.Scalar, _ fields: DateFields) -> Field? {
        let text: String
        switch directive {
        case "A": text = dayNames[fields.weekday]
        case "a": text = String(dayNames[fields.weekday].prefix(3))
        case "B": text = monthNames[fields.month - 1]
        case "b", "h": text = String(monthNames[fields.month - 1].prefix(3))
        case "p": text = fields.hour < 12 ? "AM" : "PM"
        case "P": text = fields.hour < 12 ? "am" : "pm"
        case "n": text = "\n"
        case "t": text = "\t"
        case "%": text = "%"
        default: return nil
        }
        return (text, 0, " ")
    }

    /// Directives that stand for several others.
    private static func composite(_ directive: Unicode.Scalar, _ fields: DateFields) -> Field? {
        let patterns: [Unicode.Scalar: String] = [
            "c": "%a %b %e %H:%M:%S %Y", "D": "%m/%d/%y", "x": "%m/%d/%y", "F": "%Y-%m-%d", "r": "%I:%M:%S %p",
            "R": "%H:%M", "T": "%H:%M:%S", "X": "%H:%M:%S", "v": "%e-%^b-%Y",
        ]
        guard let pattern = patterns[directive] else { return nil }
        return (DateFormat(pattern, limit: 100).text(fields.moment), 0, " ")
    }

    private static func zone(_ directive: Unicode.Scalar, _ style: Style) -> Field? {
        switch directive {
        case "z": (["+0000", "+00:00", "+00:00:00"][min(style.colons, 2)], 0, "0")
        case "Z": ("UTC", 0, " ")
        default: nil
        }
    }
}

/// A moment taken apart, in UTC.
struct DateFields {
    let moment: Instant
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let millisecond: Int
    /// Seconds since 1970.
    let seconds: Int64
    /// The day of the week, from Sunday, which is 0.
    let weekday: Int
    /// The day of the year, from 1.
    let dayOfYear: Int

    init(_ moment: Instant) {
        self.moment = moment
        (year, month, day) = moment.date
        seconds = moment.seconds
        let days = seconds.floorDivided(by: 86_400)
        let time = Int(seconds - days * 86_400)
        (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
        millisecond = Int(moment.milliseconds - seconds * 1000)
        // 1970 began with a Thursday.
        weekday = Int((days + 4) - (days + 4).floorDivided(by: 7) * 7)
        dayOfYear = Int(days - Instant.days(year: Int64(year), month: 1, day: 1)) + 1
    }

    /// The hour as clocks with twelve hours show it.
    var twelveHour: Int { hour % 12 == 0 ? 12 : hour % 12 }

    /// The week and the year it belongs to: weeks begin on Monday, and the first has a Thursday of its year.
    ///
    /// - SeeAlso: ISO 8601 §2.2.10.
    var isoWeek: (year: Int, week: Int) {
        let week = (dayOfYear - (weekday == 0 ? 7 : weekday) + 10) / 7
        if week < 1 { return (year - 1, Self.isoWeeks(in: year - 1)) }
        if week > Self.isoWeeks(in: year) { return (year + 1, 1) }
        return (year, week)
    }

    /// A year has 53 weeks if it ends with a Thursday, or the one before it with a Wednesday.
    private static func isoWeeks(in year: Int) -> Int {
        func lastDay(_ year: Int) -> Int { (year + year / 4 - year / 100 + year / 400) % 7 }
        return lastDay(year) == 4 || lastDay(year - 1) == 3 ? 53 : 52
    }
}
