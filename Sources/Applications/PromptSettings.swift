package import Wire

/// What the sign-in pages ask, and in which order.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/prompts`.
package struct PromptSettings: Sendable, Equatable {
    /// The id of the document of kind `prompt` that holds these settings.
    package static let settingsID = "settings"

    /// The id of the document of kind `prompt` that holds the texts of a prompt in a language: `{screen: {key: text}}`.
    package static func customTextID(prompt: String, language: String) -> String {
        "custom-text:\(prompt):\(language)"
    }

    /// The id of the document of kind `prompt` that holds the insertions into a prompt: `{screen: {place: HTML}}`.
    package static func partialsID(prompt: String) -> String { "partials:\(prompt)" }

    /// The flag of the tenant's settings that says the same as `universal_login_experience`.
    package static let newExperienceFlag = "new_universal_login_experience_enabled"

    /// The word for the pages of today or for those of before.
    package static func experience(isNew: Bool) -> String { isNew ? "new" : "classic" }

    /// Whether the pages are those of today; if not, the tenant keeps its own.
    package let usesNewExperience: Bool
    /// Whether people say who they are on a page before that for the password.
    package let isIdentifierFirst: Bool
    /// Whether a key of the device may replace the password.
    package let offersPlatformKeys: Bool

    /// Reads the settings; what nobody has changed has Auth0's defaults.
    package init(_ body: JSONObject?) {
        let body = Self.defaults.merging(body ?? [:])
        usesNewExperience = body["universal_login_experience"]?.string != Self.experience(isNew: false)
        isIdentifierFirst = body["identifier_first"]?.bool ?? false
        offersPlatformKeys = body["webauthn_platform_first_factor"]?.bool ?? false
    }

    /// The settings of a tenant where nobody has changed any.
    package static let defaults: JSONObject = ["universal_login_experience": "new", "identifier_first": true]
}
