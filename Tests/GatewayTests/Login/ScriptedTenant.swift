import Kernel
import Synchronization
import Wire

@testable import Gateway

/// A tenant that gives what it is told to, and notes what it was asked.
final class ScriptedTenant: LoginTenant {
    struct State {
        var asked: [String] = []
        var verifiers: [Secret] = []
        var failure: TenantError?
        var subject = "auth0|1"
        var lifetime: Int64 = 600
        var rotates = true
        var givesRefreshToken = true
        var delay = Duration.zero
        var holds = false
        var held: CheckedContinuation<Void, Never>?
        var claims: JSONObject = [:]
    }

    private let state = Mutex(State())
    private let clock: TestClock

    init(_ clock: TestClock) { self.clock = clock }

    var asked: [String] { state.withLock { $0.asked } }

    var verifiers: [Secret] { state.withLock { $0.verifiers } }

    /// Whether a request is held back, as the state says.
    var isHolding: Bool { state.withLock { $0.held != nil } }

    /// Lets the request that is held back have its answer.
    func release() { state.withLock { $0.held }?.resume() }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    func tokens(
        forCode code: String,
        verifier: Secret,
        client: LoginClient,
        requestID: String
    ) async throws -> LoginTokens {
        state.withLock { $0.verifiers.append(verifier) }
        return try await give("code \(code) \(client.name)")
    }

    func tokens(
        forUsername username: String,
        password: Secret,
        connection: String?,
        client: LoginClient,
        address: String?,
        requestID: String
    ) async throws -> LoginTokens {
        try await give("password \(username) \(connection ?? "-") \(address ?? "-")")
    }

    func tokens(forRefreshToken token: Secret, client: LoginClient, requestID: String) async throws -> LoginTokens {
        try await give("refresh \(token.exposed)", isRenewal: true)
    }

    private func give(_ what: String, isRenewal: Bool = false) async throws -> LoginTokens {
        let now = clock.now
        let (state, number) = state.withLock { state in
            state.asked.append(what)
            return (state, state.asked.count)
        }
        if state.delay > .zero { try await Task.sleep(for: state.delay) }
        if state.holds { await withCheckedContinuation { held in self.state.withLock { $0.held = held } } }
        if let failure = state.failure { throw failure }
        let claims: JSONObject = [
            "iss": "https://tenant.example/", "sub": .string(state.subject), "name": .string("N\(number)"),
        ]
        return LoginTokens(
            accessToken: Secret("access-\(number)"),
            refreshToken: state.givesRefreshToken && (!isRenewal || state.rotates) ? Secret("refresh-\(number)") : nil,
            idToken: Secret("id-\(number)"),
            claims: claims.merging(state.claims),
            expiresAt: now.adding(seconds: state.lifetime)
        )
    }
}

/// The time of a test.
final class TestClock: Sendable {
    private let moment = Mutex(Instant(seconds: 1_800_000_000))

    var now: Instant { moment.withLock { $0 } }

    func pass(_ seconds: Int64) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}
