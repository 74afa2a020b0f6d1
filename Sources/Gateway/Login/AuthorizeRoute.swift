import HTTPTypes
import Kernel
import Wire

/// `GET /authorize`: sends the browser to the tenant's login page.
///
/// - SeeAlso: RFC 6749 §4.1.1; RFC 7636 §4.3; Auth0 Authentication API: `GET /authorize`.
struct AuthorizeRoute: Sendable {
    let states: LoginStates
    let protocolHeader: String

    func respond(_ request: GatewayRequest) async throws -> GatewayResponse {
        let client = try request.loginClient()
        let query = try request.queryForm()
        let connection = try client.connections.connection(for: query["connection"])
        let redirect = try (query["redirect"] ?? query["redirectUri"]).flatMap { $0.isEmpty ? nil : $0 }
            .map { text throws(APIProblem) in try RedirectPath(text) }
        let browser = client.usesCookie ? Self.browser(request) : nil
        let verifier = Secret(RandomSource.system.text(43, from: .urlSafe))
        let begun = LoginStates.Begun(
            clientName: client.name,
            redirect: redirect?.text,
            browserDigest: browser.map { SessionKeys.digest($0.exposed) },
            verifier: verifier
        )
        let state = try await begin(begun, under: query["state"], client)
        var response = GatewayResponse.redirect(to: Self.location(client, state, verifier, connection, query))
        if let browser {
            let isSecure = try PublicAddress(request, protocolHeader: protocolHeader).scheme == "https"
            let cookie = SessionCookie.login(browser, lifetime: LoginStates.lifetime, isSecure: isSecure)
            response.headers.append(HTTPField(name: .setCookie, value: cookie))
        }
        return response
    }

    /// The browser's cookie; one that is there already stays, so that two tabs may sign in at once.
    private static func browser(_ request: GatewayRequest) -> Secret {
        if let known = request.cookie(SessionCookie.loginName), known.exposed.utf8.count == 43 { return known }
        return Secret(RandomSource.system.text(43, from: .urlSafe))
    }

    /// Keeps the login under the caller's state where that is asked for, else under one nobody can guess.
    private func begin(
        _ begun: LoginStates.Begun,
        under given: String?,
        _ client: LoginClient
    ) async throws -> String {
        let state: String
        if client.requiresState {
            guard let given, !given.isEmpty else { throw APIProblem(400, "The query parameter 'state' is required") }
            guard given.utf8.count <= 1_024 else { throw APIProblem(400, "The query parameter 'state' is too long") }
            state = given
        } else {
            state = RandomSource.system.text(43, from: .urlSafe)
        }
        guard try await states.begin(state, begun) else {
            throw APIProblem(400, "The query parameter 'state' was used before: make a new one for each login")
        }
        return state
    }

    private static func location(
        _ client: LoginClient,
        _ state: String,
        _ verifier: Secret,
        _ connection: String?,
        _ query: Form
    ) -> String {
        let parameters: [(String, String?)] = [
            ("response_type", "code"), ("client_id", client.clientID), ("redirect_uri", client.redirectURL),
            ("scope", client.scopes.joined(separator: " ")), ("state", state),
            ("nonce", LoginStates.nonce(of: state)), ("code_challenge", LoginStates.challenge(of: verifier)),
            ("code_challenge_method", "S256"), ("audience", client.audience), ("connection", connection),
            ("prompt", query["prompt"]), ("action", query["action"]),
        ]
        let text = parameters.compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : "\(name)=\(Form.encode($0))" }
        }
        return "\(client.auth0URL.text)/authorize?\(text.joined(separator: "&"))"
    }
}

extension AllowedConnections {
    /// The connection of a request; nil to leave it to the tenant.
    ///
    /// - Throws: `APIProblem` with 400.
    func connection(for requested: String?) throws(APIProblem) -> String? {
        switch resolve(requested) {
        case .use(let name): return name
        case .unnamed: return nil
        case .unsupported: throw APIProblem(400, "The connection is not supported")
        case .ambiguous: throw APIProblem(400, "A connection must be named: there are several and no default")
        }
    }
}
