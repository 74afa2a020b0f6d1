import Applications
import Kernel
import Storage
package import Wire

/// How a tenant's pages look.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/branding`.
extension Setting {
    /// Colours, logo, icon and font.
    package static let branding = Setting(.branding, Branding.settingsID, defaults: Branding.defaults)

    /// The page that the sign-in form stands in.
    package static let universalLoginTemplate = Setting(.branding, Branding.templateID)
}

/// What knows the language of tenants' own pages.
package protocol PageTemplateReading: Sendable {
    /// Why a text may not become a tenant's page, as a sentence; nil if it may.
    func fault(in template: String) -> String?
}

/// Where no page is drawn, none is read.
package struct UnreadPageTemplates: PageTemplateReading {
    /// It takes every text.
    package init() {}

    package func fault(in template: String) -> String? { nil }
}

/// The page around the sign-in form.
///
/// - SeeAlso: Auth0: "Customize Universal Login Page Templates".
extension Administration {
    /// Answers the template.
    ///
    /// - Throws: `APIProblem` 404 where there is none.
    package func universalLoginTemplate(_ context: AdministrationContext) async throws -> JSONObject {
        let body = try await setting(.universalLoginTemplate, context)
        guard body.contains("body") else {
            throw APIProblem(404, "Template does not exist.", code: "inexistent_templates_universal_login")
        }
        return body
    }

    /// Sets the template; whether there was none before.
    ///
    /// - Throws: `APIProblem` 400 for one that is no Liquid, or without a place for the head and the form.
    package func setUniversalLoginTemplate(_ text: String, _ context: AdministrationContext) async throws -> Bool {
        if let fault = pageTemplates.fault(in: text) { throw APIProblem(400, fault, code: "invalid_body") }
        return try await storage.write { transaction in
            let setting = Setting.universalLoginTemplate
            let isNew = try transaction.document(setting.kind, id: setting.id, in: context.tenant) == nil
            try setting.store(["body": .string(text)], context, transaction)
            return isNew
        }
    }
}
