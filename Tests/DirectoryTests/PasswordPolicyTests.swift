import Directory
import Kernel
import Testing
import Tokens
import Wire

@Suite("Password policies")
struct PasswordPolicyTests {
    private static let nobody = PersonalData()

    private static func policy(_ options: JSONObject) -> PasswordPolicy { PasswordPolicy(options: options) }

    private static func complexity(_ members: JSONObject) -> PasswordPolicy {
        policy(["passwordPolicy": "excellent", "password_options": ["complexity": .object(members)]])
    }

    struct Row: Sendable {
        let level: JSONValue
        let password: String
        let isStrong: Bool

        init(_ level: JSONValue, _ password: String, _ isStrong: Bool) {
            self.level = level
            self.password = password
            self.isStrong = isStrong
        }
    }

    static let levels = [
        Row(nil, "", false), Row(nil, "a", true), Row("none", "", false), Row("none", "a", true),
        Row("low", "abcde", false), Row("low", "abcdef", true), Row("low", "äöüßéè", true), Row("low", "😀😀😀", true),
        Row("fair", "Abcdefg1", true), Row("fair", "Abcdef1", false), Row("fair", "abcdefg1", false),
        Row("fair", "ABCDEFG1", false), Row("fair", "Abcdefgh", false), Row("fair", "Äbcdefg1", false),
        Row("good", "Abcdefg1", true), Row("good", "abcdef1!", true), Row("good", "ABCDEF1 ", true),
        Row("good", "Abcdefg~", true), Row("good", "Abcdef1", false), Row("good", "abcdefg1", false),
        Row("good", "Abcdefgh", false), Row("good", "abcdefgä", false), Row("good", "Abcdefg١", false),
        Row("excellent", "Abcdefghi1", true), Row("excellent", "Abcdefgh1", false),
        Row("excellent", "Abbcddeff1", true), Row("excellent", "Abbbcdefg1", false),
        Row("excellent", "abcdefghi1", false),
        Row("unheard of", "a", true),
    ]

    @Test("Levels of strength", arguments: levels)
    func strength(_ row: Row) {
        let violation = Self.policy(["passwordPolicy": row.level]).check(row.password, of: Self.nobody)
        #expect((violation == nil) == row.isStrong)
        if let violation { #expect(violation.kind == .strength) }
    }

    @Test("A minimum length stands above the level's own")
    func minimumLength() {
        func policy(_ level: JSONValue, _ length: JSONValue) -> PasswordPolicy {
            Self.policy(["passwordPolicy": level, "password_complexity_options": ["min_length": length]])
        }
        #expect(policy("good", 12).rules.first == .lengthAtLeast(12))
        #expect(policy("good", 4).rules.first == .lengthAtLeast(4))
        #expect(policy("none", 1).rules == [.nonEmpty])
        #expect(policy("low", nil).rules == [.lengthAtLeast(6)])
    }

    @Test("A weak password is answered with the rules and what of them it keeps, byte for byte")
    func weak() throws {
        let violation = try #require(Self.policy(["passwordPolicy": "good"]).check("hello!%&", of: Self.nobody))
        let body = #"""
            {"name":"PasswordStrengthError","message":"Password is too weak","code":"invalid_password",\#
            "description":{"rules":[\#
            {"message":"At least %d characters in length","format":[8],"code":"lengthAtLeast","verified":true},\#
            {"message":"Contain at least %d of the following %d types of characters:","code":"containsAtLeast",\#
            "format":[3,4],"items":[\#
            {"message":"lower case letters (a-z)","code":"lowerCase","verified":true},\#
            {"message":"upper case letters (A-Z)","code":"upperCase","verified":false},\#
            {"message":"numbers (i.e. 0-9)","code":"numbers","verified":false},\#
            {"message":"special characters (e.g. !@#$%^&*)","code":"specialCharacters","verified":true}],\#
            "verified":false}],"verified":false},\#
            "policy":"* At least 8 characters in length\n\#
            * Contain at least 3 of the following 4 types of characters:\n\#
             * lower case letters (a-z)\n * upper case letters (A-Z)\n * numbers (i.e. 0-9)\n\#
             * special characters (e.g. !@#$%^&*)","statusCode":400}
            """#
        #expect(JSONWriter.text(.object(violation.body)) == body)
        #expect(violation.managementMessage == "PasswordStrengthError: Password is too weak")
    }

    @Test("The other rules in error bodies")
    func otherRules() throws {
        let none = try #require(Self.policy([:]).check("", of: Self.nobody))
        #expect(
            JSONWriter.text(none.detail)
                == #"""
                {"rules":[{"message":"Non-empty password required","code":"nonEmpty","verified":false}],\#
                "verified":false}
                """#
        )
        #expect(none.policy == "* Non-empty password required")

        let fair = try #require(Self.policy(["passwordPolicy": "fair"]).check("1", of: Self.nobody))
        #expect(
            JSONWriter.text(fair.detail["rules"]?.array?[1] ?? nil) == #"""
                {"message":"Should contain:","code":"shouldContain","verified":false,"items":[\#
                {"message":"lower case letters (a-z)","code":"lowerCase","verified":false},\#
                {"message":"upper case letters (A-Z)","code":"upperCase","verified":false},\#
                {"message":"numbers (i.e. 0-9)","code":"numbers","verified":true}]}
                """#
        )

        let all = Self.complexity([
            "min_length": 2, "identical_characters": "block", "sequential_characters": "block",
            "max_length_exceeded": "error",
        ])
        let violation = try #require(all.check("aaa", of: Self.nobody))
        #expect(
            JSONWriter.text(.array(Array(violation.detail["rules"]?.array?.dropFirst() ?? []))) == #"""
                [{"message":"No more than %d identical characters in a row (e.g., \"%s\" not allowed)","code":\#
                "identicalChars","format":[2,"aaa"],"verified":false},\#
                {"message":"No more than %d sequential alphanumeric characters (e.g., \"%s\" not allowed)","code":\#
                "sequentialChars","format":[2,"abc"],"verified":true},\#
                {"message":"Maximum password length exceeded","code":"maxLength","format":[72],"verified":true}]
                """#
        )
        #expect(
            violation.policy == """
                * At least 2 characters in length
                * No more than 2 identical characters in a row (e.g., "aaa" not allowed)
                * No more than 2 sequential alphanumeric characters (e.g., "abc" not allowed)
                * Maximum password length exceeded
                """
        )
    }

    @Test("The flexible policy stands instead of the level")
    func flexible() {
        #expect(Self.complexity([:]).rules == [.nonEmpty])
        #expect(Self.complexity(["min_length": 15]).rules == [.lengthAtLeast(15)])
        #expect(
            Self.complexity([
                "min_length": 4, "character_types": ["special", "uppercase"], "character_type_rule": "all",
            ])
            .rules == [.lengthAtLeast(4), .shouldContain([.uppercase, .special])]
        )
        let types: JSONValue = ["lowercase", "uppercase", "number", "special"]
        #expect(
            Self.complexity(["character_types": types, "character_type_rule": "three_of_four"]).rules
                == [.nonEmpty, .containsAtLeast(3, of: [.lowercase, .uppercase, .number, .special])]
        )
        // A group that the newer options lack is read from the older ones.
        let mixed = Self.policy([
            "passwordPolicy": "low", "password_options": ["history": ["active": true, "size": 2]],
        ])
        #expect(mixed.rules == [.lengthAtLeast(6)])
        #expect(mixed.historySize == 2)
    }

    @Test(
        "Sequences are of letters or digits, up or down",
        arguments: [
            ("abd", true), ("abc", false), ("cba", false), ("x123", false), ("x132", true), ("#abc", false),
            ("ab-cd", true),
            ("01-23", true), ("890", true), ("ABc", true), ("aba", true), ("abab", true), ("xyz", false), ("/01", true),
        ]
    )
    func sequences(_ password: String, _ isStrong: Bool) {
        let policy = Self.complexity(["sequential_characters": "block"])
        #expect((policy.check(password, of: Self.nobody) == nil) == isStrong)
    }

    @Test("A maximum of 72 bytes is one of bytes, and only where the connection asks for it")
    func maximum() {
        let strict = Self.complexity(["max_length_exceeded": "error"])
        #expect(strict.check(String(repeating: "ä", count: 36), of: Self.nobody) == nil)
        #expect(strict.check(String(repeating: "ä", count: 37), of: Self.nobody)?.kind == .strength)
        let lenient = Self.complexity(["max_length_exceeded": "truncate"])
        #expect(lenient.check(String(repeating: "ä", count: 37), of: Self.nobody) == nil)
    }

    @Test("A NUL is refused whatever the policy")
    func nul() {
        #expect(Self.policy([:]).check("pass\u{0}word", of: Self.nobody)?.kind == .strength)
    }
}
