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

    /// Whether somebody who signs up here with an address is to prove it.
    package var verifiesEmailAtSignUp: Bool {
        options["attributes"]?["email"]?["signup"]?["verification"]?["active"]?.bool ?? true
    }
    /// Whether they prove it by a code that a page asks for, and not by a link.
    package var verifiesEmailByCode: Bool {
        options["attributes"]?["email"]?["verification_method"]?.string == "otp"
    }

    /// Whether a client may use it.
    package func isEnabled(for client: Client) -> Bool {
        enabledClients.contains(client.id) || (!client.isFirstParty && isDomainConnection)
    }
}
