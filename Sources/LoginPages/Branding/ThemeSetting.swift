import Wire

/// One thing that a tenant can choose about the looks of its pages.
///
/// The raw value is the name of its parameter in the address of the tenant's style sheet.
enum ThemeSetting: String, Sendable, CaseIterable {
    case page, surface, line, heading, text, muted, field, accent, link, focus, error, success
    case fieldLine = "field-line"
    case fieldText = "field-text"
    case accentLabel = "accent-label"
    case secondaryLine = "secondary-line"
    case secondaryLabel = "secondary-label"
    case pageStart = "page-start"
    case pageEnd = "page-end"
    case pageAngle = "page-angle"
    case pageImage = "page-image"
    case layout
    case font
    case size
    case titleSize = "title-size"
    case titleAlign = "title-align"
    case links
    case logoHeight = "logo-height"
    case logoAlign = "logo-align"
    case buttonStyle = "button-style"
    case buttonRadius = "button-radius"
    case buttonBorder = "button-border"
    case fieldStyle = "field-style"
    case fieldRadius = "field-radius"
    case fieldBorder = "field-border"
    case cardRadius = "card-radius"
    case cardBorder = "card-border"
    case shadow

    /// The setting of a colour.
    init(_ role: Palette.Role) { self = ThemeSetting(rawValue: role.rawValue) ?? .text }

    /// What values there are.
    private enum Kind {
        case color
        case number(ClosedRange<Double>)
        case choice(Set<String>)
        case url
    }

    private var kind: Kind {
        switch self {
        case .pageImage, .font: .url
        case .pageAngle: .number(0...360)
        case .size: .number(12...24)
        case .titleSize: .number(75...200)
        case .logoHeight: .number(1...100)
        case .buttonRadius, .fieldRadius, .cardRadius: .number(0...100)
        case .buttonBorder, .fieldBorder, .cardBorder: .number(0...10)
        case .buttonStyle, .fieldStyle: .choice(["pill", "rounded", "sharp"])
        case .layout, .titleAlign: .choice(["left", "center", "right"])
        case .logoAlign: .choice(["left", "center", "right", "none"])
        case .links: .choice(["normal", "underlined"])
        case .shadow: .choice(["true", "false"])
        default: .color
        }
    }

    /// The one spelling of a value, safe in a style sheet; nil if it is none of this setting's.
    func canonical(_ value: JSONValue?) -> String? {
        switch kind {
        case .color: return value?.string.flatMap(HTMLColor.init)?.text
        case .url: return PageURL.resource(value?.string)
        case .choice(let choices):
            let text = value?.bool.map { $0 ? "true" : "false" } ?? value?.string
            return text.flatMap { choices.contains($0) ? $0 : nil }
        case .number(let range):
            guard let number = value?.number ?? value?.string.flatMap(Double.init), number.isFinite else { return nil }
            let tenths = Int((min(max(number, range.lowerBound), range.upperBound) * 10).rounded())
            return tenths.isMultiple(of: 10) ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
        }
    }

    /// Where a theme of the Management API has it.
    ///
    /// - SeeAlso: Auth0 Management API: `/api/v2/branding/themes`.
    var themePath: (group: String, member: String)? {
        switch self {
        case .page: ("page_background", "background_color")
        case .pageImage: ("page_background", "background_image_url")
        case .layout: ("page_background", "page_layout")
        case .surface: ("colors", "widget_background")
        case .line: ("colors", "widget_border")
        case .heading: ("colors", "header")
        case .text: ("colors", "body_text")
        case .muted: ("colors", "input_labels_placeholders")
        case .field: ("colors", "input_background")
        case .fieldLine: ("colors", "input_border")
        case .fieldText: ("colors", "input_filled_text")
        case .accent: ("colors", "primary_button")
        case .accentLabel: ("colors", "primary_button_label")
        case .secondaryLine: ("colors", "secondary_button_border")
        case .secondaryLabel: ("colors", "secondary_button_label")
        case .link: ("colors", "links_focused_components")
        case .focus: ("colors", "base_focus_color")
        case .error: ("colors", "error")
        case .success: ("colors", "success")
        case .font: ("fonts", "font_url")
        case .size: ("fonts", "reference_text_size")
        case .links: ("fonts", "links_style")
        case .titleAlign: ("widget", "header_text_alignment")
        case .logoHeight: ("widget", "logo_height")
        case .logoAlign: ("widget", "logo_position")
        case .buttonStyle: ("borders", "buttons_style")
        case .buttonRadius: ("borders", "button_border_radius")
        case .buttonBorder: ("borders", "button_border_weight")
        case .fieldStyle: ("borders", "inputs_style")
        case .fieldRadius: ("borders", "input_border_radius")
        case .fieldBorder: ("borders", "input_border_weight")
        case .cardRadius: ("borders", "widget_corner_radius")
        case .cardBorder: ("borders", "widget_border_weight")
        case .shadow: ("borders", "show_widget_shadow")
        case .titleSize, .pageStart, .pageEnd, .pageAngle: nil
        }
    }
}
