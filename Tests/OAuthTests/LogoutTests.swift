import Applications
import Kernel
import OAuth
import Testing
import Tokens
import Wire

@Suite("Logout")
struct LogoutTests {
    private static let client = AuthorizeFixtures.client([
        "allowed_logout_urls": [
            "https://*.example.com/bye", "javascript:alert(1)", "https://app.example.com/bye",
            "https://app.example.com/bye?a=b",
        ]
    ])
    private static let settings = TenantSettings(["allowed_logout_urls": ["https://tenant.example.com/"]])

    @Test(
        "leads to a place of the client's or else of the tenant's",
        arguments: [
            ("https://app.example.com/bye?x=y#z", true, true), ("https://a.example.com/bye", true, true),
            ("https://tenant.example.com/", true, false), ("https://tenant.example.com/?x", false, true),
            ("https://app.example.com/bye", false, false), ("https://evil.test/", true, false),
            ("javascript:alert(1)", true, false),
        ]
    )
    func legacy(returnTo: String, isClient: Bool, isAllowed: Bool) {
        let error = displayed {
            try LogoutRules.destination(
                returnTo: returnTo,
                client: isClient ? Self.client : nil,
                settings: Self.settings
            )
        }
        let text =
            "The \"returnTo\" querystring parameter \"\(returnTo)\" is not defined as a valid URL in \"Allowed "
            + "Logout URLs\"."
        #expect(error == (isAllowed ? nil : DisplayedError(400, "invalid_request", text)))
    }

    @Test("leads to the client's first place where none is named, and nowhere without a client")
    func fallback() throws {
        let first = try LogoutRules.destination(returnTo: nil, client: Self.client, settings: Self.settings)
        #expect(first == "https://app.example.com/bye")
        #expect(try LogoutRules.destination(returnTo: nil, client: nil, settings: Self.settings) == nil)
        let bare = AuthorizeFixtures.client()
        #expect(try LogoutRules.destination(returnTo: nil, client: bare, settings: Self.settings) == nil)
    }

    private static func request(_ change: (inout LogoutRules.Request) -> Void) -> LogoutRules.Request {
        var request = LogoutRules.Request()
        change(&request)
        return request
    }

    @Test(
        "by OpenID Connect compares the query too, and gives back the state",
        arguments: [
            ("https://app.example.com/bye", nil, "https://app.example.com/bye"),
            ("https://app.example.com/bye", "a b", "https://app.example.com/bye?state=a%20b"),
            ("https://app.example.com/bye?a=b", "s", "https://app.example.com/bye?a=b&state=s"),
            ("https://app.example.com/bye#x", "s", "https://app.example.com/bye?state=s"),
            ("https://app.example.com/bye?foo=bar", "s", nil), ("https://app.example.com/bye/", nil, nil),
            ("https://evil.test/", nil, nil), ("javascript:alert(1)", nil, nil),
            ("https://app.example.com@evil.test/bye", nil, nil),
        ] as [(String, String?, String?)]
    )
    func connect(uri: String, state: String?, destination: String?) {
        let request = Self.request {
            $0.redirectURI = uri
            $0.state = state
        }
        let plan = try? LogoutRules.plan(request, client: Self.client, settings: Self.settings, sessionID: nil)
        #expect(plan?.destination == destination)
        let error = displayed {
            try LogoutRules.plan(request, client: Self.client, settings: Self.settings, sessionID: nil)
        }
        #expect((error == nil) == (destination != nil))
        #expect(error == nil || error?.code == "invalid_request")
    }

    @Test("leads to a place of the tenant's where no client is known")
    func tenant() throws {
        let request = Self.request { $0.redirectURI = "https://tenant.example.com/" }
        let plan = try LogoutRules.plan(request, client: nil, settings: Self.settings, sessionID: nil)
        #expect(plan.destination == "https://tenant.example.com/" && !plan.asksFirst)
    }

    @Test("refuses hints that contradict each other")
    func contradictions() {
        let requests = [
            Self.request { ($0.clientID, $0.hintedClientID) = ("app", "other") },
            Self.request { ($0.logoutHint, $0.hintedSessionID, $0.hintedClientID) = ("one", "two", "app") },
        ]
        for request in requests {
            let error = displayed {
                try LogoutRules.plan(request, client: Self.client, settings: Self.settings, sessionID: "one")
            }
            #expect(error?.status == 400)
        }
    }

    /// A hint, the session of the browser, whose that is, and whether people are asked before it ends.
    struct Row: Sendable {
        var hint: LogoutRules.Request
        var session: String?
        var user: String?
        let asksFirst: Bool

        init(
            _ session: String?,
            of user: String? = nil,
            asksFirst: Bool,
            _ hint: (inout LogoutRules.Request) -> Void = { _ in }
        ) {
            self.hint = LogoutTests.request(hint)
            self.session = session
            self.user = user
            self.asksFirst = asksFirst
        }
    }

    @Test(
        "asks people first unless the session is proved",
        arguments: [
            Row("one", asksFirst: true),
            Row(nil, asksFirst: false),
            Row("one", asksFirst: false) { ($0.hintedClientID, $0.hintedSessionID) = ("app", "one") },
            Row("one", asksFirst: true) { ($0.hintedClientID, $0.hintedSessionID) = ("app", "two") },
            Row("one", asksFirst: true) { $0.logoutHint = "one" },
            Row("one", asksFirst: true) { $0.clientID = "app" },
            Row("one", asksFirst: true) { $0.hintedClientID = "app" },
            Row("one", asksFirst: true) { ($0.hintedClientID, $0.hintedUserID) = ("app", "auth0|1") },
            Row("one", of: "auth0|1", asksFirst: false) { ($0.hintedClientID, $0.hintedUserID) = ("app", "auth0|1") },
            Row("one", of: "auth0|2", asksFirst: true) { ($0.hintedClientID, $0.hintedUserID) = ("app", "auth0|1") },
            Row("one", of: "auth0|1", asksFirst: true) {
                ($0.hintedClientID, $0.hintedUserID, $0.hintedSessionID) = ("app", "auth0|1", "two")
            },
            Row("one", asksFirst: false) { ($0.hintedClientID, $0.logoutHint) = ("app", "one") },
        ]
    )
    func confirmation(row: Row) throws {
        let plan = try LogoutRules.plan(
            row.hint,
            client: Self.client,
            settings: Self.settings,
            sessionID: row.session,
            userID: row.user
        )
        #expect(plan.destination == nil && plan.asksFirst == row.asksFirst)
    }

    @Test("asks nobody where the tenant does not want to")
    func unconfirmed() throws {
        let settings = TenantSettings(["oidc_logout": ["rp_logout_end_session_endpoint_confirmation": false]])
        let plan = try LogoutRules.plan(LogoutRules.Request(), client: nil, settings: settings, sessionID: "one")
        #expect(!plan.asksFirst)
    }

    @Test("tells clients of it in a token with these claims and no nonce")
    func token() throws {
        let claims = try JSONReader.parse(
            LogoutToken.claims(
                issuer: "https://acme.example.com/",
                subject: "auth0|1",
                clientID: "app",
                sessionID: "sid",
                id: "j",
                traceID: "0123456789abcdef",
                now: OAuthFixtures.now
            )
        )
        #expect(
            claims == [
                "iss": "https://acme.example.com/", "sub": "auth0|1", "aud": "app", "iat": 1_790_000_000,
                "exp": 1_790_000_120, "jti": "j",
                "events": ["http://schemas.openid.net/event/backchannel-logout": [:]],
                "trace_id": "0123456789abcdef", "sid": "sid",
            ]
        )
    }
}
