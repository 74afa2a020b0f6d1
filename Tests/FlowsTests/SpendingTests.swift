import Applications
import Flows
import Kernel
import OAuth
import Storage
import Testing
import Tokens
import Wire

@Suite("What can be spent once, or so many times")
struct SpendingTests {
    private static func assertion(_ key: SigningKey, jti: String) throws -> [String: String] {
        let claims: JSONObject = [
            "iss": "app", "sub": "app", "aud": "https://acme.example.com/", "jti": .string(jti),
            "exp": .integer(FlowFixture.now.seconds + 60),
        ]
        let token = try JWTSigner(key: key, algorithm: .es256, kid: "k").tokenText(claims: JSONWriter.encode(claims))
        return [
            "client_secret": "", "client_assertion": token,
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ]
    }

    /// How fifty requests at once end.
    private static func fifty(
        _ fixture: FlowFixture,
        _ changes: [String: String]
    ) async throws -> (issued: Int, errors: [OAuthError]) {
        try await withThrowingTaskGroup(of: OAuthError?.self) { group in
            for _ in 0..<50 { group.addTask { try await fixture.refusal(changes) } }
            return try await group.reduce(into: (issued: 0, errors: [OAuthError]())) { result, error in
                if let error { result.errors.append(error) } else { result.issued += 1 }
            }
        }
    }

    @Test("an assertion serves one of fifty requests at once")
    func assertion() async throws {
        let fixture = try await FlowFixture.make()
        let key = try SigningKey.generate(family: .ec)
        try await fixture.credential(key)
        try await fixture.api()
        try await fixture.grant()
        let outcome = try await Self.fifty(fixture, try Self.assertion(key, jti: "one"))
        #expect(outcome.issued == 1)
        #expect(outcome.errors.count == 49 && outcome.errors.allSatisfy { $0 == .unauthorized("") })
        #expect(try await fixture.refusal(try Self.assertion(key, jti: "two")) == nil)
    }

    @Test("an assertion is not spent by a request that is refused anyway")
    func notBurnt() async throws {
        let fixture = try await FlowFixture.make()
        let key = try SigningKey.generate(family: .ec)
        try await fixture.credential(key)
        try await fixture.api()
        let assertion = try Self.assertion(key, jti: "one")
        #expect(try await fixture.refusal(assertion)?.status == 403)
        try await fixture.grant()
        #expect(try await fixture.refusal(assertion) == nil)
        #expect(try await fixture.refusal(assertion) == .unauthorized(""))
    }

    @Test("a credential that is gone proves nothing at once")
    func revokedCredential() async throws {
        let fixture = try await FlowFixture.make()
        let key = try SigningKey.generate(family: .ec)
        try await fixture.credential(key)
        try await fixture.api()
        try await fixture.grant()
        #expect(try await fixture.refusal(try Self.assertion(key, jti: "one")) == nil)
        try await fixture.storage.write { _ = try $0.deleteDocument(.clientCredential, id: "cred_1", in: .default) }
        #expect(try await fixture.refusal(try Self.assertion(key, jti: "two")) == .unauthorized(""))
    }

    @Test("a quota of ten lets ten of fifty requests at once through")
    func quota() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client(["token_quota": ["client_credentials": ["per_hour": 10]]])
        try await fixture.api()
        try await fixture.grant()
        let outcome = try await Self.fifty(fixture, [:])
        #expect(outcome.issued == 10)
        #expect(outcome.errors.count == 40)
        #expect(outcome.errors.allSatisfy { $0 == OAuthError(429, .tooManyRequests, "Client quota exceeded") })
        // An hour later the count begins anew.
        #expect(try await fixture.refusal(now: FlowFixture.now.adding(seconds: 3600)) == nil)
        let types = try await fixture.logged().map { $0["type"]?.string }
        #expect(types.count { $0 == "seccft" } == 11 && types.count { $0 == "feccft" } == 40)
    }

    @Test("quotas are reported with every answer, and when to come back with a refusal")
    func headers() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client(["token_quota": ["client_credentials": ["per_hour": 2, "per_day": 50]]])
        try await fixture.api()
        try await fixture.grant()
        // 1,790,000,000 is 800 seconds into its hour and 51,200 into its day.
        let first = try await fixture.respond()
        #expect(first.headers.map(\.0) == ["Auth0-Client-Quota-Limit"])
        #expect(
            first.headers.map(\.1) == ["b=per_hour;q=2;r=1;t=\(3600 - 800),b=per_day;q=50;r=49;t=\(86_400 - 51_200)"]
        )
        _ = try await fixture.respond()
        let refusal = try #require(try await fixture.refusal(now: FlowFixture.now.adding(seconds: 10)))
        #expect(refusal.status == 429)
        #expect(refusal.headers.map(\.0) == ["Auth0-Client-Quota-Limit", "Retry-After"])
        #expect(refusal.headers.first?.1.hasPrefix("b=per_hour;q=2;r=0;t=2790,b=per_day;q=50;r=47;") == true)
        #expect(refusal.headers.last?.1 == "2790")
    }

    @Test("a quota that is not enforced is reported and refuses nothing")
    func reportedQuota() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client(["token_quota": ["client_credentials": ["per_hour": 1, "enforce": false]]])
        try await fixture.api()
        try await fixture.grant()
        for _ in 0..<3 { #expect(try await fixture.refusal() == nil) }
        #expect(try await fixture.respond().headers.first?.1 == "b=per_hour;q=1;r=0;t=2800")
    }

    @Test("an organization has a quota of its own, whichever client asks")
    func organizationQuota() async throws {
        let fixture = try await FlowFixture.make()
        try await fixture.client()
        try await fixture.api()
        try await fixture.grant(["organization_usage": "allow", "allow_any_organization": true])
        try await fixture.organization(["token_quota": ["client_credentials": ["per_day": 1]]])
        let first = try await fixture.respond(["organization": "org_1"])
        #expect(first.headers.map(\.0) == ["Auth0-Organization-Quota-Limit"])
        let exceeded = OAuthError(429, .tooManyRequests, "Organization quota exceeded")
        #expect(try await fixture.refusal(["organization": "org_1"]) == exceeded)
        #expect(try await fixture.refusal() == nil)
    }
}
