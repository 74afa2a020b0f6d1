package import Applications
package import Directory
import Kernel
package import Wire

/// What events show of the things they tell of.
///
/// - SeeAlso: Auth0: "Event Types".
package enum EventObject {
    /// Members of a profile that have a place of their own.
    private static let placed: Set<String> = ["blocked", "family_name", "given_name", "name", "nickname", "picture"]

    /// A user.
    package static func user(_ user: User) -> JSONObject {
        var object: JSONObject = ["user_id": .string(user.id)]
        if let email = user.email {
            object["email"] = .string(email)
            object["email_verified"] = .bool(user.isEmailVerified)
        }
        object["username"] = user.username.map(JSONValue.string)
        if let number = user.phoneNumber {
            object["phone_number"] = .string(number)
            object["phone_verified"] = .bool(user.isPhoneVerified)
        }
        object["created_at"] = user.createdAt.json
        object["updated_at"] = user.updatedAt.json
        object["identities"] = .array(user.identities.map { .object(identity($0)) })
        if !user.appMetadata.isEmpty { object["app_metadata"] = .object(user.appMetadata) }
        if !user.userMetadata.isEmpty { object["user_metadata"] = .object(user.userMetadata) }
        for name in ["picture", "name", "nickname"] { object[name] = user.profile[name] }
        object["last_password_reset"] = user.lastPasswordReset?.json
        object["last_ip"] = user.lastIP.map(JSONValue.string)
        object["last_login"] = user.lastLogin?.json
        if user.loginsCount > 0 { object["logins_count"] = .integer(user.loginsCount) }
        if user.isBlocked || user.profile.contains("blocked") { object["blocked"] = .bool(user.isBlocked) }
        for name in ["given_name", "family_name"] { object[name] = user.profile[name] }
        for (name, value) in user.profile where !placed.contains(name) && !object.contains(name) {
            object.append(name, value)
        }
        return object
    }

    /// An organization; one that is gone has lost its looks.
    package static func organization(_ document: Document, isGone: Bool = false) -> JSONObject {
        var object: JSONObject = ["name": document.body["name"] ?? "", "id": .string(document.id)]
        for name in ["display_name", "metadata"] { object[name] = document.body[name] }
        if !isGone { object["branding"] = document.body["branding"] }
        return object
    }

    /// A group.
    package static func group(_ document: Document, isNew: Bool = false) -> JSONObject {
        var object: JSONObject = ["id": .string(document.id), "name": document.body["name"] ?? ""]
        object["external_id"] = document.body["external_id"]
        object["created_at"] = document.createdAt.json
        if !isNew { object["updated_at"] = document.updatedAt.json }
        return object.merging(kind(ofGroup: document))
    }

    /// A group that something else has to do with.
    package static func mention(ofGroup document: Document) -> JSONObject {
        var object: JSONObject = ["id": .string(document.id)]
        object["external_id"] = document.body["external_id"]
        return object.merging(kind(ofGroup: document))
    }

    /// An organization that something else has to do with; with its name where the event tells it.
    package static func mention(ofOrganization id: String, _ document: Document?) -> JSONObject {
        var object: JSONObject = ["id": .string(id)]
        object["name"] = document?.body["name"]
        return object
    }

    /// A role that somebody got or lost.
    package static func mention(ofRole id: String, _ document: Document?) -> JSONObject {
        ["id": .string(id), "name": document?.body["name"] ?? ""]
    }

    /// How an organization uses a connection; one it uses no longer is only named.
    package static func connection(
        _ document: Document,
        of organization: JSONObject,
        isGone: Bool = false
    ) -> JSONObject {
        var object: JSONObject = [
            "organization": .object(organization), "connection": ["id": document.body["connection_id"] ?? ""],
        ]
        guard !isGone else { return object }
        for name in ["assign_membership_on_login", "show_as_button", "is_signup_enabled"] {
            object[name] = document.body[name]
        }
        return object
    }

    private static func kind(ofGroup document: Document) -> JSONObject {
        guard let connection = document.body["connection_id"] else { return ["type": "tenant"] }
        return ["type": "connection", "connection_id": connection]
    }

    private static func identity(_ identity: Identity) -> JSONObject {
        var object: JSONObject = [
            "connection": .string(identity.connection), "user_id": .string(identity.id),
            "provider": .string(identity.provider), "isSocial": .bool(identity.isSocial),
        ]
        if let profile = identity.profileData { object["profileData"] = .object(profile) }
        return object
    }
}
