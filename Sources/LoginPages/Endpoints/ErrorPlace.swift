import Applications
import Flows
import HTTPTypes
import OAuth
import Web
import Wire

extension TenantSettings {
    /// Where the tenant wants a browser to go that would be shown an error; nil for our own page.
    ///
    /// A page that belongs to no sign-in, such as one that somebody kept, leads to the tenant's default route; every
    /// other error to the page that the tenant has for them.
    /// - SeeAlso: Auth0: "Configure Default Login Routes"; Auth0: "Custom Error Pages".
    func place(for error: DisplayedError, _ request: WebRequest) -> String? {
        if error == .invalidState, request.method == .get, let route = defaultRedirectionURI { return route }
        guard let page = errorPageURL else { return nil }
        let query = request.queryForm
        let parameters = [
            ("client_id", query?["client_id"]), ("connection", query?["connection"]),
            ("lang", query?["ui_locales"]), ("error", error.code), ("error_description", error.text),
            ("tracking", request.origin.requestID),
        ]
        let told = parameters.compactMap { name, value in
            value.map { "\(name)=\(Form.encode($0).replacing("+", with: "%20"))" }
        }.joined(separator: "&")
        return "\(page)\(page.contains("?") ? "&" : "?")\(told)"
    }
}
