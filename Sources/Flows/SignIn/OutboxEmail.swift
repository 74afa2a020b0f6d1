import Applications
import Directory
import Kernel
import Wire

extension OutboxRecord {
    /// A mail to somebody, with the variables that every template may use.
    ///
    /// - SeeAlso: Auth0: "Customize Email Templates", common variables.
    static func email(
        template: String,
        to recipient: String,
        host: RequestHost,
        user: User,
        client: Client?,
        connection: String,
        variables: JSONObject,
        id: String,
        now: Instant
    ) -> OutboxRecord {
        var person: JSONObject = user.profile
        person["user_id"] = .string(user.id)
        person["email"] = .string(recipient)
        person["email_verified"] = .bool(user.isEmailVerified)
        person["user_metadata"] = .object(user.userMetadata)
        person["app_metadata"] = .object(user.appMetadata)
        if let username = user.username { person["username"] = .string(username) }
        var all: JSONObject = [
            "application": ["name": .string(client?.name ?? ""), "clientID": .string(client?.id ?? "")],
            "connection": ["name": .string(connection)],
            "host": .string(host.authority),
        ]
        for (name, value) in variables where name != "user" { all[name] = value }
        for (name, value) in variables["user"]?.object ?? [:] { person[name] = value }
        all["user"] = .object(person)
        return OutboxRecord(
            tenant: host.tenant,
            id: id,
            kind: .email,
            body: ["template": .string(template), "to": .string(recipient), "variables": .object(all)],
            createdAt: now
        )
    }
}
