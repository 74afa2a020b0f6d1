import Applications
import Flows
import Kernel
import OAuth
import Sessions
import Storage
import Testing
import Tokens
import Wire

@Suite("The token flow, from request to token")
struct TokenFlowTests {
    @Test("answers with a token that the published keys verify")
    func verifies() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api()
        try await fixture.grant()
        let answer = try await fixture.answer()
        #expect(answer.keys == ["access_token", "scope", "expires_in", "token_type"])
        #expect(answer["scope"] == "a b" && answer["expires_in"] == 86_400 && answer["token_type"] == "Bearer")
        let jwt = try JWT(parsing: answer["access_token"]?.string ?? "")
        #expect(jwt.header == ["alg": "RS256", "typ": "JWT", "kid": "rsa_1"])
        let key = try #require(try await fixture.configuration.keyRing(.default).publishedKey("rsa_1"))
        #expect(jwt.isSigned(by: key.publicKey, algorithms: [.rs256]))
    }

    /// The claims of each dialect, beside those that all have.
    static let dialects: [(String, Bool, JSONObject)] = [
        ("access_token", false, ["azp": "app", "scope": "a b", "gty": "client-credentials"]),
        ("access_token", true, ["azp": "app", "scope": "a b", "gty": "client-credentials"]),
        ("access_token_authz", false, ["azp": "app", "scope": "a b", "gty": "client-credentials"]),
        (
            "access_token_authz", true,
            ["azp": "app", "scope": "a b", "gty": "client-credentials", "permissions": ["a", "b"]]
        ),
        ("rfc9068_profile", true, ["client_id": "app", "jti": "…", "scope": "a b", "gty": "client-credentials"]),
        (
            "rfc9068_profile_authz", true,
            [
                "client_id": "app", "jti": "…", "scope": "a b", "gty": "client-credentials",
                "permissions": ["a", "b"],
            ]
        ),
    ]

    @Test("writes the claims of the API's dialect, no more and no fewer", arguments: dialects)
    func claims(dialect: String, enforcesPolicies: Bool, particular: JSONObject) async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api([
            "token_dialect": .string(dialect), "enforce_policies": .bool(enforcesPolicies), "token_lifetime": 600,
        ])
        try await fixture.grant()
        let jwt = try await fixture.token()
        let common: JSONObject = [
            "iss": "https://acme.example.com/", "sub": "app@clients", "aud": .string(FlowFixture.audience),
            "iat": .integer(FlowFixture.now.seconds), "exp": .integer(FlowFixture.now.seconds + 600),
        ]
        var claims = jwt.claims
        if let jti = claims["jti"]?.string {
            #expect(jti.utf8.count == 22)
            claims["jti"] = "…"
        }
        #expect(claims == common.merging(particular))
        #expect(jwt.typ == (dialect.hasPrefix("rfc9068") ? "at+jwt" : "JWT"))
    }

    @Test("two tokens of one moment have different ids")
    func tokenIDs() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api(["token_dialect": "rfc9068_profile"])
        try await fixture.grant()
        let first = try await fixture.token().claims["jti"]
        #expect(try await fixture.token().claims["jti"] != first)
    }

    @Test(
        "signs with the algorithm of the API, making keys that are missing",
        arguments: ["RS256", "PS256", "ES256", "EdDSA"]
    )
    func algorithms(name: String) async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api(["signing_alg": .string(name)])
        try await fixture.grant()
        let jwt = try await fixture.token()
        let algorithm = try #require(JWSAlgorithm(rawValue: name))
        #expect(jwt.algorithm == algorithm)
        let key = try #require(try await fixture.configuration.keyRing(.default).publishedKey(jwt.kid ?? ""))
        #expect(jwt.isSigned(by: key.publicKey, algorithms: [algorithm]))
        #expect(try await fixture.token().kid == jwt.kid)
    }

    @Test("signs HS256 with the API's secret and names no key")
    func sharedSecret() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api(["signing_alg": "HS256", "signing_secret": "a secret of the API"])
        try await fixture.grant()
        let jwt = try await fixture.token()
        #expect(jwt.header == ["alg": "HS256", "typ": "JWT"])
        #expect(jwt.isSigned(bySecret: Array("a secret of the API".utf8)))
        #expect(!jwt.isSigned(bySecret: Array("another".utf8)))
    }

    @Test("a scope that was not granted is left out, and an empty list is not answered")
    func scopes() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api()
        try await fixture.grant(["scope": ["a"]])
        #expect(try await fixture.answer(["scope": "b a"])["scope"] == "a")
        let none = try await fixture.answer(["scope": "b"])
        #expect(none.keys == ["access_token", "expires_in", "token_type"])
        #expect(try JWT(parsing: none["access_token"]?.string ?? "").claims["scope"] == nil)
    }

    @Test("an organization goes into the token, by id or, where that is allowed, by name")
    func organization() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api()
        try await fixture.grant(["organization_usage": "allow"])
        try await fixture.organization()
        let text = "Client is not authorized to access the organization org_1 with this client-grant"
        #expect(try await fixture.refusal(["organization": "org_1"]) == OAuthError(403, .accessDenied, text))
        try await fixture.associate()
        let claims = try await fixture.token(["organization": "org_1"]).claims
        #expect(claims["org_id"] == "org_1" && claims["org_name"] == nil)
        let invalid = OAuthError(400, .invalidRequest, "parameter organization is invalid")
        #expect(try await fixture.refusal(["organization": "acme"]) == invalid)
        try await fixture.settings(["allow_organization_name_in_authentication_api": true])
        for asked in ["org_1", "acme"] {
            let claims = try await fixture.token(["organization": asked]).claims
            #expect(claims["org_id"] == "org_1" && claims["org_name"] == "acme")
        }
        #expect(try await fixture.refusal(["organization": "org_2"]) == invalid)
    }

    @Test("the tenant's default audience, and `resource` where it may, stand in for `audience`")
    func audienceOfTheTenant() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api()
        try await fixture.grant()
        let noAudience = OAuthError(403, .accessDenied, "Non-global clients are not allowed access to APIv1")
        #expect(try await fixture.refusal(["audience": ""]) == noAudience)
        #expect(try await fixture.token(["audience": "", "resource": FlowFixture.audience]).claims["aud"] != nil)
        try await fixture.settings(["resource_parameter_profile": "audience"])
        #expect(try await fixture.refusal(["audience": "", "resource": FlowFixture.audience]) == noAudience)
    }

    @Test("a change of the configuration holds for the next request")
    func changes() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        let unknown = OAuthError(403, .accessDenied, "Service not enabled within domain: \(FlowFixture.audience)")
        #expect(try await fixture.refusal() == unknown)
        try await fixture.api()
        try await fixture.grant()
        #expect(try await fixture.refusal() == nil)
        try await fixture.storage.write { _ = try $0.deleteDocument(.clientGrant, id: "cgr_1", in: .default) }
        #expect(try await fixture.refusal()?.status == 403)
        try await fixture.grant()
        #expect(try await fixture.refusal() == nil)
        try await fixture.storage.write { transaction in
            var client = try #require(try transaction.document(.client, id: "app", in: .default))
            client.body["client_secret"] = "rotated"
            try transaction.update(client, keys: Client.keys(of: client.body))
        }
        #expect(try await fixture.refusal() == .unauthorized(""))
        #expect(try await fixture.refusal(["client_secret": "rotated"]) == nil)
        try await fixture.storage.write { _ = try $0.deleteDocument(.client, id: "app", in: .default) }
        #expect(try await fixture.refusal(["client_secret": "rotated"]) == .unauthorized(""))
    }

    @Test("the global client's token for the management API v1 is stored as a hash alone")
    func opaque() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client(["global": true])
        let answer = try await fixture.answer(["audience": ""])
        #expect(answer.keys == ["access_token", "token_type"] && answer["token_type"] == "bearer")
        let token = try #require(answer["access_token"]?.string)
        #expect(token.utf8.count == 32 && !token.contains("."))
        let record = try await fixture.storage.read {
            try $0.accessToken(hash: Digest.sha256(Array(token.utf8)), in: .default)
        }
        #expect(record?.clientID == "app" && record?.subject == "app@clients")
        #expect(record?.audience == ClientCredentials.managementV1Audience)
        #expect(record?.expiresAt == FlowFixture.now.adding(seconds: 86_400))
        let clear = try await fixture.storage.read { try $0.accessToken(hash: Array(token.utf8), in: .default) }
        #expect(clear == nil)
    }

    @Test("a grant is refused to a client that has it not, and to a public one")
    func grantTypes() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client(["grant_types": ["authorization_code"]])
        try await fixture.client(["token_endpoint_auth_method": "none"], id: "public")
        let refused = OAuthError.grantNotAllowed("client_credentials")
        #expect(try await fixture.refusal() == refused)
        #expect(try await fixture.refusal(["client_id": "public", "client_secret": ""]) == refused)
        #expect(
            try await fixture.refusal(["grant_type": "password"])
                == OAuthError(400, .unsupportedGrantType, "Unsupported grant type: password")
        )
    }

    @Test("the tenant log hears of successes and failures")
    func log() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api()
        try await fixture.grant()
        _ = try await fixture.answer(["scope": "a"])
        _ = try await fixture.refusal(["client_secret": "wrong", "scope": "b"])
        _ = try await fixture.refusal(["client_id": "nobody"])
        _ = try await fixture.refusal(["audience": "https://none/"])
        let events = try await fixture.logged()
        #expect(events.map { $0["type"]?.string } == ["seccft", "feccft", "feccft", "feccft"])
        let success = events[0]
        #expect(success["description"] == "" && success["client_id"] == "app" && success["client_name"] == "App")
        #expect(success["scope"] == "a" && success["audience"] == .string(FlowFixture.audience))
        #expect(success["ip"] == "192.0.2.1" && success["hostname"] == "acme.example.com")
        #expect(success["references"]?["correlation_id"] == "request")
        let wrong = events[1]
        #expect(wrong["description"] == "Unauthorized" && wrong["client_name"] == "App" && wrong["scope"] == "b")
        #expect(wrong["details"]?["error"]?["message"] == "wrong client secret")
        #expect(events[2]["client_id"] == "nobody" && events[2]["client_name"] == .null)
        #expect(events[3]["description"] == "Service not enabled within domain: https://none/")
        let whole = events.map { JSONWriter.text(.object($0)) }.joined()
        #expect(!whole.contains("right") && !whole.contains(#""wrong""#))
    }
}
