import Applications
import Wire

/// What a tenant is told of an error on a page of its own: in the address of one elsewhere, or as variables of one here.
///
/// - SeeAlso: Auth0: "Customize Error Pages", parameters.
package struct ErrorReport: Sendable {
    /// The client that the request named.
    package var clientID: String?
    /// The connection that the request named.
    package var connection: String?
    /// The language of the page.
    package var language: String
    /// The code, such as `invalid_request`.
    package var code: String
    /// What is wrong.
    package var text: String
    /// What the tenant's log knows the request by.
    package var trackingID: String

    /// An error of a request.
    package init(
        clientID: String? = nil,
        connection: String? = nil,
        language: String,
        code: String,
        text: String,
        trackingID: String
    ) {
        self.clientID = clientID
        self.connection = connection
        self.language = language
        self.code = code
        self.text = text
        self.trackingID = trackingID
    }

    /// The address of the tenant's page elsewhere, with what is known.
    package func address(at page: String) -> String {
        LoginRoute.adding(parameters.compactMap { name, value in value.map { (name, $0) } }, to: page)
    }

    /// The variables of the tenant's page here; what is not known is empty.
    func values(_ tenant: PageContext.Tenant) -> JSONObject {
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
        var values = JSONObject(parameters.map { ($0.name, text($0.value)) })
        values["tenant"] = [
            "friendly_name": .string(tenant.name), "picture_url": text(tenant.pictureURL),
            "support_email": text(tenant.supportEmail), "support_url": text(tenant.supportURL),
        ]
        return values
    }

    private var parameters: [(name: String, value: String?)] {
        [
            ("client_id", clientID), ("connection", connection), ("lang", language), ("error", code),
            ("error_description", text), ("tracking", trackingID),
        ]
    }
}

extension PageRenderer {
    /// The tenant's own page of an error, in Liquid; nil if it cannot be read or filled in.
    ///
    /// Whatever a variable puts out is escaped, for much of an error comes from whoever wrote the address; scripts are
    /// those of the page itself, marked with the nonce.
    package func render(errorPage html: String, _ report: ErrorReport, _ context: PageContext) -> RenderedPage? {
        let nonce = ContentSecurityPolicy.nonce(context.nonce)
        guard let page = try? PageTemplate(piece: html),
            let text = page.render(report.values(context.tenant), nonce: nonce, now: context.now)
        else { return nil }
        let policy = ContentSecurityPolicy(hasTenantHTML: true, nonce: nonce, isFrameable: context.isFrameable)
        return RenderedPage(
            html: Array(text.utf8),
            contentSecurityPolicy: policy.text,
            isFrameable: context.isFrameable
        )
    }
}
