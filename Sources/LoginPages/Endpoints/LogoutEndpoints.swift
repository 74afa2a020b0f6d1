import Flows
import HTTPTypes
import Kernel
import OAuth
import Web
import Wire

/// Signing out: the endpoints that applications send people to, and the page that asks.
struct LogoutEndpoints: Sendable {
    let flow: LogoutFlow
    let drawing: PageDrawing

    /// `GET /v2/logout`, and the older `GET /logout`.
    @Sendable
    func legacy(_ request: WebRequest) async throws -> WebResponse {
        let form = request.queryForm ?? Form()
        func text(_ name: String) -> String? { form[name].flatMap { $0.isEmpty ? nil : $0 } }
        let outcome = try await flow.legacy(
            returnTo: text("returnTo"),
            clientID: text("client_id"),
            Self.call(request)
        )
        if case .done(destination: nil) = outcome, text("client_id") == nil {
            var response = WebResponse.text("OK")
            Self.forget(&response, request)
            return response
        }
        return try await answer(outcome, request)
    }

    /// `GET` and `POST /oidc/logout`.
    @Sendable
    func connect(_ request: WebRequest) async throws -> WebResponse {
        guard let form = request.method == .post ? request.bodyForm : request.queryForm else {
            throw DisplayedError(400, "invalid_request", "The request is malformed")
        }
        return try await answer(try await flow.connect(form, Self.call(request)), request)
    }

    /// `GET /u/logout`: whether to, or that it is done.
    @Sendable
    func show(_ request: WebRequest) async throws -> WebResponse {
        var context = try await drawing.context(PageDrawing.Subject(), request)
        guard let state = request.queryForm?["state"] else {
            return try await drawing.answer(.loggedOut, context, request)
        }
        context.state = state
        context.action = "/u/logout?state=\(Form.encode(state))"
        return try await drawing.answer(.logoutConfirmation, context, request)
    }

    /// `POST /u/logout`.
    @Sendable
    func confirm(_ request: WebRequest) async throws -> WebResponse {
        let form = request.bodyForm ?? Form()
        guard let state = request.queryForm?["state"] ?? form["state"] else { throw DisplayedError.invalidState }
        let isAccepted = form["action"] != "cancel"
        let outcome = try await flow.answer(isAccepted, state: state, Self.call(request))
        guard isAccepted else {
            guard case .done(let destination?) = outcome else {
                let context = try await drawing.context(PageDrawing.Subject(), request)
                let screen = MessageScreen(title: "You are still signed in", text: "Nothing was changed.")
                return try await drawing.answer(.message(screen), context, request)
            }
            return .redirect(to: destination)
        }
        return try await answer(outcome, request)
    }

    private func answer(_ outcome: LogoutFlow.Outcome, _ request: WebRequest) async throws -> WebResponse {
        switch outcome {
        case .question(let state): return .redirect(to: "/u/logout?state=\(state)")
        case .done(let destination):
            var response: WebResponse
            if let destination {
                response = .redirect(to: destination)
            } else {
                let context = try await drawing.context(PageDrawing.Subject(), request)
                response = try await drawing.answer(.loggedOut, context, request)
            }
            Self.forget(&response, request)
            return response
        }
    }

    private static func forget(_ response: inout WebResponse, _ request: WebRequest) {
        response.headers.add(.removing(BrowserCookies.session), isSecure: request.isSecure)
    }

    private static func call(_ request: WebRequest) -> LogoutFlow.Call {
        LogoutFlow.Call(
            browser: BrowserCookies.browser(of: request).browser,
            host: request.host,
            origin: request.origin,
            now: request.now
        )
    }
}
