import Kernel
import Testing
import Tokens

@Suite("DPoP nonces")
struct DPoPNonceTests {
    private static let key = [UInt8](repeating: 7, count: 32)
    private let nonces = DPoPNonce(key: key, span: 100)

    @Test("One nonce serves a span of time; it is good in that and the next")
    func spans() {
        let nonce = nonces.current(at: Instant(seconds: 1000))
        #expect(nonce.utf8.count == 22)
        #expect(nonces.current(at: Instant(seconds: 1099)) == nonce)
        #expect(nonces.current(at: Instant(seconds: 1100)) != nonce)
        for (second, isValid) in [(999, false), (1000, true), (1099, true), (1100, true), (1199, true), (1200, false)] {
            #expect(nonces.isValid(nonce, at: Instant(seconds: Int64(second))) == isValid)
        }
    }

    @Test("Whoever has the key makes and accepts the same nonces, nobody else does")
    func keys() {
        let now = Instant(seconds: 1000)
        let nonce = nonces.current(at: now)
        #expect(DPoPNonce(key: Self.key, span: 100).isValid(nonce, at: now))
        #expect(!DPoPNonce(key: [1, 2, 3], span: 100).isValid(nonce, at: now))
    }

    @Test("Anything else is no nonce", arguments: ["", "nonce", "AAAAAAAAAAAAAAAAAAAAAA"])
    func others(_ text: String) {
        #expect(!nonces.isValid(text, at: Instant(seconds: 1000)))
    }

    @Test("No description shows the key")
    func redaction() {
        #expect("\(nonces)" == "DPoP nonces of 100 s ‹redacted›")
        #expect(Mirror(reflecting: nonces).children.isEmpty)
    }
}
