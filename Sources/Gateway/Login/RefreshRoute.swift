import Kernel
import Wire

/// `POST /refreshtoken`: new tokens for a session.
///
/// - SeeAlso: RFC 6749 §6.
struct RefreshRoute: Sendable {
    let sessions: Sessions
    let clock: @Sendable () -> Instant

    func respond(_ request: GatewayRequest) async throws -> GatewayResponse {
        let client = try request.loginClient()
        guard let credential = request.credential,
            let found = try await sessions.find(credential, client: client, now: request.now)
        else { throw APIProblem(401, "There is no such session") }
        if !client.usesCookie { try check(try request.fields(), found) }
        do {
            let renewed = try await sessions.renew(
                found,
                client: client,
                isAsked: true,
                requestID: request.id,
                clock: clock
            )
            return LoginAnswer.make(renewed, client: client, now: request.now)
        } catch let error as RenewalError {
            throw error.problem(refusal: 403)
        } catch let error as TenantError { throw error.problem(refusals: [:]) }
    }

    /// The application proves that it holds the refresh token it was given, which may be older than the session's.
    private func check(_ fields: Form, _ found: SessionStore.Found) throws(APIProblem) {
        guard let given = fields["refresh_token"] ?? fields["refreshToken"], !given.isEmpty else {
            throw APIProblem(400, "The field 'refresh_token' is required")
        }
        guard let held = found.session.tokens?.heldRefreshDigest,
            Secret(held).matches(SessionKeys.digest(given))
        else { throw APIProblem(401, "The refresh token is not the one of this session") }
    }
}
