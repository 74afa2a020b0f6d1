import Kernel
import LoginPages
import Testing
import Wire

@Suite("A tenant's own page of errors")
struct ErrorPageTests {
    private static func report(_ text: String = "Unknown client: x") -> ErrorReport {
        ErrorReport(
            clientID: "client",
            language: "de",
            code: "invalid_request",
            text: text,
            trackingID: "abc"
        )
    }

    private static func page(_ html: String, _ report: ErrorReport = report()) throws -> (text: String, policy: String)?
    {
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer)
        context.nonce = "MDEyMzQ1Njc4OWFiY2RlZg=="
        context.now = Instant(seconds: 1_600_000_000)
        let page = renderer.render(errorPage: html, report, context)
        return page.map { (String(decoding: $0.html, as: UTF8.self), $0.contentSecurityPolicy) }
    }

    static let pages: [(String, String)] = [
        (
            "<h1>{{error}} {{error_description}} {{client_id}} {{lang}} {{tracking}} [{{connection}}]</h1>",
            "<h1>invalid_request Unknown client: x client de abc []</h1>"
        ),
        ("{{error | escape }} {{'now' | date: '%Y %h'}}", "invalid_request 2020 Sep"),
        ("{% if connection %}c{% endif %}{% if log_url %}l{% endif %}{% if tracking %}t{% endif %}", "t"),
        ("{{ tenant.friendly_name }} {{ tenant.support_url }}", "Northwind https://northwind.example/help"),
    ]

    @Test("knows what Auth0's knows", arguments: pages)
    func variables(html: String, expected: String) throws {
        #expect(try Self.page(html)?.text == expected)
    }

    @Test(
        "lets no text of an error become markup",
        arguments: [
            "{{error_description}}", "{{ error_description | escape }}",
            "<p title=\"{{error_description}}\">{% capture d %}{{error_description}}{% endcapture %}{{d}}</p>",
        ]
    )
    func hostile(html: String) throws {
        let hostile = "<script>alert(1)</script>\"'\u{301}><img src=x onerror=alert(1)>{{tracking}}"
        let page = try #require(try Self.page(html, Self.report(hostile)))
        #expect(
            !page.text.contains("<script") && !page.text.contains("<img") && !page.text.contains("onerror=alert(1)>")
        )
        #expect(page.text.contains("&lt;script&gt;") && page.text.contains("{{tracking}}"))
        #expect(page.text.utf8.filter { $0 == UInt8(ascii: "\"") }.count == (html.contains("title") ? 2 : 0))
    }

    @Test("may have styles and pictures, and scripts of its own")
    func policy() throws {
        let page = try #require(try Self.page("<style>p{}</style><script>1</script>"))
        #expect(page.text == "<style>p{}</style><script nonce=\"MDEyMzQ1Njc4OWFiY2RlZg==\">1</script>")
        for part in [
            "default-src 'none'", "script-src 'self' 'nonce-MDEyMzQ1Njc4OWFiY2RlZg=='",
            "style-src 'self' 'unsafe-inline' https:", "img-src 'self' https: data:", "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            #expect(page.policy.contains(part))
        }
    }

    @Test(
        "gives way to ours if it cannot be read or filled in",
        arguments: ["{{error} {{error_description}}", "{% if %}", "{{ error | explode }}", "{{ 1 | divided_by: 0 }}"]
    )
    func broken(html: String) throws {
        #expect(try Self.page(html) == nil)
    }

    @Test("elsewhere is told the same in its address")
    func address() {
        let report = Self.report("a b&c+d")
        #expect(
            report.address(at: "https://shop.example/oops?x=1#top")
                == "https://shop.example/oops?x=1&client_id=client&lang=de&error=invalid_request"
                + "&error_description=a%20b%26c%2Bd&tracking=abc#top"
        )
    }
}
