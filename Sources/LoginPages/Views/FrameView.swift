import Wire

/// What is around every screen.
extension PageBuilder {
    /// The address of the logo: the screen's own, the organization's, the theme's or the tenant's.
    func logo(_ screen: ScreenView) -> String? {
        let candidates = [
            screen.logoURL, context.organization?.branding?["logo_url"]?.string,
            context.theme?["widget"]?["logo_url"]?.string, context.branding?["logo_url"]?.string,
            context.tenant.pictureURL,
        ]
        return candidates.lazy.compactMap(PageURL.resource).first
    }

    /// Adds what the frame's templates read.
    func addFrame(_ screenView: ScreenView, logo: String?, to view: inout View) {
        view["lang"] = context.language.tag
        view["dir"] = context.language.direction
        view["prompt"] = screen.prompt
        view["screen"] = screen.name
        view["pageTitle"] = screenView.pageTitle ?? texts["pageTitle"] ?? context.tenant.name
        view["title"] = screenView.title
        view["description"] = screenView.description
        view["kind"] = screenView.kind
        view["action"] = action
        view["state"] = context.state
        if view["hiddenFields"] == nil { view["hiddenFields"] = hiddenFields() }
        if let logo {
            view["logo"] = View(["source": logo, "alternative": texts["logoAltText"] ?? ""])
        } else {
            view["wordmark"] = texts["logoAltText"]
        }
        if let banner = context.banner {
            view["banner"] = View([
                "isGood": banner.isGood, "role": banner.isGood ? "status" : "alert", "code": banner.key,
                "text": sentence(banner),
            ])
        }
        let links = [
            link(context.application?.policyURI, texts["privacyPolicyText"]),
            link(context.application?.termsURI, texts["termsOfServiceText"]),
        ].compactMap { $0 }
        view["footLinks"] = links
        view["hasFoot"] = !links.isEmpty
    }
}
