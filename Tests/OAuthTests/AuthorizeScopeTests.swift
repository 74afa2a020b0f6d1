import Applications
import OAuth
import Testing
import Wire

@Suite("Scopes and consent")
struct AuthorizeScopeTests {
    private static let management: JSONObject = [
        "identifier": "https://default.latchkey.test/api/v2/", "is_system": true, "allow_offline_access": false,
        "scopes": [["value": "read:users"], ["value": "read:current_user"], ["value": "update:current_user_metadata"]],
    ]
    private static let account: JSONObject = [
        "identifier": "https://acme.example.com/me/", "is_system": true,
        "scopes": [["value": "read:me:connected_accounts"]],
    ]

    @Test(
        "are granted in the order of the request, as far as the client and the API allow",
        arguments: [
            ("openid profile email address phone", nil, [:], "openid profile email address phone"),
            ("email openid banana", nil, [:], "email openid"),
            ("openid read:things", nil, [:], "openid"),
            ("write:things openid read:things delete:things", [:], [:], "write:things openid read:things"),
            ("openid offline_access", nil, [:], "openid offline_access"),
            ("openid offline_access", [:], [:], "openid offline_access"),
            ("openid offline_access", ["allow_offline_access": false], [:], "openid"),
            ("openid offline_access", [:], ["grant_types": ["authorization_code"]], "openid"),
            (
                "openid read:users read:current_user update:current_user_metadata", management, [:],
                "openid read:current_user update:current_user_metadata"
            ),
            ("read:me:connected_accounts read:users", account, [:], "read:me:connected_accounts"),
            ("openid profile read:things", [:], ["third_party_security_mode": "strict"], "read:things"),
            ("", [:], [:], ""),
        ] as [(String, JSONObject?, JSONObject, String)]
    )
    func granted(asked: String, api: JSONObject?, client: JSONObject, expected: String) {
        let scope = ScopePolicy.granted(
            TokenRequest.scopes(of: asked),
            client: AuthorizeFixtures.client(client),
            resourceServer: api.map { AuthorizeFixtures.api($0) },
            permissions: nil
        )
        #expect(scope.joined(separator: " ") == expected)
    }

    @Test(
        "are limited to what the person's roles permit",
        arguments: [
            ([], ["openid", "offline_access"]), (["read:things"], ["openid", "read:things", "offline_access"]),
            (["read:things", "delete:things"], ["openid", "read:things", "offline_access"]),
        ]
    )
    func permitted(permissions: [String], expected: [String]) {
        let scope = ScopePolicy.granted(
            ["openid", "read:things", "write:things", "offline_access", "delete:things"],
            client: AuthorizeFixtures.client(),
            resourceServer: AuthorizeFixtures.api(["enforce_policies": true]),
            permissions: permissions
        )
        #expect(scope == expected)
    }

    /// One row of the table: whose client, which API, which callback, what is granted, what was agreed to, and whether
    /// the person is asked.
    struct Row: Sendable {
        var client: JSONObject = [:]
        var api: JSONObject?
        var callback = "https://app.example.com/cb"
        var scope: [String]
        var agreed: [String] = []
        var isForced = false
        let isNeeded: Bool
    }

    private static let third: JSONObject = ["is_first_party": false]
    private static let asking: JSONObject = ["skip_consent_for_verifiable_first_party_clients": false]

    @Test(
        "are agreed to by people where nobody else can",
        arguments: [
            Row(scope: ["openid", "profile"], isNeeded: false),
            Row(scope: ["openid"], isForced: true, isNeeded: true),
            Row(api: [:], scope: ["openid", "read:things"], isNeeded: false),
            Row(api: asking, scope: ["openid", "read:things"], isNeeded: true),
            Row(api: asking, scope: ["read:things"], agreed: ["read:things"], isNeeded: false),
            Row(api: asking, scope: ["read:things", "write:things"], agreed: ["read:things"], isNeeded: true),
            Row(api: asking, scope: ["openid", "offline_access"], isNeeded: true),
            Row(api: asking, scope: ["openid", "profile"], isNeeded: false),
            Row(api: [:], callback: "http://localhost:3000/cb", scope: ["read:things"], isNeeded: true),
            Row(api: [:], callback: "http://127.0.0.1:3000/cb", scope: ["read:things"], isNeeded: true),
            Row(
                api: [:],
                callback: "http://localhost/",
                scope: ["read:things"],
                agreed: ["read:things"],
                isNeeded: false
            ),
            Row(client: third, scope: ["openid"], isNeeded: true),
            Row(client: third, scope: [], isNeeded: true),
            Row(client: third, scope: ["openid"], agreed: ["openid"], isNeeded: false),
            Row(client: third, scope: ["openid", "email"], agreed: ["openid"], isNeeded: true),
            Row(client: third, scope: ["openid"], agreed: ["openid", "email"], isNeeded: false),
            Row(client: third, api: [:], scope: ["read:things"], isNeeded: true),
            Row(client: third, api: [:], scope: ["read:things"], agreed: ["read:things"], isNeeded: false),
            Row(client: third, scope: ["openid"], agreed: ["openid"], isForced: true, isNeeded: true),
        ]
    )
    func consent(row: Row) throws {
        let isNeeded = ScopePolicy.needsConsent(
            client: AuthorizeFixtures.client(row.client),
            resourceServer: row.api.map { AuthorizeFixtures.api($0) },
            redirectURI: try #require(RedirectURI(row.callback)),
            scope: row.scope,
            agreed: row.agreed,
            isForced: row.isForced
        )
        #expect(isNeeded == row.isNeeded)
    }
}
