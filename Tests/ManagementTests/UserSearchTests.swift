import Directory
import Kernel
import Management
import Testing

@Suite("Queries for users")
struct UserSearchTests {
    private static let understood: [(String, UserFilter)] = [
        ("email:\"a@example.com\"", .equals(path: "email", value: "a@example.com")),
        ("name:ann*", .hasPrefix(path: "name", value: "ann")),
        ("name:*anna", .matches(path: "name", pattern: "*anna")),
        ("name:a*b*c", .matches(path: "name", pattern: "a*b*c")),
        ("name:*", .exists(path: "name")),
        ("_exists_:user_metadata.color", .exists(path: "user_metadata.color")),
        ("app_metadata.plan:gold", .equals(path: "app_metadata.plan", value: "gold")),
        ("email.domain:example.com", .matches(path: "email", pattern: "*@example.com")),
        ("identities.connection:\"sms\"", .equals(path: "identities.connection", value: "sms")),
        ("user_id:auth0|1", .equals(path: "user_id", value: "auth0|1")),
        ("anna", .contains("anna")),
        ("ann* bert", .or(.contains("ann"), .contains("bert"))),
        (
            "name:(\"a\" OR b) AND NOT blocked:true",
            .and(
                .or(.equals(path: "name", value: "a"), .equals(path: "name", value: "b")),
                .not(.equals(path: "blocked", value: "true"))
            )
        ),
        ("-name:a name:b", .and(.equals(path: "name", value: "b"), .not(.equals(path: "name", value: "a")))),
        (
            "logins_count:[10 TO 20}",
            .range(path: "logins_count", from: "10", through: "20", isFromIncluded: true, isThroughIncluded: false)
        ),
        (
            "logins_count:>5",
            .range(path: "logins_count", from: "5", through: nil, isFromIncluded: false, isThroughIncluded: false)
        ),
        ("created_at:[2025-01 TO 2025-01]", moments("2025-01-01T00:00:00.000Z", "2025-01-31T23:59:59.999Z")),
        ("created_at:2024", moments("2024-01-01T00:00:00.000Z", "2024-12-31T23:59:59.999Z")),
        ("created_at:2024-12-*", moments("2024-12-01T00:00:00.000Z", "2024-12-31T23:59:59.999Z")),
        ("created_at:{2025-01-01 TO *]", moments("2025-01-02T00:00:00.000Z", nil)),
        ("created_at:[* TO 2025-01-01}", moments(nil, "2024-12-31T23:59:59.999Z")),
    ]

    private static func moments(_ from: String?, _ through: String?) -> UserFilter {
        .range(path: "created_at", from: from, through: through, isFromIncluded: true, isThroughIncluded: true)
    }

    @Test("A query of the language means what Lucene says", arguments: understood)
    func meaning(_ query: String, _ filter: UserFilter) throws {
        #expect(try UserSearch.filter(query) == filter)
    }

    @Test("Nothing and everything are no filter", arguments: ["", "  ", "*", "*:*"])
    func everybody(_ query: String) throws {
        #expect(try UserSearch.filter(query) == nil)
    }

    @Test(
        "What cannot be understood is refused",
        arguments: [
            "name:", "name:\"a", "(a", "a)", "a AND", "OR a", "name:[a TO", "name:[a b]", "created_at:soon", "a?b",
            "name:*ab", "[a TO b]", "a & b", "name:(other:b)", "a\\", "_exists_:a*", "NOT",
        ]
    )
    func refusals(_ query: String) {
        let error = #expect(throws: APIProblem.self) { try UserSearch.filter(query) }
        #expect(error?.status == 400)
        #expect(error?.errorCode == "invalid_query_string")
    }

    @Test("Queries are bounded in length, terms and depth")
    func bounds() {
        let long = String(repeating: "a", count: 5000)
        let wide = (0..<200).map { "a\($0)" }.joined(separator: " ")
        let deep = String(repeating: "(", count: 40) + "a" + String(repeating: ")", count: 40)
        for query in [long, wide, deep] { #expect(throws: APIProblem.self) { try UserSearch.filter(query) } }
    }
}
