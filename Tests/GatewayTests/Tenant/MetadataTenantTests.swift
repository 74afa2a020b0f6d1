import Kernel
import Testing
import Wire

@testable import Gateway

@Suite struct MetadataTenantTests {
    private let wire: WireTenant
    private let tenant: MetadataTenant
    private static let namespaces = ["https://ns/app_metadata", "https://ns/user_metadata", "https://ns/other"]

    init() throws {
        let wire = try WireTenant()
        self.wire = wire
        let clock: @Sendable () -> Instant = { wire.clock.now }
        tenant = MetadataTenant(
            tenant: TenantClient(send: wire.send, clock: clock),
            api: ManagementAPI(configuration: WireTenant.configuration(), send: wire.send, clock: clock),
            namespaces: Self.namespaces,
            clock: clock
        )
        try answer()
    }

    /// The tenant gives tokens whose ID token has these claims, too; the gateway's own token is among them.
    private func answer(_ claims: JSONObject = [:]) throws {
        let tokens: JSONObject = [
            "access_token": "a", "refresh_token": "r", "id_token": .string(try wire.idToken(claims)), "expires_in": 200,
        ]
        wire.answer("POST /oauth/token", 200, .object(tokens))
        let user: JSONValue = ["app_metadata": ["groups": ["admin"]], "user_metadata": ["color": "green"]]
        wire.answer("GET /api/v2/users/auth0%7C1", 200, user)
    }

    private func byCode() async throws -> LoginTokens {
        try await tenant.tokens(forCode: "c", verifier: Secret("v"), client: WireTenant.client, requestID: "q")
    }

    private func renewed() async throws -> LoginTokens {
        try await tenant.tokens(forRefreshToken: Secret("r"), client: WireTenant.client, requestID: "q")
    }

    @Test func `metadata stand among the claims by the names of the configuration`() async throws {
        for tokens in [try await byCode(), try await renewed()] {
            #expect(tokens.claims["https://ns/app_metadata"] == ["groups": ["admin"]])
            #expect(tokens.claims["https://ns/user_metadata"] == ["color": "green"])
            #expect(tokens.claims["https://ns/other"] == nil)
            #expect(tokens.expiresAt == wire.clock.now.adding(seconds: 200))
        }
        let call = try #require(wire.calls.first { $0.method == "GET" && $0.url.contains("/users/") })
        #expect(call.query("fields") == "app_metadata,user_metadata" && call.query("include_fields") == "true")
    }

    @Test func `what the ID token says itself counts, and nobody is asked where it says all`() async throws {
        try answer(["https://ns/app_metadata": ["groups": ["buyers"]], "https://ns/user_metadata": [:]])
        #expect(try await byCode().claims["https://ns/app_metadata"] == ["groups": ["buyers"]])
        #expect(!wire.asked.contains { $0.contains("/api/v2/") })
    }

    @Test func `a login fails where the management API does, a renewal is good for no time`() async throws {
        wire.answer("GET /api/v2/users/auth0%7C1", 503)
        await #expect(throws: TenantError.self) { try await byCode() }
        let tokens = try await renewed()
        #expect(tokens.refreshToken?.exposed == "r" && tokens.claims["https://ns/app_metadata"] == nil)
        #expect(tokens.expiresAt == wire.clock.now)
    }
}
