import Applications
import OAuth
import Testing

@Suite("Formats of access tokens")
struct AuthorizeTokenFormatTests {
    private static let host = OAuthFixtures.host

    @Test(
        "without an API are opaque",
        arguments: ["https://acme.example.com/userinfo", "https://acme.example.com/", "https://acme.example.com"]
    )
    func opaque(audience: String) {
        #expect(TokenTarget.isUserInfo(audience, at: Self.host))
        #expect(AccessTokenFormat(.userInfo, scope: ["openid"], host: Self.host) == .opaque)
        #expect(AccessTokenFormat(.userInfo, scope: [], host: Self.host) == .opaque)
    }

    @Test(
        "for an API are JWTs, good for /userinfo too where openid was granted",
        arguments: [
            ("https://api.example.com/", ["read:things"], ["https://api.example.com/"]),
            ("https://api.example.com/", [], ["https://api.example.com/"]),
            (
                "https://api.example.com/", ["openid", "read:things"],
                ["https://api.example.com/", "https://acme.example.com/userinfo"]
            ),
            (
                "https://acme.example.com/api/v2/", ["openid", "read:current_user"],
                ["https://acme.example.com/api/v2/", "https://acme.example.com/userinfo"]
            ),
        ]
    )
    func jwt(audience: String, scope: [String], audiences: [String]) {
        let target = TokenTarget(api: AuthorizeFixtures.api(), audience: audience)
        #expect(!TokenTarget.isUserInfo(audience, at: Self.host))
        #expect(AccessTokenFormat(target, scope: scope, host: Self.host) == .jwt(audiences: audiences))
    }
}
