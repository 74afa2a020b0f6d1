import Kernel
import Testing
import Wire

@testable import Gateway

@Suite("The keys of a tenant")
struct TenantKeysTests {
    private let tenant: WireTenant
    private let keys: TenantKeys

    init() throws {
        let tenant = try WireTenant()
        self.tenant = tenant
        // Waiting lets the test's clock run instead of the test.
        keys = TenantKeys(send: tenant.send, sleep: { tenant.clock.pass(max($0.components.seconds, 1)) })
    }

    private func count(_ kid: String?) async throws -> Int {
        let clock = tenant.clock
        return try await keys.keys(named: kid, of: Desk.tenantURL, now: { clock.now }).count
    }

    @Test("Keys are asked for once, by however many")
    func singleFlight() async throws {
        tenant.change { $0.delay = .milliseconds(20) }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await count("first") } }
            for try await found in group { #expect(found == 1) }
        }
        #expect(tenant.asked.count == 1)
        #expect(try await count("first") == 1)
        #expect(tenant.asked.count == 1)
    }

    @Test("A key that is not known is asked for, at most once in two seconds")
    func rotation() async throws {
        #expect(try await count("first") == 1)
        try tenant.rotate(to: "second")
        let before = tenant.clock.now
        #expect(try await count("second") == 1, "whoever comes too soon waits")
        #expect(tenant.clock.now.seconds - before.seconds == 2)
        #expect(tenant.asked.count == 2)
        tenant.clock.pass(10)
        #expect(try await count("never") == 0)
        #expect(tenant.asked.count == 3)
        #expect(try await count("first") == 1)
        #expect(try await count(nil) == 2, "a token that names no key is tried with all")
        #expect(tenant.asked.count == 3)
    }

    @Test("While the tenant is down the keys that are known keep working")
    func outage() async throws {
        #expect(try await count("first") == 1)
        tenant.change { $0.isDown = true }
        tenant.clock.pass(TenantKeys.freshness + 1)
        for _ in 0..<5 { #expect(try await count("first") == 1) }
        #expect(tenant.asked.count == 2, "and it is not asked with every token")
        await #expect(throws: TenantError.unavailable("down")) { try await count("second") }
        tenant.change { $0.isDown = false }
        tenant.clock.pass(TenantKeys.pauseAfterFailure)
        #expect(try await count("first") == 1)
        #expect(tenant.asked.count == 4)
    }

    @Test("A key that is withdrawn is forgotten in time")
    func withdrawal() async throws {
        try tenant.rotate(to: "second")
        #expect(try await count("first") == 1)
        tenant.change { $0.published.removeFirst() }
        tenant.clock.pass(TenantKeys.freshness)
        #expect(try await count("first") == 0)
        #expect(try await count("second") == 1)
    }

    @Test("A key set without keys is a failure, and does not replace the one before")
    func nonsense() async throws {
        #expect(try await count("first") == 1)
        tenant.answer("GET /.well-known/jwks.json", 200, ["keys": [["kty": "oct", "k": "AA"]]])
        tenant.clock.pass(TenantKeys.freshness)
        #expect(try await count("first") == 1)
    }
}
