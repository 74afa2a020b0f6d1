import Testing
import Wire

@Suite("Forms")
struct FormTests {
    static let parsed: [(String, [[String]])] = [
        ("", []), ("&&", []),
        ("a=1&b=2", [["a", "1"], ["b", "2"]]),
        ("a", [["a", ""]]), ("a=", [["a", ""]]), ("=a", [["", "a"]]),
        ("a=b=c", [["a", "b=c"]]),
        ("a=1&&b=2&", [["a", "1"], ["b", "2"]]),
        ("a=1&a=2&b=3&a=4", [["a", "1"], ["a", "2"], ["b", "3"], ["a", "4"]]),
        ("a+b=c+d", [["a b", "c d"]]), ("a=%2B+%20", [["a", "+  "]]),
        ("%61%3d=%26%3D", [["a=", "&="]]),
        ("a=%C3%A9%e2%82%ac", [["a", "é€"]]), ("a=é", [["a", "é"]]),
        ("a=%00", [["a", "\0"]]), ("a;b=c", [["a;b", "c"]]),
    ]

    @Test("keep names, values, order and repeats", arguments: parsed)
    func reads(text: String, parameters: [[String]]) throws {
        let form = try Form(parsing: text.utf8)
        #expect(form.parameters.map { [$0.name, $0.value] } == parameters)
    }

    @Test(
        "are refused when they are malformed",
        arguments: [
            "%", "a=%", "a=%4", "a=%4&b=1", "a=%zz", "a=%+1", "%G0=1", "a=%ff", "a=%C3", "a=%ED%A0%80", "a=1&b=%C0%80",
        ]
    )
    func malformed(text: String) {
        #expect(throws: FormError.malformed) { try Form(parsing: text.utf8) }
    }

    @Test("have a limit of parameters")
    func limit() throws {
        let fields = Array(repeating: "a=1", count: Form.defaultLimit).joined(separator: "&")
        #expect(try Form(parsing: fields.utf8).parameters.count == Form.defaultLimit)
        #expect(throws: FormError.tooMany) { try Form(parsing: (fields + "&a=1").utf8) }
        #expect(throws: FormError.tooMany) { try Form(parsing: "a&b&c".utf8, limit: 2) }
    }

    @Test("answer the first value, all values, and a name that occurs twice")
    func lookups() throws {
        let form = try Form(parsing: "b=1&a=2&b=3&a=4".utf8)
        #expect(form["b"] == "1")
        #expect(form.all("a") == ["2", "4"])
        #expect(form["c"] == nil && form.all("c") == [])
        #expect(form.repeated == "b")
        #expect(try Form(parsing: "a=1&b=1".utf8).repeated == nil)
    }

    @Test("a plus sign stands for itself where it is asked to")
    func plus() {
        #expect(Form.decode("a+b%2b".utf8) == "a b+")
        #expect(Form.decode("a+b%2b".utf8, plusIsSpace: false) == "a+b+")
    }

    @Test("encode all but unreserved characters, and back")
    func encoding() throws {
        #expect(Form.encode("AZaz09-._~") == "AZaz09-._~")
        #expect(Form.encode("a b+c/é%\0") == "a%20b%2Bc%2F%C3%A9%25%00")
        let text = String(String.UnicodeScalarView((0..<0x500).compactMap(Unicode.Scalar.init)))
        #expect(Form.decode(Form.encode(text).utf8) == text)
    }
}
