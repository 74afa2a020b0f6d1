import Applications
import OAuth
import Testing
import Wire

@Suite("Redirect URIs")
struct RedirectURITests {
    static let registered = "https://app.example.com/cb"

    @Test(
        "are allowed where they are what was registered",
        arguments: [
            (registered, registered),
            (registered, "HTTPS://APP.example.COM/cb"),
            (registered, "https://app.example.com:443/cb"),
            (registered, "https://app.example.com/cb#fragment"),
            ("https://app.example.com/cb?a=b", "https://app.example.com/cb?a=b"),
            ("https://app.example.com", "https://app.example.com"),
            ("https://app.example.com:8443/cb", "https://app.example.com:8443/cb"),
            ("http://localhost:3000/cb", "http://localhost:3000/cb"),
            ("https://*.example.com/cb", "https://tenant-1.example.com/cb"),
            ("com.example.app://cb", "com.example.app://cb"),
            ("com.example.app:/cb", "com.example.app:/cb"),
            ("cursor://anysphere.cursor/oauth/callback", "cursor://anysphere.cursor/oauth/callback"),
        ]
    )
    func allowed(registered: String, sent: String) {
        #expect(RedirectURI(sent)?.isAllowed(by: registered, organization: nil, isNative: false) == true)
    }

    @Test(
        "are refused where they only look like it",
        arguments: [
            "https://app.example.com/cb/", "https://app.example.com/CB", "https://app.example.com/cb/more",
            "https://app.example.com/cb.evil.test", "https://app.example.com/c", "https://app.example.com/",
            "https://app.example.com", "http://app.example.com/cb", "https://app.example.com:8443/cb",
            "https://app.example.com:0443/cb", "https://app.example.com:80/cb", "https://app.example.com:65979/cb",
            "https://app.example.com/cb?", "https://app.example.com/cb?next=https://evil.test",
            "https://app.example.com/cb;a", "https://app.example.com//cb", "https://app.example.com/%63b",
            "https://app.example.com/cb%2f", "https://app.example.com/cb%00", "https://app.example.com/cb%0d%0a",
            "https://evil.app.example.com/cb", "https://example.com/cb", "https://app.example.com.evil.test/cb",
            "https://app.example.com./cb", "https://app.example.comevil.test/cb",
            "https://[::1]/cb", "https://127.0.0.1/cb", "https://*.example.com/cb", "https:app.example.com/cb",
            "https:/app.example.com/cb", "https:///app.example.com/cb", "app.example.com/cb",
        ]
    )
    func lookalikes(sent: String) {
        let uri = RedirectURI(sent)
        #expect(uri?.isAllowed(by: Self.registered, organization: nil, isNative: true) != true)
    }

    @Test(
        "are none at all where browsers would read them in another way",
        arguments: [
            "https://app.example.com@evil.test/cb", "https://evil.test@app.example.com/cb",
            "http://localhost:80@evil.test/", "https://user:word@app.example.com/cb", "https://@app.example.com/cb",
            "https://app.example.com\\@evil.test/cb", "https://evil.test\\.app.example.com/cb",
            "https://app.example.com/cb\\..\\x", "https://app.example.com/cb\0", "https://app.example.com/c\tb",
            "https://app.example.com/cb\r\nLocation: https://evil.test", "https://app.example.com/c b",
            " https://app.example.com/cb", "https://app.example.com/cb\u{7F}", "https://аpp.example.com/cb",
            "https://app.example.com/\u{202E}cb", "https://app。example.com/cb", "https://app%2eexample.com/cb",
            "https://app.example.com%2f.evil.test/cb", "https://app.example.com%00.evil.test/cb",
            "https://app.example.com%23.evil.test/cb",
            "https://app.example.com/cb/../other", "https://app.example.com/cb/%2e%2e/other",
            "https://app.example.com/cb/%2E./other", "https://app.example.com/cb/.%2e%2fother",
            "https://app.example.com/cb/%252e%252e/other", "https://app.example.com/./cb",
            "https://app.example.com/cb/..%5cother", "https://[::1/cb", "https://[::1]evil.test/cb",
            "https://app.example.com:/..", "https://app.example.com:port/cb", "https://app.example.com:99999/cb",
            "https://app.example.com:-1/cb", "https://:443/cb", "https://", "https:", "//app.example.com/cb", "/cb", "",
            "javascript:alert(1)", "JavaScript:alert(1)//https://app.example.com/cb",
            "javascript://app.example.com/%0aalert(1)",
            "data:text/html,<script>", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:msgbox(1)", "blob:https://a/b",
            "file:///etc/passwd", "about:blank", "view-source:https://app.example.com/cb", "1app://cb", "app_x://cb",
            "https://app.example.com/cb\"onload=", "https://app.example.com/<script>",
        ]
    )
    func ambiguous(sent: String) {
        #expect(RedirectURI(sent) == nil)
    }

    @Test("are none if they are longer than 2,048 bytes")
    func long() {
        #expect(RedirectURI("https://app.example.com/" + String(repeating: "a", count: 2_024)) != nil)
        #expect(RedirectURI("https://app.example.com/" + String(repeating: "a", count: 2_025)) == nil)
    }

    @Test(
        "take a wildcard for one label at the left and nothing else",
        arguments: [
            ("https://*.example.com/cb", "https://a.b.example.com/cb"),
            ("https://*.example.com/cb", "https://example.com/cb"),
            ("https://*.example.com/cb", "https://.example.com/cb"),
            ("https://*.example.com/cb", "https://*.example.com/cb"),
            ("https://*.example.com/cb", "https://evil.test/.example.com/cb"),
            ("https://*.example.com/cb", "https://evil.test?.example.com/cb"),
            ("https://*.example.com/cb", "https://evil.test:1.example.com/cb"),
            ("https://*.example.com/cb", "https://a.example.com:8443/cb"),
            ("https://*.example.com/cb", "https://a.example.com/cb/more"),
            ("https://*.example.com/cb", "https://a,b.example.com/cb"),
            ("https://*.com/cb", "https://evil.com/cb"),
            ("https://*/cb", "https://evil.test/cb"),
            ("https://app-*.example.com/cb", "https://app-1.example.com/cb"),
            ("https://a.*.example.com/cb", "https://a.b.example.com/cb"),
            ("https://*example.com/cb", "https://evilexample.com/cb"),
            ("https://app.example.com/*", "https://app.example.com/cb"),
            ("https://app.example.com/cb*", "https://app.example.com/cb2"),
            ("https://app.example.com:*/cb", "https://app.example.com:8443/cb"),
            ("*://app.example.com/cb", "https://app.example.com/cb"),
            ("*", "https://evil.test/"),
        ]
    )
    func wildcards(registered: String, sent: String) {
        #expect(RedirectURI(sent)?.isAllowed(by: registered, organization: "acme", isNative: true) != true)
    }

    @Test(
        "take the name of the organization in the place of its placeholder, in hosts",
        arguments: [
            ("https://{organization_name}.example.com/cb", "https://acme.example.com/cb", "acme", true),
            ("https://{organization_name}.example.com/cb", "https://other.example.com/cb", "acme", false),
            ("https://{organization_name}.example.com/cb", "https://acme.example.com/cb", nil, false),
            ("https://{organization_name}.example.com/cb", "https://a.b.example.com/cb", "a.b", false),
            ("https://{organization_name}.example.com/cb", "https://evil.test/.example.com/cb", "evil.test/", false),
            ("https://{organization_name}.example.com/cb", "https://{organization_name}.example.com/cb", "acme", false),
            ("https://app.example.com/{organization_name}", "https://app.example.com/acme", "acme", false),
            ("https://app.example.com/?o={organization_name}", "https://app.example.com/?o=acme", "acme", false),
            ("{organization_name}://app.example.com/cb", "acme://app.example.com/cb", "acme", false),
            ("{organization_name}", "https", "https", false),
        ] as [(String, String, String?, Bool)]
    )
    func placeholders(registered: String, sent: String, organization: String?, isAllowed: Bool) {
        let uri = RedirectURI(sent)
        let found = uri?.isAllowed(by: registered, organization: organization, isNative: false) ?? false
        #expect(found == isAllowed)
    }

    @Test(
        "leave the port of a loopback address to native applications alone",
        arguments: [
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb", true, true),
            ("http://[::1]/cb", "http://[::1]:51004/cb", true, true),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb", false, false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/other", true, false),
            ("http://127.0.0.1/cb", "http://127.0.0.2:51004/cb", true, false),
            ("http://127.0.0.1/cb", "http://[::1]:51004/cb", true, false),
            ("http://127.0.0.1:3000/cb", "http://127.0.0.1:51004/cb", true, false),
            ("http://localhost/cb", "http://localhost:51004/cb", true, false),
            ("https://127.0.0.1/cb", "https://127.0.0.1:51004/cb", true, false),
            ("http://app.example.com/cb", "http://app.example.com:51004/cb", true, false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004@evil.test/cb", true, false),
        ]
    )
    func loopback(registered: String, sent: String, isNative: Bool, isAllowed: Bool) {
        let uri = RedirectURI(sent)
        #expect((uri?.isAllowed(by: registered, organization: nil, isNative: isNative) ?? false) == isAllowed)
    }

    @Test("that are registered but dangerous allow nothing", arguments: ["javascript:alert(1)", "data:text/html,x"])
    func dangerous(registered: String) {
        #expect(RedirectURI(Self.registered)?.isAllowed(by: registered, organization: nil, isNative: true) == false)
        #expect(!RedirectURI.isLogoutURL(registered, allowedBy: [registered]))
    }

    @Test(
        "get parameters after what they have",
        arguments: [
            ("https://app.example.com/cb", false, "https://app.example.com/cb?code=a%2Bb%26c%20d&state=%3C%C3%A9%3E"),
            (
                "https://app.example.com/cb?x=y", false,
                "https://app.example.com/cb?x=y&code=a%2Bb%26c%20d&state=%3C%C3%A9%3E"
            ),
            (
                "https://app.example.com/cb?x=y", true,
                "https://app.example.com/cb?x=y#code=a%2Bb%26c%20d&state=%3C%C3%A9%3E"
            ),
            (
                "https://app.example.com/cb#old", true,
                "https://app.example.com/cb#code=a%2Bb%26c%20d&state=%3C%C3%A9%3E"
            ),
            (
                "https://app.example.com/cb#old", false,
                "https://app.example.com/cb?code=a%2Bb%26c%20d&state=%3C%C3%A9%3E"
            ),
            ("com.example:/cb", false, "com.example:/cb?code=a%2Bb%26c%20d&state=%3C%C3%A9%3E"),
        ]
    )
    func adding(uri: String, toFragment: Bool, expected: String) {
        let parameters = [(name: "code", value: "a+b&c d"), (name: "state", value: "<é>")]
        #expect(RedirectURI(uri)?.adding(parameters, toFragment: toFragment) == expected)
    }

    @Test("keep no fragment, which a form would be posted with")
    func fragment() {
        let uri = RedirectURI("https://app.example.com/cb#x")
        #expect(uri?.text == "https://app.example.com/cb")
        #expect(uri?.hasFragment == true)
    }
}
