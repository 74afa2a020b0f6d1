import Kernel
import ManagementV2
import Testing
import Wire

@Suite("The shape of lists")
struct ListShapeTests {
    private static func fixture(_ operation: String, key: String, next: String? = nil) -> EngineFixture {
        EngineFixture([
            operation: { _ in
                .list(Page(items: [["id": "1", "a": ["b": 1, "c": 2]]], total: 120, next: next), key: key)
            }
        ])
    }

    @Test(
        "is the recorded one of the list and the style that was asked for",
        arguments: [
            ("get_clients", "clients", "/clients", "[#]"),
            ("get_clients", "clients", "/clients?page=1&per_page=10", "[#]"),
            (
                "get_clients", "clients", "/clients?page=1&per_page=10&include_totals=true",
                #"{"total":120,"start":10,"limit":10,"clients":[#]}"#
            ),
            (
                "get_clients", "clients", "/clients?take=10&include_totals=true",
                #"{"clients":[#],"next":"n"}"#
            ),
            (
                "get_organizations", "organizations", "/organizations?include_totals=true",
                #"{"organizations":[#],"start":0,"limit":50,"total":120}"#
            ),
            (
                "get_users", "users", "/users?include_totals=true&per_page=5",
                #"{"start":0,"limit":5,"length":1,"users":[#],"total":120}"#
            ),
            ("get_actions", "actions", "/actions/actions", #"{"actions":[#],"total":120,"per_page":20}"#),
            (
                "get_actions", "actions", "/actions/actions?page=2&per_page=5",
                #"{"actions":[#],"total":120,"page":2,"per_page":5}"#
            ),
            ("get_triggers", "triggers", "/actions/triggers", #"{"triggers":[#]}"#),
            ("get_log-streams", "log_streams", "/log-streams", "[#]"),
            ("get_custom-domains", "custom_domains", "/custom-domains", "[#]"),
            ("get_custom-domains", "custom_domains", "/custom-domains?take=1", #"{"custom_domains":[#],"next":"n"}"#),
            ("get_client_connections", "connections", "/clients/a/connections", #"{"connections":[#],"next":"n"}"#),
            ("get_credentials", "credentials", "/clients/a/credentials?include_totals=true&per_page=50", "[#]"),
            ("get_logs", "logs", "/logs?take=5&from=x", "[#]"),
        ]
    )
    func shape(operation: String, key: String, target: String, expected: String) async {
        let response = await Self.fixture(operation, key: key, next: "n").send("GET", target)
        #expect(response.status == 200)
        let item = #"{"id":"1","a":{"b":1,"c":2}}"#
        #expect(response.text.replacing(item, with: "#") == expected)
    }

    @Test("tells handlers the slice, and the operation's own when none was asked for")
    func pages() async {
        let fixture = EngineFixture([
            "get_clients": { .object(["page": .string("\($0.effectivePage)"), "asked": .bool($0.page != nil)]) },
            "get_connected-accounts": { .object(["page": .string("\($0.effectivePage)")]) },
        ])
        let plain = await fixture.send("GET", "/clients")
        #expect(plain.json?["asked"] == false)
        #expect(plain.json?["page"] == "offset(page: 0, perPage: 50, includeTotals: false)")
        let checkpoint = await fixture.send("GET", "/clients?from=abc&page=3")
        #expect(checkpoint.json?["page"] == #"checkpoint(from: Optional("abc"), take: 50)"#)
        let accounts = await fixture.send("GET", "/users/a/connected-accounts")
        #expect(accounts.json?["page"] == "checkpoint(from: nil, take: 10)")
    }

    @Test("links to the slices around it, other parameters kept")
    func links() async {
        let response = await Self.fixture("get_clients", key: "clients")
            .send("GET", "/clients?page=1&is_global=false&per_page=50")
        let base = "http://acme.example.com/api/v2/clients?is_global=false&"
        #expect(
            response.header("Link") == """
                <\(base)page=0&per_page=50>; rel="first", <\(base)page=0&per_page=50>; rel="prev", \
                <\(base)page=2&per_page=50>; rel="next", <\(base)page=2&per_page=50>; rel="last"
                """
        )
        let logs = await Self.fixture("get_logs", key: "logs", next: "900").send("GET", "/logs?take=5&from=800")
        #expect(
            logs.header("Link") == "<https://acme.example.com/api/v2/logs?from=900&take=5>; rel=\"next\""
        )
        let roles = await Self.fixture("get_roles", key: "roles").send("GET", "/roles")
        #expect(roles.header("Link") == nil)
    }

    @Test(
        "has the fields that were asked for",
        arguments: [
            ("fields=id", #"[{"id":"1"}]"#), ("fields=id&include_fields=false", #"[{"a":{"b":1,"c":2}}]"#),
            ("fields=a.b", #"[{"a":{"b":1}}]"#), ("fields=a.b,id&include_fields=false", #"[{"a":{"c":2}}]"#),
            ("fields=nothing", "[{}]"), ("fields=", #"[{"id":"1","a":{"b":1,"c":2}}]"#),
        ]
    )
    func fields(query: String, expected: String) async {
        let response = await Self.fixture("get_clients", key: "clients").send("GET", "/clients?\(query)")
        #expect(response.text == expected)
    }

    @Test("keeps what tenant settings always answer")
    func alwaysAnswered() async {
        let fixture = EngineFixture([
            "tenant_settings_route": { _ in
                .object(["friendly_name": "A", "flags": [:], "sandbox_version": "22"])
            }
        ])
        let response = await fixture.send("GET", "/tenants/settings?fields=flags")
        #expect(response.text == #"{"flags":{},"sandbox_version":"22"}"#)
        let client: JSONObject = ["tenant": "acme", "client_id": "a", "name": "A"]
        let clients = EngineFixture(["get_clients": { _ in .list(Page(items: [client]), key: "clients") }])
        let listed = await clients.send("GET", "/clients?fields=client_id")
        #expect(listed.text == #"[{"tenant":"acme","client_id":"a"}]"#)
    }
}
