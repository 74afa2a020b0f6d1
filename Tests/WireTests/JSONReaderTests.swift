import Testing
import Wire

@Suite("Reading JSON")
struct JSONReaderTests {
    /// A text, or bytes that are none, and what they must not be taken for.
    struct Refused: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let why: String
        var testDescription: String { why }

        init(_ text: String, _ why: String) { self.init(Array(text.utf8), why) }
        init(_ bytes: [UInt8], _ why: String) {
            self.bytes = bytes
            self.why = why
        }
    }

    static let accepted: [(String, JSONValue)] = [
        ("null", .null), ("true", true), ("false", false), ("\"\"", ""), ("[]", []), ("{}", [:]),
        (" \t\r\n[ 1 , 2 ] \n", [1, 2]),
        ("0", 0), ("-0", 0), ("7", 7), ("-12", -12),
        ("1.5", 1.5), ("-0.25", -0.25), ("1e2", .double(100)), ("1E+2", .double(100)), ("25e-1", 2.5),
        ("0e0", .double(0)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .double(9_223_372_036_854_775_808)),
        ("123456789012345678901234567890", .double(1.2345678901234568e29)),
        ("1e-400", .double(0)),
        (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
        (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\ud83d\uDE00""#, "😀"), (#""\u0000""#, "\0"),
        ("\"é€😀\u{7F}\"", "é€😀\u{7F}"),
        (#"{"a":{"b":[null,{"c":""}]}}"#, ["a": ["b": [nil, ["c": ""]]]]),
        (#"{"":1}"#, ["": 1]),
    ]

    @Test("accepts every form of RFC 8259", arguments: accepted)
    func accepts(text: String, value: JSONValue) throws {
        #expect(try JSONReader.parse(text) == value)
    }

    static let refused: [Refused] = [
        Refused("", "nothing"), Refused("  ", "white space alone"), Refused("nul", "half a literal"),
        Refused("nulls", "a literal and a letter"), Refused("True", "a literal in capitals"),
        Refused("1 2", "two values"), Refused("{} x", "trailing bytes"), Refused("[1]]", "a bracket too many"),
        Refused("[", "an open array"), Refused("[1", "an array cut short"), Refused("[1,]", "a trailing comma"),
        Refused("[,1]", "a leading comma"), Refused("[1 2]", "a missing comma"), Refused("{", "an open object"),
        Refused(#"{"a"}"#, "a member without a value"), Refused(#"{"a":}"#, "a colon without a value"),
        Refused(#"{"a":1,}"#, "a trailing comma in an object"), Refused("{a:1}", "a bare name"),
        Refused("{1:1}", "a number as a name"), Refused("{'a':1}", "single quotes"),
        Refused(#"{"a":1 "b":2}"#, "a missing comma in an object"), Refused("// x\n1", "a comment"),
        Refused("-", "a sign alone"), Refused("+1", "a plus sign"), Refused("01", "a leading zero"),
        Refused("-01", "a leading zero after a sign"), Refused("1.", "a point without digits"),
        Refused(".5", "a point without an integer"), Refused("1e", "an exponent without digits"),
        Refused("1e+", "a signed exponent without digits"), Refused("1.e1", "no digits between point and exponent"),
        Refused("0x10", "hexadecimal"), Refused("NaN", "no number"), Refused("Infinity", "infinity"),
        Refused("1e400", "a number beyond a double"), Refused("-1e400", "a number below a double"),
        Refused("\"abc", "an open string"), Refused("\"a\\", "a string that ends in an escape"),
        Refused(#""\x41""#, "an unknown escape"), Refused(#""\u12""#, "a short escape"),
        Refused(#""\u12G4""#, "an escape with a letter"), Refused(#""\u+123""#, "an escape with a sign"),
        Refused("\"a\nb\"", "a raw line feed"), Refused("\"a\\n\u{1}\"", "a control character after an escape"),
        Refused("\"\0\"", "a raw NUL"),
        Refused(#""\ud83d""#, "a high surrogate alone"), Refused(#""\ude00""#, "a low surrogate alone"),
        Refused(#""\ud83dx""#, "a high surrogate before a letter"),
        Refused(#""\ud83d\n""#, "a high surrogate before an escape"),
        Refused(#""\ud83d\ud83d""#, "two high surrogates"),
        Refused(#""\ude00\ud83d""#, "surrogates in the wrong order"),
        Refused([0x22, 0xFF, 0x22], "a byte that is never UTF-8"),
        Refused([0x22, 0xC0, 0xAF, 0x22], "an overlong sequence"),
        Refused([0x22, 0xE2, 0x82, 0x22], "a sequence cut short"),
        Refused([0x22, 0xED, 0xA0, 0x80, 0x22], "an encoded surrogate"),
        Refused([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], "a scalar beyond Unicode"),
        Refused([0x22, 0x5C, 0x6E, 0xFF, 0x22], "a bad byte after an escape"),
        Refused([0xEF, 0xBB, 0xBF, 0x31], "a byte order mark"), Refused([0xA0, 0x31], "a space that is not ASCII"),
        Refused([0x31, 0x00], "a NUL after the value"),
    ]

    @Test("refuses what is not JSON or not UTF-8", arguments: refused)
    func refuses(_ text: Refused) {
        #expect {
            try JSONReader.parse(text.bytes)
        } throws: { error in
            guard case .malformed? = error as? JSONError else { return false }
            return true
        }
    }

    @Test("names the byte where it stopped")
    func offset() {
        #expect(throws: JSONError.malformed(offset: 6)) { try JSONReader.parse(#"{"a": x}"#) }
        #expect(throws: JSONError.malformed(offset: 2)) { try JSONReader.parse("1 x") }
    }

    @Test("reads to its depth and no deeper", arguments: [("[", "1", "]"), (#"{"a":"#, "1", "}")])
    func depth(open: String, inner: String, close: String) throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)).utf8)
        }
        _ = try JSONReader.parse(nested(JSONReader.defaultDepth))
        #expect(throws: JSONError.tooDeep) { try JSONReader.parse(nested(JSONReader.defaultDepth + 1)) }
        _ = try JSONReader.parse(nested(3), maximumDepth: 3)
        #expect(throws: JSONError.tooDeep) { try JSONReader.parse(nested(4), maximumDepth: 3) }
        // A hundred thousand brackets must not reach the end of the stack.
        #expect(throws: JSONError.tooDeep) { try JSONReader.parse(nested(100_000)) }
    }

    @Test("of two members with one name the later wins, in the place of the first")
    func duplicates() throws {
        let value = try JSONReader.parse(#"{"a":1,"b":2,"\u0061":3}"#)
        #expect(value.object?.keys == ["a", "b"])
        #expect(value["a"] == 3)
        #expect(value.object?.count == 2)
    }

    @Test("keeps the order of members")
    func order() throws {
        #expect(try JSONReader.parse(#"{"z":1,"a":2,"m":3}"#).object?.keys == ["z", "a", "m"])
    }
}
