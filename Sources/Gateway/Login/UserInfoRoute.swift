import HTTPTypes
import Kernel
import Wire

/// `GET /userinfo`, and `GET /users/me` for old callers: who is signed in.
///
/// Asked before every request of every application: with live tokens it costs one read of the store.
struct UserInfoRoute: Sendable {
    let sessions: Sessions
    let clock: @Sendable () -> Instant

    func respond(_ request: GatewayRequest) async throws -> GatewayResponse {
        let client = try request.loginClient()
        guard let credential = request.credential,
            let found = try await sessions.find(credential, client: client, now: request.now)
        else { throw Self.nobody }
        if found.session.expiresAt > request.now { return .json(bytes: found.session.userInfo) }
        // Nobody who asks here can pass a new cookie or token on, so the session keeps the name it has.
        guard found.session.tokens?.refreshToken != nil else { throw Self.nobody }
        do {
            let renewed = try await sessions.renew(
                found,
                client: client,
                isAsked: false,
                requestID: request.id,
                clock: clock
            )
            return .json(bytes: renewed.session.userInfo)
        } catch let error as RenewalError {
            throw error.problem(refusal: 401)
        } catch let error as TenantError { throw error.problem(refusals: [:]) }
    }

    private static let nobody = APIProblem(401, "Nobody is signed in")
}
