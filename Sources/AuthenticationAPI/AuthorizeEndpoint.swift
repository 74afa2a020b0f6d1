import Applications
import Flows
import HTTPTypes
import Kernel
import OAuth
import Web
import Wire

/// `/authorize`, and where its pages come back to.
///
/// - SeeAlso: RFC 6749 §3.1; OpenID Connect Core 1.0 §3.1.2; Auth0 Authentication API: `GET /authorize`.
struct AuthorizeEndpoint: Sendable {
    let flow: AuthorizeFlow

    /// `GET` and `POST /authorize`.
    @Sendable
    func begin(_ request: WebRequest) async throws -> WebResponse {
        guard let form = request.method == .post ? request.bodyForm : request.queryForm else {
            throw DisplayedError(400, "invalid_request", "The request is malformed")
        }
        let parameters: AuthorizeRequest
        do { parameters = try AuthorizeRequest(form) } catch {
            throw DisplayedError(400, "invalid_request", error.description)
        }
        let (browser, cookie) = BrowserCookies.browser(of: request)
        let step = try await flow.begin(
            parameters,
            browser: browser,
            host: request.host,
            origin: request.origin,
            now: request.now
        )
        return Self.answer(step, cookie, request)
    }

    /// `GET /authorize/resume`.
    @Sendable
    func resume(_ request: WebRequest) async throws -> WebResponse {
        guard let state = request.queryForm?["state"] else { throw DisplayedError.invalidState }
        let (browser, cookie) = BrowserCookies.browser(of: request)
        let step = try await flow.resume(
            state: state,
            browser: browser,
            host: request.host,
            origin: request.origin,
            now: request.now
        )
        return Self.answer(step, cookie, request)
    }

    private static func answer(_ step: SignInStep, _ cookie: SetCookie?, _ request: WebRequest) -> WebResponse {
        var response = WebResponse(step, isSecure: request.isSecure)
        if let cookie { response.headers.add(cookie, isSecure: request.isSecure) }
        return response
    }
}
