import Testing
import Tokens
import Wire

@Suite("JWT")
struct JWTTests {
    private static let claims = Array(#"{"iss":"https://tenant.example/","sub":"auth0|1"}"#.utf8)

    private static func token(_ header: String, _ claims: String = "{}", signature: String = "") -> String {
        "\(Base64.encode(Array(header.utf8))).\(Base64.encode(Array(claims.utf8))).\(signature)"
    }

    @Test(
        "A token of each algorithm verifies with its key and parses into its claims",
        arguments: JWSAlgorithm.allCases
    )
    func roundTrip(_ algorithm: JWSAlgorithm) throws {
        let secret = Array("a secret of the server".utf8)
        let key = algorithm.family == .oct ? nil : try SigningKey.generate(for: algorithm)
        let signer =
            if let key {
                try JWTSigner(key: key, algorithm: algorithm, kid: "key1")
            } else {
                try JWTSigner(secret: secret, algorithm: algorithm, kid: "key1")
            }
        let token = try JWT(parsing: try signer.tokenText(claims: Self.claims))
        #expect(token.header.keys == ["alg", "typ", "kid"])
        #expect(token.algorithm == algorithm)
        #expect(token.typ == "JWT")
        #expect(token.kid == "key1")
        #expect(JSONWriter.encode(token.claims) == Self.claims)
        #expect("\(token)" == "JWT \(algorithm.rawValue) key1 ‹redacted›")
        if let key {
            #expect(token.isSigned(by: key.publicKey, algorithms: [algorithm]))
            #expect(!token.isSigned(by: key.publicKey, algorithms: []))
            #expect(!token.isSigned(by: try SigningKey.generate(for: algorithm).publicKey, algorithms: [algorithm]))
            #expect(!token.isSigned(bySecret: secret, algorithms: Set(JWSAlgorithm.allCases)))
        } else {
            #expect(token.isSigned(bySecret: secret, algorithms: [algorithm]))
            #expect(!token.isSigned(bySecret: secret + [1], algorithms: [algorithm]))
            #expect(!token.isSigned(bySecret: [], algorithms: [algorithm]))
        }
    }

    @Test("Claims changed after signing are noticed")
    func tampering() throws {
        let key = try SigningKey.generate(family: .ec)
        let text = try JWTSigner(key: key, algorithm: .es256, kid: nil).tokenText(claims: Self.claims)
        let parts = text.split(separator: ".")
        let other = Base64.encode(Array(#"{"sub":"auth0|2"}"#.utf8))
        let token = try JWT(parsing: "\(parts[0]).\(other).\(parts[2])")
        #expect(!token.isSigned(by: key.publicKey, algorithms: [.es256]))
    }

    @Test("A header without a key id or type has neither member")
    func bareHeader() throws {
        let signer = try JWTSigner(secret: [1], algorithm: .hs256, kid: nil, typ: nil)
        #expect(try JWT(parsing: try signer.tokenText(claims: Self.claims)).header == ["alg": "HS256"])
    }

    @Test("A public key never serves as an HMAC secret")
    func confusion() throws {
        let key = try SigningKey.generate(family: .rsa).publicKey
        for secret in [Array(key.pem.utf8), Array(key.pem.utf8.dropLast()), key.spkiDER] {
            let forged = try JWT(
                parsing: try JWTSigner(secret: secret, algorithm: .hs256, kid: "key1").tokenText(claims: Self.claims)
            )
            #expect(!forged.isSigned(by: key, algorithms: [.rs256]))
            #expect(!forged.isSigned(by: key, algorithms: [.rs256, .hs256]))
        }
    }

    @Test("A token without a signature is never signed", arguments: ["none", "None", "NONE", ""])
    func unsigned(_ name: String) throws {
        let token = try JWT(parsing: Self.token(#"{"alg":"\#(name)"}"#))
        #expect(token.algorithm == nil)
        let all = Set(JWSAlgorithm.allCases)
        #expect(!token.isSigned(by: try SigningKey.generate(family: .ec).publicKey, algorithms: all))
        #expect(!token.isSigned(bySecret: [1], algorithms: all))
    }

    @Test("A key that the header carries is not used")
    func embeddedKey() throws {
        let attacker = try SigningKey.generate(family: .ec)
        let jwk = JSONWriter.text(.object(try attacker.publicKey.jwk()))
        let header = #"{"alg":"ES256","jwk":\#(jwk),"jku":"https://attacker.example/jwks"}"#
        let input = Self.token(header, #"{"sub":"admin"}"#).dropLast()
        let signature = Base64.encode(try attacker.sign(Array(input.utf8), with: .es256))
        let token = try JWT(parsing: "\(input).\(signature)")
        #expect(token.isSigned(by: attacker.publicKey, algorithms: [.es256]))
        #expect(!token.isSigned(by: try SigningKey.generate(family: .ec).publicKey, algorithms: [.es256]))
    }

    @Test(
        "Texts that are no JWT are refused with a reason",
        arguments: [
            ("", JWTError.segments), ("e30", .segments), ("e30.e30", .segments), ("e30.e30.AA.AA", .segments),
            ("e30.e30.AA.AA.AA", .segments), ("e30=.e30.AA", .encoding), ("e30.e30.AA==", .encoding),
            ("e30.e3 0.AA", .encoding), ("e30.e30.A+A/", .encoding), ("e30.e30.A", .encoding),
            ("e30.e30.AB", .encoding),
            (" e30.e30.AA", .encoding), (".e30.AA", .header), ("W10.e30.AA", .header), ("e30x.e30.AA", .header),
            ("e30.W10.AA", .claims), ("e30..AA", .claims), (token(#"{"alg":"ES256","crit":["b64"]}"#), .critical),
            (token(#"{"alg":"ES256","crit":[]}"#), .critical),
            (token("{}", String(repeating: "[", count: 100)), .claims),
            (
                token("{}", #"{"a":"# + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}"),
                .claims
            ),
            (String(repeating: "e", count: 16_385), .tooLong),
        ] as [(String, JWTError)]
    )
    func malformed(_ text: String, _ error: JWTError) {
        #expect(throws: error) { try JWT(parsing: text) }
    }

    @Test("A limit may be lower")
    func limit() {
        #expect(throws: JWTError.tooLong) { try JWT(parsing: "e30.e30.AA", maximumLength: 9) }
        #expect(throws: Never.self) { try JWT(parsing: "e30.e30.AA", maximumLength: 10) }
    }

    @Test("A signer refuses keys and secrets that do not fit")
    func signerRefusals() throws {
        let key = try SigningKey.generate(family: .ec)
        #expect(throws: KeyError.mismatch) { try JWTSigner(key: key, algorithm: .rs256, kid: nil) }
        #expect(throws: KeyError.mismatch) { try JWTSigner(key: key, algorithm: .hs256, kid: nil) }
        #expect(throws: KeyError.mismatch) { try JWTSigner(secret: [1], algorithm: .es256) }
        #expect(throws: KeyError.unacceptableSize) { try JWTSigner(secret: [], algorithm: .hs256) }
        let signer = try JWTSigner(secret: Array("swordfish".utf8), algorithm: .hs256, kid: "k")
        var dump = ""
        Swift.dump(signer, to: &dump)
        #expect("\(signer)" == "HS256 signer k ‹redacted›")
        #expect(dump.contains("‹redacted›") && !dump.contains("SymmetricKey"))
    }
}
