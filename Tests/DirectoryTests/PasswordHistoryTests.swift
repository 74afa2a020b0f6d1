import Directory
import Kernel
import Testing
import Tokens
import Wire

@Suite("Passwords that were used before")
struct PasswordHistoryTests {
    private static let now = Instant(seconds: 1_800_000_000)

    private static func former(_ password: String, secondsAgo: Int64? = nil) throws -> PasswordPolicy.FormerPassword {
        PasswordPolicy.FormerPassword(
            hash: try PasswordHash.bcrypt(password, cost: 4, random: .system),
            setAt: secondsAgo.map { now.adding(seconds: -$0) }
        )
    }

    @Test("One of the latest is refused with its age, an older one is not")
    func history() throws {
        let policy = PasswordPolicy(options: ["password_history": ["enable": true, "size": 2]])
        let former = [
            try Self.former("present", secondsAgo: 60), try Self.former("before"), try Self.former("long ago"),
        ]
        let violation = try #require(try policy.check("present", against: former, now: Self.now))
        #expect(
            JSONWriter.text(.object(violation.body)) == #"""
                {"name":"PasswordHistoryError","message":"Password has previously been used",\#
                "code":"invalid_password",\#
                "description":"You may not reuse any of the last 2 passwords. This password was used a minute ago.",\#
                "statusCode":400}
                """#
        )
        let other = try policy.check("before", against: former, now: Self.now)
        #expect(other?.detail == "You may not reuse any of the last 2 passwords.")
        #expect(try policy.check("long ago", against: former, now: Self.now) == nil)
        #expect(try policy.check("new", against: former, now: Self.now) == nil)
    }

    @Test(
        "The size of the history, by the older and the newer options",
        arguments: [
            ("{}", 0), (#"{"password_history":{"enable":false,"size":3}}"#, 0),
            (#"{"password_history":{"enable":true}}"#, 5), (#"{"password_history":{"enable":true,"size":99}}"#, 24),
            (#"{"password_history":{"enable":true,"size":-1}}"#, 0), (#"{"password_history":null}"#, 0),
            (#"{"password_options":{"history":{"active":true}}}"#, 3),
            (#"{"password_options":{"history":{"active":true,"size":7}},"password_history":{"enable":true}}"#, 7),
            (#"{"password_options":{"history":{"active":false,"size":7}},"password_history":{"enable":true}}"#, 0),
        ]
    )
    func size(_ options: String, _ size: Int) throws {
        let options = try #require(try JSONReader.parse(options).object)
        #expect(PasswordPolicy(options: options).historySize == size)
    }

    @Test(
        "Ages are rounded words",
        arguments: [
            (0, "a few seconds ago"), (44, "a few seconds ago"), (45, "a minute ago"), (89, "a minute ago"),
            (90, "2 minutes ago"), (44 * 60, "44 minutes ago"), (45 * 60, "an hour ago"), (89 * 60, "an hour ago"),
            (90 * 60, "2 hours ago"), (21 * 3600, "21 hours ago"), (22 * 3600, "a day ago"), (35 * 3600, "a day ago"),
            (36 * 3600, "2 days ago"), (25 * 86_400, "25 days ago"), (26 * 86_400, "a month ago"),
            (45 * 86_400, "a month ago"), (46 * 86_400, "2 months ago"), (319 * 86_400, "10 months ago"),
            (320 * 86_400, "a year ago"), (547 * 86_400, "a year ago"), (548 * 86_400, "2 years ago"),
            (1095 * 86_400, "3 years ago"),
        ] as [(Int64, String)]
    )
    func age(_ seconds: Int64, _ words: String) throws {
        let policy = PasswordPolicy(options: ["password_history": ["enable": true, "size": 1]])
        let former = [try Self.former("present", secondsAgo: seconds)]
        let violation = try policy.check("present", against: former, now: Self.now)
        #expect(violation?.detail.string?.hasSuffix(" This password was used \(words).") == true)
    }
}
