import Wire

/// The options of social networks: flags say what is asked for, and the scope follows from them.
enum SocialOptions {
    /// Options with the scope that their flags ask for.
    static func completed(_ asked: JSONObject, strategy: String) -> JSONObject {
        switch strategy {
        case "google-oauth2":
            return scoped(filled(asked, ["email": true, "profile": true]), by: google)
        case "github": return scoped(asked) { gitHub.contains($0) ? gitHubScope(of: $0) : nil }
        case "linkedin":
            return scoped(filled(asked, ["profile": true]), by: linkedIn(version: asked["strategy_version"]?.integer))
        case "windowslive":
            let isCurrent = asked["strategy_version"]?.integer == 2
            return scoped(filled(asked, ["signin": true])) { isCurrent ? graph($0) : "wl.\($0)" }
        case "salesforce", "salesforce-community", "salesforce-sandbox": return scoped(asked) { _ in nil }
        case "facebook":
            var options = asked
            options["scope"] = .string(
                flags(asked).filter { $0 != "allow_context_profile_field" }.joined(separator: ",")
            )
            return options
        case "line":
            var options = filled(asked, ["profile": true])
            let names = ["openid", "email", "profile"].filter { $0 == "openid" || options[$0]?.bool ?? false }
            options["scope"] = .array(names.map(JSONValue.string))
            return options
        case "wordpress":
            var options = filled(asked, ["profile": true])
            options["scope"] = ["profile"]
            return options
        default: return asked
        }
    }

    private static func filled(_ asked: JSONObject, _ defaults: JSONObject) -> JSONObject {
        ConnectionOptions.filled(asked, defaults)
    }

    /// The flags that are set, in their order.
    private static func flags(_ options: JSONObject) -> [String] { options.filter { $0.value == true }.map(\.name) }

    /// Options with the scope that a strategy makes of each flag; scopes of the caller's own words come after it.
    private static func scoped(_ options: JSONObject, by scope: (String) -> String?) -> JSONObject {
        var result = options
        let computed = flags(options).compactMap(scope)
        let own = (options["freeform_scopes"]?.strings ?? []).filter { !computed.contains($0) }
        result["scope"] = .array((computed + own).map(JSONValue.string))
        return result
    }

    private static let googleAPI = "https://www.googleapis.com/auth/"

    private static let googleScopes: [String: String] = [
        "email": "email", "profile": "profile", "contacts": "https://www.google.com/m8/feeds/",
        "gmail": "https://mail.google.com/", "google_plus": googleAPI + "plus.me",
        "analytics": googleAPI + "analytics.readonly", "calendar": googleAPI + "calendar",
        "calendar_addons_execute": googleAPI + "calendar.addons.execute",
        "calendar_events": googleAPI + "calendar.events",
        "calendar_events_readonly": googleAPI + "calendar.events.readonly",
        "calendar_settings_readonly": googleAPI + "calendar.settings.readonly",
        "content_api_for_shopping": googleAPI + "structuredcontent",
        "chrome_web_store": googleAPI + "chromewebstore.readonly",
        "document_list": "https://docs.google.com/feeds/", "google_drive": googleAPI + "drive",
        "google_drive_files": googleAPI + "drive.file", "drive_activity": googleAPI + "drive.activity",
        "drive_metadata": googleAPI + "drive.metadata", "drive_readonly": googleAPI + "drive.readonly",
        "google_books": googleAPI + "books", "google_cloud_storage": googleAPI + "devstorage.read_write",
        "adsense_management": googleAPI + "adsense", "sites": "https://sites.google.com/feeds/",
        "spreadsheets": "https://spreadsheets.google.com/feeds/", "tasks": googleAPI + "tasks",
        "url_shortener": googleAPI + "urlshortener",
        "webmaster_tools": "https://www.google.com/webmasters/tools/feeds/", "youtube": googleAPI + "youtube",
        "youtube_readonly": googleAPI + "youtube.readonly", "youtube_upload": googleAPI + "youtube.upload",
        "youtube_channelmemberships_creator": googleAPI + "youtube.channel-memberships.creator",
        "youtubepartner": googleAPI + "youtubepartner", "blogger": googleAPI + "blogger",
        "coordinate": googleAPI + "coordinate", "coordinate_readonly": googleAPI + "coordinate.readonly",
        "directory": googleAPI + "directory.readonly",
    ]

    private static func google(_ flag: String) -> String? { googleScopes[flag] }

    private static let gitHub: Set<String> = [
        "email", "read_user", "follow", "public_repo", "repo", "repo_deployment", "repo_status", "delete_repo",
        "notifications", "gist", "read_repo_hook", "write_repo_hook", "admin_repo_hook", "read_org", "write_org",
        "admin_org", "read_public_key", "write_public_key", "admin_public_key",
    ]

    /// `read_org` is `read:org`, `repo_status` is `repo:status`.
    private static func gitHubScope(of flag: String) -> String {
        switch flag {
        case "email", "follow": return "user:\(flag)"
        case "public_repo", "delete_repo", "repo_deployment": return flag
        case "repo_status": return "repo:status"
        default:
            let parts = flag.split(separator: "_", maxSplits: 1)
            guard parts.count == 2 else { return flag }
            return "\(parts[0]):\(parts[1])"
        }
    }

    private static func linkedIn(version: Int64?) -> (String) -> String? {
        let scopes: [String: String] =
            switch version {
            case 2: ["profile": "r_liteprofile", "basic_profile": "r_basicprofile", "email": "r_emailaddress"]
            case 3?: ["profile": "profile", "basic_profile": "r_basicprofile", "email": "email"]
            default:
                [
                    "profile": "r_basicprofile", "basic_profile": "r_basicprofile", "full_profile": "r_fullprofile",
                    "email": "r_emailaddress", "network": "r_network",
                ]
            }
        return { scopes[$0] }
    }

    private static func graph(_ flag: String) -> String? {
        [
            "graph_calendars": "Calendars.Read", "graph_calendars_update": "Calendars.ReadWrite",
            "graph_contacts": "Contacts.Read", "graph_contacts_update": "Contacts.ReadWrite",
            "graph_device": "Device.Read", "graph_device_command": "Device.Command", "graph_emails": "Mail.Read",
            "graph_emails_update": "Mail.ReadWrite", "graph_files": "Files.Read",
            "graph_files_all": "Files.Read.All", "graph_files_update": "Files.ReadWrite",
            "graph_files_all_update": "Files.ReadWrite.All", "graph_notes": "Notes.Read",
            "graph_notes_create": "Notes.Create", "graph_notes_update": "Notes.ReadWrite",
            "graph_tasks": "Tasks.Read", "graph_tasks_update": "Tasks.ReadWrite", "graph_user": "User.Read",
            "graph_user_update": "User.ReadWrite", "graph_user_activity": "UserActivity.ReadWrite.CreatedByApp",
            "offline_access": "offline_access",
        ][flag]
    }
}
