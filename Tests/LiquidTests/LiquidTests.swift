import Liquid
import Testing

@Suite("Liquid")
struct LiquidTests {
    static let outputs: [(String, String)] = [
        ("plain { } text %", "plain { } text %"),
        ("{{ user.email }}/{{user.email}}", "ada@example.test/ada@example.test"),
        ("{{ user[\"email\"] }} {{ user[key] }}", "ada@example.test ada@example.test"),
        ("{{ user.user_metadata['https://example.test/plan'] }}", "gold"),
        ("{{ [\"one\"] }}", "1"),
        ("{{ user.tags[0] }} {{ user.tags[-1] }} {{ user.tags[7] }}|", "math Engines |"),
        ("{{ user.tags.first }} {{ user.tags.last }} {{ user.tags.size }} {{ user.email.size }}", "math Engines 3 16"),
        ("{{ nothing }}|{{ nothing.at.all }}|{{ one.more }}|", "|||"),
        ("{{ user.tags }} {{ yes }} {{ no }} {{ nil }} {{ half }} {{ minus }}", "mathpoetryEngines true false  2.5 -7"),
        ("{{ user.user_metadata }}", #"{"lang":"es","https://example.test/plan":"gold","n":0}"#),
        ("{{ 'single' }} {{ \"double\" }} {{ 12 }} {{ -3 }} {{ 1.50 }}", "single double 12 -3 1.5"),
        ("{{}}|{{ }}", "|"),
    ]

    static let conditions: [(String, Bool)] = [
        ("yes", true), ("no", false), ("nothing", false), ("nil", false), ("0", true), ("empty_text", true),
        ("user.user_metadata.lang == 'es'", true), ("user.user_metadata.lang == \"it\"", false),
        ("user.user_metadata.lang != 'it'", true), ("one <> 2", true), ("one == 1.0", true), ("one == '1'", false),
        ("user.age > 30", true), ("user.age >= 36", true), ("user.age < 36", false), ("user.age <= 36", true),
        ("half > 2", true), ("'b' > 'a'", true), ("nothing > 1", false), ("nothing < 1", false), ("'1' < 2", false),
        ("empty_text == empty", true), ("empty_list == empty", true), ("empty == empty_list", true),
        ("spaces == empty", false), ("nothing == empty", false), ("user.tags != empty", true),
        ("spaces == blank", true), ("nothing == blank", true), ("no == blank", true), ("one == blank", false),
        ("nothing == nil", true), ("nothing == null", true), ("no == nil", false), ("yes == true", true),
        ("user.tags contains 'math'", true), ("user.tags contains 'mat'", false),
        ("user.email contains '@example'", true), ("user.email contains nothing", false),
        ("nothing contains 'x'", false), ("user.user_metadata contains 'lang'", true), ("nums contains 3", true),
        ("true and false", false), ("true or false", true), ("not no", true), ("not one == 1", false),
        // From the right: true or (false and false), false and (true or true).
        ("true or false and false", true), ("false and true or true", false),
    ]

    static let blocks: [(String, String)] = [
        ("{% if no %}a{% elsif yes %}b{% elsif yes %}c{% else %}d{% endif %}", "b"),
        ("{% if no %}a{% elsif nothing %}b{% else %}d{% endif %}", "d"),
        ("{% unless no %}a{% endunless %}{% unless yes %}b{% else %}c{% endunless %}", "ac"),
        ("{% unless yes %}a{% elsif yes %}b{% endunless %}", "b"),
        ("{% case one %}ignored{% when 1 %}one{% when 2 %}two{% else %}other{% endcase %}", "one"),
        ("{% case key %}{% when 'a', 'email' %}A{% when 'x' or 'y' %}B{% endcase %}", "A"),
        ("{% case one %}{% when 8 %}x{% else %}other{% endcase %}{% case one %}{% when 8 %}x{% endcase %}", "other"),
        ("{% assign a = 'x' | append: 'y' %}{{ a }}{% assign a = a | size | plus: 1 %}{{ a }}", "xy3"),
        ("{% capture c %}<{{ one }}>{% endcapture %}{{ c }}{{ c | size }}", "<1>3"),
        ("{% capture 'c' %}a{% endcapture %}{{ c }}", "a"),
        ("a{% comment %}{{ x | }}{% if %}{% comment %}{% endcomment %}b{% endcomment %}c", "ac"),
        ("{% # a remark that doesn't end %}x", "x"),
        ("{% raw %}{{ x }}{% if %}{% endraw %}y", "{{ x }}{% if %}y"),
        ("{% increment n %}{% increment n %}{{ n }}{% decrement m %}{% decrement m %}", "012-1-2"),
        ("{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}", "aba"),
        ("{% cycle 'g': 'a', 'b' %}{% cycle 'h': 'a', 'b' %}{% cycle 'g': 'a', 'b' %}", "aab"),
        ("{% echo 'x' | upcase %}", "X"),
        ("{% liquid\n assign z = 3\n if z > 2\n  echo 'big'\n endif\n%}!", "big!"),
        ("a {%- if yes -%} b {%- endif -%} c", "abc"),
        ("a\n {{- ' b ' -}} \n c", "a b c"),
        ("{% if yes %}\n{%- assign q = 1 -%}\n{{ q }}{% endif %}", "1"),
    ]

    static let loops: [(String, String)] = [
        ("{% for x in user.tags %}{{ forloop.index }}{{ x }} {% endfor %}", "1math 2poetry 3Engines "),
        (
            "{% for x in (1..2) %}{{ forloop.index0 }}{{ forloop.rindex }}{{ forloop.rindex0 }}"
                + "{{ forloop.first }}{{ forloop.last }}{{ forloop.length }} {% endfor %}",
            "021truefalse2 110falsetrue2 "
        ),
        (
            "{% for x in empty_list %}x{% else %}none{% endfor %}{% for x in nothing %}x{% else %}none{% endfor %}",
            "nonenone"
        ),
        ("{% for x in (1..5) %}{{ x }}{% endfor %} {% for x in (one..3) %}{{ x }}{% endfor %}", "12345 123"),
        ("{% for x in (3..1) %}x{% else %}none{% endfor %}", "none"),
        ("{% for x in nums limit: 2 offset: 1 %}{{ x }}{% endfor %}", "12"),
        ("{% for x in nums reversed limit:2, offset:1 %}{{ x }}{% endfor %}", "21"),
        (
            "{% for x in nums limit: 3 %}{{ x }}{% endfor %}-{% for x in nums offset: continue %}{{ x }}{% endfor %}",
            "312-2"
        ),
        (
            "{% for x in (1..9) %}{% if x == 3 %}{% continue %}{% endif %}{% if x == 5 %}{% break %}{% endif %}{{ x }}{% endfor %}",
            "124"
        ),
        (
            "{% for a in nested %}{% for b in a %}{{ forloop.parentloop.index }}{{ b }} {% endfor %}{% endfor %}",
            "11 12 23 "
        ),
        ("{% for a in (1..2) %}{% for b in (1..9) %}{% break %}{% endfor %}{{ a }}{% endfor %}", "12"),
        ("{% for pair in application %}{{ pair[0] }}={{ pair[1] }};{% endfor %}", "name=Shop;clientID=c1;"),
        ("{% for x in 'text' %}{{ x }}{% endfor %}", "text"),
        ("{% assign x = 7 %}{% for x in (1..2) %}{{ x }}{% endfor %}{{ x }}", "127"),
        ("{% for x in (1..2) %}{% assign kept = x %}{% endfor %}{{ kept }}", "2"),
        (
            "{% tablerow x in (1..3) cols: 2 %}{{ x }}{{ tablerowloop.col }}{% endtablerow %}",
            "<tr class=\"row1\">\n<td class=\"col1\">11</td><td class=\"col2\">22</td></tr>\n"
                + "<tr class=\"row2\"><td class=\"col1\">31</td></tr>\n"
        ),
    ]

    @Test("puts values out", arguments: outputs)
    func values(template: String, expected: String) throws {
        #expect(try LiquidFixture.output(template) == expected)
    }

    @Test("decides", arguments: conditions)
    func decisions(condition: String, holds: Bool) throws {
        #expect(try LiquidFixture.output("{% if \(condition) %}true{% else %}false{% endif %}") == "\(holds)")
    }

    @Test("has blocks", arguments: blocks)
    func blockTags(template: String, expected: String) throws {
        #expect(try LiquidFixture.output(template) == expected)
    }

    @Test("goes through sequences", arguments: loops)
    func loopTags(template: String, expected: String) throws {
        #expect(try LiquidFixture.output(template) == expected)
    }
}
