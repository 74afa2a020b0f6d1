import Applications
import Directory
import Kernel
import Wire

/// A connection as a place that administrators put users into.
///
/// - SeeAlso: Auth0 Management API: `POST /api/v2/users`.
struct UserConnection: Sendable {
    /// The strategies whose users an administrator can make.
    private static let makeable: Set<String> = [Connection.databaseStrategy, "email", "sms"]
    /// The strategies of companies, which vouch for the addresses of their people.
    private static let enterprise: Set<String> = [
        "ad", "adfs", "auth0-adldap", "google-apps", "office365", "oidc", "okta", "pingfederate", "samlp", "waad",
    ]
    /// The members of a request that become part of the profile as they are.
    static let profileMembers = ["given_name", "family_name", "name", "nickname", "picture"]

    let connection: Connection

    /// The connection of a name.
    ///
    /// - Throws: `APIProblem` 400.
    static func named(
        _ name: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> UserConnection {
        guard let document = try transaction.document(.connection, key: Connection.nameKey, name, in: tenant) else {
            throw APIProblem(400, "The connection does not exist.", code: "inexistent_connection")
        }
        return UserConnection(connection: Connection(document))
    }

    /// What a password must be here.
    var passwordPolicy: PasswordRules { PasswordRules(connection) }

    /// Whether users have a password here that this server keeps.
    var isDatabase: Bool { connection.isDatabase }

    /// Whether users get a code or a link instead of having a password.
    var isPasswordless: Bool { connection.strategy == "email" || connection.strategy == "sms" }

    /// The members that every user must have here, by the `profile_required` of an attribute.
    ///
    /// - SeeAlso: Auth0: "Activate and Configure Attributes for Flexible Identifiers".
    var requiredAttributes: [String] {
        guard isDatabase, let attributes = connection.options["attributes"]?.object else { return [] }
        return ["email", "phone_number", "username"].filter { attributes[$0]?["profile_required"]?.bool ?? false }
    }

    /// Whether somebody else decides whether an address is proved.
    var keepsAddressesOfOthers: Bool {
        connection.strategy == "sms" || Self.enterprise.contains(connection.strategy)
    }

    /// Whether each sign-in replaces what administrators would write into a profile.
    var overwritesProfiles: Bool {
        guard !isDatabase, !isPasswordless else { return false }
        return (connection.options["set_user_root_attributes"]?.string ?? "on_each_login") == "on_each_login"
    }

    /// The user of a request.
    ///
    /// - Throws: `APIProblem` 400 for what the connection does not allow or lacks.
    func newUser(_ request: JSONObject, objectID: String, at now: Instant) throws -> User {
        guard Self.makeable.contains(connection.strategy) else {
            throw Self.refusal(
                "Connection does not support user creation through the API. It must either be a database or "
                    + "passwordless connection."
            )
        }
        try checkMembers(request)
        var profile = JSONObject()
        for name in Self.profileMembers { profile[name] = request[name] }
        profile["blocked"] = request["blocked"]
        let id = request["user_id"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? objectID
        var user = User.database(
            objectID: id,
            connection: connection.name,
            email: request["email"]?.string,
            username: request["username"]?.string,
            phoneNumber: request["phone_number"]?.string,
            profile: profile,
            createdAt: now
        )
        if !isDatabase {
            user.identities[0].provider = connection.strategy
            user.id = user.identities[0].userID
        }
        user.isEmailVerified = request["email_verified"]?.bool ?? false
        user.isPhoneVerified = request["phone_verified"]?.bool ?? false
        user.isBlocked = request["blocked"]?.bool ?? false
        user.userMetadata = Patching.withoutNulls(request["user_metadata"]?.object ?? [:])
        user.appMetadata = Patching.withoutNulls(request["app_metadata"]?.object ?? [:])
        return user
    }

    private func checkMembers(_ request: JSONObject) throws {
        var required: [String] = []
        switch connection.strategy {
        case "email": required = ["email"]
        case "sms": required = ["phone_number"]
        default:
            let identifiers = connection.identifiers
            if identifiers.isUsernameRequired, requiredAttributes.isEmpty, request["username"] == nil {
                throw Self.refusal(
                    "missing username for \(connection.name) connection with requires_username enabled"
                )
            }
            required = requiredAttributes
            if required.isEmpty, identifiers.isEmailRequired { required.append("email") }
            if passwordPolicy.isRequired { required.append("password") }
        }
        if let missing = required.first(where: { request[$0]?.isNull ?? true }) { throw Self.missing(missing) }
        guard ["email", "username", "phone_number"].contains(where: request.contains) else {
            throw Self.missing("email")
        }
        if isPasswordless, request.contains("password") {
            throw Self.refusal("Cannot set password for a passwordless connection.")
        }
        if let username = request["username"]?.string { try check(username: username) }
    }

    /// Refuses a user name where the connection has none, or of another length than it allows.
    ///
    /// - Throws: `APIProblem` 400.
    func check(username: String) throws {
        let identifiers = connection.identifiers
        // A connection that says nothing about user names lets people have one without asking for it.
        let isOpen = !connection.options.contains("requires_username") && !connection.options.contains("attributes")
        let isAttribute = connection.options["attributes"]?["username"] != nil
        guard isDatabase, isAttribute || identifiers.username || isOpen else {
            throw Self.refusal("Cannot set username for connection without requires_username")
        }
        let length = username.unicodeScalars.count
        let maximum = max(identifiers.usernameMaximum, identifiers.usernameMinimum)
        if length < identifiers.usernameMinimum {
            throw Self.username("String is too short (\(length) chars), minimum \(identifiers.usernameMinimum)")
        }
        if length > maximum { throw Self.username("String is too long (\(length) chars), maximum \(maximum)") }
        guard !username.unicodeScalars.contains(where: \.properties.isWhitespace) else {
            throw Self.username("String does not match pattern ^\\S+$: \(username)")
        }
    }

    /// The refusal of a body that lacks a member.
    static func missing(_ member: String) -> APIProblem {
        refusal("Payload validation error: 'Missing required property: \(member)'.")
    }

    private static func username(_ text: String) -> APIProblem {
        refusal("Payload validation error: '\(text)' on property username.")
    }

    /// The refusal of a body.
    static func refusal(_ message: String) -> APIProblem { APIProblem(400, message, code: "invalid_body") }
}
