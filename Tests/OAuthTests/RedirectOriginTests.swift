import Applications
import OAuth
import Testing
import Wire

@Suite("Origins and logout URLs")
struct RedirectOriginTests {
    private static let client = AuthorizeFixtures.client([
        "callbacks": ["https://app.example.com/cb", "https://*.callbacks.example.com/cb", "com.example.app://cb"],
        "web_origins": ["https://web.example.com", "https://slash.example.com/", "https://*.wild.example.com"],
        "allowed_origins": ["http://localhost:3000"],
    ])

    @Test(
        "of a client are those it registered and those of its callbacks",
        arguments: [
            ("https://web.example.com", true), ("https://web.example.com/", true), ("https://WEB.example.com", true),
            ("https://slash.example.com", true), ("https://a.wild.example.com", true), ("http://localhost:3000", true),
            ("https://app.example.com", true), ("https://a.callbacks.example.com", true),
            ("https://app.example.com/cb", false), ("https://app.example.com?", false),
            ("https://app.example.com#", false), ("http://web.example.com", false),
            ("https://web.example.com:8443", false), ("https://evil.test", false),
            ("https://web.example.com.evil.test", false), ("https://a.b.wild.example.com", false),
            ("https://x@web.example.com", false), ("null", false), ("*", false), ("", false),
            ("javascript:alert(1)", false), ("http://localhost", false), ("other.app://", false),
        ]
    )
    func origins(origin: String, isAllowed: Bool) {
        #expect(RedirectURI.isOrigin(origin, of: Self.client) == isAllowed)
    }

    @Test(
        "after signing out are compared without query and fragment",
        arguments: [
            ("https://app.example.com/bye", true), ("https://app.example.com/bye?from=here", true),
            ("https://app.example.com/bye#part", true), ("HTTPS://APP.example.com/bye", true),
            ("https://app.example.com/queried?any=thing", true), ("https://a.example.org", true),
            ("https://a.example.org?x", true), ("com.example.app://bye", true),
            ("https://app.example.com/Bye", false), ("https://app.example.com/bye/", false),
            ("https://app.example.com/", false), ("http://app.example.com/bye", false),
            ("https://app.example.com:8443/bye", false), ("https://a.b.example.org", false),
            ("https://app.example.com@evil.test/bye", false), ("https://evil.test?https://app.example.com/bye", false),
            ("https://evil.test#https://app.example.com/bye", false),
            ("https://evil.test\\@app.example.com/bye", false),
            ("https://app.example.com/bye\r\nX: y", false), ("https://app.example.com/bye?a=\"><script>", false),
            ("//app.example.com/bye", false), ("javascript:alert(1)", false), ("", false),
        ]
    )
    func logoutURLs(url: String, isAllowed: Bool) {
        let registered = [
            "https://app.example.com/bye", "https://app.example.com/queried?a=b", "https://*.example.org",
            "com.example.app://bye", "https://{organization_name}.example.net",
        ]
        #expect(RedirectURI.isLogoutURL(url, allowedBy: registered) == isAllowed)
    }

    @Test(
        "on this machine are known as such",
        arguments: [
            ("http://localhost/cb", true), ("http://app.localhost:3000/cb", true), ("http://127.0.0.1/cb", true),
            ("https://[::1]/cb", true), ("https://localhost.evil.test/cb", false), ("https://notlocalhost/cb", false),
            ("com.example.app:/cb", false),
        ]
    )
    func isLoopback(uri: String, expected: Bool) {
        #expect(RedirectURI(uri)?.isLoopback == expected)
    }
}
