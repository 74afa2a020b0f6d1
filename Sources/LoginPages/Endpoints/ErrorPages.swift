import Applications
import Flows
import HTTPTypes
import OAuth
package import Web
import Wire

extension PageDrawing {
    /// Errors as pages; they are told even where the tenant's own settings are what is broken.
    ///
    /// A page that belongs to no sign-in, such as one that somebody kept, leads to where a sign-in begins anew. Any other
    /// error is told where the tenant wants it told: on its page elsewhere, or else on its page here, or else on ours.
    ///
    /// - SeeAlso: Auth0: "Configure Default Login Routes", "Customize Error Pages".
    package var errors: PageErrors {
        PageErrors { error, request in
            do { return try await answer(error, request) } catch { return .text("Something went wrong", status: 500) }
        }
    }

    private func answer(_ error: DisplayedError, _ request: WebRequest) async throws -> WebResponse {
        let failed = FailedRequest(request)
        let settings = try await configuration.settings(request.host.tenant)
        if error == .invalidState, request.method == .get {
            let (client, organization) = (failed.clientID, failed.organization)
            if let route = try await loginRoute(clientID: client, organization: organization, request) {
                return .redirect(to: route)
            }
        }
        let context = try await context(Subject(uiLocales: failed.locales), request)
        let report = ErrorReport(
            clientID: failed.clientID,
            connection: failed.connection,
            language: context.language.tag,
            code: error.code,
            text: error.text,
            trackingID: request.origin.requestID
        )
        if let page = settings.errorPageURL { return .redirect(to: report.address(at: page)) }
        if let html = settings.errorPageHTML, let page = renderer.render(errorPage: html, report, context) {
            return page.response(status: error.status)
        }
        let screen = ErrorScreen(
            code: error.code,
            title: error.title.isEmpty ? nil : error.title,
            text: error.text,
            hint: error.hint,
            trackingID: report.trackingID
        )
        return try await answer(.error(screen), context, request, status: error.status)
    }
}

/// What a request that cannot be answered tells of where it came from.
private struct FailedRequest {
    let clientID: String?
    let connection: String?
    let organization: String?
    let locales: String?

    init(_ request: WebRequest) {
        let (query, body) = (request.queryForm, request.bodyForm)
        func text(_ name: String) -> String? {
            [query?[name], body?[name]].lazy.compactMap { $0 }.first { !$0.isEmpty }
        }
        // Everywhere else `state` is the application's, which may say what it likes.
        let isPage = request.path.hasPrefix("/u/") || request.path == "/authorize/resume"
        let state = isPage ? text("state").map(SignInState.init) : nil
        clientID = text("client_id") ?? state?.clientID
        organization = text("organization") ?? state?.organization
        connection = text("connection")
        locales = text("ui_locales")
    }
}
