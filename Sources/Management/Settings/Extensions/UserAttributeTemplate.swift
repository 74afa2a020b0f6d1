package import Wire

/// The profile that administrators begin their own user attribute profiles with.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/user-attribute-profiles/templates`.
package enum UserAttributeTemplate {
    /// The id of the template.
    package static let genericID = "auth0-generic"

    /// The template, as the wire shows it.
    package static let generic: JSONObject = [
        "id": .string(genericID), "display_name": "Auth0 Generic User Attribute Profile Template",
        "template": [
            "name": "Auth0 Generic User Attribute Profile",
            "user_id": [
                "scim_mapping": "externalId", "saml_mapping": claims(["nameidentifier", "upn", "name"]),
                "oidc_mapping": "sub",
                "strategy_overrides": [
                    "samlp": ["scim_mapping": "userName"], "waad": ["oidc_mapping": "oid"],
                    "google-apps": ["oidc_mapping": "email"],
                ],
            ],
            "user_attributes": .object(JSONObject(rows.split(separator: "\n").map(attribute))),
        ],
    ]

    private static func attribute(_ row: Substring) -> (String, JSONValue) {
        let cells = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let name = cells[0]
        var attribute: JSONObject = [
            "description": .string(cells[2]), "label": .string(cells[1]), "profile_required": .bool(name == "email"),
            "auth0_mapping": .string(cells[3].replacing("@", with: "app_metadata.")),
        ]
        if !cells[4].isEmpty { attribute["scim_mapping"] = .string(cells[4].replacing("^", with: enterprise)) }
        if !cells[5].isEmpty { attribute["oidc_mapping"] = oidc(cells[5], from: "tokenset") }
        if !cells[6].isEmpty {
            attribute["saml_mapping"] = claims(cells[6].split(separator: ",").map(String.init))
        }
        if !cells[7].isEmpty { attribute["strategy_overrides"] = overrides(cells[7]) }
        return (name, .object(attribute))
    }

    private static func claims(_ names: [String]) -> JSONValue {
        let space = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
        return .array(names.map { .string($0.contains(":") ? $0 : space + $0) })
    }

    private static func oidc(_ claim: String, from source: String) -> JSONValue {
        // The one claim that has no name for people.
        let isNamed = !claim.hasSuffix("!")
        let claim = isNamed ? claim : String(claim.dropLast())
        let mapping = JSONValue.string("${context.\(source).\(claim)}")
        return isNamed ? ["mapping": mapping, "display_name": .string(claim)] : ["mapping": mapping]
    }

    /// `okta,oidc>path`: the path in SCIM, or `userinfo.` and a claim, that these strategies use instead.
    private static func overrides(_ text: String) -> JSONValue {
        let parts = text.split(separator: ">", maxSplits: 1).map(String.init)
        let userInfo = "userinfo."
        let value: JSONValue =
            parts[1].hasPrefix(userInfo)
            ? ["oidc_mapping": oidc(String(parts[1].dropFirst(userInfo.count)), from: "userinfo")]
            : ["scim_mapping": .string(parts[1])]
        return .object(JSONObject(parts[0].split(separator: ",").map { (String($0), value) }))
    }

    private static let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User."

    /// Name, label, description, member of the user (`@` for `app_metadata.`), path in SCIM (`^` for the enterprise
    /// extension), claim in OIDC, claims in SAML, what some strategies use instead.
    private static let rows = #"""
        preferred_username|Preferred username|Preferred username|preferred_username||preferred_username||oidc,okta>userName
        username|Username|Username|username||preferred_username||samlp>userName
        upn|UPN|User Principal Name|upn|||upn|waad>userName
        email|Email|Email|email|emails[primary eq true].value|email|emailaddress|waad>emails[type eq "work"].value
        email_verified|Email verified?|Is Email verified?|email_verified||email_verified||
        external_id|External ID|External identifier|@external_id|externalId|||
        blocked|Blocked|User blocked status|blocked|active|||
        name|Name|Full name|name|displayName|name|name|
        given_name|Given Name|First name|given_name|name.givenName|given_name|givenname,name|
        family_name|Family Name|Last name|family_name|name.familyName|family_name|surname|
        middle_name_oidc|Middle Name|Middle name|middle_name||middle_name||
        middle_name_scim|Middle Name|Middle name|@middle_name||||okta>name.middleName
        honorific_prefix|Honorific Prefix|Honorific prefix|@honorific_prefix||||okta>name.honorificPrefix
        honorific_suffix|Honorific Suffix|Honorific suffix|@honorific_suffix||||okta>name.honorificSuffix
        nickname|Nickname|User nickname|nickname|nickName|nickname||
        picture|Picture|Profile picture URL|picture|photos[type eq "photo"].value|picture||
        primary_phone_number|Primary Phone Number|Primary phone number|@primary_phone_number||||okta>phoneNumbers[primary eq true].value
        work_phone_number|Work Phone Number|Work phone number|@work_phone_number||||oidc,samlp,waad>phoneNumbers[type eq "work"].value
        home_phone_number|Home Phone Number|Home phone number|@home_phone_number||||oidc,samlp>phoneNumbers[type eq "home"].value
        phone_number|Mobile Phone Number|Mobile phone number|phone_number||phone_number|mobilephone,homephone,otherphone|
        mobile_phone_number_scim|Mobile Phone Number|Mobile phone number|@mobile_phone_number|phoneNumbers[type eq "mobile"].value|||
        fax_number|Fax Number|Fax number|@fax_number||||waad>phoneNumbers[type eq "fax"].value
        street_address|Street Address|Street address|@street_address|addresses[type eq "work"].streetAddress|||
        city|City|City|@city|addresses[type eq "work"].locality|||
        state|State|State or province|@state|addresses[type eq "work"].region|||
        postal_code|Postal Code|Postal code|@postal_code|addresses[type eq "work"].postalCode|||
        postal_address|Postal Address|Postal address|@postal_address|addresses[type eq "work"].formatted|||
        country|Country|Country|@country|addresses[type eq "work"].country|||
        profile_url|Profile URL|Profile URL|@profile_url|profileUrl|||
        user_type|User Type|User type|@user_type|userType|||
        title|Title|Title|@title|title|||
        language|Language|Preferred language|@language|preferredLanguage|||
        locale|Locale|User locale|@locale|locale|||
        timezone_oidc|Timezone|User timezone|timezone||zoneinfo||
        timezone_scim|Timezone|User timezone|@timezone|timezone|||
        entitlements|Entitlements|User entitlements|@entitlements||||oidc,samlp>entitlements
        role_saml|Role|User role|role|||http://schemas.microsoft.com/ws/2008/06/identity/claims/role|
        roles_scim|Roles|User roles|@roles||||oidc,samlp>roles
        employee_id|Employee ID|Employee identifier|@employee_id|^employeeNumber|||
        cost_center|Cost Center|Cost center|@cost_center|^costCenter|||
        organization|Organization|Organization|@organization|^organization|||
        division|Division|Division|@division|^division|||
        department|Department|Department|@department|^department|||
        manager|Manager|Manager|@manager|^manager|||
        groups_saml|User's groups|User's groups|groups_saml|||http://schemas.xmlsoap.org/claims/Group|
        federated_groups|Federated groups|Federated groups|federated_groups||||okta>userinfo.groups
        federated_locale|Federated locale|Federated locale|federated_locale||||okta>userinfo.locale
        federated_zoneinfo|Federated zone info|Federated zone info|federated_zoneinfo||||okta>userinfo.zoneinfo!
        """#
}
