import Kernel
import ManagementV2
import Testing
import Wire

@Suite("Validation against a schema")
struct ValidationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let schema: JSONObject
        let value: JSONValue
        let message: String?
        var testDescription: String { "\(JSONWriter.text(value)) as \(JSONWriter.text(.object(schema)))" }

        init(_ schema: JSONObject, _ value: JSONValue, _ message: String?) {
            (self.schema, self.value, self.message) = (schema, value, message)
        }
    }

    struct NoSchemas: SchemaSource {
        func schema(named name: String) -> Schema? {
            name == "Colour" ? Schema(["type": "string", "enum": ["red"]]) : nil
        }
    }

    static let rows = [
        // Types.
        Row(["type": "string"], "a", nil),
        Row(["type": "string"], nil, "'Expected type string but found type null'"),
        Row(["type": "integer"], 1.0, nil),
        Row(["type": "integer"], 1.5, "'Expected type integer but found type number'"),
        Row(["type": "number"], 1, nil),
        Row(["type": ["string", "null"]], nil, nil),
        Row(["type": ["string", "null"]], 1, #"'Expected type ["string","null"] but found type integer'"#),
        Row([:], [1, "a"], nil),
        // Enumerations.
        Row(["type": "string", "enum": ["a", "b"]], "c", #"'Invalid value "c"'"#),
        Row(["type": ["string", "null"], "enum": ["a"]], nil, nil),
        Row(["enum": [true]], false, "'Invalid value false'"),
        Row(["$ref": "Colour"], "blue", #"'Invalid value "blue"'"#),
        // Strings.
        Row(["minLength": 2], "é", "'String is too short (1 chars), minimum 2'"),
        Row(["maxLength": 1], "ab", "'String is too long (2 chars), maximum 1'"),
        Row(["pattern": "^a+$"], "ab", "'String does not match pattern ^a+$: ab'"),
        Row(["format": "email"], "x", "'Object didn't pass validation for format email: x'"),
        Row(["format": "unheard-of"], "x", nil),
        // Numbers.
        Row(["minimum": 1], 0, "'Value 0 is less than minimum 1'"),
        Row(["maximum": 0.5], 0.75, "'Value 0.75 is greater than maximum 0.5'"),
        // Lists.
        Row(["minItems": 1], [], "'Array is too short (0), minimum 1'"),
        Row(["maxItems": 1], [1, 2], "'Array is too long (2), maximum 1'"),
        Row(["uniqueItems": true], ["a", "a"], "'Array items are not unique (indexes 0 and 1)'"),
        Row(
            ["items": ["type": "string"]],
            ["a", 1, nil],
            "'Expected type string but found type integer' on property [1] (also) "
                + "'Expected type string but found type null' on property [2]"
        ),
        // Objects.
        Row(["required": ["a"]], [:], "'Missing required property: a'"),
        Row(["minProperties": 1], [:], "'Too few properties defined (0), minimum 1'"),
        Row(["maxProperties": 1], ["a": 1, "b": 2], "'Too many properties defined (2), maximum 1'"),
        Row(
            ["additionalProperties": false, "properties": ["a": [:]]],
            ["a": 1, "b": 2, "c": 3],
            "'Additional properties not allowed: b,c'"
        ),
        Row(
            ["additionalProperties": ["type": "string"]],
            ["a": 1],
            "'Expected type string but found type integer' on property a"
        ),
        Row(
            ["properties": ["groups": ["items": ["properties": ["email": ["type": "string"]]]]]],
            ["groups": [["email": 1]]],
            "'Expected type string but found type integer' on property groups[0].email"
        ),
        Row(
            ["properties": ["a": ["type": "string", "description": "A letter"]]],
            ["a": 1],
            "'Expected type string but found type integer' on property a (A letter)"
        ),
        // Combinations.
        Row(["oneOf": [["type": "string"], ["type": "null"]]], 1, "'None of the valid schemas were met'"),
        Row(["anyOf": [["minLength": 1], ["maxLength": 3]]], "ab", nil),
        Row(["allOf": [["type": "string"], ["minLength": 3]]], "ab", "'String is too short (2 chars), minimum 3'"),
    ]

    @Test("tells each failure in the words of z-schema", arguments: rows)
    func row(row: Row) {
        let problem = Schema(row.schema).problem(with: row.value, in: NoSchemas())
        #expect(problem?.message == row.message.map { "Payload validation error: \($0)." })
    }

    @Test(
        "knows the formats of the management API",
        arguments: [
            ("callback-url", "com.example.app://callback", true), ("callback-url", "javascript:alert(1)", false),
            ("callback-url", "https://*.example.com/{organization_name}", true), ("callback-url", "nowhere", false),
            ("url-with-placeholders", "https://*.example.com", true), ("url", "http://localhost:3000", true),
            ("url", "ftp://a", false), ("absolute-https-uri-or-empty", "", true),
            ("absolute-https-uri-or-empty", "http://a.b", false), ("absolute-uri-or-empty", "https:///x", false),
            ("strict-https-uri", "https://a.b/c d", false), ("email", "a@b", false), ("email", "a.b+c@d-e.co", true),
            ("email", "a..b@c.de", false), ("email-or-empty", "", true), ("hostname", "login.example.com", true),
            ("hostname", "-a.com", false), ("ipv4", "1.2.3.4", true), ("ipv4", "1.2.3.256", false),
            ("ipv6", "2001:db8::1", true), ("ipv6", "1::2::3", false), ("ipv6", "::ffff:1.2.3.4", true),
            ("cidr", "10.0.0.0/8", true), ("cidr", "10.0.0.0/33", false), ("ipv6_cidr", "fe80::/10", true),
            ("uuid", "123e4567-e89b-12d3-a456-426614174000", true), ("uuid", "123e4567", false),
            ("connection-id", "con_0123456789abcdef", true), ("connection-id", "con_short", false),
            ("organization-name", "acme-2", true), ("organization-name", "Acme", false),
            ("organization-name", "org_acme", false), ("html-color", "#0af", true), ("html-color", "red", false),
            ("date-time", "2024-02-30T00:00:00Z", false), ("date-time", "2024-02-01", false),
            ("date", "2024-02-01", true),
        ] as [(String, String, Bool)]
    )
    func format(name: String, text: String, isValid: Bool) {
        let problem = Schema(["format": .string(name)]).problem(with: .string(text), in: NoSchemas())
        #expect((problem == nil) == isValid)
    }

    @Test(
        "matches the patterns of the table as ECMAScript does",
        arguments: [
            (#"^\+[0-9]{1,15}$"#, "+1", true), (#"^\+[0-9]{1,15}$"#, "+1234567890123456", false),
            ("^(?!.*\\x00)\\S(.*\\S)?$", "a b", true), ("^(?!.*\\x00)\\S(.*\\S)?$", "a ", false),
            ("^(?!.*\\x00)\\S(.*\\S)?$", "a\u{0}b", false),
            ("^(?:(?!org_))[a-z0-9]([a-z0-9-_]*[a-z0-9])?$", "org_a", false),
            ("^(?:(?!org_))[a-z0-9]([a-z0-9-_]*[a-z0-9])?$", "acme_1", true), ("con_[a-z]{2}", "xcon_abc", true),
            ("^([0-9a-zA-Z-_]{10,64})$", "ab-cd_efgh", true), ("^https://.*", "https://x", true), ("^a|b$", "cb", true),
            ("^(a|ab)(c|bcd)$", "abcd", true), ("^[^<>]+$", "a<", false),
            ("^(a*)*b$", String(repeating: "a", count: 400), false),
            (#"^[\w-\.~]+$"#, "a-.~", true), ("^[\\x20-\\x7E]+$", "é", false), ("^(?=.)a?$", "", false),
            ("^[A-Z]{2}$", "ABC", false), ("^simplified/1.0$", "simplified/1.0", true), ("^\\d+$", "", false),
        ] as [(String, String, Bool)]
    )
    func pattern(pattern: String, text: String, matches: Bool) {
        let problem = Schema(["pattern": .string(pattern)]).problem(with: .string(text), in: NoSchemas())
        #expect((problem == nil) == matches)
    }

    @Test("compiles every pattern that a row or schema of the table has")
    func everyPattern() {
        #expect(OperationTable().unreadablePatterns == [])
    }
}
