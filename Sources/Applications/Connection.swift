import Kernel
package import Wire

/// A connection, as signing in sees it: a place that people's accounts are at.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/connections`.
package struct Connection: Sendable {
    /// The strategy of database connections.
    package static let databaseStrategy = "auth0"
    /// The name of the key by which a connection is found by its name.
    package static let nameKey = "name"

    /// The id: `con_` and 16 characters.
    package let id: String
    /// The unique name.
    package let name: String
    /// Which kind it is: `auth0` for a database.
    package let strategy: String
    /// The name for people; nil if it has none.
    package let displayName: String?
    /// The clients it is enabled for.
    package let enabledClients: Set<String>
    /// Whether third-party clients may use it.
    package let isDomainConnection: Bool
    /// The names that the password grant knows it by, beside its own.
    package let realms: [String]
    /// What its strategy needs to know.
    package let options: JSONObject

    /// The view of a document of kind `connection`.
    package init(_ document: Document) {
        id = document.id
        name = document.body["name"]?.string ?? ""
        strategy = document.body["strategy"]?.string ?? ""
        displayName = document.body["display_name"]?.string
        enabledClients = Set(document.body["enabled_clients"]?.strings ?? [])
        isDomainConnection = document.body["is_domain_connection"]?.bool ?? false
        realms = document.body["realms"]?.strings ?? []
        options = document.body["options"]?.object ?? [:]
    }

    /// Whether its accounts have passwords that this server keeps.
    package var isDatabase: Bool { strategy == Self.databaseStrategy }

    /// Whether nobody may sign up.
    package var isSignupDisabled: Bool { options["disable_signup"]?.bool ?? false }
    /// Whether the login pages offer to set a forgotten password anew.
    package var offersPasswordReset: Bool { options["disable_self_service_change_password"]?.bool != true }
    /// Whether those who try too many wrong passwords are stopped, where the tenant stops anybody.
    package var protectsAgainstBruteForce: Bool { options["brute_force_protection"]?.bool ?? true }

    /// Whether a client may use it.
    package func isEnabled(for client: Client) -> Bool {
        enabledClients.contains(client.id) || (!client.isFirstParty && isDomainConnection)
    }
}

extension Connection {
    /// Which names identify an account of a database connection.
    ///
    /// - SeeAlso: Auth0: "Flexible Identifiers and Attributes": the `attributes` option, before it `requires_username`.
    package struct Identifiers: Sendable, Equatable {
        /// Whether people sign in with their address.
        package var email = true
        /// Whether they sign in with a user name.
        package var username = false
        /// Whether they sign in with a phone number.
        package var phone = false
        /// Whether an account must have an address.
        package var isEmailRequired = true
        /// Whether an account must have a user name.
        package var isUsernameRequired = false
        /// Whether an account must have a number.
        package var isPhoneRequired = false
        /// The shortest user name, in characters.
        package var usernameMinimum = 1
        /// The longest user name, in characters.
        package var usernameMaximum = 15
    }

    /// The identifiers of this connection.
    package var identifiers: Identifiers {
        var result = Identifiers()
        if let attributes = options["attributes"]?.object {
            result.email = attributes["email"]?["identifier"]?["active"]?.bool ?? false
            result.username = attributes["username"]?["identifier"]?["active"]?.bool ?? false
            result.phone = attributes["phone_number"]?["identifier"]?["active"]?.bool ?? false
            result.isEmailRequired = attributes["email"]?["signup"]?["status"]?.string == "required"
            result.isUsernameRequired = attributes["username"]?["signup"]?["status"]?.string == "required"
            result.isPhoneRequired = attributes["phone_number"]?["signup"]?["status"]?.string == "required"
            if !result.email, !result.username, !result.phone { result.email = true }
        } else if options["requires_username"]?.bool == true {
            result.username = true
            result.isUsernameRequired = true
        }
        let bounds = options["attributes"]?["username"]?["validation"] ?? options["validation"]?["username"]
        if let minimum = (bounds?["min_length"] ?? bounds?["min"])?.integer { result.usernameMinimum = Int(minimum) }
        if let maximum = (bounds?["max_length"] ?? bounds?["max"])?.integer { result.usernameMaximum = Int(maximum) }
        return result
    }
}
