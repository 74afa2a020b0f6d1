import Applications
import Kernel
import OAuth
import Testing
import Tokens
import Wire

@Suite("Request objects")
struct AuthorizeRequestObjectTests {
    private static let now = OAuthFixtures.now
    private static let issuer = OAuthFixtures.host.issuer

    /// The client's key, one that it gave up, and a stranger's.
    struct Keys: Sendable {
        let own: SigningKey
        let expired: SigningKey
        let stranger: SigningKey

        static let shared = Result { try Keys() }

        private init() throws {
            own = try SigningKey.generate(for: .rs256)
            expired = try SigningKey.generate(for: .rs256)
            stranger = try SigningKey.generate(for: .rs256)
        }
    }

    private static func credential(
        _ id: String,
        _ key: SigningKey,
        _ algorithm: JWSAlgorithm,
        expiresAt: Instant? = nil
    ) -> ClientCredential {
        var body: JSONObject = [
            "credential_type": "public_key", "kid": .string("kid_\(id)"), "alg": .string(algorithm.rawValue),
            "pem": .string(key.publicKey.pem),
        ]
        if let expiresAt { body["expires_at"] = expiresAt.json }
        return ClientCredential(OAuthFixtures.document(.clientCredential, id: id, body))
    }

    static let claims: JSONObject = [
        "iss": "app", "aud": .string(issuer), "client_id": "app", "response_type": "code", "state": "inside",
    ]

    private static func sign(
        _ changes: JSONObject,
        with key: SigningKey,
        _ algorithm: JWSAlgorithm = .rs256,
        kid: String? = nil,
        typ: String? = "JWT"
    ) throws -> String {
        var claims = claims
        for (name, value) in changes { claims[name] = value.isNull ? nil : value }
        return try JWTSigner(key: key, algorithm: algorithm, kid: kid, typ: typ)
            .tokenText(claims: JSONWriter.encode(claims))
    }

    private static func verify(
        _ text: String,
        credential algorithm: JWSAlgorithm = .rs256,
        level: String? = nil
    ) throws -> JSONObject {
        let keys = try Keys.shared.get()
        return try RequestObject.verified(
            text,
            client: AuthorizeFixtures.client(["compliance_level": level.map(JSONValue.string) ?? .null]),
            credentials: [
                credential("own", keys.own, algorithm),
                credential("expired", keys.expired, algorithm, expiresAt: now.adding(seconds: -1)),
            ],
            issuer: issuer,
            now: now
        )
    }

    private static func refused(_ body: () throws -> JSONObject) -> RedirectedError? {
        do {
            _ = try body()
            return nil
        } catch { return error as? RedirectedError }
    }

    private static func invalid(_ part: String) -> RedirectedError {
        RedirectedError("invalid_request_object", "The request object is invalid: \(part)")
    }

    @Test("of the client's key are believed", arguments: [JWSAlgorithm.rs256, .rs384, .ps256])
    func accepted(algorithm: JWSAlgorithm) throws {
        let key = try Keys.shared.get().own
        let text = try Self.sign(["max_age": 5], with: key, algorithm, kid: "kid_own", typ: "oauth-authz-req+jwt")
        let claims = try Self.verify(text, credential: algorithm)
        #expect(claims["state"] == "inside")
        #expect(claims["max_age"] == 5)
    }

    @Test(
        "may say when they are good, within bounds",
        arguments: [
            ["exp": .integer(now.seconds + 3_600)], ["exp": .integer(now.seconds + 1)], ["jti": "x"],
            ["exp": .double(Double(now.seconds) + 60.5)],
            ["iat": .integer(now.seconds + 8), "nbf": .integer(now.seconds + 8)],
            ["aud": ["https://elsewhere.example.com/", .string(issuer)]],
        ] as [JSONObject]
    )
    func bounds(changes: JSONObject) throws {
        _ = try Self.verify(try Self.sign(changes, with: Keys.shared.get().own))
    }

    @Test(
        "are refused for what they say",
        arguments: [
            (["iss": "other"], "iss"), (["iss": .null], "iss"), (["aud": "https://elsewhere.example.com/"], "aud"),
            (["aud": .null], "aud"), (["aud": "https://acme.example.com"], "aud"),
            (["client_id": "other"], "client_id"),
            (["client_id": .null], "client_id"), (["response_type": .null], "response_type"),
            (["exp": .integer(now.seconds)], "exp"), (["exp": .integer(now.seconds + 3_700)], "exp"),
            (["exp": "soon"], "exp"), (["exp": 1e300], "exp"), (["exp": .integer(.max)], "exp"),
            (["nbf": .integer(now.seconds + 61)], "nbf"), (["iat": .integer(now.seconds + 61)], "iat"),
            (["nbf": "now"], "nbf"), (["jti": .string(String(repeating: "j", count: 65))], "jti"), (["jti": 5], "jti"),
            (["request": "another"], "request"), (["request_uri": "urn:x"], "request_uri"),
            (["state": "a\0b"], "characters"), (["na\0me": "a"], "characters"),
        ] as [(JSONObject, String)]
    )
    func refusedClaims(changes: JSONObject, part: String) throws {
        let text = try Self.sign(changes, with: Keys.shared.get().own)
        #expect(Self.refused { try Self.verify(text) } == Self.invalid(part))
    }

    @Test("are refused when no current key of the client made them")
    func foreign() throws {
        let keys = try Keys.shared.get()
        for text in [
            try Self.sign([:], with: keys.stranger), try Self.sign([:], with: keys.expired, kid: "kid_expired"),
            try Self.sign([:], with: keys.own, kid: "kid_expired"), try Self.sign([:], with: keys.own, .ps256),
        ] {
            #expect(Self.refused { try Self.verify(text) } == Self.invalid("signature"))
        }
        let good = try Self.sign([:], with: keys.own)
        let parts = good.split(separator: ".")
        let forged = Base64.encode(JSONWriter.encode(Self.claims.merging(["state": "forged"])))
        #expect(Self.refused { try Self.verify("\(parts[0]).\(forged).\(parts[2])") } == Self.invalid("signature"))
        #expect(Self.refused { try Self.verify("\(parts[0]).\(parts[1]).") } == Self.invalid("signature"))
    }

    @Test("are refused when they are not signed by a client's key at all")
    func unsigned() throws {
        let body = Base64.encode(JSONWriter.encode(Self.claims))
        for name in ["none", "None", "HS256", "ES256", "RS512", ""] {
            let header = Base64.encode(JSONWriter.encode(["alg": .string(name)] as JSONObject))
            for signature in ["", "AAAA"] {
                #expect(
                    Self.refused { try Self.verify("\(header).\(body).\(signature)") }?.code == "request_not_supported"
                )
            }
        }
        let secret = try JWTSigner(secret: Array("right".utf8), algorithm: .hs256)
            .tokenText(claims: JSONWriter.encode(Self.claims))
        #expect(Self.refused { try Self.verify(secret) }?.code == "request_not_supported")
    }

    @Test("are refused where they are no JWT of ours")
    func malformed() throws {
        for text in ["", "a.b", "{}", "a.b.c.d.e", String(repeating: "a", count: 10_241)] {
            #expect(Self.refused { try Self.verify(text) } == Self.invalid("malformed"))
        }
        let token = try Self.sign([:], with: Keys.shared.get().own, typ: "at+jwt")
        #expect(Self.refused { try Self.verify(token) } == Self.invalid("typ"))
    }

    @Test(
        "of FAPI clients are signed with PS256 and live an hour at the most",
        arguments: [
            (.ps256, ["nbf": .integer(now.seconds), "exp": .integer(now.seconds + 3_600)], nil),
            (.ps256, ["nbf": .integer(now.seconds + 8), "exp": .integer(now.seconds + 60)], nil),
            (.rs256, ["nbf": .integer(now.seconds), "exp": .integer(now.seconds + 60)], "request_not_supported"),
            (.ps256, ["exp": .integer(now.seconds + 60)], "invalid_request_object"),
            (.ps256, ["nbf": .integer(now.seconds)], "invalid_request_object"),
            (.ps256, ["nbf": .integer(now.seconds), "exp": .integer(now.seconds + 3_601)], "invalid_request_object"),
            (.ps256, ["nbf": .integer(now.seconds - 3_601), "exp": .integer(now.seconds)], "invalid_request_object"),
        ] as [(JWSAlgorithm, JSONObject, String?)]
    )
    func profiles(algorithm: JWSAlgorithm, changes: JSONObject, code: String?) throws {
        let text = try Self.sign(changes, with: Keys.shared.get().own, algorithm)
        let error = Self.refused { try Self.verify(text, credential: algorithm, level: "fapi1_adv_pkj_par") }
        #expect(error?.code == code)
    }
}
