import Wire

/// Which member of a user each path of SCIM is, where nobody says otherwise.
enum SCIMMapping {
    private static let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User."

    /// Member here and path there; what is of Okta alone is marked.
    private static let rows: [(auth0: String, scim: String, isOktaOnly: Bool)] = [
        ("preferred_username", "userName", false),
        ("email", "emails[primary eq true].value", false),
        ("app_metadata.external_id", "externalId", false),
        ("blocked", "active", false),
        ("name", "displayName", false),
        ("given_name", "name.givenName", false),
        ("family_name", "name.familyName", false),
        ("app_metadata.middle_name", "name.middleName", true),
        ("app_metadata.honorific_prefix", "name.honorificPrefix", true),
        ("app_metadata.honorific_suffix", "name.honorificSuffix", true),
        ("nickname", "nickName", false),
        ("picture", "photos[type eq \"photo\"].value", false),
        ("app_metadata.primary_phone_number", "phoneNumbers[primary eq true].value", true),
        ("app_metadata.mobile_phone_number", "phoneNumbers[type eq \"mobile\"].value", false),
        ("app_metadata.street_address", "addresses[type eq \"work\"].streetAddress", false),
        ("app_metadata.city", "addresses[type eq \"work\"].locality", false),
        ("app_metadata.state", "addresses[type eq \"work\"].region", false),
        ("app_metadata.postal_code", "addresses[type eq \"work\"].postalCode", false),
        ("app_metadata.postal_address", "addresses[type eq \"work\"].formatted", false),
        ("app_metadata.country", "addresses[type eq \"work\"].country", false),
        ("app_metadata.profile_url", "profileUrl", false),
        ("app_metadata.user_type", "userType", false),
        ("app_metadata.title", "title", false),
        ("app_metadata.language", "preferredLanguage", false),
        ("app_metadata.locale", "locale", false),
        ("app_metadata.timezone", "timezone", false),
        ("app_metadata.employee_id", enterprise + "employeeNumber", false),
        ("app_metadata.cost_center", enterprise + "costCenter", false),
        ("app_metadata.organization", enterprise + "organization", false),
        ("app_metadata.division", enterprise + "division", false),
        ("app_metadata.department", enterprise + "department", false),
        ("app_metadata.manager", enterprise + "manager", false),
    ]

    /// The mapping of a strategy.
    static func mapping(of strategy: String) -> JSONValue {
        .array(
            rows.filter { strategy == "okta" || !$0.isOktaOnly }.map { row in
                let auth0 = row.scim == "userName" && strategy == "samlp" ? "username" : row.auth0
                return ["scim": .string(row.scim), "auth0": .string(auth0)]
            }
        )
    }

    /// The path of what identifies a user at a directory of a strategy.
    static func userID(of strategy: String) -> String { strategy == "samlp" ? "userName" : "externalId" }
}
