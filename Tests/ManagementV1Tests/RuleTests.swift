import Applications
import Kernel
import Testing
import Wire

@testable import Management

@Suite("What the first API asks of connections")
struct RuleTests {
    private let host = RequestHost(tenant: TenantID(rawValue: "acme"), scheme: "https", authority: "acme.example.test")

    @Test("Names may have dots", arguments: ["contoso.com", "a", "A-1.b", String(repeating: "x", count: 128)])
    func names(name: String) throws {
        #expect(try V1ConnectionRules.checkedName(name) == name)
    }

    @Test(
        "Other names are refused",
        arguments: [nil, "", "-a", "a-", ".a", "a.", "a b", "a/b", "ä", String(repeating: "x", count: 129)]
    )
    func badNames(name: String?) {
        #expect(throws: APIProblem.self) { try V1ConnectionRules.checkedName(name) }
    }

    @Test(
        "Where people sign in follows from the server",
        arguments: [
            ("fs.contoso.com", "https://fs.contoso.com/adfs/ls/"),
            ("https://fs.contoso.com:444/FederationMetadata/x.xml", "https://fs.contoso.com:444/adfs/ls/"),
            ("http://fs.contoso.com?x", "https://fs.contoso.com/adfs/ls/"),
        ]
    )
    func signIn(server: String, endpoint: String) {
        #expect(V1ConnectionOptions.signInEndpoint(ofServer: server) == endpoint)
    }

    @Test("What is no server leads nowhere", arguments: ["", "https://", "a b", "https://user@host/"])
    func noServer(server: String) {
        #expect(V1ConnectionOptions.signInEndpoint(ofServer: server) == nil)
    }

    @Test("An address that was given stays")
    func given() throws {
        let options = try V1ConnectionOptions.prepared(
            ["adfs_server": "fs.contoso.com", "signInEndpoint": "https://other.example/adfs/ls"],
            strategy: "adfs",
            host: host
        )
        #expect(options["signInEndpoint"] == "https://other.example/adfs/ls")
    }

    @Test(
        "Options of the wrong type are refused",
        arguments: [
            ("google-oauth2", ["gmail": 1]), ("windowslive", ["signin": "true"]), ("adfs", ["thumbprints": "a"]),
            ("adfs", ["thumbprints": [1]]), ("office365", ["tenant_domain": false]),
        ] as [(String, JSONObject)]
    )
    func types(strategy: String, options: JSONObject) {
        #expect(throws: APIProblem.self) {
            try V1ConnectionOptions.prepared(options, strategy: strategy, host: host)
        }
    }

    @Test("A certificate's thumbprint is taken from it, or typed in any of its spellings")
    func thumbprints() throws {
        let options = try ProvisioningRules.options(
            ["thumbprints": ["old"]],
            strategy: "adfs",
            [
                "adfs_server": " fs.contoso.com ",
                "signing": "9B:25:0A:AD:7E:49:50:60:40:72:FF:AA:60:CD:E7:79:5F:23:B5:2A,\r\n"
                    + "9b250aad7e4950604072ffaa60cde7795f23b52a\n" + String(repeating: "0", count: 40),
            ]
        )
        #expect(options["adfs_server"] == "fs.contoso.com")
        #expect(
            options["thumbprints"]?.strings
                == ["9b250aad7e4950604072ffaa60cde7795f23b52a", String(repeating: "0", count: 40)]
        )
    }

    @Test(
        "Answers that cannot be are refused with their field",
        arguments: [
            ("adfs", ["adfs_server": ""], "adfs_server"), ("adfs", ["adfs_server": "a b"], "adfs_server"),
            ("adfs", ["adfs_server": "a", "signInEndpoint": "http://a"], "signInEndpoint"),
            ("adfs", ["adfs_server": "a", "signing": "12"], "signing"),
            ("adfs", ["adfs_server": "a", "signing": "-----BEGIN CERTIFICATE-----"], "signing"),
            ("office365", [:], "tenant_domain"), ("google-apps", ["tenant_domain": "contoso"], "tenant_domain"),
            ("google-apps", ["tenant_domain": "me@contoso.com"], "tenant_domain"),
            ("google-apps", ["tenant_domain": String(repeating: "a.", count: 9000)], "tenant_domain"),
        ] as [(String, [String: String], String)]
    )
    func answers(strategy: String, answers: [String: String], field: String) {
        let refusal = #expect(throws: ProvisioningRefusal.self) {
            try ProvisioningRules.options([:], strategy: strategy, answers)
        }
        #expect(refusal?.field == field)
    }

    @Test("What is left empty stays")
    func empty() throws {
        let options = try ProvisioningRules.options(
            ["client_id": "a", "client_secret": "b", "ext_groups": true],
            strategy: "google-apps",
            ["tenant_domain": "contoso.com", "client_id": "", "client_secret": " "]
        )
        #expect(options["client_id"] == "a")
        #expect(options["client_secret"] == "b")
        #expect(options["ext_groups"] == true)
    }

    @Test("Early clients' spelling of a strategy is understood")
    func spelling() {
        #expect(V1Strategies.canonical("PingFederate") == "pingfederate")
        #expect(V1Strategies.canonical("nothing") == nil)
    }

    @Test("An order of the log is one of four members, and a direction")
    func order() throws {
        #expect(try V1LogRules.order(nil) == ("date", true))
        #expect(try V1LogRules.order("user_name:1") == ("user_name", false))
        for text in ["ip:1", "date", "date:2", "date:1:1"] {
            #expect(throws: APIProblem.self) { try V1LogRules.order(text) }
        }
    }
}
