import Kernel
import Testing
import Wire

@testable import Gateway

@Suite("The management API as the gateway calls it")
struct ManagementAPITests {
    private let tenant: WireTenant
    private let api: ManagementAPI

    init() throws {
        let tenant = try WireTenant()
        self.tenant = tenant
        api = ManagementAPI(
            configuration: WireTenant.configuration(),
            send: tenant.send,
            clock: { tenant.clock.now }
        )
        tenant.answer("POST /oauth/token", 200, ["access_token": "m1", "expires_in": 3600])
        tenant.answer("GET /api/v2/users", 200, [])
    }

    private func call() async throws -> TenantAnswer { try await api.call("GET", "users", requestID: "q") }

    private var tokenRequests: Int { tenant.asked.count { $0 == "POST /oauth/token" } }

    @Test("One token serves many calls, until shortly before it ends")
    func token() async throws {
        tenant.change { $0.delay = .milliseconds(10) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await call() } }
            try await group.waitForAll()
        }
        #expect(tokenRequests == 1)
        #expect(tenant.calls[0].form["audience"] == "https://tenant.example/api/v2/")
        #expect(tenant.calls[0].form["grant_type"] == "client_credentials")
        #expect(tenant.calls.last?.header("authorization") == "Bearer m1")
        tenant.clock.pass(3600 - ManagementTokens.margin - 1)
        _ = try await call()
        #expect(tokenRequests == 1)
        tenant.clock.pass(1)
        _ = try await call()
        #expect(tokenRequests == 2)
    }

    @Test("A token that is not taken is fetched anew, once")
    func rejected() async throws {
        tenant.answer("GET /api/v2/users", 401, ["message": "Expired"])
        let problem = await #expect(throws: APIProblem.self) { try await call() }
        #expect(problem?.status == 502, "the caller must not take it for a 401 of their own")
        #expect(tenant.asked == ["POST /oauth/token", "GET /api/v2/users", "POST /oauth/token", "GET /api/v2/users"])
    }

    @Test(
        "Refusals that are about the request are handed on as they came",
        arguments: [400, 404, 409, 413, 429]
    )
    func handedOn(_ status: Int) async throws {
        tenant.answer("GET /api/v2/users", status, ["statusCode": .integer(Int64(status)), "message": "No."])
        let refusal = await #expect(throws: ManagementRefusal.self) { try await call() }
        #expect(refusal?.answer.relayed.status == status)
        #expect(refusal?.answer.relayed.json["message"] == "No.")
    }

    @Test("Refusals that are about the gateway, and failures, are 502", arguments: [403, 500, 503])
    func own(_ status: Int) async throws {
        tenant.answer("GET /api/v2/users", status, ["message": "Insufficient scope"])
        let problem = await #expect(throws: APIProblem.self) { try await call() }
        #expect(problem?.status == 502)
    }

    @Test("The tenant's own address is called where it is known")
    func canonicalAddress() async throws {
        let management = WireTenant.configuration().management
        let configuration = GatewayConfiguration(
            clients: [:],
            defaultClient: nil,
            management: management,
            tenantURL: TenantURL("https://canonical.example")
        )
        let api = ManagementAPI(
            configuration: configuration,
            send: tenant.send,
            clock: { [clock = tenant.clock] in clock.now }
        )
        await #expect(throws: APIProblem.self) { try await api.call("GET", "users", requestID: "q") }
        #expect(tenant.calls.map(\.url) == ["https://canonical.example/oauth/token"])
    }
}
