import Kernel
import Testing
import Tokens
import Wire

@Suite("DPoP proofs")
struct DPoPProofTests {
    private static let now = Instant(seconds: 1_800_000_000)
    private static let url = "https://acme.example.com/oauth/token"
    private static let key = Result { try SigningKey.generate(for: .es256) }
    private static let claims: JSONObject = [
        "jti": "one", "htm": "POST", "htu": .string(url), "iat": .integer(now.seconds),
    ]

    private static func proof(
        claims: JSONObject = claims,
        header changes: [(String, JSONValue?)] = [],
        signer: SigningKey? = nil,
        algorithm: JWSAlgorithm = .es256
    ) throws -> String {
        let key = try key.get()
        var header: JSONObject = [
            "typ": "dpop+jwt", "alg": "ES256", "jwk": .object(try key.publicKey.jwk()),
        ]
        for (name, value) in changes { header[name] = value }
        let input =
            Base64.encode(JSONWriter.encode(header)) + "." + Base64.encode(JSONWriter.encode(claims))
        let signature = try (signer ?? key).sign(Array(input.utf8), with: algorithm)
        return input + "." + Base64.encode(signature)
    }

    private static func verify(
        _ text: String,
        accessToken: String? = nil,
        algorithms: Set<JWSAlgorithm> = DPoPProof.algorithms
    ) throws(DPoPError) -> DPoPProof {
        try DPoPProof(
            verifying: text,
            method: "POST",
            url: url,
            accessToken: accessToken,
            algorithms: algorithms,
            now: now
        )
    }

    @Test("A proof shows the key's thumbprint, its id, its nonce and its time")
    func valid() throws {
        let proof = try Self.verify(try Self.proof(claims: Self.claims.merging(["nonce": "abc", "extra": 1])))
        #expect(proof.jkt == (try Self.key.get().publicKey.thumbprint))
        #expect(proof.jti == "one")
        #expect(proof.nonce == "abc")
        #expect(proof.issuedAt == Self.now)
        #expect(proof.expiresAt == Self.now.adding(seconds: 301))
        #expect(try Self.verify(try Self.proof()).nonce == nil)
    }

    @Test("The example of RFC 9449 §4.1")
    func published() throws {
        let text = """
            eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpD\
            a0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6\
            IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGU\
            uY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NV\
            Y-FNyJK70nfbV37xRZT3Lg
            """
        let proof = try DPoPProof(
            verifying: text,
            method: "POST",
            url: "https://server.example.com/token",
            now: Instant(seconds: 1_562_262_616)
        )
        #expect(proof.jti == "-BwC3ESc6acc2lTc")
        // The thumbprint of §6.1.
        #expect(proof.jkt == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")
    }

    @Test(
        "The address is compared without query, fragment, default port and case of scheme and host",
        arguments: [
            "https://acme.example.com/oauth/token?a=b", "https://acme.example.com/oauth/token#x",
            "HTTPS://ACME.Example.com/oauth/token", "https://acme.example.com:443/oauth/token",
            "https://acme.example.com/%6Fauth/toke%6e", "https://acme.example.com:/oauth/token",
        ]
    )
    func sameTarget(_ htu: String) throws {
        #expect(throws: Never.self) {
            try Self.verify(try Self.proof(claims: Self.claims.merging(["htu": .string(htu)])))
        }
    }

    @Test(
        "Another address is refused",
        arguments: [
            "https://acme.example.com/oauth/token/", "https://acme.example.com/OAuth/token",
            "http://acme.example.com/oauth/token", "https://acme.example.com:8443/oauth/token",
            "https://acme.example.com.evil.test/oauth/token", "https://acme.example.com@evil.test/oauth/token",
            "https://u@acme.example.com/oauth/token", "/oauth/token", "https:///oauth/token", "",
            "https://acme.example.com/oauth%2Ftoken", "https://acme.example.com/oauth/token%",
            "https://acme.example.com",
        ]
    )
    func otherTarget(_ htu: String) throws {
        let proof = try Self.proof(claims: Self.claims.merging(["htu": .string(htu)]))
        #expect(throws: DPoPError.target) { try Self.verify(proof) }
    }

    @Test("A request to the root needs no slash, and IPv6 hosts keep their colons")
    func odd() throws {
        for (htu, url) in [("https://[::1]:443", "https://[::1]/"), ("http://[::1]:3000/a", "HTTP://[::1]:3000/a?b")] {
            let text = try Self.proof(claims: Self.claims.merging(["htu": .string(htu)]))
            #expect(throws: Never.self) { try DPoPProof(verifying: text, method: "POST", url: url, now: Self.now) }
        }
    }

    @Test(
        "Wrong or missing claims are refused",
        arguments: [
            ("htm", nil, DPoPError.method), ("htm", "GET", .method), ("htm", "post", .method), ("htu", nil, .target),
            ("htu", 7, .target), ("iat", nil, .time), ("iat", "1800000000", .time), ("iat", 1e300, .time),
            ("jti", nil, .identifier), ("jti", "", .identifier), ("jti", 1, .identifier),
            ("jti", "a\u{0}", .identifier),
            ("nonce", "", .nonce), ("nonce", 1, .nonce),
        ] as [(String, JSONValue?, DPoPError)]
    )
    func claims(_ name: String, _ value: JSONValue?, _ error: DPoPError) throws {
        var claims = Self.claims
        claims[name] = value
        let proof = try Self.proof(claims: claims)
        #expect(throws: error) { try Self.verify(proof) }
    }

    @Test("A jti may have 256 characters and no more")
    func longIdentifier() throws {
        let fits = String(repeating: "j", count: 256)
        #expect(try Self.verify(try Self.proof(claims: Self.claims.merging(["jti": .string(fits)]))).jti == fits)
        let tooLong = try Self.proof(claims: Self.claims.merging(["jti": .string(fits + "j")]))
        #expect(throws: DPoPError.identifier) { try Self.verify(tooLong) }
    }

    @Test(
        "A proof is good from 30 seconds before its time to 300 after",
        arguments: [(-300, true), (-301, false), (-10, true), (10, true), (30, true), (31, false), (3600, false)]
    )
    func time(_ offset: Int64, _ isGood: Bool) throws {
        let proof = try Self.proof(claims: Self.claims.merging(["iat": .integer(Self.now.seconds + offset)]))
        if isGood {
            #expect(throws: Never.self) { try Self.verify(proof) }
        } else {
            #expect(throws: DPoPError.time) { try Self.verify(proof) }
        }
    }

    @Test("exp and nbf in a proof are of no account")
    func otherTimes() throws {
        let claims = Self.claims.merging(["exp": 1, "nbf": .integer(Self.now.seconds + 1000)])
        #expect(throws: Never.self) { try Self.verify(try Self.proof(claims: claims)) }
    }

    @Test(
        "A wrong header is refused",
        arguments: [
            ("typ", nil, DPoPError.type), ("typ", "JWT", .type), ("alg", nil, .algorithm), ("alg", "none", .algorithm),
            ("alg", "RS256", .algorithm), ("alg", "HS256", .algorithm), ("jwk", nil, .key), ("jwk", "key", .key),
            ("jwk", ["kty": "oct", "k": "AAAA"], .key),
            ("jwk", ["kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"], .key),
            ("crit", ["exp"], .malformed),
        ] as [(String, JSONValue?, DPoPError)]
    )
    func header(_ name: String, _ value: JSONValue?, _ error: DPoPError) throws {
        let proof = try Self.proof(header: [(name, value)])
        #expect(throws: error) { try Self.verify(proof) }
    }

    @Test("A key that shows its private half is refused", arguments: ["d", "p", "q", "dp", "dq", "qi", "oth", "k"])
    func privateKey(_ member: String) throws {
        var jwk = try Self.key.get().publicKey.jwk()
        jwk[member] = "AAAA"
        let proof = try Self.proof(header: [("jwk", .object(jwk))])
        #expect(throws: DPoPError.key) { try Self.verify(proof) }
    }

    @Test("A proof signed by another key than it shows is refused")
    func signature() throws {
        let proof = try Self.proof(signer: try SigningKey.generate(for: .es256))
        #expect(throws: DPoPError.signature) { try Self.verify(proof) }
        let parts = try Self.proof().split(separator: ".")
        let other = Base64.encode(JSONWriter.encode(Self.claims.merging(["jti": "two"])))
        #expect(throws: DPoPError.signature) { try Self.verify("\(parts[0]).\(other).\(parts[2])") }
        #expect(throws: DPoPError.signature) { try Self.verify("\(parts[0]).\(parts[1]).") }
    }

    @Test("Other algorithms are for whoever asks for them, each with its own keys")
    func algorithms() throws {
        let key = try SigningKey.generate(for: .edDSA)
        let header: [(String, JSONValue?)] = [("alg", "EdDSA"), ("jwk", .object(try key.publicKey.jwk()))]
        let proof = try Self.proof(header: header, signer: key, algorithm: .edDSA)
        #expect(throws: DPoPError.algorithm) { try Self.verify(proof) }
        #expect(throws: Never.self) { try Self.verify(proof, algorithms: [.es256, .edDSA]) }
        let mismatch = try Self.proof(header: [("alg", "EdDSA")])
        #expect(throws: DPoPError.key) { try Self.verify(mismatch, algorithms: [.es256, .edDSA]) }
    }

    @Test("With an access token its hash must be there")
    func accessToken() throws {
        let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"
        // RFC 9449 §7.1.
        let hash: JSONValue = "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"
        let proof = try Self.proof(claims: Self.claims.merging(["ath": hash]))
        #expect(throws: Never.self) { try Self.verify(proof, accessToken: token) }
        #expect(throws: Never.self) { try Self.verify(proof) }
        #expect(throws: DPoPError.accessToken) { try Self.verify(proof, accessToken: token + "x") }
        #expect(throws: DPoPError.accessToken) { try Self.verify(try Self.proof(), accessToken: token) }
    }

    @Test("What is no JWT, or a very long one, is malformed", arguments: ["", "a", "a.b.c", "..", "a.b.c.d"])
    func malformed(_ text: String) throws {
        #expect(throws: DPoPError.malformed) { try Self.verify(text) }
        let long = try Self.proof(claims: Self.claims.merging(["x": .string(String(repeating: "x", count: 4096))]))
        #expect(throws: DPoPError.malformed) { try Self.verify(long) }
    }
}
