import Applications
import Directory
import Kernel
import Wire

/// A change to a user, before it is made.
///
/// - SeeAlso: Auth0 Management API: `PATCH /api/v2/users/{id}`.
struct UserPatch: Sendable {
    private static let members: Set<String> = [
        "app_metadata", "blocked", "client_id", "connection", "email", "email_verified", "family_name", "given_name",
        "name", "nickname", "password", "phone_number", "phone_verified", "picture", "user_metadata", "username",
        "verify_email", "verify_password", "verify_phone_number",
    ]
    /// What cannot change in one request, the first of a pair named first.
    private static let exclusive = [
        ("password", "email"), ("password", "email_verified"), ("username", "email"), ("username", "email_verified"),
        ("username", "password"),
    ]

    private let request: JSONObject

    /// Reads a checked body.
    ///
    /// - Throws: `APIProblem` 400 for members that nobody knows or that do not go together.
    init(_ request: JSONObject) throws {
        let unknown = request.keys.filter { !Self.members.contains($0) }
        guard unknown.isEmpty else {
            throw UserConnection.refusal(
                "Payload validation error: 'Additional properties not allowed: \(unknown.joined(separator: ","))'."
            )
        }
        for (one, other) in Self.exclusive where request[one]?.isNull == false && request.contains(other) {
            throw UserConnection.refusal("Cannot update \(one) and \(other) simultaneously.")
        }
        self.request = request
    }

    /// The new password; nil if it stays.
    var password: String? { request["password"]?.string }

    /// Whether the user may no longer sign in.
    var blocks: Bool { request["blocked"]?.bool ?? false }

    /// Whether the user is to prove their address anew.
    var wantsVerificationMail: Bool { request["verify_email"]?.bool ?? false }

    /// Which account of a user is changed.
    struct Target: Sendable {
        /// Its connection; nil if that is no longer there.
        let connection: UserConnection?
        /// Where it stands among the user's identities; the primary one is the first.
        let index: Int

        /// What a password must be there.
        var passwordPolicy: PasswordRules? { connection?.passwordPolicy }
    }

    /// The account of the connection that is named, else the primary one.
    ///
    /// - Throws: `APIProblem` 400 for a connection that is not there or that the user has no account at.
    func target(in user: User, _ tenant: TenantID, _ transaction: some DocumentReading) throws -> Target {
        let name = request["connection"]?.string ?? user.identities.first?.connection ?? ""
        let document = try transaction.document(.connection, key: Connection.nameKey, name, in: tenant)
        if request.contains("connection"), document == nil {
            throw UserConnection.refusal("Connection does not exist.")
        }
        guard let index = user.identities.firstIndex(where: { $0.connection == name }) else {
            throw UserConnection.refusal("The user has no identity in the connection \(name).")
        }
        return Target(connection: document.map { UserConnection(connection: Connection($0)) }, index: index)
    }

    /// Refuses a password where there can be none.
    ///
    /// - Throws: `APIProblem` 400.
    func checkPassword(_ target: Target) throws {
        try checkDatabase("password", target)
        guard target.index == 0 else {
            throw UserConnection.refusal("Cannot update password for a secondary identity.")
        }
    }

    /// Makes the change, its password aside.
    ///
    /// - Throws: `APIProblem` 400 for what the connection does not allow.
    func apply(to user: inout User, _ target: Target, at now: Instant) throws {
        try checkNames(target)
        try checkProfile(target)
        if let value = request["blocked"] {
            user.isBlocked = value.bool ?? false
            user.profile["blocked"] = Self.unlessNull(value)
        }
        if target.index == 0 { try applyNames(to: &user) } else { applyNames(to: &user.identities[target.index]) }
        for name in UserConnection.profileMembers {
            if let value = request[name] { user.profile[name] = Self.unlessNull(value) }
        }
        if let change = request["user_metadata"] { user.userMetadata = Self.merged(user.userMetadata, change) }
        if let change = request["app_metadata"] { user.appMetadata = Self.merged(user.appMetadata, change) }
        user.refreshPrimaryProfileData()
        user.updatedAt = now
    }

    private func applyNames(to user: inout User) throws {
        let before = user.email ?? user.username ?? user.phoneNumber
        if let value = request["email"] {
            let email = value.string?.lowercased()
            if email != user.email { user.isEmailVerified = false }
            user.email = email
        }
        if let value = request["phone_number"] {
            if value.string != user.phoneNumber { user.isPhoneVerified = false }
            user.phoneNumber = value.string
        }
        if let value = request["username"] { user.username = value.string }
        guard user.email ?? user.username ?? user.phoneNumber != nil || before == nil else {
            throw UserConnection.refusal("A user needs an email, a username or a phone_number.")
        }
        if let value = request["email_verified"]?.bool { user.isEmailVerified = value }
        if let value = request["phone_verified"]?.bool { user.isPhoneVerified = value }
    }

    private func applyNames(to identity: inout Identity) {
        var profile = identity.profileData ?? [:]
        for (name, flag) in [("email", "email_verified"), ("phone_number", "phone_verified")] {
            guard let value = request[name] else { continue }
            if profile[name] != value { profile[flag] = false }
        }
        for name in ["email", "email_verified", "phone_number", "phone_verified", "username"] {
            if let value = request[name] { profile[name] = Self.unlessNull(value) }
        }
        identity.profileData = profile
    }

    /// Not a conditional expression: its `nil` would be JSON's `null`, which is a value.
    private static func unlessNull(_ value: JSONValue) -> JSONValue? {
        if value.isNull { return nil }
        return value
    }

    /// The first level is merged; an empty object clears everything, as `null` does.
    private static func merged(_ metadata: JSONObject, _ change: JSONValue) -> JSONObject {
        guard let change = change.object, !change.isEmpty else { return [:] }
        return Patching.merge(metadata, change)
    }
}

/// What connections allow to be changed.
extension UserPatch {
    private func checkNames(_ target: Target) throws {
        let required = target.index == 0 ? target.connection?.requiredAttributes ?? [] : []
        if let missing = required.first(where: { request[$0]?.isNull ?? false }) {
            throw UserConnection.missing(missing)
        }
        if request.contains("username") { try checkDatabase("username", target) }
        if request.contains("email"), target.connection?.connection.strategy != "email" {
            try checkDatabase("email", target)
        }
        if request.contains("phone_number"), target.connection?.connection.strategy != "sms" {
            try checkDatabase("phone_number", target)
        }
        if request.contains("email_verified"), target.connection?.keepsAddressesOfOthers ?? false {
            throw UserConnection.refusal("Cannot update email_verified for this user.")
        }
        if let username = request["username"]?.string { try target.connection?.check(username: username) }
    }

    private func checkDatabase(_ member: String, _ target: Target) throws {
        guard target.connection?.isDatabase ?? false else {
            throw UserConnection.refusal("Cannot update \(member) for non-database user.")
        }
        guard member == "email" || member == "password" else { return }
        let connection = target.connection?.connection
        guard connection?.isDomainConnection ?? false || connection?.enabledClients.isEmpty == false else {
            throw UserConnection.refusal("Cannot change email or password for users in a disabled connection.")
        }
    }

    private func checkProfile(_ target: Target) throws {
        let changed = UserConnection.profileMembers.filter(request.contains)
        guard !changed.isEmpty, let connection = target.connection, connection.overwritesProfiles else { return }
        let names = changed.sorted().joined(separator: ", ")
        throw UserConnection.refusal(
            "The following user attributes cannot be updated: \(names). The connection "
                + "(\(connection.connection.name)) must either be a database connection (using the Auth0 store), a "
                + "passwordless connection (email or sms) or has disabled 'Sync user profile attributes at each login'."
        )
    }
}
