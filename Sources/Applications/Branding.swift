package import Wire

/// How a tenant's pages look.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/branding`.
package struct Branding: Sendable, Equatable {
    /// The id of the document of kind `branding` that holds these settings.
    package static let settingsID = "settings"
    /// The id of the document of kind `branding` whose `body` is the page around the sign-in form.
    package static let templateID = "universal-login"

    /// What is behind the form.
    package enum Background: Sendable, Equatable {
        /// One colour.
        case color(String)
        /// A colour that becomes another, at so many degrees.
        case gradient(from: String, to: String, degrees: Int64)
    }

    /// The colour of what people press.
    package let primaryColor: String
    /// What is behind the form.
    package let background: Background
    /// The picture above the form; nil for none.
    package let logoURL: String?
    /// The picture in the browser's tab; nil for none.
    package let faviconURL: String?
    /// Where the letters come from; nil for the browser's own.
    package let fontURL: String?

    /// Reads the settings; what nobody has changed has Auth0's defaults.
    package init(_ body: JSONObject?) {
        let body = body ?? [:]
        let colors = body["colors"]
        primaryColor = colors?["primary"]?.string ?? Self.defaultPrimary
        background = Self.background(colors?["page_background"])
        logoURL = Self.text(body["logo_url"])
        faviconURL = Self.text(body["favicon_url"])
        fontURL = Self.text(body["font"]?["url"])
    }

    /// The settings of a tenant where nobody has changed any.
    package static let defaults: JSONObject = [
        "colors": ["primary": .string(defaultPrimary), "page_background": .string(defaultBackground)]
    ]

    private static let defaultPrimary = "#635dff"
    private static let defaultBackground = "#000000"

    private static func background(_ value: JSONValue?) -> Background {
        if let color = value?.string { return .color(color) }
        guard let start = value?["start"]?.string, let end = value?["end"]?.string else {
            return .color(defaultBackground)
        }
        return .gradient(from: start, to: end, degrees: value?["angle_deg"]?.integer ?? 0)
    }

    private static func text(_ value: JSONValue?) -> String? {
        guard let text = value?.string, !text.isEmpty else { return nil }
        return text
    }
}
