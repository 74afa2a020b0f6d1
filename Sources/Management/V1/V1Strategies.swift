/// The strategies of connections and what the management API v1 knows of them.
///
/// - SeeAlso: Auth0 Management API v1: "strategy".
package enum V1Strategies {
    /// Where the accounts of a connection are.
    package enum Kind: String, Sendable {
        /// In a database of the tenant.
        case database
        /// Nowhere: an address or a number is the account.
        case passwordless
        /// In a company's directory.
        case enterprise
        /// At a social network.
        case social
    }

    private static let enterprise = [
        "ad", "adfs", "auth0-adldap", "google-apps", "ip", "office365", "oidc", "okta", "pingfederate", "samlp",
        "sharepoint", "waad",
    ]
    private static let social = [
        "amazon", "apple", "auth0-oidc", "baidu", "bitbucket", "bitly", "box", "custom", "daccount", "dropbox",
        "dwolla", "evernote", "evernote-sandbox", "exact", "facebook", "fitbit", "github", "google-oauth2",
        "google-openid", "instagram", "line", "linkedin", "oauth1", "oauth2", "paypal", "paypal-sandbox",
        "planningcenter", "renren", "salesforce", "salesforce-community", "salesforce-sandbox", "shop", "shopify",
        "soundcloud", "thecity", "thecity-sandbox", "thirtysevensignals", "twitter", "untappd", "vkontakte", "weibo",
        "windowslive", "wordpress", "yahoo", "yammer", "yandex",
    ]
    private static let kinds: [String: Kind] = {
        var kinds: [String: Kind] = ["auth0": .database, "email": .passwordless, "sms": .passwordless]
        for name in enterprise { kinds[name] = .enterprise }
        for name in social { kinds[name] = .social }
        return kinds
    }()

    /// Directories whose users cannot be asked for: only those who came are known.
    private static let unsearchable: Set<String> = [
        "adfs", "ip", "oidc", "okta", "pingfederate", "samlp", "sharepoint",
    ]

    /// The strategies whose connections the identity provider's administrator finishes by a link.
    package static let provisioned: Set<String> = ["adfs", "google-apps", "office365"]

    /// All names, in alphabetical order.
    package static var names: [String] { kinds.keys.sorted() }

    /// What a strategy is; nil for one that nobody knows.
    package static func kind(of strategy: String) -> Kind? { kinds[strategy] }

    /// The name of a strategy as storage has it; nil for one that nobody knows.
    package static func canonical(_ name: String) -> String? {
        // Early clients wrote `PingFederate`.
        let name = name.lowercased()
        if kinds[name] == nil { return nil }
        return name
    }

    /// Whether a connection of a strategy tells of users who never signed in.
    static func isSearchable(_ strategy: String) -> Bool {
        switch kind(of: strategy) {
        case .database, .passwordless: true
        case .enterprise: !unsearchable.contains(strategy)
        case .social, nil: false
        }
    }
}
