import Testing
import Wire

@Suite("Base64 and hexadecimal")
struct BytesTests {
    /// RFC 4648 §10.
    static let vectors: [(String, String)] = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("the vectors of RFC 4648 hold, padded and not", arguments: vectors)
    func vectorsHold(text: String, encoded: String) {
        let bytes = Array(text.utf8)
        let bare = String(encoded.prefix { $0 != "=" })
        #expect(Base64.encode(bytes, .standard) == encoded)
        #expect(Base64.encode(bytes, .url) == bare)
        for alphabet in [Base64.Alphabet.standard, .url] {
            #expect(Base64.decode(encoded, alphabet) == bytes)
            #expect(Base64.decode(bare, alphabet) == bytes)
        }
    }

    @Test("each alphabet has its own last two characters")
    func alphabets() {
        let bytes: [UInt8] = [0xFB, 0xFF, 0xBF]
        #expect(Base64.encode(bytes, .standard) == "+/+/")
        #expect(Base64.encode(bytes, .url) == "-_-_")
        #expect(Base64.decode("+/+/", .standard) == bytes)
        #expect(Base64.decode("-_-_", .url) == bytes)
        #expect(Base64.decode("+/+/", .url) == nil)
        #expect(Base64.decode("-_-_", .standard) == nil)
    }

    @Test(
        "one value has one spelling",
        arguments: [
            "Zh", "Zm9=", "Zm9vYh==",  // Bits beyond the last byte.
            "Z", "Zm9vY", "Z===",  // A length that cannot be.
            "=", "==", "Zg=", "Zm8==", "Zm9v=", "Zm9v====", "Zg===",  // Padding that fills nothing up.
            "Z=g=", "Zm 9v", "Zm9v\n", " Zm9v", "Zm9v*", "Zm9é", "Zg==Zg==",
        ]
    )
    func refused(text: String) {
        #expect(Base64.decode(text, .standard) == nil)
        #expect(Base64.decode(text, .url) == nil)
    }

    @Test("bytes come back from Base64 and hexadecimal", arguments: 0..<70)
    func roundTrip(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        #expect(Base64.decode(Base64.encode(bytes, .standard), .standard) == bytes)
        #expect(Base64.decode(Base64.encode(bytes, .url), .url) == bytes)
        #expect(Hexadecimal.decode(Hexadecimal.encode(bytes)) == bytes)
    }

    @Test("appending leaves what is there")
    func appending() {
        var buffer = Array("a.".utf8)
        Base64.append(Array("fo".utf8), to: &buffer)
        #expect(buffer == Array("a.Zm8".utf8))
    }

    @Test("hexadecimal is written in lower case and read in both")
    func hexadecimal() {
        #expect(Hexadecimal.encode([0x00, 0x0F, 0xA5, 0xFF]) == "000fa5ff")
        #expect(Hexadecimal.decode("000Fa5fF") == [0x00, 0x0F, 0xA5, 0xFF])
        #expect(Hexadecimal.decode("") == [])
    }

    @Test("what is not hexadecimal is refused", arguments: ["0", "000", "0g", "G0", " 0", "0x", "-1", "é"])
    func notHexadecimal(text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }

    @Test("a comparison in constant time still compares")
    func constantTime() {
        let secret = Array("a secret of some length".utf8)
        #expect(equalInConstantTime(secret, secret))
        #expect(equalInConstantTime([UInt8](), [UInt8]()))
        #expect(!equalInConstantTime(secret, Array(secret.dropLast())))
        #expect(!equalInConstantTime([], secret))
        for index in secret.indices {
            for bit in 0..<8 {
                var other = secret
                other[index] ^= 1 << UInt8(bit)
                #expect(!equalInConstantTime(secret, other))
            }
        }
    }
}
