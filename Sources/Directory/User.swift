package import Kernel
package import Wire

/// A person as storage keeps them.
///
/// What is searched or acted on has a member of its own; the rest of the profile stays as the JSON it came as.
/// - SeeAlso: Auth0: "User Profile Structure".
package struct User: Sendable, Equatable {
    /// The `user_id`: the primary identity's provider, a bar, and its id there.
    package var id: String
    /// The address, as the person wrote it.
    package var email: String?
    /// Whether the address was proved.
    package var isEmailVerified: Bool
    /// The name they sign in with, in connections that have one.
    package var username: String?
    /// The number in E.164 form.
    package var phoneNumber: String?
    /// Whether the number was proved.
    package var isPhoneVerified: Bool
    /// The other root members: `name`, `nickname`, `given_name`, `family_name`, `picture` and whatever else there is.
    package var profile: JSONObject
    /// What the person may change themself.
    package var userMetadata: JSONObject
    /// What only administrators may change.
    package var appMetadata: JSONObject
    /// Whether they may not sign in.
    package var isBlocked: Bool
    /// When they were made.
    package var createdAt: Instant
    /// When anything of theirs last changed; a sign-in counts.
    package var updatedAt: Instant
    /// When they last signed in.
    package var lastLogin: Instant?
    /// From where.
    package var lastIP: String?
    /// How often.
    package var loginsCount: Int64
    /// When they last changed their password.
    package var lastPasswordReset: Instant?
    /// The accounts that are this person's, the primary one first; never empty.
    package var identities: [Identity]

    /// A user who has never signed in.
    package init(id: String, identity: Identity, createdAt: Instant) {
        self.id = id
        isEmailVerified = false
        isPhoneVerified = false
        profile = [:]
        userMetadata = [:]
        appMetadata = [:]
        isBlocked = false
        self.createdAt = createdAt
        updatedAt = createdAt
        loginsCount = 0
        identities = [identity]
    }
}

/// One account of a person: at a connection of this tenant or at somebody else's.
package struct Identity: Sendable, Equatable {
    /// The strategy's name in user ids, such as `auth0` or `google-oauth2`.
    package var provider: String
    /// The id there, without the provider.
    package var id: String
    /// The connection's name.
    package var connection: String
    /// Whether it is an account at a social network.
    package var isSocial: Bool
    /// What the provider said of the person; kept for linked identities.
    package var profileData: JSONObject?

    /// An account.
    package init(provider: String, id: String, connection: String, isSocial: Bool, profileData: JSONObject? = nil) {
        self.provider = provider
        self.id = id
        self.connection = connection
        self.isSocial = isSocial
        self.profileData = profileData
    }

    /// The `user_id` of somebody whose primary identity this is.
    package var userID: String { "\(provider)|\(id)" }
}

/// A name that finds one person within a connection.
package struct LoginIdentifier: Sendable, Hashable {
    /// What can name a person.
    package enum Kind: String, Sendable, CaseIterable {
        case email
        case username
        case phone = "phone_number"
    }

    /// The connection's name.
    package let connection: String
    /// What it is.
    package let kind: Kind
    /// The value in the form that is compared.
    package let value: String

    /// A name; addresses and user names are compared in lower case.
    package init(connection: String, kind: Kind, value: String) {
        self.connection = connection
        self.kind = kind
        self.value = Self.normalized(value, kind)
    }

    /// A value in the form that is compared.
    package static func normalized(_ value: String, _ kind: Kind) -> String {
        switch kind {
        case .email, .username: value.lowercased()
        case .phone: value.filter { $0 != " " && $0 != "-" && $0 != "(" && $0 != ")" }
        }
    }
}

extension User {
    /// The names by which this person signs in at the database connections they have an identity of.
    package var loginIdentifiers: [LoginIdentifier] {
        guard let primary = identities.first, primary.provider == Identity.databaseProvider else { return [] }
        var names: [LoginIdentifier] = []
        if let email {
            names.append(LoginIdentifier(connection: primary.connection, kind: .email, value: email))
        }
        if let username {
            names.append(LoginIdentifier(connection: primary.connection, kind: .username, value: username))
        }
        if let phoneNumber {
            names.append(LoginIdentifier(connection: primary.connection, kind: .phone, value: phoneNumber))
        }
        return names
    }
}

extension Identity {
    /// The provider of database connections.
    package static let databaseProvider = "auth0"
}
