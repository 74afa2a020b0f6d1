import Kernel
import Testing
import Tokens
import Wire

@Suite("Keys")
struct KeyTests {
    private static let asymmetric = JWSAlgorithm.allCases.filter { $0.family != .oct }

    @Test(
        "A signature made with each algorithm verifies, and a changed one or a changed message does not",
        arguments: asymmetric
    )
    func roundTrip(_ algorithm: JWSAlgorithm) throws {
        let key = try SigningKey.generate(for: algorithm)
        let message = Array("a message".utf8)
        let signature = try key.sign(message, with: algorithm)
        #expect(key.publicKey.verify(message, signature: signature, algorithm: algorithm))
        for index in [0, signature.count / 2, signature.count - 1] {
            var changed = signature
            changed[index] ^= 1
            #expect(!key.publicKey.verify(message, signature: changed, algorithm: algorithm))
        }
        #expect(!key.publicKey.verify(message + [0], signature: signature, algorithm: algorithm))
    }

    @Test("A key survives PKCS #8, PEM, SPKI and JWK", arguments: [JWSAlgorithm.rs256, .es256, .es384, .es512, .edDSA])
    func encodings(_ algorithm: JWSAlgorithm) throws {
        let key = try SigningKey.generate(for: algorithm)
        let message: [UInt8] = [1, 2, 3]
        for copy in [try SigningKey(pkcs8: try key.pkcs8), try SigningKey(pem: try key.pem)] {
            #expect(copy.publicKey == key.publicKey)
            #expect(
                key.publicKey.verify(message, signature: try copy.sign(message, with: algorithm), algorithm: algorithm)
            )
        }
        let publicKey = key.publicKey
        #expect(try PublicKey(pem: publicKey.pem) == publicKey)
        #expect(try PublicKey(der: publicKey.spkiDER) == publicKey)
        #expect(try PublicKey(jwk: try publicKey.jwk(kid: "k", use: "sig", alg: algorithm)) == publicKey)
    }

    @Test("A key refuses algorithms that are not its own")
    func mismatch() throws {
        let keys: [(SigningKey, Set<JWSAlgorithm>)] = [
            (try .generate(family: .rsa), [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512]),
            (try .generate(family: .ec), [.es256]), (try .generate(family: .okp), [.edDSA]),
        ]
        for (key, own) in keys {
            for algorithm in JWSAlgorithm.allCases where !own.contains(algorithm) {
                #expect(throws: KeyError.mismatch) { try key.sign([1], with: algorithm) }
                #expect(!key.publicKey.fits(algorithm))
                #expect(!key.publicKey.verify([1], signature: [UInt8](repeating: 0, count: 64), algorithm: algorithm))
            }
        }
        #expect(throws: KeyError.unsupported) { try SigningKey.generate(family: .oct) }
    }

    @Test("Signatures of any length and content are refused without harm", arguments: asymmetric)
    func garbage(_ algorithm: JWSAlgorithm) throws {
        let key = try SigningKey.generate(for: algorithm)
        for length in [0, 1, 31, 63, 64, 65, 96, 132, 255, 256, 257, 5000] {
            for byte: UInt8 in [0, 0x30, 0xFF] {
                let signature = [UInt8](repeating: byte, count: length)
                #expect(!key.publicKey.verify([1], signature: signature, algorithm: algorithm))
            }
        }
    }

    @Test("Both PEM forms of an RSA key are the same key, and a certificate gives its key")
    func forms() throws {
        #expect(try PublicKey(pem: Fixtures.pkcs1PEM) == PublicKey(pem: Fixtures.spkiPEM))
        #expect(try PublicKey(pem: Fixtures.spkiPEM).modulusBits == 2048)
        let crlf = String(Fixtures.pkcs1PEM.flatMap { $0 == "\n" ? "\r\n" : String($0) })
        #expect(try PublicKey(pem: crlf) == PublicKey(pem: Fixtures.spkiPEM))
        let der = try Certificates.der(pem: Fixtures.certificatePEM)
        #expect(try PublicKey(pem: Fixtures.certificatePEM) == PublicKey(der: der))
        #expect(try PublicKey(der: der).family == .ec)
    }

    @Test("Keys that are too small, on other curves or no keys at all are refused")
    func refusals() throws {
        #expect(throws: KeyError.unacceptableSize) { try PublicKey(pem: Fixtures.weakPEM) }
        #expect(throws: KeyError.unsupported) { try PublicKey(pem: Fixtures.otherCurvePEM) }
        #expect(throws: KeyError.malformed) { try PublicKey(pem: "") }
        #expect(throws: KeyError.malformed) { try PublicKey(pem: "-----BEGIN PUBLIC KEY-----\nAAAA\n") }
        #expect(throws: KeyError.malformed) { try PublicKey(der: []) }
        #expect(throws: KeyError.malformed) { try SigningKey(pkcs8: [0x30, 0x00]) }
        #expect(throws: KeyError.malformed) { try SigningKey(pem: Fixtures.spkiPEM) }
        let spki = try PublicKey(pem: Fixtures.spkiPEM).spkiDER
        #expect(throws: KeyError.malformed) { try PublicKey(spki: spki + [0]) }
        for count in stride(from: 0, to: spki.count, by: 7) {
            #expect(throws: KeyError.self) { try PublicKey(der: Array(spki.prefix(count))) }
        }
    }

    private static let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
    private static let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"

    private static let badJWKs: [(String, KeyError)] = [
        ("{}", .unsupported),
        (#"{"kty":"oct","k":"AAAA"}"#, .unsupported),
        (#"{"kty":"RSA"}"#, .malformed),
        (#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#, .unacceptableSize),
        (#"{"kty":"EC","crv":"P-256","x":"\#(x)"}"#, .malformed),
        (#"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(x)"}"#, .malformed),
        (#"{"kty":"EC","crv":"P-384","x":"\#(x)","y":"\#(y)"}"#, .malformed),
        (#"{"kty":"EC","crv":"secp256k1","x":"\#(x)","y":"\#(y)"}"#, .unsupported),
        (#"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","d":"\#(x)"}"#, .malformed),
        (#"{"kty":"EC","crv":"P-256","x":"=","y":7}"#, .malformed),
        (#"{"kty":"OKP","crv":"X25519","x":"\#(x)"}"#, .unsupported),
        (#"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#, .malformed),
    ]

    @Test("JWKs that are no public key here are refused", arguments: badJWKs)
    func badJWK(_ text: String, _ error: KeyError) throws {
        let jwk = try #require(try JSONReader.parse(text).object)
        #expect(throws: error) { try PublicKey(jwk: jwk) }
    }

    @Test("An RSA exponent of one or an even one is refused", arguments: ["AQ", "Ag", "AQAA"])
    func exponents(_ exponent: String) throws {
        var jwk = try PublicKey(pem: Fixtures.spkiPEM).jwk()
        jwk["e"] = .string(exponent)
        #expect(throws: KeyError.unacceptableSize) { try PublicKey(jwk: jwk) }
    }

    @Test("The members of a JWK are in the order of Auth0's key sets")
    func order() throws {
        let rsa = try PublicKey(pem: Fixtures.spkiPEM).jwk(kid: "k", use: "sig", alg: .rs256)
        #expect(rsa.keys == ["alg", "kty", "use", "n", "e", "kid"])
        #expect(rsa["e"] == "AQAB")
        let ec = try SigningKey.generate(family: .ec).publicKey.jwk(kid: "k", use: "sig", alg: .es256)
        #expect(ec.keys == ["alg", "kty", "use", "crv", "x", "y", "kid"])
    }

    @Test("One key signs on many threads at once", arguments: [JWSAlgorithm.rs256, .es256, .edDSA])
    func concurrency(_ algorithm: JWSAlgorithm) async throws {
        let key = try SigningKey.generate(for: algorithm)
        let valid = try await withThrowingTaskGroup(of: Int.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    try (0..<25).count { round in
                        let message = [UInt8(worker), UInt8(round)]
                        let signature = try key.sign(message, with: algorithm)
                        return key.publicKey.verify(message, signature: signature, algorithm: algorithm)
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(valid == 200)
    }

    @Test("A private key does not print itself")
    func redaction() throws {
        let key = try SigningKey.generate(family: .ec)
        #expect("\(key)" == "EC signing key ‹redacted›")
        #expect(Mirror(reflecting: key).children.isEmpty)
    }

    @Test("Key ids have 21 URL-safe characters and differ")
    func kids() {
        let one = Kid.make(from: .system)
        #expect(one.utf8.count == 21)
        #expect(Form.encode(one) == one)
        #expect(one != Kid.make(from: .system))
    }
}
