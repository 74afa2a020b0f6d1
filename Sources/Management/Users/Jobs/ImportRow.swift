import Applications
import Directory
import Kernel
import Storage
import Tokens
import Wire

/// One row of a file of users.
///
/// - SeeAlso: Auth0: "Bulk User Import Database Schema and Examples".
struct ImportRow {
    /// What became of a row.
    enum Outcome {
        case inserted, updated
        case refused([ImportError])
    }

    /// What is to be done about a row.
    enum Decision {
        case insert(User, PasswordRecord?)
        case update(User, PasswordRecord?)
        case refuse([ImportError])
    }

    /// What names a user; compared by its bytes, as the database does: to Swift, one letter with an accent is the same as
    /// two characters.
    struct Name: Hashable {
        private let kind: LoginIdentifier.Kind?
        private let bytes: [UInt8]

        /// An id.
        static func id(_ id: String) -> Name { Name(kind: nil, bytes: Array(id.utf8)) }

        /// A name within the connection.
        static func identifier(_ identifier: LoginIdentifier) -> Name {
            Name(kind: identifier.kind, bytes: Array(identifier.value.utf8))
        }
    }

    private let value: JSONValue
    private let row: JSONObject
    private let connection: UserConnection
    private let random: RandomSource

    /// A row as it stands in the file.
    init(_ value: JSONValue, _ connection: UserConnection, _ random: RandomSource) {
        self.value = value
        self.connection = connection
        self.random = random
        row = value.object ?? [:]
    }

    /// What is wrong with it, whoever is there already.
    ///
    /// - Parameter isRepeated: Whether a row before it names the same person.
    func errors(isRepeated: Bool) -> [ImportError] {
        let errors = ImportSchema.errors(value, connection.connection.identifiers)
        return errors.isEmpty && isRepeated ? [.repeated] : errors
    }

    /// The rows that name somebody whom a row before them names.
    static func repeated(_ rows: [JSONValue]) -> Set<Int> {
        var seen: Set<String> = []
        var repeated: Set<Int> = []
        for (number, row) in rows.enumerated() {
            let names = ["email", "user_id", "username", "phone_number"].compactMap { member in
                row[member]?.string.map { "\(member):\($0.lowercased())" }
            }
            if !seen.isDisjoint(with: names) { repeated.insert(number) }
            seen.formUnion(names)
        }
        return repeated
    }

    /// The row with its errors, as the job reports it: without what is secret.
    func report(_ errors: [ImportError]) -> JSONValue {
        let secrets: Set<String> = ["password_hash", "custom_password_hash", "mfa_factors"]
        let user = value.object.map { JSONValue.object($0.filtered(secrets, keeping: false)) } ?? value
        return ["user": user, "errors": .array(errors.map(\.json))]
    }

    /// What is to be done about the row.
    ///
    /// - Parameter found: the users whom it names, each once or more often.
    func decision(_ found: [User], upserting: Bool, _ context: AdministrationContext) -> Decision {
        let hash: PasswordHash?
        do { hash = try self.hash() } catch { return .refuse([ImportError(error)]) }
        func password(of user: User) -> PasswordRecord? {
            hash.map { PasswordRecord(userID: user.id, hash: $0.stored, setAt: context.now) }
        }
        guard let existing = found.first else {
            let user = newUser(context)
            return .insert(user, password(of: user))
        }
        guard upserting else { return .refuse([.duplicated]) }
        guard found.allSatisfy({ $0.id == existing.id }) else {
            return .refuse([.conflict(row.contains("username") ? "username" : "email")])
        }
        var user = existing
        change(&user, at: context.now)
        // Whoever has signed in has a hash of ours by now, perhaps of another password.
        let isReplaced = row.contains("custom_password_hash") && user.loginsCount == 0
        return .update(user, isReplaced ? password(of: user) : nil)
    }

    /// The names that find a user of the row within the connection.
    var identifiers: [LoginIdentifier] {
        [("email", LoginIdentifier.Kind.email), ("username", .username), ("phone_number", .phone)]
            .compactMap { member, kind in
                row[member]?.string.map {
                    LoginIdentifier(connection: connection.connection.name, kind: kind, value: $0)
                }
            }
    }

    /// The id that the row wants for its user.
    var userID: String? { bareID.map { "\(Identity.databaseProvider)|\($0)" } }

    /// The id without the provider that exports put before it.
    private var bareID: String? {
        row["user_id"]?.string.map { IdentityLink.bareID($0, provider: Identity.databaseProvider) }
    }

    private func hash() throws(PasswordImportError) -> PasswordHash? {
        if let text = row["password_hash"]?.string { return try PasswordHash(passwordHash: text) }
        if let object = row["custom_password_hash"]?.object { return try PasswordHash(customPasswordHash: object) }
        return nil
    }

    private func newUser(_ context: AdministrationContext) -> User {
        var profile = JSONObject()
        for name in UserConnection.profileMembers { profile[name] = row[name] }
        profile["blocked"] = row["blocked"]
        var user = User.database(
            objectID: bareID ?? random.objectID(at: context.now),
            connection: connection.connection.name,
            email: row["email"]?.string,
            username: row["username"]?.string,
            phoneNumber: row["phone_number"]?.string,
            profile: profile,
            createdAt: context.now
        )
        user.isEmailVerified = row["email_verified"]?.bool ?? false
        user.isPhoneVerified = row["phone_verified"]?.bool ?? false
        user.isBlocked = row["blocked"]?.bool ?? false
        user.userMetadata = row["user_metadata"]?.object ?? [:]
        user.appMetadata = row["app_metadata"]?.object ?? [:]
        return user
    }

    /// Root members are overwritten, metadata replaced.
    private func change(_ user: inout User, at now: Instant) {
        if let email = row["email"]?.string?.lowercased() {
            user.isEmailVerified = row["email_verified"]?.bool ?? (email == user.email && user.isEmailVerified)
            user.email = email
        } else if let isVerified = row["email_verified"]?.bool {
            user.isEmailVerified = isVerified
        }
        if let number = row["phone_number"]?.string {
            user.isPhoneVerified = row["phone_verified"]?.bool ?? (number == user.phoneNumber && user.isPhoneVerified)
            user.phoneNumber = number
        }
        if let username = row["username"]?.string { user.username = username }
        for name in UserConnection.profileMembers {
            if let value = row[name] { user.profile[name] = value }
        }
        if let isBlocked = row["blocked"]?.bool {
            user.isBlocked = isBlocked
            user.profile["blocked"] = .bool(isBlocked)
        }
        if let metadata = row["user_metadata"]?.object { user.userMetadata = metadata }
        if let metadata = row["app_metadata"]?.object { user.appMetadata = metadata }
        user.refreshPrimaryProfileData()
        user.updatedAt = now
    }

    /// Adds the factors of a user whom the row has made.
    ///
    /// - Throws: `StoreError`.
    func insertFactors(
        of user: User,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws {
        for factor in row["mfa_factors"]?.array ?? [] {
            var request = JSONObject()
            if let secret = factor["totp"]?["secret"] { request = ["type": "totp", "totp_secret": secret] }
            if let number = factor["phone"]?["value"] { request = ["type": "phone", "phone_number": number] }
            if let email = factor["email"]?["value"] { request = ["type": "email", "email": email] }
            let document = try AuthenticationMethod.document(request, user: user.id, random, context)
            try transaction.insert(document, keys: [])
        }
    }
}
