import Kernel
import Wire

/// The token that the gateway calls the management API with: asked for once, kept until shortly before it ends.
///
/// - SeeAlso: RFC 6749 §4.4; Auth0: "Management API Access Tokens".
actor ManagementTokens {
    /// Seconds before its end at which a token is used no more.
    static let margin: Int64 = 60

    private struct Kept: Sendable {
        let token: Secret
        let endsAt: Instant
    }

    private let configuration: GatewayConfiguration
    private let send: TenantExchange
    private let clock: @Sendable () -> Instant
    private var kept: Kept?
    private var asking: Task<Kept, any Error>?

    /// The tokens of a configuration's management client.
    init(
        configuration: GatewayConfiguration,
        send: @escaping TenantExchange,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.configuration = configuration
        self.send = send
        self.clock = clock
    }

    /// A token that has not ended; several who need one wait for one request.
    ///
    /// - Throws: `TenantError`.
    func token() async throws(TenantError) -> Secret {
        if let kept, clock() < kept.endsAt { return kept.token }
        let running = asking ?? Task { [configuration, send, clock] in try await Self.ask(configuration, send, clock) }
        asking = running
        do {
            let answered = try await running.value
            if asking == running { (kept, asking) = (answered, nil) }
            return answered.token
        } catch {
            if asking == running { asking = nil }
            throw error as? TenantError ?? .unavailable("\(error)")
        }
    }

    /// Forgets a token that the management API did not take.
    func forget(_ token: Secret) {
        if let kept, kept.token.matches(token.exposed) { self.kept = nil }
    }

    private static func ask(
        _ configuration: GatewayConfiguration,
        _ send: TenantExchange,
        _ clock: @Sendable () -> Instant
    ) async throws(TenantError) -> Kept {
        let asked = clock()
        let answer = try await send(
            .post(
                form: [
                    ("grant_type", "client_credentials"), ("client_id", configuration.management.clientID),
                    ("client_secret", configuration.management.clientSecret.exposed),
                    ("audience", configuration.managementAudience),
                ],
                to: configuration.managementURL.text + "/oauth/token",
                // Twice the same question costs a token, no more.
                isRepeatable: true
            )
        )
        guard answer.status == 200 else { throw answer.refusal }
        guard let token = answer.json?["access_token"]?.string, !token.isEmpty else {
            throw .unavailable("it answered 200 without an access token")
        }
        let lifetime = min(max(answer.json?["expires_in"]?.integer ?? 0, 0), 2_592_000)
        return Kept(token: Secret(token), endsAt: asked.adding(seconds: max(lifetime - margin, lifetime / 2)))
    }
}

extension GatewayConfiguration {
    /// The tenant's own address: what manages it is not called by a custom domain.
    var managementURL: TenantURL { tenantURL ?? management.auth0URL }
}
