import HTTPTypes
import Kernel
import Wire

/// `POST /oauth/token`: ends a login by code, or signs somebody in by password.
///
/// - SeeAlso: RFC 6749 §4.1.3 and §4.3.2; Auth0 Authentication API: `POST /oauth/token`.
struct TokenRoute: Sendable {
    private static let passwordGrants = ["password", "http://auth0.com/oauth/grant-type/password-realm"]

    let states: LoginStates
    let sessions: Sessions
    let tenant: any LoginTenant

    func respond(_ request: GatewayRequest) async throws -> GatewayResponse {
        let client = try request.loginClient()
        let fields = try request.fields()
        switch fields["grant_type"] {
        case nil, "", "authorization_code": return try await byCode(fields, client, request)
        case let grant? where Self.passwordGrants.contains(grant): return try await byPassword(fields, client, request)
        default: throw APIProblem(400, "The grant_type must be authorization_code or password")
        }
    }

    private func byCode(
        _ fields: Form,
        _ client: LoginClient,
        _ request: GatewayRequest
    ) async throws -> GatewayResponse {
        guard let code = fields["code"], !code.isEmpty, let state = fields["state"], !state.isEmpty else {
            throw APIProblem(400, "The fields 'code' and 'state' are required")
        }
        // Taken before it is looked at: a state that was shown once is of no more use to anybody.
        guard let begun = try await states.take(state), begun.clientName == client.name else {
            throw APIProblem(401, "The login is unknown or has expired: begin again")
        }
        if let digest = begun.browserDigest {
            guard let cookie = request.cookie(SessionCookie.loginName),
                Secret(digest).matches(SessionKeys.digest(cookie.exposed))
            else { throw APIProblem(401, "The login was begun in another browser: begin again") }
        }
        let tokens: LoginTokens
        do {
            tokens = try await tenant.tokens(
                forCode: code,
                verifier: begun.verifier,
                client: client,
                requestID: request.id
            )
        } catch let error as TenantError {
            throw error.problem(refusals: ["invalid_grant": 401, "access_denied": 403])
        }
        guard tokens.claims["nonce"]?.string == LoginStates.nonce(of: state) else {
            throw APIProblem(401, "The code belongs to another login: begin again")
        }
        var response = try await opened(tokens, client, request)
        // The page that posted the code reads where to go: it would never see the target of a redirect.
        if let redirect = begun.redirect { response.headers[.location] = redirect }
        return response
    }

    private func byPassword(
        _ fields: Form,
        _ client: LoginClient,
        _ request: GatewayRequest
    ) async throws -> GatewayResponse {
        guard let username = fields["username"], !username.isEmpty, let password = fields["password"],
            !password.isEmpty
        else { throw APIProblem(400, "The fields 'username' and 'password' are required") }
        let connection = try client.connections.connection(for: fields["connection"] ?? fields["realm"])
        let tokens: LoginTokens
        do {
            tokens = try await tenant.tokens(
                forUsername: username,
                password: Secret(password),
                connection: connection,
                client: client,
                address: request.forwardedAddress,
                requestID: request.id
            )
        } catch let error as TenantError {
            throw error.problem(refusals: Self.passwordRefusals)
        }
        return try await opened(tokens, client, request)
    }

    /// What the tenant says of the person; everything else it says of the application, which is nobody's business.
    private static let passwordRefusals = [
        "invalid_grant": 403, "invalid_user_password": 403, "unauthorized": 403, "access_denied": 403,
        "mfa_required": 403, "password_leaked": 403, "too_many_attempts": 429, "too_many_requests": 429,
    ]

    private func opened(
        _ tokens: LoginTokens,
        _ client: LoginClient,
        _ request: GatewayRequest
    ) async throws -> GatewayResponse {
        do {
            return LoginAnswer.make(
                try await sessions.open(tokens, client: client, now: request.now),
                client: client,
                now: request.now
            )
        } catch let error as TenantError { throw error.problem(refusals: [:]) }
    }
}
