import Applications
import Kernel
import Wire

/// The options that the management API v1 documents for a strategy.
///
/// - SeeAlso: Auth0 Management API v1: "options".
package struct V1ConnectionOptions: Sendable {
    /// The members that are texts.
    package let texts: [String]
    /// The members that are flags: attributes, permissions and scopes to ask for.
    package let flags: [String]
    /// The members that are lists of texts, the computed scope aside.
    package let lists: [String]

    /// The options of a strategy; nil for one whose options the first API does not describe.
    package static func of(_ strategy: String) -> V1ConnectionOptions? { strategies[strategy] }

    private static let client = ["client_id", "client_secret"]

    private static let strategies: [String: V1ConnectionOptions] = [
        "adfs": V1ConnectionOptions(
            texts: ["tenant_domain", "adfs_server", "signInEndpoint"],
            flags: [],
            lists: ["thumbprints"]
        ),
        "google-apps": V1ConnectionOptions(
            texts: client + ["tenant_domain"],
            flags: [
                "email", "profile", "ext_groups", "ext_is_admin", "ext_is_suspended", "ext_agreed_terms",
                "api_enable_users",
            ],
            lists: []
        ),
        "google-oauth2": V1ConnectionOptions(
            texts: client,
            flags: [
                "email", "profile", "contacts", "blogger", "calendar", "gmail", "google_plus", "orkut", "picasa_web",
                "tasks", "youtube", "adsense_management", "google_affiliate_network", "analytics", "google_books",
                "google_cloud_storage", "content_api_for_shopping", "chrome_web_store", "document_list",
                "google_drive", "google_drive_files", "latitude_best", "latitude_city", "moderator", "sites",
                "spreadsheets", "url_shortener", "webmaster_tools",
            ],
            lists: []
        ),
        "office365": V1ConnectionOptions(
            texts: client + ["tenant_domain", "app_domain"],
            flags: ["basic_profile", "ext_profile", "ext_groups", "ext_assigned_plans", "api_enable_users"],
            lists: ["thumbprints"]
        ),
        "windowslive": V1ConnectionOptions(
            texts: client,
            flags: [
                "signin", "emails", "postal_addresses", "birthday", "work_profile", "basic", "offline_access",
                "calendars", "calendars_update", "contacts_birthday", "contacts_create", "contacts_calendar",
                "contacts_photos", "contacts_skydrive", "events_create", "messenger", "phone_numbers", "photos",
                "share", "skydrive", "skydrive_update", "applications", "applications_create",
            ],
            lists: []
        ),
    ]

    /// Refuses options of the wrong type.
    ///
    /// - Throws: `APIProblem` 400.
    func check(_ options: JSONObject) throws(APIProblem) {
        for (name, value) in options where !value.isNull {
            if flags.contains(name), value.bool == nil { throw Self.refusal(name, "true or false") }
            if texts.contains(name), value.string == nil { throw Self.refusal(name, "a string") }
            if lists.contains(name), value.strings?.count != value.array?.count || value.array == nil {
                throw Self.refusal(name, "an array of strings")
            }
        }
    }

    private static func refusal(_ name: String, _ type: String) -> APIProblem {
        APIProblem(400, "options.\(name) must be \(type)", code: "invalid_body")
    }
}

extension V1ConnectionOptions {
    /// Options as they are stored: checked, and with what follows from them.
    ///
    /// - Throws: `APIProblem` 400.
    static func prepared(_ asked: JSONObject, strategy: String, host: RequestHost) throws(APIProblem) -> JSONObject {
        try of(strategy)?.check(asked)
        var options = asked
        switch strategy {
        case "adfs":
            if options["signInEndpoint"]?.string?.isEmpty ?? true, let server = options["adfs_server"]?.string,
                let endpoint = signInEndpoint(ofServer: server)
            {
                options["signInEndpoint"] = .string(endpoint)
            }
        case "google-apps":
            // What is not named is not asked for; the newer API would turn it on with a change.
            if !options.contains("api_enable_users") { options["api_enable_users"] = false }
        case "office365":
            if !options.contains("app_domain") { options["app_domain"] = .string(host.authority) }
            if !options.contains("thumbprints") { options["thumbprints"] = [] }
        default: break
        }
        return options
    }

    /// Where the server of a host, or of an address of its metadata, signs people in.
    static func signInEndpoint(ofServer server: String) -> String? {
        var rest = server[...]
        for scheme in ["https://", "http://"] where rest.lowercased().hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
            break
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.isEmpty, authority.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 != "@" }) else {
            return nil
        }
        return "https://\(authority)/adfs/ls/"
    }
}
