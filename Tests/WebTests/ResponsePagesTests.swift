import HTTPTypes
import Testing
import Tokens
import Web
import Wire

@Suite("Pages that carry a response")
struct ResponsePagesTests {
    private static func text(_ response: WebResponse) -> String { String(decoding: response.body, as: UTF8.self) }

    private static func hash(_ script: String) -> String {
        "sha256-" + Base64.encode(Digest.sha256(Array(script.utf8)), .standard)
    }

    @Test("run the scripts whose hashes their policies have")
    func hashes() {
        #expect(Self.hash(ResponsePages.formPostScript) == ResponsePages.formPostScriptHash)
        #expect(Self.hash(ResponsePages.webMessageScript) == ResponsePages.webMessageScriptHash)
        let form = ResponsePages.formPost(to: "https://app.example/cb", parameters: [])
        #expect(
            form.headers[.contentSecurityPolicy]
                == "default-src 'none'; script-src '\(ResponsePages.formPostScriptHash)'; base-uri 'none'"
        )
        #expect(Self.text(form).contains("<script>\(ResponsePages.formPostScript)</script>"))
    }

    @Test("post a form with every parameter, escaped")
    func formPost() {
        let page = ResponsePages.formPost(
            to: "https://app.example/cb?a=1&b=\"2\"",
            parameters: [("code", "abc"), ("state", "\"><script>alert(1)</script>'\"\u{301} x=\"")]
        )
        let text = Self.text(page)
        #expect(page.status == 200)
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(text.contains("<form method=\"post\" action=\"https://app.example/cb?a=1&amp;b=&quot;2&quot;\">"))
        #expect(text.contains("<input type=\"hidden\" name=\"code\" value=\"abc\">"))
        #expect(text.contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&quot;\u{301} x=&quot;\">"))
    }

    @Test("post a message to one origin, which alone may embed them")
    func webMessage() {
        let page = ResponsePages.webMessage(["code": "a'b", "state": "</script>"], to: "https://app.example:3000")
        let text = Self.text(page)
        #expect(text.contains("data-origin=\"https://app.example:3000\""))
        #expect(text.contains("data-response=\"{&quot;code&quot;:&quot;a&#39;b&quot;,&quot;state&quot;:&quot;&lt;"))
        #expect(text.contains(ResponsePages.webMessageScript))
        let policy = page.headers[.contentSecurityPolicy] ?? ""
        #expect(policy.hasSuffix("; frame-ancestors https://app.example:3000"))
        #expect(policy.contains("script-src '\(ResponsePages.webMessageScriptHash)'"))
    }

    static let origins = [
        "*", "", "https://", "https://app.example/path", "https://app.example; script-src *", "null",
        "ftp://app.example",
        "https://app.example\"", "https://a b", "javascript:alert(1)", "https://user@app.example",
    ]

    @Test("post nothing to what is no origin", arguments: origins)
    func noOrigin(origin: String) {
        let page = ResponsePages.webMessage(["code": "secret"], to: origin)
        #expect(!Self.text(page).contains("script") && !Self.text(page).contains("secret"))
        #expect(page.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
    }

    static let escapes = [
        ("a & b", "a &amp; b"), ("<>", "&lt;&gt;"), ("'\"", "&#39;&quot;"), ("\"\u{301}", "&quot;\u{301}"),
        ("\u{0}", "\u{FFFD}"), ("Zoë 👩‍👩‍👧", "Zoë 👩‍👩‍👧"), ("", ""),
    ]

    @Test("escape byte by byte", arguments: escapes)
    func escape(text: String, expected: String) {
        #expect(HTML.escape(text) == expected)
    }
}
