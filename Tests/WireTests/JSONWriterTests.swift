import Testing
import Wire

@Suite("Writing JSON")
struct JSONWriterTests {
    static let written: [(JSONValue, String)] = [
        (.null, "null"), (true, "true"), (false, "false"), (0, "0"), (.integer(.min), "-9223372036854775808"),
        (1.5, "1.5"), (.double(100), "100"), (.double(-0.0), "0"), (.double(1e300), "1e+300"),
        (.double(.infinity), "null"), (.double(.nan), "null"),
        ("", #""""#), ("é€😀", "\"é€😀\""), ("a/b", #""a/b""#),
        (.string("\"\\\u{8}\t\n\u{C}\r"), #""\"\\\b\t\n\f\r""#),
        (.string("\0\u{1F}\u{7F}"), "\"\\u0000\\u001f\u{7F}\""),
        ([], "[]"), ([1, [], "a"], #"[1,[],"a"]"#),
        ([:], "{}"), (["b": 1, "a": [nil, ["c": true]], "": [:]], #"{"b":1,"a":[null,{"c":true}],"":{}}"#),
        (["a\"b": 1], #"{"a\"b":1}"#),
    ]

    @Test("writes the shortest form, members in order", arguments: written)
    func writes(value: JSONValue, text: String) {
        #expect(JSONWriter.text(value) == text)
    }

    @Test("puts commas between members and elements, whatever they are")
    func members() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("text", String("a"))
        writer.member("number", Int64(1))
        writer.member("value", JSONValue.null)
        writer.member("list", ["x", "y"])
        writer.member("none", [String]())
        writer.name("open")
        writer.beginArray()
        writer.beginObject()
        writer.endObject()
        writer.write(Int64(2))
        writer.endArray()
        writer.name(String("run-time \"name\""))
        writer.write(String("b"))
        writer.endObject()
        let text =
            #"{"text":"a","number":1,"value":null,"list":["x","y"],"none":[],"open":[{},2],"run-time \"name\"":"b"}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test("what is written is read back as it was", arguments: 0..<200 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let value = Self.value(depth: 0, &generator)
            let bytes = JSONWriter.encode(value)
            let read = try JSONReader.parse(bytes)
            #expect(read == value)
            #expect(JSONWriter.encode(read) == bytes)
        }
    }

    /// Any value that JSON can hold; doubles are such as no integer equals.
    private static func value(depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth < 5 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2:
            return .integer(
                Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<64, using: &generator)
            )
        case 3: return .double(double(&generator))
        case 4: return .string(text(&generator))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<5, using: &generator)).map { _ in value(depth: depth + 1, &generator) }
            )
        default:
            var object = JSONObject()
            for index in 0..<Int.random(in: 0..<5, using: &generator) {
                object["\(index) \(text(&generator))"] = value(depth: depth + 1, &generator)
            }
            return .object(object)
        }
    }

    private static func double(_ generator: inout SeededGenerator) -> Double {
        while true {
            let candidate = Double(bitPattern: generator.next())
            if candidate.isFinite, Int64(exactly: candidate) == nil { return candidate }
        }
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<12, using: &generator) {
            let limit: UInt32 = [0x30, 0x80, 0x800, 0x11_0000].randomElement(using: &generator) ?? 0x80
            // Surrogates are no scalars.
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}

/// SplitMix64: the same values for the same seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
