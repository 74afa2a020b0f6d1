import Testing

@testable import Tokens

@Suite("Codes of authenticator apps")
struct OneTimePasswordTests {
    private let password = OneTimePassword(secret: Array("12345678901234567890".utf8))

    @Test(
        "The codes are those of RFC 6238, appendix B",
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)]
    )
    func vectors(seconds: Int64, code: String) {
        #expect(password.code(at: seconds) == code)
    }

    @Test("A code is taken one period early or late, and no longer")
    func periods() {
        let code = password.code(at: 3000)
        for (seconds, isTaken) in [(2940, false), (2970, true), (3000, true), (3059, true), (3060, false)]
            as [(Int64, Bool)]
        {
            #expect(password.accepts(code, at: seconds) == isTaken)
        }
        #expect(!password.accepts("", at: 3000))
        #expect(!password.accepts(code + "0", at: 3000))
    }

    @Test("The secret is written in Base32")
    func text() {
        #expect(password.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(OneTimePassword(secret: Array("f".utf8)).text == "MY")
    }
}
