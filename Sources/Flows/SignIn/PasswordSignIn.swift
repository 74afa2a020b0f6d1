package import Applications
package import Directory
package import Kernel
import Sessions
package import Storage
import Tokens
import Wire

/// Checks a name and a password against a database connection: for the login pages, the password grants and
/// `/co/authenticate` alike, so that none of them is a way around the protection of the others.
package struct PasswordSignIn: Sendable {
    /// One try.
    package struct Attempt: Sendable {
        /// An address, a user name or a phone number.
        package var identifier: String
        /// What was typed.
        package var password: String
        /// Where the account would be.
        package var connection: Connection
        /// The client that asks.
        package var client: Client
        /// The host that was asked.
        package var host: RequestHost
        /// Where the try came from.
        package var origin: RequestOrigin
        /// When.
        package var now: Instant

        /// A try.
        package init(
            identifier: String,
            password: String,
            connection: Connection,
            client: Client,
            host: RequestHost,
            origin: RequestOrigin,
            now: Instant
        ) {
            self.identifier = identifier
            self.password = password
            self.connection = connection
            self.client = client
            self.host = host
            self.origin = origin
            self.now = now
        }
    }

    private let storage: any Storage
    private let passwords: PasswordQueue
    private let protection: LoginProtection
    private let log: LogSink
    private let random: RandomSource

    /// Sign-in by password.
    package init(
        storage: any Storage,
        passwords: PasswordQueue,
        protection: LoginProtection,
        log: LogSink,
        random: RandomSource = .system
    ) {
        self.storage = storage
        self.passwords = passwords
        self.protection = protection
        self.log = log
        self.random = random
    }

    /// The user whose password it is.
    ///
    /// A user who does not exist costs as much time as one who does.
    /// - Throws: `SignInRefusal`, or what storage throws.
    package func check(_ attempt: Attempt) async throws -> User {
        let found = try await account(attempt)
        if let refusal = try await protection.refusal(of: attempt, user: found?.user) {
            let type = refusal == .tooManyAttempts ? LogEventType.accountBlocked : .addressBlocked
            await log.append(event(type, refusal, attempt, found?.user))
            throw refusal
        }
        if case .refused(let isFirst) = protection.admission(of: attempt, user: found?.user) {
            if isFirst { await log.append(event(.userThrottled, .tooManyLogins, attempt, found?.user)) }
            throw SignInRefusal.tooManyLogins
        }
        let isRight = try await verify(attempt.password, found?.password)
        guard let found, isRight else {
            await log.append(
                event(found == nil ? .wrongUsername : .wrongPassword, .wrongCredentials, attempt, found?.user)
            )
            try await protection.failed(attempt, user: found?.user)
            throw SignInRefusal.wrongCredentials
        }
        guard !found.user.isBlocked else {
            await log.append(event(.loginFailed, .blockedUser, attempt, found.user))
            throw SignInRefusal.blockedUser
        }
        try await protection.succeeded(attempt, user: found.user)
        try await upgrade(attempt, found.password)
        return found.user
    }

    /// Notes that a name and a password were right, for a token endpoint's log.
    func noteValidation(_ attempt: Attempt, _ user: User) async {
        await log.append(event(.credentialsValidated, nil, attempt, user))
    }

    private struct Account: Sendable {
        let user: User
        let password: PasswordRecord?
    }

    private func account(_ attempt: Attempt) async throws -> Account? {
        let tenant = attempt.host.tenant
        let names = Self.names(attempt.identifier, attempt.connection)
        return try await storage.read { transaction in
            for name in names {
                guard let user = try transaction.user(name, in: tenant) else { continue }
                return Account(user: user, password: try transaction.password(of: user.id, in: tenant))
            }
            return nil
        }
    }

    /// The names that what was typed can be, in the order in which they are looked up.
    package static func names(_ typed: String, _ connection: Connection) -> [LoginIdentifier] {
        let identifiers = connection.identifiers
        let text = typed.trimmedOfSpaces
        guard !text.isEmpty, !text.utf8.contains(0) else { return [] }
        var kinds: [LoginIdentifier.Kind] = []
        if text.contains("@") {
            if identifiers.email { kinds.append(.email) }
            if identifiers.username { kinds.append(.username) }
        } else {
            if identifiers.username { kinds.append(.username) }
            if identifiers.phone, text.first == "+" { kinds.append(.phone) }
        }
        return kinds.map { LoginIdentifier(connection: connection.name, kind: $0, value: text) }
    }

    private func verify(_ password: String, _ record: PasswordRecord?) async throws -> Bool {
        do {
            return try await passwords.run {
                guard let record else {
                    _ = try PasswordHash.dummy.verify(password)
                    return false
                }
                return try PasswordHash(stored: record.hash).verify(password)
            }
        } catch is PasswordQueue.Busy {
            throw SignInRefusal.busy
        }
    }

    /// Replaces an imported hash by one of ours, now that the password is known; sign-in goes on if that cannot be.
    private func upgrade(_ attempt: Attempt, _ record: PasswordRecord?) async throws {
        guard let record, try PasswordHash(stored: record.hash).needsUpgrade else { return }
        let (random, password, tenant) = (random, attempt.password, attempt.host.tenant)
        guard let better = try? await passwords.run({ try PasswordHash.bcrypt(password, random: random).stored }) else {
            return
        }
        try await storage.write {
            try $0.upgradePassword(of: record.userID, to: better, from: record.hash, in: tenant)
        }
    }

    private func event(
        _ type: LogEventType,
        _ refusal: SignInRefusal?,
        _ attempt: Attempt,
        _ user: User?
    ) -> LogEvent {
        var event = LogEvent(
            tenant: attempt.host.tenant,
            date: attempt.now,
            type: type,
            description: refusal?.description ?? ""
        )
        attempt.origin.describe(&event, hostname: attempt.host.name)
        event.clientID = attempt.client.id
        event.clientName = attempt.client.name
        event.describe(attempt.connection)
        event.userID = user?.id ?? ""
        event.userName = attempt.identifier
        if let refusal { event.details = ["error": ["message": .string(refusal.description)]] }
        return event
    }
}
