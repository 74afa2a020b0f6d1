import Applications
import Kernel
import OAuth
import Sessions
import Testing
import Tokens
import Wire

@Suite("What codes, refresh tokens and passwords may be exchanged for")
struct TokenRuleTests {
    private static let now = OAuthFixtures.now
    private static let verifier = String(repeating: "v", count: 43)
    private static let challenge = Base64.encode(Digest.sha256(Array(verifier.utf8)))

    // MARK: Codes

    private static func code(
        challenge: String? = nil,
        redirectURI: String? = nil,
        key: String? = nil
    ) -> AuthorizationCode {
        var code = AuthorizationCode(
            clientID: "app",
            userID: "auth0|1",
            sessionID: "s",
            connection: "db",
            authenticatedAt: now
        )
        code.codeChallenge = challenge
        code.codeChallengeMethod = challenge.map { _ in "S256" }
        code.redirectURI = redirectURI
        code.keyThumbprint = key
        return code
    }

    private static let unverified = OAuthError(403, .invalidGrant, "Failed to verify code verifier")
    private static let invalid = AuthorizationCodeExchange.invalid("")
    private static func wrong(_ sent: String, _ expected: String) -> OAuthError {
        OAuthError(
            403,
            .unauthorizedClient,
            "The redirect URI is wrong. You sent \(sent), and we expected \(expected)"
        )
    }

    /// Each row: the code, what is sent, the key proved, the refusal.
    static let codes: [(AuthorizationCode, [String: String], String?, OAuthError?)] = [
        (code(), [:], nil, nil),
        (code(), ["redirect_uri": "https://any.example/"], nil, nil),
        (code(redirectURI: "https://a.example/cb"), ["redirect_uri": "https://a.example/cb"], nil, nil),
        (
            code(redirectURI: "https://a.example/cb"), ["redirect_uri": "https://b.example:8443/cb?secret=1"], nil,
            wrong("https://b.example:8443", "https://a.example")
        ),
        (
            code(redirectURI: "https://a.example/cb"), ["redirect_uri": "https://a.example/other"], nil,
            wrong("https://a.example", "https://a.example")
        ),
        (code(redirectURI: "https://a.example/cb"), [:], nil, wrong("null", "https://a.example")),
        (code(challenge: challenge), ["code_verifier": verifier], nil, nil),
        (code(challenge: challenge), ["code_verifier": verifier + "x"], nil, unverified),
        (code(challenge: challenge), [:], nil, unverified),
        (code(), ["code_verifier": verifier], nil, unverified),
        (code(key: "k"), [:], "k", nil),
        (code(key: "k"), [:], "other", invalid),
        (code(key: "k"), [:], nil, invalid),
        (code(), [:], "k", nil),
    ]

    @Test("a code is good only for who asked for it", arguments: codes)
    func exchange(code: AuthorizationCode, sent: [String: String], key: String?, expected: OAuthError?) throws {
        let request = try OAuthFixtures.request(sent.map { (name: $0.key, value: $0.value) })
        let client = OAuthFixtures.client()
        #expect(
            refusal { try AuthorizationCodeExchange.check(code, request, client: client, keyThumbprint: key) }
                == expected
        )
        let other = OAuthFixtures.client(id: "other")
        #expect(
            refusal { try AuthorizationCodeExchange.check(code, request, client: other, keyThumbprint: key) }
                == Self.invalid
        )
    }

    // MARK: Refresh tokens

    private static func token(
        counter: Int64 = 1,
        spentAt: Int64? = nil,
        expiresAt: Int64? = nil,
        idleExpiresAt: Int64? = nil,
        key: String? = nil
    ) -> RefreshToken {
        var token = RefreshToken(
            hash: Array(repeating: 1, count: 32),
            id: "id",
            family: "family",
            counter: counter,
            clientID: "app",
            userID: "auth0|1",
            sessionID: nil,
            audience: "https://api.example/",
            scope: ["openid", "read:a", "offline_access"],
            isRotating: true,
            issuedAt: now,
            expiresAt: expiresAt.map(now.adding(seconds:)),
            idleExpiresAt: idleExpiresAt.map(now.adding(seconds:)),
            keyThumbprint: key,
            details: [:]
        )
        token.spentAt = spentAt.map(now.adding(seconds:))
        return token
    }

    private static func client(_ settings: JSONObject) -> Client {
        OAuthFixtures.client([
            "client_secret": "right", "grant_types": ["refresh_token"], "refresh_token": .object(settings),
        ])
    }

    private static let expired = RefreshTokenRules.Verdict.worthless("the refresh token has expired")
    private static let otherKey = RefreshTokenRules.Verdict.worthless("the refresh token is bound to another key")

    /// Each row: the token, the newest counter of its family, the key proved, the verdict with a leeway of 10 seconds.
    static let verdicts: [(RefreshToken, Int64, String?, RefreshTokenRules.Verdict)] = [
        (token(), 1, nil, .usable),
        (token(expiresAt: 1, idleExpiresAt: 1), 1, nil, .usable),
        (token(expiresAt: 0), 1, nil, expired),
        (token(idleExpiresAt: 0), 1, nil, expired),
        (token(spentAt: 0), 2, nil, .usableAgain),
        (token(spentAt: -9), 2, nil, .usableAgain),
        (token(spentAt: -10), 2, nil, .reused),
        (token(spentAt: 0), 3, nil, .reused),
        (token(spentAt: 0, expiresAt: 0), 2, nil, expired),
        (token(spentAt: -10, expiresAt: 0), 2, nil, .reused),
        (token(key: "k"), 1, "k", .usable),
        (token(key: "k"), 1, "other", otherKey),
        (token(key: "k"), 1, nil, otherKey),
        (token(), 1, "k", .usable),
    ]

    @Test("a refresh token is judged by its age, its use and its key", arguments: verdicts)
    func judged(
        token: RefreshToken,
        latest: Int64,
        key: String?,
        expected: RefreshTokenRules.Verdict
    ) {
        let verdict = RefreshTokenRules.judge(
            token,
            client: Self.client(["rotation_type": "rotating", "leeway": 10]),
            keyThumbprint: key,
            latestCounter: latest,
            now: Self.now
        )
        #expect(verdict == expected)
    }

    @Test("without a leeway a spent token is reused even to a request that began before it was spent")
    func spentInTheMeantime() {
        let verdict = RefreshTokenRules.judge(
            Self.token(spentAt: 1),
            client: Self.client(["rotation_type": "rotating", "leeway": 0]),
            keyThumbprint: nil,
            latestCounter: 2,
            now: Self.now
        )
        #expect(verdict == .reused)
    }

    @Test("rotation keeps the end of a family, and begins the idle time anew")
    func successor() {
        let draw = RefreshTokenRules.Draw(hash: Array(repeating: 2, count: 32), id: "next")
        let client = Self.client([
            "rotation_type": "rotating", "expiration_type": "expiring", "token_lifetime": 1000,
            "idle_token_lifetime": 100,
        ])
        let next = RefreshTokenRules.successor(
            of: Self.token(counter: 4, expiresAt: 50, idleExpiresAt: 5),
            client: client,
            draw: draw,
            now: Self.now
        )
        #expect(next.counter == 5 && next.family == "family" && next.id == "next")
        #expect(next.expiresAt == Self.now.adding(seconds: 50))
        #expect(next.idleExpiresAt == Self.now.adding(seconds: 100))
        let endless = RefreshTokenRules.successor(of: Self.token(), client: client, draw: draw, now: Self.now)
        #expect(endless.expiresAt == Self.now.adding(seconds: 1000))
    }

    /// Each row: the audience and scopes asked for, and what is wished for.
    static let wishes: [(String?, [String]?, String, [String])] = [
        (nil, nil, "https://api.example/", ["openid", "read:a", "offline_access"]),
        (nil, ["read:a"], "https://api.example/", ["read:a"]),
        (nil, ["read:b", "read:a"], "https://api.example/", ["read:a"]),
        ("https://two.example/", nil, "https://two.example/", ["openid", "read:a", "offline_access", "write"]),
        ("https://two.example/", ["write"], "https://two.example/", ["write"]),
        ("https://three.example/", nil, "https://api.example/", ["openid", "read:a", "offline_access"]),
    ]

    @Test("an exchange narrows what there was, and reaches the APIs of the policies", arguments: wishes)
    func wished(audience: String?, scope: [String]?, expectedAudience: String, expectedScope: [String]) {
        let policies: JSONValue = [["audience": "https://two.example/", "scope": ["write"]]]
        let wish = RefreshTokenRules.wish(
            of: Self.token(),
            api: audience.map { AuthorizeFixtures.api(["identifier": .string($0)]) },
            scope: scope,
            client: Self.client(["policies": policies])
        )
        #expect(wish.audience == expectedAudience && wish.scope == expectedScope)
    }

    @Test(
        "what an exchange reaches, nobody is asked for",
        arguments: [
            JSONObject([("skip_consent_for_verifiable_first_party_clients", false)]), JSONObject([("is_system", true)]),
        ]
    )
    func unreachable(api: JSONObject) {
        let policies: JSONValue = [["audience": "https://two.example/", "scope": ["write"]]]
        let wish = RefreshTokenRules.wish(
            of: Self.token(),
            api: AuthorizeFixtures.api(api.merging(["identifier": "https://two.example/"])),
            scope: nil,
            client: Self.client(["policies": policies])
        )
        #expect(wish.audience == "https://api.example/")
    }

    // MARK: Scopes

    /// Each row: whether there is an API, what is asked for, what a password grants.
    static let passwords: [(Bool, [String]?, [String])] = [
        (false, ["openid"], ["openid", "profile", "email", "address", "phone"]),
        (false, nil, ["openid", "profile", "email", "address", "phone"]),
        (
            false, ["openid", "offline_access"],
            ["openid", "profile", "email", "address", "phone", "offline_access"]
        ),
        (false, ["email"], ["email"]),
        (true, nil, ["read:a", "read:b"]),
        (true, ["read:a", "write"], ["read:a"]),
        (true, ["openid", "read:b"], ["openid", "read:b"]),
    ]

    @Test("a password grants every standard scope without an API, and the API's own with one", arguments: passwords)
    func passwordScope(isForAPI: Bool, asked: [String]?, expected: [String]) {
        let target = isForAPI ? TokenFormatTests.target() : .userInfo
        let user = UserScope(client: Self.client([:]), target: target, permissions: [])
        #expect(PasswordExchange.scope(asked, for: target, user: user) == expected)
    }

    @Test("an API that enforces its policies grants what the user may do, and lists it where tokens do")
    func permissions() {
        let target = TokenFormatTests.target(["enforce_policies": true, "token_dialect": "access_token_authz"])
        let user = UserScope(client: Self.client([:]), target: target, permissions: ["read:b", "gone"])
        #expect(user.granted(of: ["openid", "read:a", "read:b"]) == ["openid", "read:b"])
        #expect(user.claimedPermissions == ["read:b"])
        let free = UserScope(client: Self.client([:]), target: TokenFormatTests.target(), permissions: [])
        #expect(free.granted(of: ["read:a"]) == ["read:a"] && free.claimedPermissions == nil)
    }

    @Test("a refresh token needs the client's grant and the API's leave")
    func offlineAccess() {
        let asked = ["offline_access"]
        func granted(_ client: Client, _ target: TokenTarget) -> [String] {
            UserScope(client: client, target: target, permissions: []).granted(of: asked)
        }
        #expect(granted(Self.client([:]), .userInfo) == asked)
        #expect(granted(Self.client([:]), TokenFormatTests.target()) == asked)
        #expect(granted(Self.client([:]), TokenFormatTests.target(["allow_offline_access": false])) == [])
        #expect(granted(OAuthFixtures.client(), .userInfo) == [])
    }
}
