import Applications
import Kernel
import OAuth
import Testing
import Tokens
import Wire

@Suite("Client assertions")
struct AssertionTests {
    private static let now = OAuthFixtures.now

    /// The client's keys: one for each of two algorithms, one that has expired, and a stranger's.
    struct Keys: Sendable {
        let ec: SigningKey
        let rsa: SigningKey
        let expired: SigningKey
        let stranger: SigningKey

        static let shared = Result { try Keys() }

        private init() throws {
            ec = try SigningKey.generate(for: .es256)
            rsa = try SigningKey.generate(for: .ps256)
            expired = try SigningKey.generate(for: .es256)
            stranger = try SigningKey.generate(for: .es256)
        }
    }

    private static func credential(
        _ id: String,
        _ key: SigningKey,
        _ algorithm: String,
        expiresAt: Instant? = nil
    ) -> ClientCredential {
        var body: JSONObject = [
            "credential_type": "public_key", "kid": .string("kid_\(id)"), "alg": .string(algorithm),
            "pem": .string(key.publicKey.pem),
        ]
        if let expiresAt { body["expires_at"] = expiresAt.json }
        return ClientCredential(OAuthFixtures.document(.clientCredential, id: id, body))
    }

    private static func facts(_ keys: Keys) -> ClientFacts {
        let ids: [JSONValue] = [["id": "ec"], ["id": "rsa"], ["id": "expired"]]
        let client = OAuthFixtures.client([
            "client_authentication_methods": ["private_key_jwt": ["credentials": .array(ids)]]
        ])
        return ClientFacts(
            client: client,
            credentials: [
                credential("ec", keys.ec, "ES256"), credential("rsa", keys.rsa, "PS256"),
                credential("expired", keys.expired, "ES256", expiresAt: now.adding(seconds: -1)),
            ]
        )
    }

    static let claims: JSONObject = [
        "iss": "app", "sub": "app", "aud": "https://acme.example.com/", "exp": .integer(now.seconds + 60),
        "iat": .integer(now.seconds), "jti": "one",
    ]

    private static func check(_ token: String, clientID: String? = nil) throws -> AuthenticatedClient {
        try ClientAuthentication.authenticate(
            .assertion(token, clientID: clientID),
            facts: facts(try Keys.shared.get()),
            host: OAuthFixtures.host,
            now: now
        )
    }

    private static func signed(_ claims: JSONObject, kid: String? = "kid_ec") throws -> String {
        try JWTSigner(key: try Keys.shared.get().ec, algorithm: .es256, kid: kid)
            .tokenText(claims: JSONWriter.encode(claims))
    }

    @Test("prove their client, with or without its id beside them", arguments: [nil, "app"])
    func accepted(clientID: String?) throws {
        let answer = try Self.check(try Self.signed(Self.claims), clientID: clientID)
        #expect(answer.client.id == "app")
        #expect(answer.assertion?.jti == "one")
        #expect(answer.assertion?.expiresAt == Self.now.adding(seconds: 60))
    }

    /// A change to the claims, in JSON; null removes a claim.
    typealias Change = (name: String, value: JSONValue?)

    static let harmless: [Change] = [
        ("aud", "https://acme.example.com/oauth/token"), ("aud", "http://acme.example.com/"),
        ("aud", ["https://acme.example.com/"]), ("aud", ["https://other/", "https://acme.example.com/"]),
        ("iat", nil), ("iat", .integer(now.seconds + 10)), ("nbf", .integer(now.seconds + 10)),
        ("nbf", .integer(now.seconds - 1000)), ("exp", .integer(now.seconds + 1)), ("exp", .integer(now.seconds + 310)),
        ("exp", .double(Double(now.seconds) + 60.5)), ("jti", .string(String(repeating: "j", count: 64))),
        ("unknown", ["a": 1]),
    ]

    @Test("may differ within the rules", arguments: harmless)
    func accepted(change: Change) throws {
        var claims = Self.claims
        claims[change.name] = change.value
        #expect(refusal { try Self.check(try Self.signed(claims)) } == nil)
    }

    static let violations: [Change] = [
        ("iss", nil), ("iss", "other"), ("iss", 1), ("iss", ["app"]), ("sub", nil), ("sub", "other"), ("sub", ""),
        ("aud", nil), ("aud", "https://acme.example.com"), ("aud", "https://other.example.com/"),
        ("aud", "https://acme.example.com:8443/"), ("aud", "https://acme.example.com/userinfo"), ("aud", []),
        ("aud", ["https://other/"]), ("aud", 1), ("aud", "app"),
        ("exp", nil), ("exp", .integer(now.seconds)), ("exp", .integer(now.seconds - 60)),
        ("exp", .integer(now.seconds + 311)), ("exp", .string("\(now.seconds + 60)")), ("exp", .double(1e300)),
        ("exp", -1),
        ("iat", .integer(now.seconds + 11)), ("iat", "now"), ("iat", .null),
        ("nbf", .integer(now.seconds + 11)), ("nbf", true),
        ("jti", nil), ("jti", ""), ("jti", 1), ("jti", "a\0b"), ("jti", .string(String(repeating: "j", count: 65))),
    ]

    @Test("are refused for each claim that is not as it must be", arguments: violations)
    func refused(change: Change) {
        var claims = Self.claims
        claims[change.name] = change.value
        let error = refusal { try Self.check(try Self.signed(claims)) }
        #expect(error == .unauthorized(""))
    }

    @Test("are for their own client alone")
    func otherClient() throws {
        let token = try Self.signed(Self.claims)
        #expect(refusal { try Self.check(token, clientID: "other") } == .unauthorized(""))
    }

    /// Who signs, with which algorithm, under which kid, and whether that is right.
    static let signatures: [(any KeyPath<Keys, SigningKey> & Sendable, JWSAlgorithm, String?, Bool)] = [
        (\.ec, .es256, "kid_ec", true), (\.ec, .es256, nil, true), (\.rsa, .ps256, "kid_rsa", true),
        (\.rsa, .ps256, nil, true),
        (\.ec, .es256, "kid_rsa", false), (\.ec, .es256, "kid_unknown", false), (\.ec, .es256, "", false),
        (\.rsa, .rs256, "kid_rsa", false), (\.rsa, .ps384, nil, false),
        (\.expired, .es256, "kid_expired", false), (\.expired, .es256, nil, false),
        (\.stranger, .es256, "kid_ec", false), (\.stranger, .es256, nil, false),
    ]

    @Test("are signed by a credential in force, with its algorithm, under its kid", arguments: 0..<signatures.count)
    func signature(row: Int) throws {
        let (key, algorithm, kid, isRight) = Self.signatures[row]
        let signer = try JWTSigner(key: try Keys.shared.get()[keyPath: key], algorithm: algorithm, kid: kid)
        let token = try signer.tokenText(claims: JSONWriter.encode(Self.claims))
        #expect(refusal { try Self.check(token) } == (isRight ? nil : .unauthorized("")))
    }

    @Test("without a signature, or with the public key as a secret, prove nothing")
    func confusion() throws {
        let keys = try Keys.shared.get()
        let claims = JSONWriter.encode(Self.claims)
        var tokens = ["none", "None", "NONE", "nOnE", ""].map { algorithm in
            let header = Base64.encode(Array(#"{"alg":"\#(algorithm)","typ":"JWT"}"#.utf8))
            return "\(header).\(Base64.encode(claims))."
        }
        tokens.append("e30.\(Base64.encode(claims)).")
        for secret in [Array(keys.ec.publicKey.pem.utf8), keys.ec.publicKey.spkiDER] {
            let signer = try JWTSigner(secret: secret, algorithm: .hs256, kid: "kid_ec")
            tokens.append(try signer.tokenText(claims: claims))
        }
        // The key in the header is the caller's own.
        let jwk = JSONWriter.text(.object(try keys.stranger.publicKey.jwk()))
        let header = Base64.encode(Array(#"{"alg":"ES256","jwk":\#(jwk)}"#.utf8))
        let input = "\(header).\(Base64.encode(claims))"
        let signature = try keys.stranger.sign(Array(input.utf8), with: .es256)
        tokens.append("\(input).\(Base64.encode(signature))")
        for token in tokens { #expect(refusal { try Self.check(token) } == .unauthorized(""), "\(token)") }
    }

    @Test("are refused when a byte of them was changed")
    func tampering() throws {
        let token = try Self.signed(Self.claims)
        let other = try Self.signed(Self.claims.merging(["jti": "two"]))
        let segments = token.split(separator: ".")
        let others = other.split(separator: ".")
        #expect(segments[1] != others[1])
        let mixed = "\(segments[0]).\(others[1]).\(segments[2])"
        #expect(refusal { try Self.check(mixed) } == .unauthorized(""))
        #expect(refusal { try Self.check(mixed.replacing(segments[2], with: others[2])) } == nil)
    }

    @Test("are at most 2048 bytes")
    func length() throws {
        func token(padding: Int) throws -> String {
            try Self.signed(Self.claims.merging(["x": .string(String(repeating: "x", count: padding))]))
        }
        let base = try token(padding: 0).utf8.count
        let fits = try token(padding: (2048 - base) * 3 / 4 - 3)
        #expect(fits.utf8.count <= 2048 && fits.utf8.count > 2030)
        #expect(refusal { try Self.check(fits) } == nil)
        #expect(refusal { try Self.check(try token(padding: (2048 - base) * 3 / 4 + 3)) } == .unauthorized(""))
    }

    @Test(
        "that are no JWT are refused",
        arguments: ["", ".", "..", "a.b.c", "a.b.c.d", "e30.e30", "e30.W10.", "é.é.é"]
    )
    func malformed(token: String) {
        #expect(refusal { try Self.check(token) } == .unauthorized(""))
    }
}
