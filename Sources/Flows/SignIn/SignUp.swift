package import Applications
package import Directory
package import Kernel
import Sessions
package import Storage
import Tokens
package import Wire

/// Making an account at a database connection: for the sign-up page and `/dbconnections/signup` alike.
package struct SignUp: Sendable {
    /// What somebody wants to be known as.
    package struct Application: Sendable {
        /// Their address.
        package var email: String?
        /// Their user name.
        package var username: String?
        /// Their number.
        package var phoneNumber: String?
        /// Their password.
        package var password: String
        /// `name`, `given_name`, `family_name`, `nickname`, `picture`.
        package var profile: JSONObject = [:]
        /// What the application keeps with them.
        package var userMetadata: JSONObject = [:]
        /// Whether the address is proved already, because they come from a mail that was sent there.
        package var isEmailVerified = false

        /// An application with a password.
        package init(email: String?, username: String?, phoneNumber: String?, password: String) {
            self.email = email
            self.username = username
            self.phoneNumber = phoneNumber
            self.password = password
        }
    }

    /// Why an account cannot be made.
    package enum Refusal: Error, Sendable {
        /// The connection takes nobody.
        case disabled
        /// A name that is needed is missing or malformed.
        case invalid(LoginIdentifier.Kind)
        /// A name is taken.
        case taken(LoginIdentifier.Kind)
        /// The password breaks the policy.
        case password(PasswordViolation)
        /// Too many sign-ups from this address.
        case suspiciousAddress
        /// Too many codes were mailed.
        case tooManyMails
        /// Too many passwords are being hashed.
        case busy
    }

    /// Where somebody signs up, and by way of whom.
    struct Occasion: Sendable {
        let connection: Connection
        let client: Client?
        let host: RequestHost
        let origin: RequestOrigin
        let now: Instant
    }

    /// An account that could be made: all is checked but whether its names are free.
    struct Account: Sendable {
        let objectID: String
        let names: SignUpRules.Names
        let profile: JSONObject
        let userMetadata: JSONObject
        let passwordHash: Secret
        var isEmailVerified: Bool

        /// Whose account it would be.
        func user(_ connection: Connection, at now: Instant) -> User {
            var user = User.database(
                objectID: objectID,
                connection: connection.name,
                email: names.email,
                username: names.username,
                phoneNumber: names.phoneNumber,
                profile: profile,
                createdAt: now
            )
            user.userMetadata = userMetadata
            user.isEmailVerified = isEmailVerified
            return user
        }
    }

    private let storage: any Storage
    private let passwords: PasswordQueue
    private let protection: LoginProtection
    private let mails: PeopleMails
    private let log: LogSink
    private let random: RandomSource

    /// Sign-up.
    package init(
        storage: any Storage,
        passwords: PasswordQueue,
        protection: LoginProtection,
        mails: PeopleMails,
        log: LogSink,
        random: RandomSource = .system
    ) {
        self.storage = storage
        self.passwords = passwords
        self.protection = protection
        self.mails = mails
        self.log = log
        self.random = random
    }

    /// Makes an account, and sends the mail that proves its address.
    ///
    /// - Throws: `Refusal`, or what storage throws.
    package func signUp(
        _ application: Application,
        at connection: Connection,
        client: Client?,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> User {
        let occasion = Occasion(connection: connection, client: client, host: host, origin: origin, now: now)
        let account = try await prepare(application, occasion)
        return try await make(account, occasion)
    }

    /// Checks an application, and hashes its password.
    ///
    /// - Throws: `Refusal`, which the log has then, or what storage throws.
    func prepare(_ application: Application, _ occasion: Occasion) async throws -> Account {
        try await logging(application.names, occasion) {
            guard !occasion.connection.isSignupDisabled else { throw Refusal.disabled }
            let names = try SignUpRules.names(application, occasion.connection)
            let person = PersonalData(
                email: names.email,
                username: names.username,
                phoneNumber: names.phoneNumber,
                profile: application.profile,
                userMetadata: application.userMetadata
            )
            let policy = PasswordPolicy(options: occasion.connection.options)
            if let violation = policy.check(application.password, of: person) { throw Refusal.password(violation) }
            let address = occasion.origin.ip ?? ""
            guard try await protection.admitsSignup(from: address, host: occasion.host, now: occasion.now) else {
                throw Refusal.suspiciousAddress
            }
            return Account(
                objectID: random.objectID(at: occasion.now),
                names: names,
                profile: application.profile,
                userMetadata: application.userMetadata,
                passwordHash: Secret(try await hash(application.password)),
                isEmailVerified: application.isEmailVerified
            )
        }
    }

    /// Makes an account that was prepared.
    ///
    /// - Throws: `Refusal.taken`, which the log has then, or what storage throws.
    func make(_ account: Account, _ occasion: Occasion) async throws -> User {
        let (tenant, mails) = (occasion.host.tenant, mails)
        let user = account.user(occasion.connection, at: occasion.now)
        let record = PasswordRecord(userID: user.id, hash: account.passwordHash.exposed, setAt: occasion.now)
        let isMailed: Bool = try await logging(account.names, occasion) {
            do {
                return try await storage.write { transaction in
                    try transaction.insert(user, tenant: tenant)
                    try transaction.setPassword(record, keepingFormer: 0, in: tenant)
                    return try mails.welcome(user, occasion, in: transaction)
                }
            } catch StoreError.conflict(let key) {
                throw Refusal.taken(LoginIdentifier.Kind(rawValue: key) ?? .email)
            }
        }
        await note(.signupSucceeded, account.names, occasion, user)
        if isMailed { await note(.verificationRequested, account.names, occasion, user) }
        return user
    }

    private func hash(_ password: String) async throws -> String {
        let random = random
        do {
            return try await passwords.run { try PasswordHash.bcrypt(password, random: random).stored }
        } catch is PasswordQueue.Busy { throw Refusal.busy }
    }
}

/// What the tenant's log has of signing up.
extension SignUp {
    /// Does a part of a sign-up, and notes a refusal.
    func logging<Result>(
        _ names: SignUpRules.Names,
        _ occasion: Occasion,
        _ part: () async throws -> Result
    ) async throws -> Result {
        do { return try await part() } catch let refusal as Refusal {
            var type = LogEventType.signupFailed
            if case .suspiciousAddress = refusal { type = .addressBlocked }
            await note(type, names, occasion, description: refusal.description)
            throw refusal
        }
    }

    /// Notes what came of a sign-up.
    func note(
        _ type: LogEventType,
        _ names: SignUpRules.Names,
        _ occasion: Occasion,
        _ user: User? = nil,
        description: String = ""
    ) async {
        let (tenant, connection, client) = (occasion.host.tenant, occasion.connection, occasion.client)
        var event = LogEvent(tenant: tenant, date: occasion.now, type: type, description: description)
        occasion.origin.describe(&event, hostname: occasion.host.name)
        event.clientID = client?.id
        event.clientName = client?.name
        event.describe(connection)
        event.userID = user?.id ?? ""
        event.userName = names.email ?? names.username ?? names.phoneNumber
        if [.signupSucceeded, .signupFailed, .addressBlocked].contains(type) {
            var body: JSONObject = ["connection": .string(connection.name), "password": "*****"]
            body["tenant"] = .string(tenant.rawValue)
            if let client { body["client_id"] = .string(client.id) }
            if let email = names.email { body["email"] = .string(email) }
            if let username = names.username { body["username"] = .string(username) }
            event.details = ["body": .object(body)]
        }
        await log.append(event)
    }
}

extension SignUp.Application {
    /// The names as they were sent.
    var names: SignUpRules.Names {
        SignUpRules.Names(email: email, username: username, phoneNumber: phoneNumber)
    }
}

extension SignUp.Refusal {
    /// The sentence of the tenant log.
    var description: String {
        switch self {
        case .disabled: "Public signup is disabled"
        case .invalid: "Invalid sign up"
        case .taken: "The user already exists."
        case .password(let violation): violation.message
        case .suspiciousAddress: SignInRefusal.suspiciousAddress.description
        case .tooManyMails: "Too many codes were asked for."
        case .busy: SignInRefusal.busy.description
        }
    }
}
