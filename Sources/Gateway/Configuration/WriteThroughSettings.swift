package import Kernel

/// Where properties of users are copied to, and which: `USERS_WEBHOOK_…` and `USERS_PROPERTIES_TO_SAVE`.
package struct WriteThroughSettings: Sendable {
    /// The address that copies are posted to.
    package let url: String
    /// The key that copies are signed with.
    package let secret: Secret
    /// The members of `/userinfo` that are copied.
    package let properties: [String]

    /// Settings.
    package init(url: String, secret: Secret, properties: [String]) {
        self.url = url
        self.secret = secret
        self.properties = properties
    }

    /// Reads the variables; nil if no address is named.
    init?(_ variables: Variables) throws(ConfigurationError) {
        guard let url = variables["USERS_WEBHOOK_URL"] else { return nil }
        guard TenantURL(url) != nil else {
            throw ConfigurationError("USERS_WEBHOOK_URL", "must be an http or https address without a query")
        }
        guard let secret = variables["USERS_WEBHOOK_SECRET"] else {
            throw ConfigurationError("USERS_WEBHOOK_SECRET", "must be set where USERS_WEBHOOK_URL is")
        }
        let names = (variables["USERS_PROPERTIES_TO_SAVE"] ?? "").split(separator: ",").map(\.trimmedOfSpaces)
        let properties = names.filter { !$0.isEmpty }
        guard !properties.isEmpty else {
            throw ConfigurationError("USERS_PROPERTIES_TO_SAVE", "must be set where USERS_WEBHOOK_URL is")
        }
        self.init(url: url, secret: Secret(secret), properties: properties)
    }
}
