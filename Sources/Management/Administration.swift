package import Applications
package import Kernel
package import Storage

/// The administrator's use cases, for both management APIs, the command line and the seed file.
///
/// One file a family extends this; every function takes the wire's JSON and answers the wire's JSON, and throws
/// `APIProblem` with Auth0's status, text and code.
package struct Administration: Sendable {
    /// Where everything is kept.
    package let storage: any Storage
    /// Where ids and secrets come from.
    package let random: RandomSource
    /// What makes hashes of passwords.
    package let passwords: any PasswordHashing
    /// What fetches the documents that others publish.
    package let fetching: any DocumentFetching
    /// What reads the pages that tenants write.
    package let pageTemplates: any PageTemplateReading

    /// Use cases over a storage.
    package init(
        storage: any Storage,
        random: RandomSource = .system,
        passwords: any PasswordHashing = ThreadedPasswordHashing(),
        fetching: any DocumentFetching = NoFetching(),
        pageTemplates: any PageTemplateReading = UnreadPageTemplates()
    ) {
        self.storage = storage
        self.random = random
        self.passwords = passwords
        self.fetching = fetching
        self.pageTemplates = pageTemplates
    }
}

/// Who calls a use case, where and when.
package struct AdministrationContext: Sendable {
    /// The host the call was made on, and with it the tenant.
    package let host: RequestHost
    /// The time of the call.
    package let now: Instant
    /// The scopes of the caller: some members show only with some of them.
    package let scopes: Set<String>

    /// The tenant.
    package var tenant: TenantID { host.tenant }

    /// A context.
    package init(host: RequestHost, now: Instant, scopes: Set<String>) {
        self.host = host
        self.now = now
        self.scopes = scopes
    }
}
