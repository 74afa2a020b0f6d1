import Applications
import Management
import Wire

/// How connections look in the first API.
///
/// - SeeAlso: Auth0 Management API v1: "connection object".
enum V1ConnectionView {
    private static let googleAPI = "https://www.googleapis.com/auth/"

    /// A connection.
    static func shown(_ connection: V1Connection, host: RequestHost) -> JSONObject {
        let strategy = connection.body["strategy"]?.string ?? ""
        var body: JSONObject = [
            "id": connection.body["id"] ?? "", "client_id": .string(connection.clientID),
            "name": connection.body["name"] ?? "", "strategy": .string(strategy),
            "status": connection.isActive ? 1 : 0,
            "options": .object(options(connection.body["options"]?.object ?? [:], strategy: strategy, host)),
        ]
        if V1Strategies.provisioned.contains(strategy),
            let url = connection.body["provisioning_ticket_url"]?.string
        {
            let ticket = ProvisioningTicket.ticket(of: url)
            let path = ProvisioningTicket.path(strategy, ticket)
            body["provisioning_ticket"] = .string(ticket)
            body["provisioning_ticket_url"] = .string("\(host.scheme)://\(host.authority)\(path)")
        }
        return body
    }

    /// The options of a strategy: what it always had first, with every flag and the scope that follows from them, then
    /// whatever else is stored.
    private static func options(_ stored: JSONObject, strategy: String, _ host: RequestHost) -> JSONObject {
        guard let known = V1ConnectionOptions.of(strategy) else { return stored }
        var result = JSONObject()
        for name in known.texts { result[name] = stored[name] }
        for name in known.flags { result[name] = .bool(stored[name]?.bool ?? false) }
        for name in known.lists { result[name] = stored[name] ?? [] }
        if strategy == "office365", result["app_domain"] == nil { result["app_domain"] = .string(host.authority) }
        if let scope = scope(stored, strategy: strategy, flags: known.flags) {
            result["scope"] = .array(scope.map(JSONValue.string))
        }
        for (name, value) in stored where !result.contains(name) { result[name] = value }
        return result
    }

    /// The scope that the flags of a strategy ask for; nil for a strategy without one.
    static func scope(_ options: JSONObject, strategy: String, flags: [String]) -> [String]? {
        let entry: (String) -> String?
        switch strategy {
        case "google-apps": entry = { workspace[$0] }
        case "google-oauth2": entry = { google[$0] ?? "\(googleAPI)\($0)" }
        case "windowslive": entry = { "wl.\($0)" }
        default: return nil
        }
        var scope: [String] = []
        for flag in flags where options[flag]?.bool ?? false {
            if let text = entry(flag), !scope.contains(text) { scope.append(text) }
        }
        return scope + (options["freeform_scopes"]?.strings ?? []).filter { !scope.contains($0) }
    }

    /// What flags of Google mean; those that are not here name their scope.
    private static let google: [String: String] = [
        "email": googleAPI + "userinfo.email", "profile": googleAPI + "userinfo.profile",
        "contacts": "https://www.google.com/m8/feeds/", "gmail": "https://mail.google.com/mail/feed/atom",
        "google_plus": googleAPI + "plus.me", "picasa_web": "https://picasaweb.google.com/data/",
        "youtube": "https://gdata.youtube.com", "adsense_management": googleAPI + "adsense",
        "google_affiliate_network": googleAPI + "gan", "analytics": googleAPI + "analytics.readonly",
        "google_books": googleAPI + "books", "google_cloud_storage": googleAPI + "devstorage.read_write",
        "content_api_for_shopping": googleAPI + "structuredcontent",
        "chrome_web_store": googleAPI + "chromewebstore.readonly",
        "document_list": "https://docs.google.com/feeds/", "google_drive": googleAPI + "drive",
        "google_drive_files": googleAPI + "drive.file", "latitude_best": googleAPI + "latitude.all.best",
        "latitude_city": googleAPI + "latitude.all.city", "sites": "https://sites.google.com/feeds/",
        "spreadsheets": "https://spreadsheets.google.com/feeds/", "url_shortener": googleAPI + "urlshortener",
        "webmaster_tools": "https://www.google.com/webmasters/tools/feeds/",
    ]

    /// What flags of a Google Apps domain mean: its directory was read through the feeds of the time.
    private static let workspace: [String: String] = {
        let users = "https://apps-apis.google.com/a/feeds/user/#readonly"
        return [
            "email": googleAPI + "userinfo.email", "profile": googleAPI + "userinfo.profile",
            "ext_groups": "https://apps-apis.google.com/a/feeds/groups/#readonly", "ext_is_admin": users,
            "ext_is_suspended": users, "ext_agreed_terms": users, "api_enable_users": users,
        ]
    }()
}
