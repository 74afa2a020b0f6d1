import Kernel
import Wire

/// Something that happened, as streams are told it.
///
/// - SeeAlso: CloudEvents 1.0; Auth0: "Event Types".
struct CloudEvent: Sendable {
    /// Its id, which is also that of its delivery.
    let id: String
    /// What happened, such as `user.created`.
    let type: String
    /// To what.
    let data: JSONObject
    /// Whether it did not happen.
    var isTest = false

    /// An event.
    init(id: String, type: String, data: JSONObject) {
        self.id = id
        self.type = type
        self.data = data
    }

    /// The event as a stream is told it.
    func json(for stream: String, _ context: AdministrationContext) -> JSONObject {
        var json: JSONObject = [
            "id": .string(id), "source": .string("urn:auth0:\(context.tenant.rawValue)"), "specversion": "1.0",
            "type": .string(type), "time": context.now.json, "data": .object(data),
        ]
        if isTest { json["a0purpose"] = "test" }
        json["a0tenant"] = .string(context.tenant.rawValue)
        json["a0stream"] = .string(stream)
        return json
    }
}

/// What tests of streams tell of.
enum EventExample {
    private static let time: JSONValue = "2025-02-01T12:34:56Z"
    private static let role: JSONValue = ["id": "rol_abcdefghijklmnop", "name": "Editor"]
    private static let user: JSONValue = ["user_id": "auth0|507f1f77bcf86cd799439020"]
    private static let organization: JSONValue = ["id": "org_abcdefghijklmnop", "name": "example-organization"]
    private static let group: JSONValue = [
        "id": "grp_abcdefghjkmnpqrstuvwxy", "external_id": "engineering", "type": "connection",
        "connection_id": "con_abcdefghijklmnop",
    ]

    /// The object of an event of a type.
    static func object(of type: String) -> JSONObject {
        switch type {
        case "organization.created", "organization.updated", "organization.deleted": wholeOrganization
        case "organization.member.added", "organization.member.deleted":
            ["organization": organization, "user": user]
        case "organization.member.role.assigned", "organization.member.role.deleted":
            ["organization": ["id": "org_abcdefghijklmnop"], "user": user, "role": role]
        case "organization.connection.added", "organization.connection.updated", "organization.connection.removed":
            [
                "organization": organization, "connection": ["id": "con_abcdefghijklmnop"],
                "assign_membership_on_login": true, "show_as_button": true, "is_signup_enabled": false,
            ]
        case "organization.group.role.assigned", "organization.group.role.deleted":
            ["organization": ["id": "org_abcdefghijklmnop"], "role": role, "group": group, "created_at": time]
        case "group.created", "group.updated", "group.deleted": wholeGroup
        case "group.member.added", "group.member.deleted":
            ["group": group, "member": ["member_type": "user", "id": "auth0|507f1f77bcf86cd799439020"]]
        case "group.role.assigned", "group.role.deleted": ["group": group, "role": role, "created_at": time]
        default: wholeUser
        }
    }

    private static let wholeOrganization: JSONObject = [
        "name": "example-organization", "id": "org_abcdefghijklmnop", "display_name": "Example Organization",
        "metadata": ["region": "north"],
        "branding": [
            "logo_url": "https://example.com/logo.png",
            "colors": ["primary": "#0059D6", "page_background": "#FFFFFF"],
        ],
    ]

    private static let wholeGroup: JSONObject = [
        "id": "grp_abcdefghjkmnpqrstuvwxy", "name": "Engineering", "external_id": "engineering", "created_at": time,
        "type": "connection", "connection_id": "con_abcdefghijklmnop",
    ]

    private static let wholeUser: JSONObject = [
        "user_id": "auth0|507f1f77bcf86cd799439020", "email": "john.doe@gmail.com", "email_verified": false,
        "username": "johndoe", "phone_number": "+15555555555", "phone_verified": false, "created_at": time,
        "updated_at": time,
        "identities": [
            [
                "provider": "auth0", "isSocial": false, "connection": "Username-Password-Authentication",
                "user_id": "507f1f77bcf86cd799439020",
                "profileData": [
                    "email": "john.doe@gmail.com", "email_verified": false, "name": "John Doe",
                    "username": "johndoe", "given_name": "John", "family_name": "Doe",
                    "phone_number": "+15555555555", "phone_verified": false,
                ],
            ]
        ],
        "app_metadata": ["plan": "pro"], "user_metadata": ["hobby": "skydiving"],
        "picture": "https://example.com/picture.png", "name": "John Doe", "nickname": "John Doe",
        "multifactor": ["sample"], "last_ip": "10.0.0.1", "last_login": time, "logins_count": 42, "blocked": false,
        "given_name": "John", "family_name": "Doe",
    ]
}
