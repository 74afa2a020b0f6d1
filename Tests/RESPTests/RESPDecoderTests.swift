import NIOCore
import Testing

@testable import RESP

@Suite struct RESPDecoderTests {
    private static let answers: [(bytes: String, answer: RESPValue)] = [
        ("+OK\r\n", .status("OK")),
        ("+\r\n", .status("")),
        ("-ERR unknown command 'x'\r\n", .error(RESPError("ERR unknown command 'x'"))),
        (":0\r\n", .integer(0)),
        (":-42\r\n", .integer(-42)),
        (":+7\r\n", .integer(7)),
        (":9223372036854775807\r\n", .integer(.max)),
        (":-9223372036854775808\r\n", .integer(.min)),
        ("$0\r\n\r\n", .bytes([])),
        ("$5\r\nhello\r\n", .bytes(Array("hello".utf8))),
        ("$4\r\n\r\n\r\n\r\n", .bytes(Array("\r\n\r\n".utf8))),
        ("$-1\r\n", .null),
        ("*-1\r\n", .null),
        ("*0\r\n", .array([])),
        ("*2\r\n$1\r\na\r\n$-1\r\n", .array([.bytes([0x61]), .null])),
        (
            "*3\r\n*2\r\n:1\r\n*1\r\n+a\r\n-NO\r\n*0\r\n",
            .array([.array([.integer(1), .array([.status("a")])]), .error(RESPError("NO")), .array([])])
        ),
    ]

    @Test(arguments: answers)
    func `an answer is read, whole or byte by byte`(_ bytes: String, _ answer: RESPValue) throws {
        var decoder = RESPDecoder()
        var whole = ByteBuffer(string: bytes)
        #expect(try decoder.next(from: &whole) == answer)
        #expect(whole.readableBytes == 0)

        var pieces = ByteBuffer()
        for byte in bytes.utf8.dropLast() {
            pieces.writeInteger(byte)
            #expect(try decoder.next(from: &pieces) == nil)
        }
        pieces.writeInteger(UInt8(ascii: "\n"))
        #expect(try decoder.next(from: &pieces) == answer)
        #expect(try decoder.next(from: &pieces) == nil)
    }

    @Test func `answers that come together are read one after the other`() throws {
        var decoder = RESPDecoder()
        var buffer = ByteBuffer(string: Self.answers.map(\.bytes).joined() + "$3\r\nab")
        for (_, answer) in Self.answers { #expect(try decoder.next(from: &buffer) == answer) }
        #expect(try decoder.next(from: &buffer) == nil)
        buffer.writeString("c\r\n")
        #expect(try decoder.next(from: &buffer) == .bytes(Array("abc".utf8)))
    }

    private static let nonsense: [String] = [
        "\r\n", "\n", "OK\r\n", "HTTP/1.1 400 Bad Request\r\n", "%1\r\n", "_\r\n",
        "+OK\n", "+a\nb\r\n",
        ":\r\n", ":-\r\n", ":1a\r\n", ": 1\r\n", ":--1\r\n", ":9223372036854775808\r\n", ":-9223372036854775809\r\n",
        ":00000000000000000000\r\n",
        "$-2\r\n", "$x\r\n", "$\r\n", "$2\r\nabc\r\n", "$3\r\nabc\n\n",
        "*-2\r\n", "*1\r\n*1\r\n$9a\r\n",
    ]

    @Test(arguments: nonsense)
    func `bytes that are no answer are refused`(_ bytes: String) {
        var decoder = RESPDecoder()
        var buffer = ByteBuffer(string: bytes)
        #expect(throws: RESPViolation.self) { try decoder.next(from: &buffer) }
    }

    private static let limits = RESPDecoder.Limits(line: 20, bytes: 60, elements: 6, depth: 3)

    private static let costs: [(bytes: String, isAllowed: Bool)] = [
        ("+" + String(repeating: "a", count: 19) + "\r\n", true),
        ("+" + String(repeating: "a", count: 21), false),
        ("$50\r\n" + String(repeating: "a", count: 50) + "\r\n", true),
        // What is merely announced is refused before it comes.
        ("$61\r\n", false),
        ("$9223372036854775807\r\n", false),
        ("*2\r\n$30\r\n" + String(repeating: "a", count: 30) + "\r\n$30\r\n", false),
        ("*6\r\n:1\r\n:2\r\n:3\r\n:4\r\n:5\r\n:6\r\n", true),
        ("*7\r\n", false),
        ("*9223372036854775807\r\n", false),
        ("*3\r\n*2\r\n:1\r\n:2\r\n*2\r\n", false),
        ("*1\r\n*1\r\n*1\r\n:1\r\n", true),
        ("*1\r\n*1\r\n*1\r\n*0\r\n", true),
        ("*1\r\n*1\r\n*1\r\n*1\r\n", false),
    ]

    @Test(arguments: costs)
    func `an answer has limits`(_ bytes: String, _ isAllowed: Bool) throws {
        var decoder = RESPDecoder(Self.limits)
        var buffer = ByteBuffer(string: bytes)
        if isAllowed {
            #expect(try decoder.next(from: &buffer) != nil)
            // Each answer has them anew.
            buffer.writeString(bytes)
            #expect(try decoder.next(from: &buffer) != nil)
        } else {
            #expect(throws: RESPViolation.self) { try decoder.next(from: &buffer) }
        }
    }

    @Test func `descriptions tell no values`() {
        let value = RESPValue.array([.bytes(Array("secret".utf8)), .error(RESPError("ERR args: secret"))])
        for description in ["\(value)", "\([value])", "\(RedisFailure(RESPError("ERR args: secret")))"] {
            #expect(!description.contains("secret"))
        }
    }
}
