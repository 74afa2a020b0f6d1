import Applications
import OAuth
import Testing
import Wire

@Suite("Rules of /authorize")
struct AuthorizeRulesTests {
    /// What a row changes about a request that is good.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var request: [String: String] = [:]
        var client: JSONObject = [:]
        var id = "app"
        var flags: JSONObject = [:]
        var change: @Sendable (inout AuthorizeRules.Facts) -> Void = { _ in }
        /// The code and the description of the refusal; nil for none.
        var refusal: (String, String)?
        var testDescription: String { name }
    }

    private static func check(_ row: Case) throws -> RedirectedError? {
        var stored = try AuthorizeFixtures.request().stored
        for (name, value) in row.request { stored[name] = value.isEmpty ? nil : .string(value) }
        stored["client_id"] = .string(row.id)
        let request = try #require(AuthorizeRequest(stored: stored))
        var facts = AuthorizeRules.Facts(
            client: AuthorizeFixtures.client(row.client, id: row.id),
            settings: TenantSettings(["flags": .object(row.flags)]),
            audience: request["audience"],
            resourceServer: nil,
            isUserInfo: false,
            organization: nil,
            connection: nil,
            isPushed: false,
            isSigned: false
        )
        row.change(&facts)
        do {
            try AuthorizeRules.check(request, facts)
            return nil
        } catch { return error }
    }

    @Test("let good requests through", arguments: accepted)
    func accepts(row: Case) throws {
        #expect(try Self.check(row) == nil)
    }

    @Test("refuse", arguments: refused)
    func refuses(row: Case) throws {
        let (code, description) = try #require(row.refusal)
        #expect(try Self.check(row) == RedirectedError(code, description))
    }

    static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    static let strict: JSONObject = ["is_first_party": false]
    static let pushed: @Sendable (inout AuthorizeRules.Facts) -> Void = { $0.isPushed = true }
    static let s256 = ["code_challenge": challenge, "code_challenge_method": "S256"]
    static let fapi2: JSONObject = ["compliance_level": "fapi2_sp_pkj_mtls"]
    static let organization: @Sendable (inout AuthorizeRules.Facts) -> Void = {
        $0.organization = ("org_1", AuthorizeFixtures.organization())
    }

    static let accepted: [Case] = [
        Case(name: "a code"),
        Case(name: "tokens with a nonce", request: ["response_type": "id_token token", "nonce": "n"]),
        Case(name: "an access token without a nonce", request: ["response_type": "token"]),
        Case(name: "a code in the query", request: ["response_mode": "query"]),
        Case(name: "tokens in a form", request: ["response_type": "token", "response_mode": "form_post"]),
        Case(name: "PKCE", request: s256),
        Case(name: "plain PKCE", request: ["code_challenge": challenge]),
        Case(name: "PKCE of a public client", request: s256, client: ["token_endpoint_auth_method": "none"]),
        Case(
            name: "a public client without a code",
            request: ["response_type": "token"],
            client: ["token_endpoint_auth_method": "none"]
        ),
        Case(
            name: "unknown parameters",
            request: ["extra": "foobar", "ext-a": "b", "display": "popup", "claims": "{}"]
        ),
        Case(name: "unknown scopes", request: ["scope": "openid banana"]),
        Case(name: "no scope", request: ["scope": ""]),
        Case(name: "an age of nothing", request: ["max_age": "0"]),
        Case(
            name: "a known audience",
            request: ["audience": "https://api.example.com/"],
            change: { $0.resourceServer = AuthorizeFixtures.api() }
        ),
        Case(
            name: "the audience of /userinfo",
            request: ["audience": "https://x/userinfo"],
            change: { $0.isUserInfo = true }
        ),
        Case(name: "an organization", client: ["organization_usage": "allow"], change: organization),
        Case(name: "a required organization", client: ["organization_usage": "require"], change: organization),
        Case(
            name: "an organization that is asked for first",
            client: ["organization_usage": "require", "organization_require_behavior": "pre_login_prompt"]
        ),
        Case(
            name: "an organization that is asked for last",
            client: ["organization_usage": "require", "organization_require_behavior": "post_login_prompt"]
        ),
        Case(
            name: "an invitation",
            request: ["invitation": "i", "organization": "org_1"],
            client: ["organization_usage": "allow"],
            change: organization
        ),
        Case(
            name: "a pushed request where it is required",
            client: ["require_pushed_authorization_requests": true],
            change: pushed
        ),
        Case(name: "FAPI 2", request: s256, client: fapi2, change: pushed),
        Case(
            name: "a signed request where it is required",
            client: ["signed_request_object": ["required": true]],
            change: { $0.isSigned = true }
        ),
        Case(name: "a strict client", request: s256, client: strict, id: "tpc_1"),
        Case(
            name: "a strict client that nobody holds to it",
            request: ["extra": "x"],
            client: ["is_first_party": false, "third_party_security_mode": "permissive"],
            id: "tpc_1"
        ),
        Case(name: "a thumbprint", request: ["dpop_jkt": challenge]),
    ]

    @Test(
        "have their refusals shown, not sent on, for clients that nobody vouches for",
        arguments: [
            ("app", [:], false), ("tpc_1", [:], true), ("tpc_1", ["redirection_policy": "allow_always"], false),
            ("app", ["redirection_policy": "open_redirect_protection"], true),
            ("tpc_1", ["third_party_security_mode": "permissive"], false),
        ] as [(String, JSONObject, Bool)]
    )
    func shown(id: String, changes: JSONObject, isShown: Bool) {
        #expect(AuthorizeFixtures.client(changes, id: id).showsRefusals == isShown)
    }
}
