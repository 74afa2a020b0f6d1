package import Wire

/// How a tenant's pages look, as it is kept.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/branding`.
package enum Branding {
    /// The id of the document of kind `branding` that holds these settings.
    package static let settingsID = "settings"
    /// The id of the document of kind `branding` whose `body` is the page around the sign-in form.
    package static let templateID = "universal-login"

    /// The settings of a tenant where nobody has changed any.
    package static let defaults: JSONObject = ["colors": ["primary": "#635dff", "page_background": "#000000"]]
}
