import Management
import Wire

/// How users look in the first API: what administrators noted of them stands among their own members.
///
/// - SeeAlso: Auth0 Management API v1: "user object".
enum V1UserView {
    private static let renamed = ["last_login": "lastLogin", "logins_count": "loginsCount"]

    /// A user, as the newer API shows them, in the shape of the first.
    static func shown(_ user: JSONObject) -> JSONObject {
        let id = user["user_id"]?.string ?? ""
        var body: JSONObject = ["_id": .string(V1UserID.text(of: id))]
        for (name, value) in user where name != "app_metadata" { body[renamed[name] ?? name] = value }
        if !body.contains("loginsCount") { body["loginsCount"] = 0 }
        // A note cannot pass for what the user is.
        for (name, value) in user["app_metadata"]?.object ?? [:] where !body.contains(name) { body[name] = value }
        return body
    }
}
