package import Kernel

/// A password as storage keeps it: its hash, never the password.
package struct PasswordRecord: Sendable, Equatable {
    /// Whose it is.
    package let userID: String
    /// The hash in the text form of `Tokens.PasswordHash`.
    package let hash: String
    /// When it was set.
    package let setAt: Instant

    /// A password.
    package init(userID: String, hash: String, setAt: Instant) {
        self.userID = userID
        self.hash = hash
        self.setAt = setAt
    }
}

extension PasswordRecord: CustomStringConvertible {
    package var description: String { "password of \(userID) ‹redacted›" }
}

/// Which users a search finds; built from the query language, run by storage.
///
/// Addresses, user names and the parts of a person's name are compared in either case, all other texts as they are. A
/// list holds what one of its elements is; null, an empty list and an empty object are as good as nothing.
package indirect enum UserFilter: Sendable, Equatable {
    /// The member is the value; metadata and profile members by their dotted path.
    case equals(path: String, value: String)
    /// The member begins with the value.
    case hasPrefix(path: String, value: String)
    /// The member fits the pattern, in which `*` stands for any text.
    case matches(path: String, pattern: String)
    /// The member is there.
    case exists(path: String)
    /// The member lies between two values, either of which may be open; texts compare as texts, numbers and moments as
    /// such.
    case range(path: String, from: String?, through: String?, isFromIncluded: Bool, isThroughIncluded: Bool)
    /// One of the members that a bare term searches holds the text, in either case.
    case contains(String)
    /// Both.
    case and(UserFilter, UserFilter)
    /// Either.
    case or(UserFilter, UserFilter)
    /// The opposite.
    case not(UserFilter)
    /// Everybody.
    case all
}

/// A page of users.
package struct UserQuery: Sendable {
    /// The tenant.
    package var tenant: TenantID
    /// Which users; nil for all.
    package var filter: UserFilter?
    /// Only those with an identity at this connection.
    package var connection: String?
    /// The member to sort by, by its dotted path; by creation if nil.
    package var sortPath: String?
    /// The last first.
    package var isDescending: Bool
    /// Skip so many.
    package var offset: Int
    /// Answer so many at most.
    package var limit: Int
    /// Begin after this user id, in order of ids; excludes sorting and skipping.
    package var afterID: String?

    /// A page of everybody, to be narrowed.
    package init(tenant: TenantID, filter: UserFilter? = nil, offset: Int = 0, limit: Int = 50) {
        self.tenant = tenant
        self.filter = filter
        isDescending = false
        self.offset = offset
        self.limit = limit
    }
}

/// Reading people, inside a transaction.
package protocol UserReading {
    /// The user of that id.
    func user(_ id: String, in tenant: TenantID) throws -> User?
    /// The user whom a name finds within a connection.
    func user(_ identifier: LoginIdentifier, in tenant: TenantID) throws -> User?
    /// The users whom names find within their connections, each beside the name; in no order, names of nobody are left
    /// out.
    func users(_ identifiers: [LoginIdentifier], in tenant: TenantID) throws -> [(LoginIdentifier, User)]
    /// The user who has an identity, primary or linked.
    func user(provider: String, identity id: String, in tenant: TenantID) throws -> User?
    /// The users with an address, compared in lower case, in any connection.
    func users(email: String, in tenant: TenantID) throws -> [User]
    /// The users of those ids, in no order; ids of nobody are left out.
    func users(ids: [String], in tenant: TenantID) throws -> [User]
    /// The users of a query, in its order.
    func users(_ query: UserQuery) throws -> [User]
    /// How many users a query matches, its offset, limit and start aside.
    func countUsers(_ query: UserQuery) throws -> Int
    /// The password of a user; nil if they have none.
    func password(of userID: String, in tenant: TenantID) throws -> PasswordRecord?
    /// The hashes of a user's former passwords, the latest first.
    func formerPasswords(of userID: String, limit: Int, in tenant: TenantID) throws -> [String]
}

/// Changing people, inside a transaction.
package protocol UserWriting: UserReading {
    /// Adds a user with their identities and login identifiers.
    ///
    /// - Throws: `StoreError.conflict(key:)` with `id`, `identity`, or the kind of the identifier that is taken.
    func insert(_ user: User, tenant: TenantID) throws
    /// Replaces everything of a user who is there: profile, identities and login identifiers.
    ///
    /// - Throws: `StoreError.conflict(key:)` as `insert` does.
    func update(_ user: User, tenant: TenantID) throws
    /// Adds users, none of whom is there, with the passwords of some of them: as one after the other, but at the price of
    /// a few.
    ///
    /// - Throws: `StoreError.conflict(key:)` as `insert` of one does.
    func insert(_ users: [User], passwords: [PasswordRecord], tenant: TenantID) throws
    /// Replaces everything of users who are there, and the passwords of some of them, of whom no former one is kept.
    ///
    /// - Throws: `StoreError.conflict(key:)` as `insert` does.
    func update(_ users: [User], passwords: [PasswordRecord], tenant: TenantID) throws
    /// Notes a sign-in: last login, address, count and `updated_at`, nothing else.
    func recordLogin(of userID: String, ip: String?, at now: Instant, in tenant: TenantID) throws
    /// Removes a user with everything that is theirs in this area; whether they were there.
    @discardableResult
    func deleteUser(_ id: String, in tenant: TenantID) throws -> Bool
    /// Sets a password; the one before joins the former ones, of which so many are kept.
    func setPassword(_ password: PasswordRecord, keepingFormer count: Int, in tenant: TenantID) throws
    /// Replaces the hash of a password by a better one of the same password: no former one, no new date.
    func upgradePassword(of userID: String, to hash: String, from old: String, in tenant: TenantID) throws
}

extension UserReading {
    package func users(_ identifiers: [LoginIdentifier], in tenant: TenantID) throws -> [(LoginIdentifier, User)] {
        try identifiers.compactMap { identifier in try user(identifier, in: tenant).map { (identifier, $0) } }
    }
}

extension UserWriting {
    package func insert(_ users: [User], passwords: [PasswordRecord], tenant: TenantID) throws {
        for user in users { try insert(user, tenant: tenant) }
        for password in passwords { try setPassword(password, keepingFormer: 0, in: tenant) }
    }

    package func update(_ users: [User], passwords: [PasswordRecord], tenant: TenantID) throws {
        for user in users { try update(user, tenant: tenant) }
        for password in passwords { try setPassword(password, keepingFormer: 0, in: tenant) }
    }
}
