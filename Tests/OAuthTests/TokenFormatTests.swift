import Applications
import Directory
import Kernel
import OAuth
import Testing
import Tokens
import Wire

@Suite("The tokens of a user")
struct TokenFormatTests {
    private static let host = OAuthFixtures.host
    private static let userInfo = "https://acme.example.com/userinfo"

    static func api(_ body: JSONObject = [:]) -> ResourceServer {
        let defaults: JSONObject = [
            "identifier": "https://api.example/", "scopes": [["value": "read:a"], ["value": "read:b"]],
            "allow_offline_access": true,
        ]
        return ResourceServer(OAuthFixtures.document(.resourceServer, id: "api_1", defaults.merging(body)))
    }

    static func target(_ body: JSONObject = [:]) -> TokenTarget {
        TokenTarget(api: api(body), audience: "https://api.example/")
    }

    static func user() -> User {
        var user = User(
            id: "auth0|1",
            identity: Identity(provider: "auth0", id: "1", connection: "db", isSocial: false),
            createdAt: OAuthFixtures.now
        )
        user.email = "ada@example.com"
        user.isEmailVerified = true
        user.profile = [
            "name": "Ada", "nickname": "ada", "picture": "https://p.example/1", "given_name": .null,
            "favourite": "tea",
        ]
        return user
    }

    /// Each row: whether an API was asked for, the scopes, the form.
    static let formats: [(Bool, [String], AccessTokenFormat)] = [
        (false, [], .opaque),
        (false, ["openid"], .opaque),
        (true, [], .jwt(audiences: ["https://api.example/"])),
        (true, ["read:a"], .jwt(audiences: ["https://api.example/"])),
        (true, ["read:a", "openid"], .jwt(audiences: ["https://api.example/", userInfo])),
    ]

    @Test("an access token is opaque for /userinfo alone, and a JWT for an API", arguments: formats)
    func format(isForAPI: Bool, scope: [String], expected: AccessTokenFormat) {
        let target = isForAPI ? Self.target() : .userInfo
        #expect(AccessTokenFormat(target, scope: scope, host: Self.host) == expected)
    }

    @Test(
        "the tenant itself and its /userinfo are no API",
        arguments: [
            ("https://acme.example.com/userinfo", true), ("https://acme.example.com/", true),
            ("https://acme.example.com", true), ("https://acme.example.com/api/v2/", false),
            ("https://other.example.com/userinfo", false),
        ]
    )
    func userInfoAudience(audience: String, expected: Bool) {
        #expect(TokenTarget.isUserInfo(audience, at: Self.host) == expected)
    }

    @Test("an ID token has the claims of its scopes, then those of the sign-in, in Auth0's order")
    func idToken() throws {
        var grant = UserGrant(
            user: Self.user(),
            client: OAuthFixtures.client(),
            target: .userInfo,
            scope: ["openid", "profile", "email", "phone", "address"]
        )
        grant.sessionID = "session"
        grant.nonce = "n"
        grant.authenticatedAt = OAuthFixtures.now
        grant.acr = "urn:acr"
        grant.amr = ["mfa"]
        grant.organization = .init(id: "org_1", name: "acme")
        let bytes = grant.idTokenClaims(
            issuer: Self.host.issuer,
            beside: .init(accessToken: "token", code: "code", state: "state"),
            now: OAuthFixtures.now
        )
        let claims = try #require(try JSONReader.parse(bytes).object)
        #expect(
            claims.keys == [
                "nickname", "name", "picture", "updated_at", "email", "email_verified", "iss", "sub", "aud", "iat",
                "exp", "sid", "nonce", "at_hash", "c_hash", "s_hash", "auth_time", "acr", "amr", "org_id", "org_name",
            ]
        )
        #expect(claims["aud"] == "app" && claims["sub"] == "auth0|1" && claims["iss"] == "https://acme.example.com/")
        #expect(claims["updated_at"] == OAuthFixtures.now.json)
        let half = Base64.encode(Array(Digest.sha256(Array("token".utf8)).prefix(16)))
        #expect(claims["at_hash"] == .string(half))
        #expect(claims["exp"]?.integer == OAuthFixtures.now.seconds + 36_000)
    }

    @Test("openid alone releases no claim of the profile")
    func openIDAlone() throws {
        let grant = UserGrant(
            user: Self.user(),
            client: OAuthFixtures.client(),
            target: .userInfo,
            scope: ["openid"]
        )
        let bytes = grant.idTokenClaims(issuer: Self.host.issuer, now: OAuthFixtures.now)
        #expect(try JSONReader.parse(bytes).object?.keys == ["iss", "sub", "aud", "iat", "exp"])
    }

    @Test("an access token names what it was granted by, alone as a string, several as an array")
    func accessToken() throws {
        var grant = UserGrant(
            user: Self.user(),
            client: OAuthFixtures.client(),
            target: Self.target(["token_dialect": "access_token_authz"]),
            scope: ["read:a"]
        )
        grant.grantTypes = ["password"]
        grant.permissions = ["read:a", "read:b"]
        grant.keyThumbprint = "thumb"
        func claims() throws -> JSONObject {
            let bytes = grant.accessTokenClaims(
                issuer: Self.host.issuer,
                audiences: ["https://api.example/"],
                tokenID: nil,
                lifetime: 60,
                now: OAuthFixtures.now
            )
            return try JSONReader.parse(bytes).object ?? [:]
        }
        #expect(
            try claims() == [
                "iss": "https://acme.example.com/", "sub": "auth0|1", "aud": "https://api.example/",
                "iat": 1_790_000_000, "exp": 1_790_000_060, "azp": "app", "scope": "read:a", "gty": "password",
                "permissions": ["read:a", "read:b"], "cnf": ["jkt": "thumb"],
            ]
        )
        grant.grantTypes = ["refresh_token", "password"]
        #expect(try claims()["gty"] == ["refresh_token", "password"])
    }

    @Test(
        "a client without a usable secret never gets HS256",
        arguments: [
            ("none", "HS256", JWSAlgorithm.rs256), ("client_secret_post", "HS256", .hs256),
            ("client_secret_post", "RS256", .rs256), ("client_secret_post", "PS256", .ps256), ("none", "PS256", .ps256),
        ]
    )
    func algorithms(method: String, configured: String, expected: JWSAlgorithm) {
        let client = OAuthFixtures.client([
            "client_secret": "right", "token_endpoint_auth_method": .string(method),
            "jwt_configuration": ["alg": .string(configured)],
        ])
        let grant = UserGrant(user: Self.user(), client: client, target: .userInfo, scope: ["openid"])
        #expect(grant.idTokenAlgorithm == expected)
    }
}
