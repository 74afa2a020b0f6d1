import Kernel
import Testing

@Suite("Instants")
struct InstantTests {
    static let moments: [(Int64, String)] = [
        (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (-86_400_000, "1969-12-31T00:00:00.000Z"), (-1001, "1969-12-31T23:59:58.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        (1_582_934_400_000, "2020-02-29T00:00:00.000Z"), (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
        (1_709_251_200_000, "2024-03-01T00:00:00.000Z"), (1_630_700_205_288, "2021-09-03T20:16:45.288Z"),
        (4_107_542_399_000, "2100-02-28T23:59:59.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"), (-2_203_977_600_000, "1900-02-28T00:00:00.000Z"),
        (2_147_483_648_000, "2038-01-19T03:14:08.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
    ]

    @Test("are written and read in ISO 8601", arguments: moments)
    func both(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).iso8601 == text)
        #expect(Instant(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test("every day of a Gregorian cycle comes back")
    func everyDay() {
        for day in stride(from: Int64(-200_000), through: 200_000, by: 1) {
            let instant = Instant(seconds: day * 86_400)
            let date = instant.date
            let days = Instant.days(year: Int64(date.year), month: Int64(date.month), day: Int64(date.day))
            guard days == day else {
                Issue.record("day \(day) became \(days)")
                return
            }
        }
    }

    static let spellings: [(String, Int64)] = [
        ("2021-09-03", 1_630_627_200_000), ("2021-09-03T20:16:45Z", 1_630_700_205_000),
        ("2021-09-03t20:16:45z", 1_630_700_205_000), ("2021-09-03 20:16:45Z", 1_630_700_205_000),
        ("2021-09-03T20:16:45.2Z", 1_630_700_205_200), ("2021-09-03T20:16:45.288999Z", 1_630_700_205_288),
        ("2021-09-03T20:16:45+02:00", 1_630_693_005_000), ("2021-09-03T20:16:45.5-05:30", 1_630_720_005_500),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ]

    @Test("are read in every spelling of RFC 3339", arguments: spellings)
    func reads(text: String, milliseconds: Int64) {
        #expect(Instant(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(
        "are not read from anything else",
        arguments: [
            "", "2021", "2021-09", "2021-9-03", "21-09-03", "2021/09/03", "2021-00-01", "2021-13-01", "2021-01-00",
            "2021-01-32", "2021-02-29", "2021-04-31", "1900-02-29", "2021-09-03T", "2021-09-03T20:16Z",
            "2021-09-03T20:16:45", "2021-09-03T24:00:00Z", "2021-09-03T20:60:00Z", "2021-09-03T20:16:61Z",
            "2021-09-03T20:16:45.Z", "2021-09-03T20:16:45,5Z", "2021-09-03T20:16:45+02", "2021-09-03T20:16:45+0200",
            "2021-09-03T20:16:45+24:00", "2021-09-03T20:16:45+01:60", "2021-09-03T20:16:45ZZ",
            "2021-09-03T20:16:45Z ", " 2021-09-03", "2021-09-0x", "-021-09-03", "2021-09-03T-1:00:00Z", "now",
            "1630700205", "２０２１-09-03",
        ]
    )
    func refuses(text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test(
        "round towards the past",
        arguments: [(1999, 1), (1000, 1), (999, 0), (-1, -1), (-1000, -1), (-1001, -2)] as [(Int64, Int64)]
    )
    func seconds(milliseconds: Int64, seconds: Int64) {
        #expect(Instant(milliseconds: milliseconds).seconds == seconds)
    }

    @Test("are ordered, and moved by seconds")
    func order() {
        let now = Instant(milliseconds: 1500)
        #expect(now.adding(seconds: 2).milliseconds == 3500)
        #expect(now.adding(seconds: -2) < now)
        #expect(Instant(seconds: 2) == Instant(milliseconds: 2000))
    }
}
