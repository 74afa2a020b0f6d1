import Liquid
import Testing

@Suite("Filters of Liquid")
struct LiquidFilterTests {
    static let texts: [(String, String)] = [
        ("'a' | append: 'b' | prepend: 'c'", "cab"), ("'Ab' | upcase", "AB"), ("'Ab' | downcase", "ab"),
        ("'my GREAT title' | capitalize", "My great title"), ("nothing | upcase", ""),
        ("'  a b ' | strip", "a b"), ("'  a ' | lstrip", "a "), ("'  a ' | rstrip", "  a"),
        ("\"a\r\nb\" | strip_newlines", "ab"), ("' a  b\n' | normalize_whitespace", "a b"),
        ("'Ground control to Major Tom.' | truncate: 20", "Ground control to..."),
        ("'Ground control' | truncate: 8, '!'", "Ground !"), ("'Ground' | truncate: 6", "Ground"),
        ("'Ground' | truncate: 2", "..."), ("'日本語' | truncate: 2, ''", "日本"),
        ("'a b c d' | truncatewords: 2", "a b..."), ("'a b' | truncatewords: 2", "a b"),
        ("'a b c' | truncatewords: 1, '--'", "a--"), ("'a b  c' | number_of_words", "3"),
        ("'hello' | replace: 'l', 'L'", "heLLo"), ("'hello' | replace_first: 'l', 'L'", "heLlo"),
        ("'hello' | replace_last: 'l', 'L'", "helLo"), ("'hello' | remove: 'l'", "heo"),
        ("'hello' | remove_first: 'l'", "helo"), ("'hello' | remove_last: 'l'", "helo"),
        ("'hello' | replace: '', 'x'", "hello"), ("'aaa' | replace: 'aa', 'b'", "ba"),
        ("'Liquid' | slice: 0", "L"), ("'Liquid' | slice: 2, 3", "qui"), ("'Liquid' | slice: -3, 2", "ui"),
        ("'Liquid' | slice: 9", ""), ("'Liquid' | slice: -9", ""), ("'日本語' | slice: 1", "本"),
        ("'a,b,,c,,' | split: ',' | join: '.'", "a.b..c"), ("' a  b ' | split: ' ' | size", "2"),
        ("'abc' | split: '' | join: '.'", "a.b.c"), ("'a~~b' | split: '~~' | last", "b"),
        ("application | json", #"{"name":"Shop","clientID":"c1"}"#), ("'7.9' | to_integer", "7"),
        ("nothing | default: 'd'", "d"), ("no | default: 'd'", "d"), ("no | default: 'd', allow_false: true", "false"),
        ("empty_text | default: 'd'", "d"), ("empty_list | default: 'd'", "d"), ("0 | default: 'd'", "0"),
    ]

    static let markup: [(String, String)] = [
        ("'<a href=\"x\">&' | escape", "&lt;a href=&quot;x&quot;&gt;&amp;"), ("\"it's\" | escape", "it&#39;s"),
        ("'1 &lt; 2 & 3 &#39; &#x27; &; &no' | escape_once", "1 &lt; 2 &amp; 3 &#39; &#x27; &amp;; &amp;no"),
        ("user.name | strip_html", "Ada Lovelace"),
        ("'<script>a<b</script>x<!-- > -->y<style>p{}</style><br/>z' | strip_html", "xyz"),
        ("'1 < 2' | strip_html", "1 < 2"), ("\"a\nb\" | newline_to_br", "a<br />\nb"),
        ("'a b&c=d/é' | url_encode", "a+b%26c%3Dd%2F%C3%A9"), ("'a+b%26%C3%A9' | url_decode", "a b&é"),
        ("'%zz' | url_decode", "%zz"), ("'foo?' | base64_encode", "Zm9vPw=="), ("'Zm9vPw==' | base64_decode", "foo?"),
    ]

    static let sequences: [(String, String)] = [
        ("nums | join", "3 1 2 2"), ("nums | join: '-'", "3-1-2-2"), ("nums | first", "3"), ("nums | last", "2"),
        ("nums | size", "4"), ("'héé' | size", "3"), ("nums | sort | join: ''", "1223"),
        ("nums | reverse | join: ''", "2213"), ("nums | uniq | join: ''", "312"),
        ("nums | concat: user.tags | size", "7"), ("nums | sum", "8"), ("nums | slice: 1, 2 | join: ''", "12"),
        ("user.tags | sort | join: ' '", "Engines math poetry"),
        ("user.tags | sort_natural | join: ' '", "Engines math poetry"),
        ("user.items | map: 'k' | join: ''", "baC"), ("user.items | sort: 'k' | map: 'k' | join: ''", "Cab"),
        ("user.items | sort_natural: 'k' | map: 'k' | join: ''", "abC"),
        ("user.items | where: 'k', 'a' | map: 'v' | join: ''", "1"), ("user.items | where: 'on' | size", "1"),
        ("user.items | reject: 'on' | size", "2"), ("user.items | find: 'v', 3 | json", #"{"k":"C","v":3,"on":false}"#),
        ("user.items | has: 'v', 9", "false"), ("user.items | compact: 'on' | size", "2"),
        ("user.items | sum: 'v'", "6"), ("nested | join: ','", "1,2,3"), ("nothing | join", ""), ("'a' | join", "a"),
    ]

    static let numbers: [(String, String)] = [
        ("4 | plus: 2", "6"), ("4 | minus: 7", "-3"), ("3 | times: 2.5", "7.5"), ("'3.5' | plus: '1'", "4.5"),
        ("'x' | plus: 1", "1"), ("10 | divided_by: 3", "3"), ("minus | divided_by: 2", "-4"),
        ("10 | divided_by: 4.0", "2.5"), ("7 | modulo: 3", "1"), ("minus | modulo: 3", "2"), ("3.5 | modulo: 2", "1.5"),
        ("minus | abs", "7"), ("'-1.5' | abs", "1.5"), ("1.2 | ceil", "2"), ("1.8 | floor", "1"), ("2.5 | round", "3"),
        ("3.14159 | round: 2", "3.14"), ("5 | round: 2", "5"), ("minus | at_least: 3", "3"), ("9 | at_most: 3", "3"),
        ("9223372036854775807 | plus: 1", "9.223372036854776e+18"),
        ("-9223372036854775808 | divided_by: -1", "9.223372036854776e+18"),
        ("-9223372036854775808 | modulo: -1", "0"), ("-9223372036854775808 | abs", "9.223372036854776e+18"),
    ]

    static let dates: [(String, String)] = [
        (
            "date | date: '%a %A %b %B %d %e %H %I %j %l %m %M %p %P %S %y %Y'",
            "Wed Wednesday Mar March 04  4 05 05 064  5 03 06 AM am 07 20 2020"
        ),
        ("date | date: '%-d/%-m/%Y %^a %#b %06d %_m %10Y'", "4/3/2020 WED MAR 000004  3 0000002020"),
        (
            "date | date: '%F %T %D %R %r %c|%x|%X'",
            "2020-03-04 05:06:07 03/04/20 05:06 05:06:07 AM Wed Mar  4 05:06:07 2020|03/04/20|05:06:07"
        ),
        (
            "date | date: '%s %u %w %U %W %V %G %C %k %L %z %:z %Z %n%t%%'",
            "1583298367 3 3 09 09 10 2020 20  5 000 +0000 +00:00 UTC \n\t%"
        ),
        ("date | date: '%Q %'", "%Q %"), ("date | date: ''", "2020-03-04T05:06:07Z"),
        ("'now' | date: '%Y-%m-%d %H:%M'", "2020-09-13 12:26"), ("'today' | date: '%Y'", "2020"),
        ("0 | date: '%F'", "1970-01-01"), ("'1152098955' | date: '%F %R'", "2006-07-05 11:29"),
        ("'2012-05-06' | date: '%d.%m.%Y'", "06.05.2012"), ("'2012-05-06 07:08' | date: '%R'", "07:08"),
        ("'2012-05-06 07:08:09 +0200' | date: '%T'", "05:08:09"),
        ("'2012-05-06T07:08:09+02:00' | date: '%T'", "05:08:09"),
        ("'March 14, 2016' | date: '%b %d, %y'", "Mar 14, 16"),
        ("'14 Mar 2016 10:00' | date: '%F %R'", "2016-03-14 10:00"),
        ("'Tue, 15 Nov 1994 08:12:31 GMT' | date: '%F %T'", "1994-11-15 08:12:31"),
        ("'2021-01-03' | date: '%G-%V'", "2020-53"), ("'2018-12-31' | date: '%G-%V'", "2019-01"),
        ("'2024-02-30' | date: '%F'", "2024-02-30"), ("'no date' | date: '%F'", "no date"),
        ("nothing | date: '%F'", ""),
        ("-1 | date: '%F'", "-1"), ("99999999999999 | date: '%F'", "99999999999999"),
        ("date | date_to_xmlschema", "2020-03-04T05:06:07+00:00"), ("date | date_to_string", "04 Mar 2020"),
        ("date | date_to_long_string", "04 March 2020"), ("date | date_to_rfc822", "Wed, 04 Mar 2020 05:06:07 +0000"),
    ]

    @Test("change texts", arguments: texts) func onTexts(filter: String, expected: String) throws {
        #expect(try LiquidFixture.output("{{ \(filter) }}") == expected)
    }

    @Test("make texts fit for HTML and URLs", arguments: markup) func onMarkup(filter: String, expected: String) throws
    {
        #expect(try LiquidFixture.output("{{ \(filter) }}") == expected)
    }

    @Test("change sequences", arguments: sequences) func onSequences(filter: String, expected: String) throws {
        #expect(try LiquidFixture.output("{{ \(filter) }}") == expected)
    }

    @Test("calculate", arguments: numbers) func onNumbers(filter: String, expected: String) throws {
        #expect(try LiquidFixture.output("{{ \(filter) }}") == expected)
    }

    @Test("write dates", arguments: dates) func onDates(filter: String, expected: String) throws {
        #expect(try LiquidFixture.output("{{ \(filter) }}") == expected)
    }
}
