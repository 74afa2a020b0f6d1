import Applications
import Flows
import HTTPTypes
import Kernel
import OAuth
import Web
import Wire

/// `POST /co/authenticate`.
///
/// - SeeAlso: Auth0 Authentication API: cross-origin authentication.
struct CrossOriginEndpoint: Sendable {
    private static let passwordType = "password"
    private static let realmType = "http://auth0.com/oauth/grant-type/password-realm"

    let signIn: CrossOriginSignIn
    let configuration: Configuration

    @Sendable
    func respond(_ request: WebRequest) async throws -> WebResponse {
        let origin = request.headers[.origin]
        if request.method == .options {
            return CrossOrigin.preflight(request, methods: "POST", allowsCookies: origin)
        }
        guard case .object(let body)? = try? JSONReader.parse(request.body) else {
            throw OAuthError(400, .invalidRequest, "The body is not valid JSON")
        }
        let tenant = request.host.tenant
        guard let id = body["client_id"]?.string, let client = try await configuration.client(id, tenant)?.client else {
            throw OAuthError(400, .invalidRequest, "Unknown client: \(body["client_id"]?.string ?? "")")
        }
        guard client.signIn.allowsCrossOriginAuthentication else {
            throw OAuthError(401, .unauthorizedClient, "Cross origin login not allowed.")
        }
        if let origin, !RedirectURI.isOrigin(origin, of: client) {
            await signIn.refuse(origin, of: client, host: request.host, from: request.origin, now: request.now)
            return .text("Origin \(origin) is not allowed.", status: 403)
        }
        var response = try await answer(body, client, request)
        if let origin { CrossOrigin.allow(origin, &response) }
        return response
    }

    private func answer(_ body: JSONObject, _ client: Client, _ request: WebRequest) async throws -> WebResponse {
        guard let username = body["username"]?.string, let password = body["password"]?.string,
            let type = body["credential_type"]?.string
        else {
            throw OAuthError(
                400,
                .invalidRequest,
                "Invalid request body. All and only of client_id, credential_type, username, otp, realm are required."
            )
        }
        let settings = try await configuration.settings(request.host.tenant)
        let realm: String
        switch type {
        case Self.passwordType: realm = settings.defaultDirectory ?? ""
        case Self.realmType: realm = body["realm"]?.string ?? ""
        default:
            return .json(
                ["error": "unsupported_credential_type", "error_description": "Unknown credential type parameter."],
                status: 400
            )
        }
        guard let connection = try await configuration.connection(name: realm, request.host.tenant),
            connection.isDatabase, connection.isEnabled(for: client)
        else { throw OAuthError(400, .invalidRequest, "Unknown realm \(realm).") }
        do {
            let result = try await signIn.signIn(
                .init(
                    identifier: username,
                    password: password,
                    connection: connection,
                    client: client,
                    host: request.host,
                    origin: request.origin,
                    now: request.now
                )
            )
            return .json([
                "login_ticket": .string(result.ticket), "co_verifier": .string(result.verifier),
                "co_id": .string(result.id),
            ])
        } catch let refusal as SignInRefusal {
            let (status, code): (Int, String) =
                switch refusal {
                case .wrongCredentials: (403, "access_denied")
                case .blockedUser: (403, "blocked_user")
                case .leakedPassword: (401, "password_leaked")
                case .tooManyAttempts, .suspiciousAddress, .tooManyLogins: (429, "too_many_attempts")
                case .busy: (429, "too_many_requests")
                }
            let text = refusal == .blockedUser ? "Blocked user" : refusal.description
            return .json(["error": .string(code), "error_description": .string(text)], status: status)
        }
    }
}
