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
        /// Too many passwords are being hashed.
        case busy
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
        do {
            let made = try await make(application, connection, client, host: host, origin: origin, now: now)
            var success = event(.signupSucceeded, application, connection, client, made.user, host, origin, now)
            await log.append(success)
            if made.isMailed {
                success.type = .verificationRequested
                success.details = nil
                await log.append(success)
            }
            return made.user
        } catch let refusal as Refusal {
            var failure = event(.signupFailed, application, connection, client, nil, host, origin, now)
            failure.description = refusal.description
            if case .suspiciousAddress = refusal { failure.type = .addressBlocked }
            await log.append(failure)
            throw refusal
        }
    }

    private func make(
        _ application: Application,
        _ connection: Connection,
        _ client: Client?,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> (user: User, isMailed: Bool) {
        guard !connection.isSignupDisabled else { throw Refusal.disabled }
        let names = try SignUpRules.names(application, connection)
        let policy = PasswordPolicy(options: connection.options)
        let person = PersonalData(
            email: names.email,
            username: names.username,
            phoneNumber: names.phoneNumber,
            profile: application.profile,
            userMetadata: application.userMetadata
        )
        if let violation = policy.check(application.password, of: person) {
            throw Refusal.password(violation)
        }
        guard try await protection.admitsSignup(from: origin.ip ?? "", host: host, now: now) else {
            throw Refusal.suspiciousAddress
        }
        var user = User.database(
            objectID: random.objectID(at: now),
            connection: connection.name,
            email: names.email,
            username: names.username,
            phoneNumber: names.phoneNumber,
            profile: application.profile,
            createdAt: now
        )
        user.userMetadata = application.userMetadata
        user.isEmailVerified = application.isEmailVerified
        let hash = try await hash(application.password)
        let made = user
        let record = PasswordRecord(userID: made.id, hash: hash, setAt: now)
        let letters = mails.welcome(made, connection, client: client, host: host, now: now)
        do {
            try await storage.write { transaction in
                try transaction.insert(made, tenant: host.tenant)
                try transaction.setPassword(record, keepingFormer: 0, in: host.tenant)
                for letter in letters { try letter.write(in: transaction, tenant: host.tenant) }
            }
        } catch StoreError.conflict(let key) {
            throw Refusal.taken(LoginIdentifier.Kind(rawValue: key) ?? .email)
        }
        return (made, !letters.isEmpty)
    }

    private func hash(_ password: String) async throws -> String {
        let random = random
        do {
            return try await passwords.run { try PasswordHash.bcrypt(password, random: random).stored }
        } catch is PasswordQueue.Busy { throw Refusal.busy }
    }

    private func event(
        _ type: LogEventType,
        _ application: Application,
        _ connection: Connection,
        _ client: Client?,
        _ user: User?,
        _ host: RequestHost,
        _ origin: RequestOrigin,
        _ now: Instant
    ) -> LogEvent {
        var event = LogEvent(tenant: host.tenant, date: now, type: type, description: "")
        origin.describe(&event, hostname: host.name)
        event.clientID = client?.id
        event.clientName = client?.name
        event.describe(connection)
        event.userID = user?.id ?? ""
        event.userName = application.email ?? application.username ?? application.phoneNumber
        var body: JSONObject = ["connection": .string(connection.name), "password": "*****"]
        body["tenant"] = .string(host.tenant.rawValue)
        if let client { body["client_id"] = .string(client.id) }
        if let email = application.email { body["email"] = .string(email) }
        if let username = application.username { body["username"] = .string(username) }
        event.details = ["body": .object(body)]
        return event
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
        case .busy: SignInRefusal.busy.description
        }
    }
}
