import Liquid
import Testing

@Suite("What Liquid escapes and refuses")
struct LiquidRefusalTests {
    static let escaped: [(String, String)] = [
        ("{{ user.name }}", "Ada &lt;b&gt;Lovelace&lt;/b&gt;"),
        ("{{ user.name | escape }}", "Ada &lt;b&gt;Lovelace&lt;/b&gt;"),
        ("{{ user.name | upcase }}", "ADA &lt;B&gt;LOVELACE&lt;/B&gt;"),
        ("{{ nothing | default: user.name }}", "Ada &lt;b&gt;Lovelace&lt;/b&gt;"),
        ("{{ '<br>' }}{{ '<br>' | append: '<hr>' }}", "<br><br><hr>"),
        ("{{ '<br>' | append: user.name }}", "&lt;br&gt;Ada &lt;b&gt;Lovelace&lt;/b&gt;"),
        ("{% assign n = user.name | escape %}{{ n }}", "Ada &lt;b&gt;Lovelace&lt;/b&gt;"),
        ("{% assign n = user.name %}{{ n }}", "Ada &lt;b&gt;Lovelace&lt;/b&gt;"),
        ("{% assign n = '<i>' %}{{ n }}{% assign n = user.name %}{{ n }}", "<i>Ada &lt;b&gt;Lovelace&lt;/b&gt;"),
        ("{% capture c %}<p>{{ user.name }}</p>{% endcapture %}{{ c }}", "<p>Ada &lt;b&gt;Lovelace&lt;/b&gt;</p>"),
        (
            "{% capture c %}<p>{% endcapture %}{% for c in user %}{{ c[1] | slice: 0, 7 }}{% break %}{% endfor %}{{ c }}",
            "Ada &lt;b&gt;<p>"
        ),
        ("{{ \"<\n>\" | newline_to_br }}{{ user.name | newline_to_br }}", "<<br />\n>Ada &lt;b&gt;Lovelace&lt;/b&gt;"),
        ("{{ '%3Cb%3E' | url_decode }}", "&lt;b&gt;"),
        ("{{ user.name | url_encode }}", "Ada+%3Cb%3ELovelace%3C%2Fb%3E"),
        ("{% cycle user.name %}", "Ada &lt;b&gt;Lovelace&lt;/b&gt;"), ("{{ user.name | raw }}", "Ada <b>Lovelace</b>"),
        ("{% if user.name == 'Ada <b>Lovelace</b>' %}{{ user.name.size }}{% endif %}", "19"),
    ]

    @Test("in HTML every value is escaped, once", arguments: escaped)
    func escaping(template: String, expected: String) throws {
        #expect(try LiquidFixture.output(template, escapes: true) == expected)
    }

    @Test("a template sees all it was given by 'debug', as text")
    func debug() throws {
        let text = try LiquidFixture.output("{% debug %}", escapes: true)
        #expect(text.hasPrefix("<pre>{&quot;user&quot;") && !text.contains("<b>"))
    }

    static let broken: [(String, Int, String)] = [
        ("{{ a", 1, "'{{' is not closed by '}}'"), ("\n\n{% if a", 3, "'{%' is not closed by '%}'"),
        ("a\n{% if a %}\nb", 2, "'if' is not closed by 'endif'"),
        ("{% if a %}\n{% for b in c %}\n{% endif %}", 3, "'endif' stands outside of its block"),
        ("\n{% else %}", 2, "'else' stands outside of its block"), ("{% nope %}", 1, "there is no tag 'nope'"),
        ("a\nb\n{{ x\n | nope }}", 3, "there is no filter 'nope'"), ("{{ a | }}", 1, "a name is missing"),
        ("{{ 'a }}", 1, "a text in quotes does not end"), ("{{ a b }}", 1, "'b' is not expected here"),
        ("{{ a[1 }}", 1, "']' is expected"), ("{{ a.. }}", 1, "'..' is not expected here"),
        ("{{ a & b }}", 1, "'& b' is not understood"), ("{% if a = b %}{% endif %}", 1, "'=' is not expected here"),
        ("{% if %}{% endif %}", 1, "a value is missing"), ("{% assign a %}", 1, "'=' is expected"),
        ("{% for a on b %}{% endfor %}", 1, "'in' is expected after 'a'"),
        ("{% for a in b by: 2 %}{% endfor %}", 1, "a loop has no option 'by'"),
        ("\n{% raw %}\n{{ x", 2, "'raw' is not closed by 'endraw'"),
        ("\n{% comment %}\n{{ x", 2, "'comment' is not closed by 'endcomment'"),
        ("{% include 'x' %}", 1, "'include' needs another file, and there is none"),
        ("1\n{% if yes %}\n{{ one | divided_by: 0 }}{% endif %}", 3, "divided_by: a number is divided by zero"),
        ("{% liquid\n echo one\n nope\n%}", 3, "there is no tag 'nope'"),
        ("{% for x in (1..9223372036854775807) %}{% endfor %}", 1, "the range is too long"),
    ]

    @Test("a broken template says what is wrong on which line", arguments: broken)
    func errors(template: String, line: Int, reason: String) {
        let error = LiquidFixture.error(template)
        #expect(error?.line == line && error?.reason == reason, "\(String(describing: error))")
    }

    /// Each would take hours or all memory if nothing stopped it.
    static let endless: [String] = [
        "{% for i in (1..1000000000) %}{% endfor %}",
        "{% for i in (1..500) %}{% for j in (1..500) %}{% endfor %}{% endfor %}",
        "{% assign s = 'abcdefgh' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}",
        "{% assign s = 'a' %}{% for i in (1..18) %}{% assign s = s | append: s %}{% endfor %}{{ s | replace: 'a', s }}",
        "{% assign s = 'a,' %}{% for i in (1..9) %}{% assign s = s | append: s %}{% endfor %}{% assign a = s | split: ',' %}"
            + "{% for i in (1..40) %}{% assign a = a | concat: a %}{% endfor %}",
        "{% for i in (1..5000) %}" + String(repeating: "x", count: 500) + "{% endfor %}",
        String(repeating: "{% if yes %}", count: 100) + String(repeating: "{% endif %}", count: 100),
        "{{ " + String(repeating: "a[", count: 100) + "0" + String(repeating: "]", count: 100) + " }}",
    ]

    @Test("what would not end is ended", arguments: endless)
    func limits(template: String) {
        #expect(LiquidFixture.error(template) != nil)
    }

    @Test("a template that is too long is not read")
    func tooLong() {
        var limits = LiquidLimits()
        limits.templateBytes = 10
        #expect(LiquidFixture.error("0123456789", limits: limits) == nil)
        #expect(LiquidFixture.error("0123456789a", limits: limits)?.reason == "the template has more than 10 bytes")
    }

    @Test("searching for '<script' in nothing else takes no longer than reading it")
    func linearSearch() throws {
        let doubled = "{% assign s = '<script' %}{% for i in (1..13) %}{% assign s = s | append: s %}{% endfor %}"
        #expect(try LiquidFixture.output(doubled + "{{ s | strip_html | size }}") == "57344")
    }
}
