import Directory
import Kernel
import Wire

/// How users look on the wire.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/users/{id}`.
enum UserView {
    /// Members that the view itself writes; whatever else a profile has comes last.
    private static let placed: Set<String> = ["blocked", "family_name", "given_name", "name", "nickname", "picture"]

    /// A user in the order of the wire; what is not known is left out.
    static func shown(_ user: User) -> JSONObject {
        var body = JSONObject()
        func add(_ name: String, _ value: JSONValue?) {
            if let value { body.append(name, value) }
        }
        // Whoever never said whether a user is blocked is not told either.
        if user.isBlocked || user.profile.contains("blocked") { add("blocked", .bool(user.isBlocked)) }
        add("created_at", user.createdAt.json)
        if let email = user.email {
            add("email", .string(email))
            add("email_verified", .bool(user.isEmailVerified))
        }
        add("family_name", user.profile["family_name"])
        add("given_name", user.profile["given_name"])
        add("identities", .array(user.identities.map { .object(shown($0)) }))
        add("name", user.profile["name"])
        add("nickname", user.profile["nickname"])
        if let phoneNumber = user.phoneNumber {
            add("phone_number", .string(phoneNumber))
            add("phone_verified", .bool(user.isPhoneVerified))
        }
        add("picture", user.profile["picture"])
        add("updated_at", user.updatedAt.json)
        add("user_id", .string(user.id))
        if !user.userMetadata.isEmpty { add("user_metadata", .object(user.userMetadata)) }
        if let username = user.username { add("username", .string(username)) }
        add("last_password_reset", user.lastPasswordReset?.json)
        if !user.appMetadata.isEmpty { add("app_metadata", .object(user.appMetadata)) }
        if let address = user.lastIP { add("last_ip", .string(address)) }
        add("last_login", user.lastLogin?.json)
        if user.loginsCount > 0 { add("logins_count", .integer(user.loginsCount)) }
        for (name, value) in user.profile where !placed.contains(name) && !body.contains(name) {
            body.append(name, value)
        }
        return body
    }

    /// One account of a user.
    static func shown(_ identity: Identity) -> JSONObject {
        var body = JSONObject()
        if let profile = identity.profileData { body.append("profileData", .object(profile)) }
        body.append("connection", .string(identity.connection))
        body.append("user_id", .string(identity.id))
        body.append("provider", .string(identity.provider))
        body.append("isSocial", .bool(identity.isSocial))
        return body
    }

    /// What lists of members and of those who have a role show.
    static func summary(_ user: User) -> JSONObject {
        var body: JSONObject = ["user_id": .string(user.id)]
        if let email = user.email { body["email"] = .string(email) }
        body["picture"] = user.profile["picture"]
        body["name"] = user.profile["name"]
        return body
    }
}
