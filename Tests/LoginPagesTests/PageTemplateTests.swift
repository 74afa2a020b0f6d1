import Kernel
import Liquid
import LoginPages
import Testing
import Wire

@Suite("A tenant's own page")
struct PageTemplateTests {
    private static let frame =
        "<html lang=\"{{locale}}\"><head>{%- auth0:head -%}</head><body>BODY{%- auth0:widget -%}</body></html>"

    /// What a template in the body of a page puts out.
    private static func output(_ template: String, nonce: String? = nil) throws -> (text: String, policy: String) {
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer)
        context.extensionParameters = ["ext-plan": "<gold>"]
        context.user = ["name": "Ada", "roles": ["a", "b"]]
        context.branding = ["colors": ["primary": "#123456"]]
        context.nonce = nonce
        context.now = Instant(seconds: 1_600_000_000)
        context.pageTemplate = try PageTemplate(
            parsing: frame.replacing("BODY", with: "[" + template + "]<!-- end -->")
        )
        let page = renderer.render(.login(SignInScreen()), context)
        let html = String(decoding: page.html, as: UTF8.self)
        let body = try #require(html.split(separator: "<body>[").last)
        let end = try #require(body.firstRange(of: "]<!-- end -->"))
        #expect(html.contains("<html lang=\"en\"><head><meta charset"))
        #expect(html.contains("<main class=\"widget\"") && html.hasSuffix("</main>\n</body></html>"))
        return (String(body[..<end.lowerBound]), page.contentSecurityPolicy)
    }

    static let templates: [(String, String)] = [
        ("{{ prompt.name }}/{{prompt.screen.name}}", "login/login"),
        ("{{ prompt.screen.texts.title }}", "Welcome"),
        (
            "{{ tenant.friendly_name }} {{ application.name }} {{ branding.colors.primary }}",
            "Northwind Warehouse #123456"
        ),
        ("{{ transaction.params.ext-plan }} {{ transaction.params[\"ext-plan\"] }}", "&lt;gold&gt; &lt;gold&gt;"),
        ("{% assign resolved_dir = dir | default: \"auto\" %}{{ resolved_dir }}", "ltr"),
        ("{{ nothing.at.all | default: 'none' }}", "none"),
        ("{% if prompt.name == \"login\" or prompt.name == \"signup\" %}yes{% else %}no{% endif %}", "yes"),
        ("{% if prompt.name == 'x' %}1{% elsif user.name != 'Bob' and user %}2{% else %}3{% endif %}", "2"),
        ("{% unless organization %}none{% endunless %}", "none"),
        ("{% case prompt.name %}{% when 'a', 'login' %}L{% else %}?{% endcase %}", "L"),
        (
            "{% for role in user.roles %}{{ forloop.index }}{{ role }}{% unless forloop.last %},{% endunless %}{% endfor %}",
            "1a,2b"
        ),
        ("{% for x in nothing %}x{% else %}empty{% endfor %}", "empty"),
        ("{% if user.roles contains 'b' %}b{% endif %}{% if user.name contains 'd' %}d{% endif %}", "bd"),
        ("{{ user.roles | join: '-' | upcase }} {{ user.roles.size }} {{ user.roles[-1] }}", "A-B 2 b"),
        ("{% if 3 > 2 and 2 <= 2 %}ok{% endif %}", "ok"),
        ("a  {{- ' b ' -}}  c", "a b c"),
        ("{% comment %}{{ x }}{% endcomment %}{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{% capture c %}<b>{{ transaction.params.ext-plan }}</b>{% endcapture %}{{ c }}", "<b>&lt;gold&gt;</b>"),
        ("{{ transaction.params.ext-plan | escape }}", "&lt;gold&gt;"),
        ("{ { % } {x}", "{ { % } {x}"),
    ]

    @Test("is filled in", arguments: templates)
    func renders(template: String, expected: String) throws {
        #expect(try Self.output(template).text == expected)
    }

    @Test("runs its scripts by a nonce, and none without")
    func nonce() throws {
        let template = "<script>1</script><SCRIPT src=\"https://cdn.example/x.js\"></SCRIPT><scripted>{{ '<script>' }}"
        let with = try Self.output(template, nonce: "MDEyMzQ1Njc4OWFiY2RlZg==")
        #expect(
            with.text
                == "<script nonce=\"MDEyMzQ1Njc4OWFiY2RlZg==\">1</script>"
                + "<SCRIPT nonce=\"MDEyMzQ1Njc4OWFiY2RlZg==\" src=\"https://cdn.example/x.js\"></SCRIPT>"
                + "<scripted><script>"
        )
        #expect(with.policy.contains("script-src 'self' 'nonce-MDEyMzQ1Njc4OWFiY2RlZg=='; "))
        let without = try Self.output(template, nonce: "short'; script-src *")
        #expect(!without.text.contains("nonce") && without.policy.contains("script-src 'self'; "))
    }

    static let broken: [(String, String)] = [
        ("{% if x %}", "'if' is not closed by 'endif'"), ("{% endif %}", "'endif' stands outside of its block"),
        ("{{ x | explode }}", "there is no filter 'explode'"),
        ("{% include 'x' %}", "'include' needs another file, and there is none"),
        ("{{ x", "'{{' is not closed by '}}'"), ("{{ 'x }}", "a text in quotes does not end"),
        ("{{ a b }}", "'b' is not expected here"), ("{% assign x %}", "'=' is expected"),
        (
            String(repeating: "{% if a %}", count: 100) + String(repeating: "{% endif %}", count: 100),
            "blocks stand in blocks more than 64 deep"
        ),
    ]

    @Test("that is broken is refused", arguments: broken)
    func refusal(template: String, reason: String) {
        let error = #expect(throws: PageTemplateError.self) { try PageTemplate(parsing: template) }
        guard case .broken(let error)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(error.reason == reason)
    }

    @Test(
        "must have a place for the head and one for the screen",
        arguments: [
            ("<p>{%- auth0:widget -%}</p>", "auth0:head"), ("{%- auth0:head -%}", "auth0:widget"),
            ("{% comment %}{%- auth0:head -%}{% endcomment %}{%- auth0:widget -%}", "auth0:head"),
            ("{% raw %}{%- auth0:head -%}{% endraw %}{%- auth0:widget -%}", "auth0:head"),
        ]
    )
    func placeholders(template: String, missing: String) {
        #expect(throws: PageTemplateError.missing(missing)) { try PageTemplate(parsing: template) }
    }

    private static let places =
        "The template must contain a single auth0:head tag and at least one auth0:widget tag."
    static let faults: [(String, String?)] = [
        ("{%- auth0:head -%}{%- auth0:widget -%}", nil),
        ("{% auth0:head %}{% if user %}{% auth0:widget %}{% else %}{% auth0:widget %}{% endif %}", nil),
        ("{% auth0:head %}{% auth0:head %}{% auth0:widget %}", places),
        ("{%- auth0:widget -%}", places), ("{%- auth0:head -%}", places), ("auth0:head auth0:widget", places),
        ("", places),
        ("{% comment %}{% auth0:head %}{% endcomment %}{% auth0:widget %}", places),
        ("{% auth0:head %}{% auth0:widget %}\n{% if user %}", "The template cannot be parsed: line 2: "),
        ("{% auth0:head %}{% auth0:widget %}{{ user | nothing }}", "The template cannot be parsed: line 1: "),
        ("{% auth0:head %}{% auth0:widget %}{% include 'x' %}", "The template cannot be parsed: line 1: "),
    ]

    @Test("is told apart from a text that may not become one", arguments: faults)
    func fault(template: String, expected: String?) {
        let fault = PageTemplate.fault(in: template)
        #expect(expected.map { fault?.hasPrefix($0) ?? false } ?? (fault == nil), "\(fault ?? "")")
    }

    @Test("cannot be put out without end")
    func limits() throws {
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer)
        context.user = ["roles": ["a", "b"]]
        let loops = String(repeating: "{% for a in user.roles %}", count: 28) + "0123456789"
        let bomb = Self.frame.replacing("BODY", with: loops + String(repeating: "{% endfor %}", count: 28))
        context.pageTemplate = try PageTemplate(parsing: bomb)
        // What is too long gives way to the built-in page.
        let page = renderer.render(.login(SignInScreen()), context)
        #expect(!String(decoding: page.html, as: UTF8.self).contains("0123456789"))
        #expect(PageMarkup(page.html).all("main").count == 1 && PageMarkup(page.html).misnested.isEmpty)
    }

    @Test(
        "cannot make a text grow without end",
        arguments: [
            "{% assign x = 'a' %}" + String(repeating: "{% assign x = x | append: x %}", count: 60),
            "{% assign x = 'a' %}" + String(repeating: "{% assign x = x | replace: 'a', 'aaaaaaaaaa' %}", count: 60),
        ]
    )
    func growth(template: String) throws {
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer)
        context.pageTemplate = try PageTemplate(
            parsing: Self.frame.replacing("BODY", with: "<p id=\"own\">\(template)</p>")
        )
        let page = renderer.render(.login(SignInScreen()), context)
        #expect(!String(decoding: page.html, as: UTF8.self).contains("id=\"own\""))
        #expect(PageMarkup(page.html).all("main").count == 1)
    }

    @Test("knows when it is drawn")
    func date() throws {
        #expect(try Self.output("{{ 'now' | date: '%Y-%m-%d' }}").text == "2020-09-13")
    }

    @Test("may come in pieces of a form, which keeps working when a piece is broken")
    func pieces() throws {
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer)
        context.nonce = "MDEyMzQ1Njc4OWFiY2RlZg=="
        context.extensionParameters = ["ext-plan": "gold"]
        context.partials = [
            "login": [
                "form-content-end":
                    "<label>Plan <input name=\"ulp-plan\" value=\"{{ transaction.params.ext-plan }}\"></label>",
                "form-content-start": "{% if %}", "form-footer-end": "{%- auth0:widget -%}", "elsewhere": "<b>no</b>",
                "secondary-actions-end": "<script>1</script>",
            ],
            "signup": ["form-content-end": "<b>no</b>"],
        ]
        let page = renderer.render(.login(SignInScreen()), context)
        let markup = PageMarkup(page.html)
        #expect(markup.all("input").first { $0["name"] == "ulp-plan" }?["value"] == "gold")
        #expect(markup.all("input").first { $0["name"] == "ulp-plan" }?.form == 0)
        #expect(markup.all("b").isEmpty && markup.misnested.isEmpty)
        #expect(markup.all("script").last?["nonce"] == "MDEyMzQ1Njc4OWFiY2RlZg==")
        #expect(page.contentSecurityPolicy.contains("'nonce-MDEyMzQ1Njc4OWFiY2RlZg=='"))
    }
}
