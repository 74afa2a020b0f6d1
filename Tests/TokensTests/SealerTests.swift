import Testing
import Tokens

@Suite("Sealing")
struct SealerTests {
    private let sealer: Sealer
    private let other: Sealer

    init() throws {
        sealer = try Sealer(masterKey: [UInt8](0..<32))
        other = try Sealer(masterKey: [UInt8](1...32))
    }

    @Test("What is sealed opens with the same key and context", arguments: ["", "s3cret", "‹ünïcode› \u{1F511}"])
    func roundTrip(_ text: String) throws {
        let sealed = try sealer.sealText(text, context: "client:1")
        #expect(sealed.hasPrefix("sealed:v1:"))
        #expect(Sealer.isSealed(sealed))
        #expect(try sealer.openText(sealed, context: "client:1") == text)
        let bytes = try sealer.seal(Array(text.utf8), context: "key:1")
        #expect(try sealer.open(bytes, context: "key:1") == Array(text.utf8))
    }

    @Test("Another key or another context does not open it")
    func wrongKey() throws {
        let sealed = try sealer.sealText("s3cret", context: "client:1")
        #expect(throws: SealingError.wrongKey) { try other.openText(sealed, context: "client:1") }
        #expect(throws: SealingError.wrongKey) { try sealer.openText(sealed, context: "client:2") }
        let bytes = try sealer.seal([1, 2, 3], context: "key:1")
        #expect(throws: SealingError.wrongKey) { try sealer.open(bytes, context: "key:2") }
    }

    @Test("Any changed byte and any cut is noticed")
    func tampering() throws {
        let sealed = try sealer.seal([1, 2, 3, 4], context: "c")
        for index in 1..<sealed.count {
            var changed = sealed
            changed[index] ^= 0x80
            #expect(throws: SealingError.wrongKey) { try sealer.open(changed, context: "c") }
        }
        for count in 0..<sealed.count {
            #expect(throws: SealingError.self) { try sealer.open(Array(sealed.prefix(count)), context: "c") }
        }
        var version = sealed
        version[0] = 2
        #expect(throws: SealingError.malformed) { try sealer.open(version, context: "c") }
    }

    @Test(
        "Texts that are not sealed are refused",
        arguments: ["", "s3cret", "sealed:v1:", "sealed:v1:AAAA", "sealed:v1:***", "sealed:v2:AAAA"]
    )
    func malformed(_ text: String) {
        #expect(throws: SealingError.malformed) { try sealer.openText(text, context: "c") }
    }

    @Test("One value sealed twice looks different")
    func nonces() throws {
        #expect(try sealer.sealText("a", context: "c") != sealer.sealText("a", context: "c"))
    }

    @Test("A check value tells the right master key from a wrong one")
    func keyCheck() throws {
        let check = try sealer.keyCheck()
        #expect(throws: Never.self) { try sealer.verify(check: check) }
        #expect(throws: SealingError.wrongKey) { try other.verify(check: check) }
        #expect(throws: SealingError.malformed) { try sealer.verify(check: "latchkey") }
    }

    @Test("A master key has 32 bytes, and a sealer does not print it")
    func masterKey() throws {
        for count in [0, 16, 31, 33] {
            #expect(throws: SealingError.keyLength) { try Sealer(masterKey: [UInt8](repeating: 0, count: count)) }
        }
        #expect("\(sealer)" == "sealer ‹redacted›")
        #expect(Mirror(reflecting: sealer).children.isEmpty)
    }
}
