package import Applications
import Directory
package import Kernel
import Sessions
package import Storage

/// Brute-force protection of users and throttling of suspicious addresses.
///
/// - SeeAlso: Auth0: "Brute-Force Protection", "Suspicious IP Throttling".
package struct LoginProtection: Sendable {
    /// How long a block lasts after the last failure, in seconds: thirty days.
    static let blockLifetime: Int64 = 30 * 86_400
    private static let loginSubject = "login"
    private static let signupSubject = "signup"

    private let storage: any Storage
    private let configuration: Configuration
    private let mails: PeopleMails
    private let userRate: UserRate?

    /// What a count of the tries of one user from one address says of another.
    package enum Admission: Sendable, Equatable {
        /// It may go on.
        case admitted
        /// It may not; the first of those that may not is worth a log event.
        case refused(isFirst: Bool)
    }

    /// Counts a try under a name; where it is kept, and how many are too many, is the caller's affair.
    package typealias UserRate = @Sendable (_ tenant: TenantID, _ name: String, _ now: Instant) -> Admission

    /// Protection that keeps its counts in a storage.
    ///
    /// - Parameter userRate: Counts the tries of each user from each address, right ones too; nil for no such limit.
    package init(
        storage: any Storage,
        configuration: Configuration,
        mails: PeopleMails,
        userRate: UserRate? = nil
    ) {
        self.storage = storage
        self.configuration = configuration
        self.mails = mails
        self.userRate = userRate
    }

    /// Counts a try of a user from an address, whether it will succeed or not.
    ///
    /// - SeeAlso: Auth0: "Rate Limit Policy": logins of the same user.
    func admission(of attempt: PasswordSignIn.Attempt, user: User?) -> Admission {
        guard let userRate else { return .admitted }
        let name = "login \(Self.subject(attempt, user)) \(attempt.origin.ip ?? "")"
        return userRate(attempt.host.tenant, name, attempt.now)
    }

    /// Why a try is not even looked at; nil if it may go on.
    func refusal(of attempt: PasswordSignIn.Attempt, user: User?) async throws -> SignInRefusal? {
        let settings = try await configuration.attackProtection(attempt.host.tenant)
        let (tenant, now, address) = (attempt.host.tenant, attempt.now, attempt.origin.ip ?? "")
        let subject = Self.subject(attempt, user)
        return try await storage.read { transaction in
            if settings.bruteForce.applies(to: address), attempt.connection.protectsAgainstBruteForce {
                let scope = settings.bruteForce.countsPerAddress ? address : ""
                if let failures = try transaction.failures(subject, from: scope, in: tenant),
                    failures.count >= settings.bruteForce.maximumAttempts,
                    failures.lastAt.adding(seconds: Self.blockLifetime) > now
                {
                    return .tooManyAttempts
                }
            }
            let throttle = settings.suspiciousAddress
            guard throttle.applies(to: address),
                let failures = try transaction.failures(Self.loginSubject, from: address, in: tenant)
            else { return nil }
            return throttle.preLogin.isExhausted(count: failures.count, lastAt: failures.lastAt, now: now)
                ? .suspiciousAddress : nil
        }
    }

    /// Counts a failure and, when it is the one too many, blocks the user and sends the way out.
    func failed(_ attempt: PasswordSignIn.Attempt, user: User?) async throws {
        let settings = try await configuration.attackProtection(attempt.host.tenant)
        let (tenant, now, address) = (attempt.host.tenant, attempt.now, attempt.origin.ip ?? "")
        let subject = Self.subject(attempt, user)
        let letter = user.flatMap { unblockLetter($0, attempt) }
        try await storage.write { transaction in
            if settings.bruteForce.applies(to: address), attempt.connection.protectsAgainstBruteForce {
                let count = try transaction.addFailure(
                    subject,
                    from: settings.bruteForce.countsPerAddress ? address : "",
                    at: now,
                    since: now.adding(seconds: -Self.blockLifetime),
                    in: tenant
                )
                if count == settings.bruteForce.maximumAttempts, settings.bruteForce.notifies {
                    try letter?.write(in: transaction, tenant: tenant)
                }
            }
            if settings.suspiciousAddress.applies(to: address) {
                _ = try transaction.addFailure(
                    Self.loginSubject,
                    from: address,
                    at: now,
                    since: now.adding(seconds: -settings.suspiciousAddress.preLogin.window),
                    in: tenant
                )
            }
        }
    }

    /// Forgets the failures of a user who has signed in; nothing is written where there were none.
    func succeeded(_ attempt: PasswordSignIn.Attempt, user: User) async throws {
        let (tenant, address, subject) = (attempt.host.tenant, attempt.origin.ip ?? "", Self.subject(attempt, user))
        let failures = try await storage.read { try $0.failures(subject, in: tenant) }
        guard failures.contains(where: { $0.address == address || $0.address.isEmpty }) else { return }
        try await storage.write { transaction in
            try transaction.clearFailures(subject, from: address, in: tenant)
            try transaction.clearFailures(subject, from: "", in: tenant)
        }
    }

    /// Counts a sign-up from an address; false if there were too many.
    package func admitsSignup(from address: String, host: RequestHost, now: Instant) async throws -> Bool {
        let throttle = try await configuration.attackProtection(host.tenant).suspiciousAddress
        guard throttle.applies(to: address) else { return true }
        return try await storage.write { transaction in
            let before = try transaction.failures(Self.signupSubject, from: address, in: host.tenant)
            if let before, throttle.preRegistration.isExhausted(count: before.count, lastAt: before.lastAt, now: now) {
                return false
            }
            _ = try transaction.addFailure(
                Self.signupSubject,
                from: address,
                at: now,
                since: now.adding(seconds: -throttle.preRegistration.window),
                in: host.tenant
            )
            return true
        }
    }

    /// What a user's failures are counted under: one name for all the ways to write it, so that no alias is a way
    /// around a block.
    package static func subject(userID: String) -> String { "user:\(userID)" }

    private static func subject(_ attempt: PasswordSignIn.Attempt, _ user: User?) -> String {
        if let user { return subject(userID: user.id) }
        return "name:\(attempt.connection.name):\(attempt.identifier.trimmedOfSpaces.lowercased())"
    }

    private func unblockLetter(_ user: User, _ attempt: PasswordSignIn.Attempt) -> Letter? {
        guard let email = user.email else { return nil }
        let occasion = PeopleMails.Occasion(
            user: user,
            email: email,
            connection: attempt.connection.name,
            client: attempt.client,
            host: attempt.host,
            now: attempt.now
        )
        return mails.unblock(occasion, sourceAddress: attempt.origin.ip ?? "", lifetime: Self.blockLifetime)
    }
}
