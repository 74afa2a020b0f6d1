package import Wire

/// What a tenant, or the organization that is logged in to, has chosen about the looks of its pages: every value is
/// checked.
///
/// A theme travels in the address of its style sheet (`path`), and the style sheet is made from that address alone, so
/// it can be kept for ever and no page needs a style of its own.
package struct Theme: Sendable, Equatable {
    /// The path of every tenant's style sheet; what it looks like stands in the query.
    package static let path = "/u/theme.css"

    private var values: [ThemeSetting: String] = [:]

    /// The theme of documents of the Management API; what is not valid there is left out.
    ///
    /// - Parameters:
    ///   - branding: What `GET /api/v2/branding` answers.
    ///   - theme: What `GET /api/v2/branding/themes/default` answers.
    ///   - organization: The `branding` of an organization, which goes before both.
    package init(branding: JSONObject?, theme: JSONObject?, organization: JSONObject?) {
        set(.accent, branding?["colors"]?["primary"])
        setPage(branding?["colors"]?["page_background"])
        set(.font, branding?["font"]?["url"])
        for setting in ThemeSetting.allCases {
            guard let path = setting.themePath else { continue }
            set(setting, theme?[path.group]?[path.member])
        }
        set(.titleSize, theme?["fonts"]?["title"]?["size"])
        if theme?["page_background"]?["background_color"]?.string != nil { clearGradient() }
        set(.accent, organization?["colors"]?["primary"])
        if organization?["colors"]?["primary"]?.string != nil { values[.accentLabel] = nil }
        if let page = organization?["colors"]?["page_background"], !page.isNull {
            values[.pageImage] = nil
            setPage(page)
        }
    }

    /// The theme of the query of its style sheet's address.
    package init(query: String) {
        guard let form = try? Form(parsing: Array(query.utf8)) else { return }
        for (name, value) in form.parameters {
            guard let setting = ThemeSetting(rawValue: name) else { continue }
            // Colours go without their number sign, which would have to be percent-encoded.
            set(setting, .string(value))
            set(setting, .string("#" + value))
        }
    }

    /// The path and query of the style sheet; nil if there is nothing to say.
    package var address: String? {
        guard !values.isEmpty else { return nil }
        let parameters = ThemeSetting.allCases.compactMap { setting in
            values[setting].map { value in
                "\(setting.rawValue)=\(Form.encode(value.hasPrefix("#") ? String(value.dropFirst()) : value))"
            }
        }
        return Self.path + "?" + parameters.joined(separator: "&")
    }

    /// Whether it decides every colour, by day and by night.
    var isFixed: Bool { values[.surface] != nil }

    /// The value of a setting, as it may stand in a style sheet.
    subscript(setting: ThemeSetting) -> String? { values[setting] }

    /// The value of a colour.
    func color(_ setting: ThemeSetting) -> HTMLColor? { values[setting].flatMap(HTMLColor.init) }

    private mutating func set(_ setting: ThemeSetting, _ value: JSONValue?) {
        if let text = setting.canonical(value) { values[setting] = text }
    }

    /// Takes a background: a colour or `{type, start, end, angle_deg}`.
    private mutating func setPage(_ value: JSONValue?) {
        if let gradient = value?.object {
            guard let start = ThemeSetting.pageStart.canonical(gradient["start"]),
                let end = ThemeSetting.pageEnd.canonical(gradient["end"])
            else { return }
            values[.pageStart] = start
            values[.pageEnd] = end
            values[.pageAngle] = ThemeSetting.pageAngle.canonical(gradient["angle_deg"]) ?? "180"
        } else if let color = ThemeSetting.page.canonical(value) {
            clearGradient()
            values[.page] = color
        }
    }

    private mutating func clearGradient() {
        for setting in [ThemeSetting.pageStart, .pageEnd, .pageAngle] { values[setting] = nil }
    }
}
