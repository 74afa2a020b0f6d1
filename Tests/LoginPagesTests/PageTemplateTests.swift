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
                + "<scripted>&lt;script&gt;"
        )
        #expect(with.policy.contains("script-src 'self' 'nonce-MDEyMzQ1Njc4OWFiY2RlZg=='; "))
        let without = try Self.output(template, nonce: "short'; script-src *")
        #expect(!without.text.contains("nonce") && without.policy.contains("script-src 'self'; "))
    }

    static let broken: [(String, PageTemplateError)] = [
        ("<p>{%- auth0:widget -%}</p>", .missing("auth0:head")), ("{%- auth0:head -%}", .missing("auth0:widget")),
        ("{% if x %}", .unterminated("else, elsif, endif")), ("{% endif %}", .tag("endif")),
        ("{{ x | explode }}", .filter("explode")), ("{% include 'x' %}", .tag("include")),
        ("{{ x", .unterminated("{{ x")),
        ("{{ 'x }}", .expression("'x")), ("{{ a b }}", .expression("a b")), ("{% assign x %}", .expression("x")),
    ]

    @Test("that is broken is refused", arguments: broken)
    func refusal(template: String, expected: PageTemplateError) {
        #expect(throws: expected) { try PageTemplate(parsing: template) }
    }

    @Test("cannot be nested without end, nor put out without end")
    func limits() throws {
        let deep = String(repeating: "{% if a %}", count: 100) + String(repeating: "{% endif %}", count: 100)
        #expect(throws: PageTemplateError.depth) { try PageTemplate(parsing: deep) }
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

    @Test("cannot make a text grow without end")
    func growth() throws {
        let double = "{% assign x = 'a' %}" + String(repeating: "{% assign x = x | append: x %}", count: 60)
        #expect(try Self.output(double + "{{ x | size }}").text == "65536")
        let replace = String(repeating: "{% assign y = y | replace: 'a', 'aaaaaaaaaa' %}", count: 60)
        #expect(try Self.output("{% assign y = 'a' %}" + replace + "{{ y | size }}").text == "10000")
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
