import Applications
import Flows
import Kernel
import Storage
import Testing
import Tokens
import Wire

@Suite("Tokens of the management API")
struct ManagementAuthenticationTests {
    private static let now = FlowFixture.now

    static let claims: JSONObject = [
        "iss": "https://acme.example.com/", "sub": "app@clients", "aud": "https://acme.example.com/api/v2/",
        "exp": .integer(now.seconds + 60), "azp": "app", "scope": "read:clients update:clients",
    ]

    private static func signed(
        _ claims: JSONObject = claims,
        key: SigningKey? = nil,
        kid: String? = "rsa_1",
        algorithm: JWSAlgorithm = .rs256
    ) throws -> String {
        try JWTSigner(key: try key ?? FlowFixture.key.get(), algorithm: algorithm, kid: kid)
            .tokenText(claims: JSONWriter.encode(claims))
    }

    private static func caller(
        _ fixture: FlowFixture,
        _ authorization: String?,
        host: RequestHost? = nil
    ) async throws -> ManagementPrincipal {
        let authentication = ManagementAuthentication(configuration: fixture.configuration)
        // What is kept of one call makes the next no different.
        _ = try? await authentication.caller(authorization: authorization, host: host ?? fixture.host, now: now)
        return try await authentication.caller(authorization: authorization, host: host ?? fixture.host, now: now)
    }

    /// The body of the refusal, as text; nil when the caller was let in.
    private static func refusal(
        _ fixture: FlowFixture,
        _ authorization: String?,
        host: RequestHost? = nil
    ) async throws -> String? {
        do {
            _ = try await caller(fixture, authorization, host: host)
            return nil
        } catch let problem as APIProblem { return JSONWriter.text(.object(problem.body)) }
    }

    private static func unauthorized(_ text: String) -> String {
        #"{"statusCode":401,"error":"Unauthorized","message":"\#(text)","attributes":{"error":"\#(text)"}}"#
    }

    private static let badSignature = unauthorized("Invalid signature received for JSON Web Token validation")
    private static let expired = unauthorized("Expired token received for JSON Web Token validation")
    private static let invalid = unauthorized("Invalid token")
    private static let badFormat =
        #"{"statusCode":400,"error":"Bad Request","message":"Bad HTTP authentication header format","errorCode":"Bearer"}"#

    @Test("say who calls and what they may do")
    func accepted() async throws {
        let fixture = try await FlowFixture.make()
        let token = try Self.signed(Self.claims.merging(["jti": "id"]))
        for header in ["Bearer \(token)", "bearer \(token)", "BEARER  \(token) "] {
            let caller = try await Self.caller(fixture, header)
            #expect(
                caller
                    == ManagementPrincipal(
                        clientID: "app",
                        subject: "app@clients",
                        scopes: ["read:clients", "update:clients"],
                        tokenID: "id"
                    )
            )
        }
        var rfc9068 = Self.claims
        rfc9068["azp"] = nil
        rfc9068["client_id"] = "app"
        rfc9068["scope"] = nil
        let caller = try await Self.caller(fixture, "Bearer \(try Self.signed(rfc9068))")
        #expect(caller.clientID == "app" && caller.scopes.isEmpty && caller.tokenID == nil)
    }

    @Test("that the token flow issued are accepted on the host they were issued on")
    func issued() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        let stored = JSONValue.string(RequestHost.storedManagementAudience(.default))
        try await fixture.api(["identifier": stored, "scopes": [["value": "read:clients"]]])
        try await fixture.grant(["audience": stored, "scope": ["read:clients"]])
        let token =
            try await fixture.answer(["audience": "https://acme.example.com/api/v2/"])["access_token"]?.string ?? ""
        #expect(try JWT(parsing: token).claims["aud"] == "https://acme.example.com/api/v2/")
        #expect(try await Self.caller(fixture, "Bearer \(token)").scopes == ["read:clients"])
        let alias = RequestHost(tenant: .default, scheme: "https", authority: "alias.example.com")
        #expect(try await Self.refusal(fixture, "Bearer \(token)", host: alias) == Self.invalid)
    }

    @Test("are asked for")
    func missing() async throws {
        let fixture = try await FlowFixture.make()
        let text = #"{"statusCode":401,"error":"Unauthorized","message":"Missing authentication"}"#
        #expect(try await Self.refusal(fixture, nil) == text)
    }

    @Test(
        "come in one form of header",
        arguments: [
            "", "Bearer", "Bearer ", "Bearer x", "Bearer x.y", "Bearer x.y.z.w", "x.y.z", "Basic x.y.z",
            "Bearer x.y.z more", "Bearerx.y.z",
        ]
    )
    func header(text: String) async throws {
        let fixture = try await FlowFixture.make()
        #expect(try await Self.refusal(fixture, text) == Self.badFormat)
    }

    @Test("that are no JWT are invalid", arguments: ["x.y.z", "..", "e30.e30.e30=", "W10.e30.e30"])
    func malformed(token: String) async throws {
        let fixture = try await FlowFixture.make()
        #expect(try await Self.refusal(fixture, "Bearer \(token)") == Self.invalid)
    }

    @Test("that are longer than 16 kB are not even looked at")
    func long() async throws {
        let fixture = try await FlowFixture.make()
        let claims = Self.claims.merging(["x": .string(String(repeating: "x", count: 16_384))])
        #expect(try await Self.refusal(fixture, "Bearer \(try Self.signed(claims))") == Self.invalid)
    }

    static let claimRows: [(String, JSONValue?, Bool)] = [
        ("exp", nil, true), ("exp", .integer(now.seconds), true), ("exp", .integer(now.seconds - 1), true),
        ("exp", .string("\(now.seconds + 60)"), true), ("exp", .null, true),
        ("aud", nil, false), ("aud", "https://evil.example/api/v2/", false),
        ("aud", "https://acme.example.com/api/v3/", false), ("aud", "https://acme.example.com/", false),
        ("aud", "https://api.example/", false), ("aud", "https://acme.example.com/userinfo", false),
        ("aud", ["https://api.example/"], false), ("aud", [], false), ("aud", 1, false),
        ("aud", "https://default.latchkey.test/api/v2/", false),
    ]

    @Test("that are expired or for another audience are refused", arguments: claimRows)
    func claims(name: String, value: JSONValue?, isExpiry: Bool) async throws {
        let fixture = try await FlowFixture.make()
        var claims = Self.claims
        claims[name] = value
        let refusal = try await Self.refusal(fixture, "Bearer \(try Self.signed(claims))")
        #expect(refusal == (isExpiry ? Self.expired : Self.invalid))
    }

    @Test(
        "are for the host by its name, whatever the scheme, port and company",
        arguments: [
            "http://acme.example.com/api/v2/", "https://acme.example.com:8443/api/v2/",
            "https://ACME.example.com/api/v2/",
        ]
    )
    func audience(text: String) async throws {
        let fixture = try await FlowFixture.make()
        for audience in [JSONValue.string(text), ["https://acme.example.com/userinfo", .string(text)]] {
            let token = try Self.signed(Self.claims.merging(["aud": audience]))
            #expect(try await Self.refusal(fixture, "Bearer \(token)") == nil)
        }
    }

    @Test("signed by anyone else, or not at all, have an invalid signature")
    func signatures() async throws {
        let fixture = try await FlowFixture.make()
        let key = try FlowFixture.key.get()
        let stranger = try SigningKey.generate(family: .ec)
        let claims = JSONWriter.encode(Self.claims)
        func unsigned(_ header: String) -> String {
            "\(Base64.encode(Array(header.utf8))).\(Base64.encode(claims))."
        }
        var tokens = [
            unsigned(#"{"alg":"none","kid":"rsa_1"}"#), unsigned(#"{"alg":"None","kid":"rsa_1"}"#),
            unsigned(#"{"kid":"rsa_1"}"#),
            try Self.signed(kid: nil), try Self.signed(kid: "unknown"), try Self.signed(algorithm: .rs512),
            try Self.signed(key: stranger, algorithm: .es256),
        ]
        for secret in [Array(key.publicKey.pem.utf8), key.publicKey.spkiDER, [0x30, 0x00]] {
            tokens.append(
                try JWTSigner(secret: secret, algorithm: .hs256, kid: "rsa_1").tokenText(claims: claims)
            )
        }
        let honest = try Self.signed().split(separator: ".")
        let forged = Base64.encode(JSONWriter.encode(Self.claims.merging(["scope": "delete:clients"])))
        tokens.append("\(honest[0]).\(forged).\(honest[2])")
        for token in tokens {
            #expect(try await Self.refusal(fixture, "Bearer \(token)") == Self.badSignature, "\(token)")
        }
        #expect(try await Self.refusal(fixture, "Bearer \(try Self.signed(algorithm: .ps256))") == nil)
    }

    @Test("of another tenant have an invalid signature, even with the same kid")
    func otherTenant() async throws {
        let fixture = try await FlowFixture.make()
        let evil = TenantID(rawValue: "evil")
        let theirs = try SigningKey.generate(family: .ec)
        let record = try FlowFixture.record(of: theirs, "rsa_1")
        try await fixture.storage.write { transaction in
            try transaction.insertTenant(evil, at: Self.now)
            try transaction.insert(record, tenant: evil)
        }
        let token = "Bearer " + (try Self.signed(key: theirs, algorithm: .es256))
        #expect(try await Self.refusal(fixture, token) == Self.badSignature)
        let host = RequestHost(tenant: evil, scheme: "https", authority: "acme.example.com")
        #expect(try await Self.refusal(fixture, token, host: host) == nil)
    }

    @Test(
        "of a key that is next or previous are accepted, of a revoked one not",
        arguments: SigningKeyRecord.Status.allCases
    )
    func rotation(status: SigningKeyRecord.Status) async throws {
        let fixture = try await FlowFixture.make()
        let key = try SigningKey.generate(family: .ec)
        let record = try FlowFixture.record(of: key, "ec_1", status: status)
        try await fixture.storage.write { try $0.insert(record, tenant: .default) }
        let token = try Self.signed(key: key, kid: "ec_1", algorithm: .es256)
        #expect(try await Self.refusal(fixture, "Bearer \(token)") == (status == .revoked ? Self.badSignature : nil))
    }

    @Test("die with their key at once")
    func revocation() async throws {
        let fixture = try await FlowFixture.make()
        let token = try Self.signed()
        #expect(try await Self.refusal(fixture, "Bearer \(token)") == nil)
        var record = try FlowFixture.record(of: try FlowFixture.key.get(), "rsa_1", status: .revoked)
        record.revokedAt = Self.now
        try await fixture.storage.write { [record] in try $0.update(record, tenant: .default) }
        #expect(try await Self.refusal(fixture, "Bearer \(token)") == Self.badSignature)
    }

    @Test("that were believed once are judged anew: by host, tenant, time and key")
    func kept() async throws {
        let fixture = try await FlowFixture.make()
        let authentication = ManagementAuthentication(configuration: fixture.configuration)
        let token = "Bearer \(try Self.signed())"
        func refusal(host: RequestHost? = nil, now: Instant = Self.now) async throws -> String? {
            do {
                _ = try await authentication.caller(authorization: token, host: host ?? fixture.host, now: now)
                return nil
            } catch let problem as APIProblem { return JSONWriter.text(.object(problem.body)) }
        }
        for _ in 0..<2 { #expect(try await refusal() == nil) }
        let alias = RequestHost(tenant: .default, scheme: "https", authority: "alias.example.com")
        #expect(try await refusal(host: alias) == Self.invalid)
        let stranger = TenantID(rawValue: "stranger")
        try await fixture.storage.write { try $0.insertTenant(stranger, at: Self.now) }
        let theirs = RequestHost(tenant: stranger, scheme: "https", authority: "acme.example.com")
        #expect(try await refusal(host: theirs) == Self.badSignature)
        #expect(try await refusal(now: Self.now.adding(seconds: 60)) == Self.expired)
        #expect(try await refusal() == nil)
        var record = try FlowFixture.record(of: try FlowFixture.key.get(), "rsa_1", status: .revoked)
        record.revokedAt = Self.now
        try await fixture.storage.write { [record] in try $0.update(record, tenant: .default) }
        #expect(try await refusal() == Self.badSignature)
    }

    @Test("are kept by the hundreds, and each is itself")
    func many() async throws {
        let fixture = try await FlowFixture.make()
        let authentication = ManagementAuthentication(configuration: fixture.configuration)
        let tokens = try (0..<200).map { try Self.signed(Self.claims.merging(["azp": .string("app\($0)")])) }
        for _ in 0..<2 {
            for (number, token) in tokens.enumerated() {
                let caller = try await authentication.caller(
                    authorization: "Bearer \(token)",
                    host: fixture.host,
                    now: Self.now
                )
                #expect(caller.clientID == "app\(number)")
            }
        }
    }
}
