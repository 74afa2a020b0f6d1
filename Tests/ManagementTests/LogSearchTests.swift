import Applications
import Kernel
import Management
import Testing

@Suite("Log queries")
struct LogSearchTests {
    private static func day(_ text: String) -> Instant { Instant(iso8601: text) ?? Instant(milliseconds: 0) }

    private static let understood: [(String, LogFilter)] = [
        ("type:\"sapi\"", .equals(member: "type", value: "sapi")),
        ("type:s", .equals(member: "type", value: "s")),
        ("client_name:My*", .hasPrefix(member: "client_name", value: "My")),
        ("user_id:*", .exists(member: "user_id")),
        ("_exists_:user_id", .exists(member: "user_id")),
        ("failed", .contains("failed")),
        ("\"two words\"", .contains("two words")),
        ("user_id:auth0|1", .equals(member: "user_id", value: "auth0|1")),
        ("ip:2a02:8084::1", .equals(member: "ip", value: "2a02:8084::1")),
        ("user_name:a\\ b", .equals(member: "user_name", value: "a b")),
        ("a b", .or(.contains("a"), .contains("b"))),
        ("a && b || c", .or(.and(.contains("a"), .contains("b")), .contains("c"))),
        ("a OR b AND c", .or(.contains("a"), .and(.contains("b"), .contains("c")))),
        ("(a OR b) AND c", .and(.or(.contains("a"), .contains("b")), .contains("c"))),
        ("NOT a", .not(.contains("a"))),
        ("a NOT b", .and(.contains("a"), .not(.contains("b")))),
        ("a -b", .and(.contains("a"), .not(.contains("b")))),
        ("a AND NOT b", .and(.contains("a"), .not(.contains("b")))),
        ("a OR NOT b", .or(.contains("a"), .not(.contains("b")))),
        ("NOT a OR b", .or(.not(.contains("a")), .contains("b"))),
        ("+a b", .contains("a")),
        (
            "type:(s OR f)",
            .or(.equals(member: "type", value: "s"), .equals(member: "type", value: "f"))
        ),
        (
            "date:[2025-01-01 TO 2025-01-02]",
            .date(from: day("2025-01-01"), through: day("2025-01-02T23:59:59.999Z"))
        ),
        (
            "date:{2025-01-01 TO 2025-01-02}",
            .date(from: day("2025-01-02"), through: day("2025-01-01T23:59:59.999Z"))
        ),
        ("date:[2025-01-01T10:00:00Z TO *]", .date(from: day("2025-01-01T10:00:00Z"), through: nil)),
        ("date:>=2025-01-01", .date(from: day("2025-01-01"), through: nil)),
        ("date:<2025-01-01", .date(from: nil, through: day("2024-12-31T23:59:59.999Z"))),
        ("date:2025-01-01", .date(from: day("2025-01-01"), through: day("2025-01-01T23:59:59.999Z"))),
    ]

    @Test("A query of the language means what Lucene says", arguments: understood)
    func query(text: String, filter: LogFilter) throws {
        #expect(try LogSearch.filter(q: text) == filter)
    }

    @Test("An empty query, and one for everything, filter nothing", arguments: ["", "  ", "*", "*:*"])
    func everything(text: String) throws {
        #expect(try LogSearch.filter(q: text) == nil)
    }

    @Test(
        "What is beyond the language is refused and never ignored",
        arguments: [
            "(", ")", "(a", "a)", "()", "AND", "a AND", "a OR", "OR a", "a AND OR b", "type:", "type:(a", "\"a", "a\\",
            "details.request:x", "te?t", "fo*o", "a~", "a^2", "date:[2025-01-01", "date:[a TO b]",
            "date:[now-1d TO now]",
            "type:[a TO b]", "[a TO b]", "date:2025*", "&a", "NOT", "+", "-", "_exists_:nonsense", "type:(client_id:a)",
            String(repeating: "(", count: 40) + "a" + String(repeating: ")", count: 40),
            String(repeating: "a ", count: 200), String(repeating: "a", count: 3000),
        ]
    )
    func refused(text: String) {
        #expect {
            _ = try LogSearch.filter(q: text)
        } throws: { error in
            let problem = error as? APIProblem
            return problem?.status == 400 && problem?.errorCode == "invalid_query_string"
        }
    }

    @Test("A search has pairs that must all match, by their beginning or, in quotes, whole")
    func search() throws {
        #expect(
            try LogSearch.filter(search: "application:node user:\"John@contoso.com\"")
                == .and(
                    .hasPrefix(member: "client_name", value: "node"),
                    .equals(member: "user_name", value: "John@contoso.com")
                )
        )
        #expect(
            try LogSearch.filter(search: "jo")
                == .or(
                    .or(
                        .hasPrefix(member: "client_name", value: "jo"),
                        .hasPrefix(member: "connection", value: "jo")
                    ),
                    .hasPrefix(member: "user_name", value: "jo")
                )
        )
        #expect(throws: APIProblem.self) { try LogSearch.filter(search: "a OR b") }
    }
}
