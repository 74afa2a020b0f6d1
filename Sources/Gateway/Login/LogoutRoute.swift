import HTTPTypes
import Kernel
import Wire

/// `GET /logout`: ends the session here, then at the tenant.
///
/// - SeeAlso: Auth0 Authentication API: `GET /v2/logout`.
struct LogoutRoute: Sendable {
    let sessions: Sessions
    let protocolHeader: String
    let namesClient: Bool

    func respond(_ request: GatewayRequest) async throws -> GatewayResponse {
        let client = try request.loginClient()
        var parameters: [String] = []
        if let redirect = try Self.redirect(request) {
            let address = try PublicAddress(request, protocolHeader: protocolHeader).url(redirect)
            parameters.append("returnTo=\(Form.encode(address))")
        }
        if namesClient { parameters.append("client_id=\(Form.encode(client.clientID))") }
        if let credential = request.credential { try await sessions.end(credential, now: request.now) }
        let query = parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
        var response = GatewayResponse.redirect(to: "\(client.auth0URL.text)/v2/logout\(query)")
        let cookie = SessionCookie.clear(sameSite: client.sameSite)
        response.headers.append(HTTPField(name: .setCookie, value: cookie))
        return response
    }

    private static func redirect(_ request: GatewayRequest) throws(APIProblem) -> RedirectPath? {
        guard let text = try request.queryForm()["redirect"], !text.isEmpty else { return nil }
        return try RedirectPath(text)
    }
}
