import OAuth
import Testing

@Suite("PKCE")
struct PKCETests {
    // RFC 7636 appendix B.
    private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    private static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    @Test("An S256 challenge is answered by its verifier alone")
    func s256() throws {
        let challenge = try CodeChallenge(Self.challenge, method: "S256")
        #expect(challenge.method == .s256)
        #expect(challenge.isAnswered(by: Self.verifier))
        #expect(!challenge.isAnswered(by: String(Self.verifier.reversed())))
        #expect(!challenge.isAnswered(by: Self.challenge))
        #expect(!challenge.isAnswered(by: ""))
    }

    @Test("A plain challenge is its own verifier, and plain is what no method means", arguments: ["plain", nil])
    func plain(_ method: String?) throws {
        let challenge = try CodeChallenge(Self.verifier, method: method)
        #expect(challenge.method == .plain)
        #expect(challenge.isAnswered(by: Self.verifier))
        #expect(!challenge.isAnswered(by: Self.verifier + "x"))
        #expect(!challenge.isAnswered(by: Self.challenge))
    }

    @Test("A verifier has 43 to 128 unreserved characters")
    func syntax() {
        let unreserved = "ABCXYZabcxyz0189-._~"
        #expect(CodeChallenge.isVerifier(String(repeating: unreserved, count: 3)))
        for (count, isVerifier) in [(42, false), (43, true), (128, true), (129, false)] {
            #expect(CodeChallenge.isVerifier(String(repeating: "a", count: count)) == isVerifier)
        }
        for character in [" ", "+", "/", "=", "%", "ä", "\u{0}"] {
            #expect(!CodeChallenge.isVerifier(String(repeating: "a", count: 50) + character))
        }
    }

    @Test("A short verifier does not answer even its own challenge")
    func shortVerifier() throws {
        // The S256 challenge of "short".
        let challenge = try CodeChallenge("-bAHi131ltLqGQEMABu9AJ5lHeLFfo-341XzHrnT9zk", method: "S256")
        #expect(!challenge.isAnswered(by: "short"))
    }

    @Test(
        "Other methods are refused, in whatever case",
        arguments: ["s256", "S512", "", "PLAIN", "none"]
    )
    func methods(_ method: String) {
        #expect(throws: CodeChallenge.Failure.method) { try CodeChallenge(Self.challenge, method: method) }
    }

    @Test("A challenge that nothing can answer is refused")
    func challenges() {
        for value in ["", "short", Self.challenge + "A", String(repeating: "~", count: 43)] {
            #expect(throws: CodeChallenge.Failure.challenge) { try CodeChallenge(value, method: "S256") }
        }
        #expect(throws: CodeChallenge.Failure.challenge) { try CodeChallenge("short", method: "plain") }
    }

    @Test("No description shows a challenge")
    func redaction() throws {
        #expect("\(try CodeChallenge(Self.verifier, method: nil))" == "plain challenge ‹redacted›")
    }
}
