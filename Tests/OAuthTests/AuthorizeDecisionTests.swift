import Applications
import Kernel
import OAuth
import Testing
import Wire

@Suite("What is next in a sign-in")
struct AuthorizeDecisionTests {
    /// What a row changes about a person who signed in a minute ago.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var request: [String: String] = [:]
        var client: JSONObject = [:]
        var api: JSONObject?
        var organization: Organization?
        var isNobody = false
        var change: @Sendable (inout AuthorizeDecision.Person) -> Void = { _ in }
        let decision: AuthorizeDecision
        var testDescription: String { name }
    }

    private static let now = AuthorizeFixtures.now

    @Test("follows from who is there and what was asked", arguments: table)
    func decides(row: Case) throws {
        var stored = try AuthorizeFixtures.request().stored
        for (name, value) in row.request { stored[name] = .string(value) }
        let client = AuthorizeFixtures.client(row.client)
        var person = AuthorizeDecision.Person(
            userID: "auth0|1",
            authenticatedAt: Self.now.adding(seconds: -60),
            isFresh: false
        )
        row.change(&person)
        let request = try #require(AuthorizeRequest(stored: stored))
        let decision = AuthorizeDecision.decide(
            AuthorizeDecision.Facts(
                request: request,
                client: client,
                target: try ResponseTarget.check(request, client: client, organization: nil, issuer: nil),
                resourceServer: row.api.map { AuthorizeFixtures.api($0) },
                organization: row.organization,
                person: row.isNobody ? nil : person,
                now: Self.now
            )
        )
        #expect(decision == row.decision)
    }

    private static let fresh: @Sendable (inout AuthorizeDecision.Person) -> Void = { $0.isFresh = true }
    private static let issue = AuthorizeDecision.issue(scope: ["openid"])
    private static let silent = ["prompt": "none"]
    private static let first: JSONObject = [
        "organization_usage": "require", "organization_require_behavior": "pre_login_prompt",
    ]
    private static let last: JSONObject = [
        "organization_usage": "require", "organization_require_behavior": "post_login_prompt",
    ]
    private static let third: JSONObject = ["is_first_party": false]

    static let table = signedIn + ages + hints + organizations + consents

    static let signedIn: [Case] = [
        Case(name: "nobody", isNobody: true, decision: .login),
        Case(name: "nobody, in silence", request: silent, isNobody: true, decision: .refuse(.loginRequired)),
        Case(name: "a session", decision: issue),
        Case(name: "a session, in silence", request: silent, decision: issue),
        Case(name: "a session, but sign in", request: ["prompt": "login"], decision: .login),
        Case(name: "signed in again", request: ["prompt": "login"], change: fresh, decision: issue),
        Case(name: "a session, but choose", request: ["prompt": "select_account"], decision: .login),
        Case(name: "chosen", request: ["prompt": "select_account"], change: fresh, decision: issue),
        Case(name: "blocked", change: { $0.isBlocked = true }, decision: .refuse(.blocked)),
        Case(
            name: "blocked, in silence",
            request: silent,
            change: { $0.isBlocked = true },
            decision: .refuse(.blocked)
        ),
        Case(
            name: "blocked while signing in",
            change: { ($0.isBlocked, $0.isFresh) = (true, true) },
            decision: .refuse(.blocked)
        ),
        Case(
            name: "a connection of other clients",
            change: { $0.usesAllowedConnection = false },
            decision: .login
        ),
        Case(
            name: "a connection of other clients, in silence",
            request: silent,
            change: { $0.usesAllowedConnection = false },
            decision: .refuse(.loginRequired)
        ),
        Case(
            name: "a connection that is allowed no longer",
            change: { ($0.usesAllowedConnection, $0.isFresh) = (false, true) },
            decision: .login
        ),
    ]

    static let ages: [Case] = [
        Case(name: "young enough", request: ["max_age": "60"], decision: issue),
        Case(name: "too old", request: ["max_age": "59"], decision: .login),
        Case(
            name: "too old, in silence",
            request: ["max_age": "59", "prompt": "none"],
            decision: .refuse(.loginRequired)
        ),
        Case(name: "any age is too old", request: ["max_age": "0"], decision: .login),
        Case(name: "signed in for this", request: ["max_age": "0"], change: fresh, decision: issue),
        Case(name: "never too old", request: ["max_age": "9223372036854775807"], decision: issue),
    ]

    static let hints: [Case] = [
        Case(name: "who was hinted at", change: { $0.hintedUserID = "auth0|1" }, decision: issue),
        Case(name: "somebody else", change: { $0.hintedUserID = "auth0|2" }, decision: .login),
        Case(
            name: "somebody else, in silence",
            request: silent,
            change: { $0.hintedUserID = "auth0|2" },
            decision: .refuse(.loginRequired)
        ),
        Case(
            name: "somebody else signed in",
            change: { ($0.hintedUserID, $0.isFresh) = ("auth0|2", true) },
            decision: .refuse(.loginRequired)
        ),
        Case(name: "a hint at nobody", change: { $0.hintedUserID = "" }, decision: .login),
        Case(
            name: "a hint at nobody, and signed in",
            change: { ($0.hintedUserID, $0.isFresh) = ("", true) },
            decision: issue
        ),
    ]

    static let organizations: [Case] = [
        Case(name: "an organization's name first", client: first, isNobody: true, decision: .askOrganization),
        Case(name: "an organization's name, with a session", client: first, decision: .askOrganization),
        Case(
            name: "an organization's name, in silence",
            request: silent,
            client: first,
            isNobody: true,
            decision: .refuse(.interactionRequired)
        ),
        Case(
            name: "then the person",
            client: first,
            organization: AuthorizeFixtures.organization(),
            isNobody: true,
            decision: .login
        ),
        Case(name: "the person first", client: last, isNobody: true, decision: .login),
        Case(name: "then an organization", client: last, change: fresh, decision: .chooseOrganization),
        Case(
            name: "an organization, in silence",
            request: silent,
            client: last,
            decision: .refuse(.interactionRequired)
        ),
        Case(name: "a member", client: last, organization: AuthorizeFixtures.organization(), decision: issue),
        Case(
            name: "no member",
            client: last,
            organization: AuthorizeFixtures.organization(),
            change: { $0.isMember = false },
            decision: .refuse(
                RedirectedError("access_denied", "user auth0|1 is not part of the org_1 organization")
            )
        ),
    ]

    static let consents: [Case] = [
        Case(name: "a stranger's client", client: third, decision: .consent(scope: ["openid"])),
        Case(
            name: "a stranger's client, in silence",
            request: silent,
            client: third,
            decision: .refuse(.consentRequired)
        ),
        Case(name: "agreed before", client: third, change: { $0.agreed = ["openid"] }, decision: issue),
        Case(
            name: "agreed to less",
            request: ["scope": "openid email"],
            client: third,
            change: { $0.agreed = ["openid"] },
            decision: .consent(scope: ["openid", "email"])
        ),
        Case(name: "agreed now", client: third, change: { $0.hasConsented = true }, decision: issue),
        Case(name: "declined", client: third, change: { $0.hasConsented = false }, decision: .refuse(.notAuthorized)),
        Case(name: "asked again", request: ["prompt": "consent"], decision: .consent(scope: ["openid"])),
        Case(
            name: "asked again, and agreed",
            request: ["prompt": "consent"],
            change: { $0.hasConsented = true },
            decision: issue
        ),
        Case(
            name: "agreed, but signed in as somebody who is blocked",
            client: third,
            change: { ($0.hasConsented, $0.isBlocked) = (true, true) },
            decision: .refuse(.blocked)
        ),
        Case(
            name: "what the roles permit",
            request: ["scope": "openid read:things write:things"],
            api: ["enforce_policies": true],
            change: { $0.permissions = ["write:things"] },
            decision: .issue(scope: ["openid", "write:things"])
        ),
        Case(
            name: "an API that asks",
            request: ["scope": "openid read:things"],
            api: ["skip_consent_for_verifiable_first_party_clients": false],
            decision: .consent(scope: ["openid", "read:things"])
        ),
    ]
}
