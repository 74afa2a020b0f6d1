import HTTPTypes
package import Web
import Wire

/// A page, and what it may load and run.
package struct RenderedPage: Sendable {
    /// The page.
    package let html: [UInt8]
    /// The value of its `Content-Security-Policy`.
    package let contentSecurityPolicy: String
    /// Whether other sites may frame it.
    let isFrameable: Bool

    /// The page as an answer, which is not kept by anybody.
    package func response(status: Int = 200) -> WebResponse {
        var headers: HTTPFields = [
            .contentType: MediaType.html, .cacheControl: CacheControl.none,
            .contentSecurityPolicy: contentSecurityPolicy,
        ]
        for (name, value) in [
            ("Referrer-Policy", "same-origin"), ("X-Robots-Tag", "noindex, nofollow"),
            ("X-Frame-Options", isFrameable ? nil : "deny"),
        ] {
            if let value, let name = HTTPField.Name(name) { headers[name] = value }
        }
        return WebResponse(status: status, headers: headers, body: html)
    }
}

/// Makes pages: screens in a language, in the looks of a tenant.
package struct PageRenderer: Sendable {
    /// The files the pages refer to.
    package let assets = Assets()
    /// The languages there are.
    package let languages: Languages
    private let templates: Templates

    /// A renderer; templates and languages are read now or never.
    ///
    /// - Parameter extraLanguages: Languages beside the built-in ones, each as the lines of `Language`.
    /// - Throws: `LanguageError`, or the error of a template.
    package init(extraLanguages: [(tag: String, text: String)] = []) throws {
        languages = try Languages(extra: extraLanguages)
        templates = try Templates()
    }

    /// The style sheet of a tenant's theme, by the query of its address (`Theme.path`); it may be kept for ever.
    package static func themeSheet(query: String) -> WebResponse {
        WebResponse(
            headers: [.contentType: "text/css; charset=utf-8", .cacheControl: Assets.immutable],
            body: Theme(query: query).styleSheet
        )
    }

    /// The page of a screen.
    package func render(_ screen: Screen, _ context: PageContext) -> RenderedPage {
        let builder = PageBuilder(screen, context, standard: languages.standard)
        let screenView = builder.screenView()
        let theme = Theme(
            branding: context.branding,
            theme: context.theme,
            organization: context.organization?.branding
        )
        let nonce = ContentSecurityPolicy.nonce(context.nonce)
        let ownPieces = context.partials?[screen.name]?.object
        // Most tenants have neither a page nor pieces, and the values cost more than the rest of the page.
        let values = context.pageTemplate == nil && ownPieces == nil ? [:] : TemplateValues(builder).object
        let pieces = TenantPieces(ownPieces, values, nonce: nonce, now: context.now)
        let logo = builder.logo(screenView)
        let icon = PageURL.resource(context.branding?["favicon_url"]?.string)

        var view = screenView.members
        builder.addFrame(screenView, logo: logo, to: &view)
        view["icon"] = icon ?? assets.icon.path
        view["styleSheet"] = assets.styleSheet.path
        view["script"] = assets.script.path
        view["theme"] = theme.address
        for (name, html) in pieces.html { view[name] = html }

        let head = templates.render(.head, view)
        let widget = templates.render(screenView.template, view)
        let ownPage = context.pageTemplate?.render(
            values,
            insertions: [.head: head, .widget: widget],
            nonce: nonce,
            now: context.now
        )
        view["head"] = head
        view["widget"] = widget
        let html = ownPage ?? templates.render(.page, view)
        let policy = ContentSecurityPolicy(
            images: screenView.images + [logo, icon, theme[.pageImage]].compactMap { $0 },
            fonts: [theme[.font]].compactMap { $0 },
            hasForm: screenView.hasForm,
            hasTenantHTML: ownPage != nil || !pieces.html.isEmpty,
            nonce: nonce,
            isFrameable: context.isFrameable
        )
        return RenderedPage(
            html: Array(html.utf8),
            contentSecurityPolicy: policy.text,
            isFrameable: context.isFrameable
        )
    }
}
