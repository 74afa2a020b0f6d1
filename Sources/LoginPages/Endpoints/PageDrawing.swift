import Applications
package import Flows
import HTTPTypes
package import Kernel
import Web
import Wire

/// Draws screens in a tenant's looks: gathers what the page needs from the configuration, and answers it as HTML.
package struct PageDrawing: Sendable {
    let configuration: Configuration
    let renderer: PageRenderer
    let random: RandomSource

    /// Drawing with the built-in languages and templates.
    ///
    /// - Throws: when one of them is broken.
    package init(configuration: Configuration, random: RandomSource = .system) throws {
        self.configuration = configuration
        self.random = random
        renderer = try PageRenderer()
    }

    /// What pages are about beside their screen.
    struct Subject {
        var client: Client?
        var organization: Organization?
        var uiLocales: String?
        var state: String?
        var extensionParameters: [String: String] = [:]
    }

    /// The context of a page.
    func context(_ subject: Subject, _ request: WebRequest) async throws -> PageContext {
        let tenant = request.host.tenant
        let settings = try await configuration.settings(tenant)
        let language = renderer.languages.negotiate(
            uiLocales: subject.uiLocales,
            acceptLanguage: request.headers[.acceptLanguage],
            enabledLocales: settings.enabledLocales == ["en"] ? [] : settings.enabledLocales
        )
        var context = PageContext(
            language: language,
            tenant: PageContext.Tenant(
                name: settings.friendlyName ?? tenant.rawValue,
                pictureURL: settings.pictureURL,
                supportEmail: settings.support.email,
                supportURL: settings.support.url
            )
        )
        if let client = subject.client {
            context.application = PageContext.Application(
                id: client.id,
                name: client.name,
                logoURI: client.signIn.logoURI,
                policyURI: client.signIn.documents.policy,
                termsURI: client.signIn.documents.terms
            )
        }
        if let organization = subject.organization {
            context.organization = PageContext.Organization(
                id: organization.id,
                name: organization.name,
                displayName: organization.displayName,
                branding: try await configuration.document(.organization, organization.id, tenant)?["branding"]?.object
            )
        }
        context.branding = try await configuration.document(.branding, Branding.settingsID, tenant)
        context.theme = try await configuration.document(.theme, key: "theme", "default", tenant)
        let template = try await configuration.document(.branding, Branding.templateID, tenant)?["body"]?.string
        if let template {
            context.pageTemplate = try? PageTemplate(parsing: template)
        }
        context.state = subject.state
        context.extensionParameters = subject.extensionParameters
        context.now = request.now
        context.isFrameable = settings.flag("disable_clickjack_protection_headers")
        context.nonce = Base64.encode(random.bytes(18), .standard)
        return context
    }

    /// A screen as an answer.
    func answer(
        _ screen: Screen,
        _ context: PageContext,
        _ request: WebRequest,
        status: Int = 200
    ) async throws
        -> WebResponse
    {
        var context = context
        let tenant = request.host.tenant
        context.customText = try await configuration.document(
            .prompt,
            PromptSettings.customTextID(prompt: screen.prompt, language: context.language.tag),
            tenant
        )
        let partials = PromptSettings.partialsID(prompt: screen.prompt)
        context.partials = try await configuration.document(.prompt, partials, tenant)
        return renderer.render(screen, context).response(status: status)
    }
}
