package import Applications
package import Directory
package import Kernel
import Sessions
package import Storage
import Tokens
import Wire

/// Forgotten passwords: the mail, and the page that its link leads to.
///
/// - SeeAlso: Auth0 Authentication API: "Change Password"; OWASP ASVS 5.0, 6.3.8 and 6.4.3.
package struct PasswordReset: Sendable {
    /// Why a password is not changed.
    package enum Refusal: Error, Sendable {
        /// The link is unknown, used or too old.
        case invalidTicket
        /// The password breaks the policy.
        case password(PasswordViolation)
        /// Too many passwords are being hashed.
        case busy
        /// Too many mails to one address were asked for from one place.
        case tooManyRequests
    }

    /// What a link stands for, while it is good.
    package struct Request: Sendable {
        /// Whose password it is.
        package let user: User
        /// Where their account is.
        package let connection: Connection
        /// Where to go afterwards.
        package let destination: LinkDestination
        /// Whether whoever holds the link has proved the address.
        let provesEmail: Bool
        /// What a new password must be like.
        package let policy: PasswordPolicy
    }

    private let storage: any Storage
    private let configuration: Configuration
    private let passwords: PasswordQueue
    private let mails: PeopleMails
    private let log: LogSink
    private let rate: LoginProtection.UserRate?
    private let random: RandomSource

    /// Changing passwords.
    ///
    /// - Parameter rate: Counts the mails that are asked for, to each address from each place; nil for no such limit.
    package init(
        storage: any Storage,
        configuration: Configuration,
        passwords: PasswordQueue,
        mails: PeopleMails,
        log: LogSink,
        rate: LoginProtection.UserRate? = nil,
        random: RandomSource = .system
    ) {
        self.storage = storage
        self.configuration = configuration
        self.passwords = passwords
        self.mails = mails
        self.log = log
        self.rate = rate
        self.random = random
    }

    /// Sends the mail to whom the name belongs, if it belongs to anybody; nobody learns whether it does.
    ///
    /// - Throws: `Refusal.tooManyRequests`, or what storage throws.
    package func request(
        _ identifier: String,
        at connection: Connection,
        client: Client?,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws {
        let names = PasswordSignIn.names(identifier, connection)
        let counted = "reset \(identifier.trimmedOfSpaces.lowercased()) \(origin.ip ?? "")"
        if case .refused(let isFirst)? = rate?(host.tenant, counted, now) {
            if isFirst {
                var event = event(.passwordChangeRequestFailed, identifier, nil, connection, client, host, origin, now)
                event.description = Refusal.tooManyRequests.description
                await log.append(event)
            }
            throw Refusal.tooManyRequests
        }
        let mails = mails
        let user = try await storage.write { transaction -> User? in
            for name in names {
                guard let user = try transaction.user(name, in: host.tenant) else { continue }
                guard let email = user.email else { return user }
                let occasion = PeopleMails.Occasion(
                    user: user,
                    email: email,
                    connection: connection.name,
                    client: client,
                    host: host,
                    now: now
                )
                try mails.reset(occasion).write(in: transaction, tenant: host.tenant)
                return user
            }
            return nil
        }
        let type: LogEventType = user == nil ? .passwordChangeRequestFailed : .passwordChangeRequested
        var event = event(type, identifier, user, connection, client, host, origin, now)
        if user == nil { event.description = "User does not exist." }
        await log.append(event)
    }

    private func event(
        _ type: LogEventType,
        _ identifier: String,
        _ user: User?,
        _ connection: Connection,
        _ client: Client?,
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
        event.userName = identifier
        return event
    }

    /// What a link stands for.
    ///
    /// - Throws: `Refusal.invalidTicket`, or what storage throws.
    package func pending(_ secret: String, host: RequestHost, now: Instant) async throws -> Request {
        let hash = Ticket.hash(of: secret)
        let found = try await storage.read { transaction -> (Ticket, User)? in
            guard let ticket = try transaction.ticket(.passwordReset, hash: hash, in: host.tenant),
                ticket.spentAt == nil, ticket.expiresAt > now,
                let user = try transaction.user(ticket.userID, in: host.tenant)
            else { return nil }
            return (ticket, user)
        }
        guard let (ticket, user) = found,
            let name = ticket.body["connection"]?.string ?? user.identities.first?.connection,
            let connection = try await configuration.connection(name: name, host.tenant)
        else { throw Refusal.invalidTicket }
        return Request(
            user: user,
            connection: connection,
            destination: LinkDestination(ticket),
            provesEmail: ticket.body["markEmailAsVerified"]?.bool ?? true,
            policy: PasswordPolicy(options: connection.options)
        )
    }

    /// Sets the password, once for each link; every session and refresh token of the user ends, and every other link.
    ///
    /// - Throws: `Refusal`, or what storage throws.
    package func complete(
        _ secret: String,
        password: String,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> Request {
        let request: Request
        do { request = try await pending(secret, host: host, now: now) } catch let refusal as Refusal {
            var failure = LogEvent(
                tenant: host.tenant,
                date: now,
                type: .passwordChangeFailed,
                description: refusal.description
            )
            origin.describe(&failure, hostname: host.name)
            await log.append(failure)
            throw refusal
        }
        do { try await set(password, by: secret, request, host: host, now: now) } catch let refusal as Refusal {
            var failure = event(.passwordChangeFailed, request, host, origin, now)
            failure.description = refusal.description
            await log.append(failure)
            throw refusal
        }
        await log.append(event(.passwordChanged, request, host, origin, now))
        return request
    }

    private func set(
        _ password: String,
        by secret: String,
        _ request: Request,
        host: RequestHost,
        now: Instant
    ) async throws {
        let tenant = host.tenant
        let policy = request.policy
        if let violation = policy.check(password, of: PersonalData(request.user)) { throw Refusal.password(violation) }
        let former = try await formerPasswords(request, tenant)
        let hash = try await hash(password, policy: policy, former: former, now: now)
        let record = PasswordRecord(userID: request.user.id, hash: hash, setAt: now)
        let mails = mails
        let isSet = try await storage.write { transaction in
            guard
                try transaction.spendTicket(.passwordReset, hash: Ticket.hash(of: secret), at: now, in: tenant)
            else { return false }
            guard var user = try transaction.user(request.user.id, in: tenant) else { return false }
            try transaction.setPassword(record, keepingFormer: policy.historySize, in: tenant)
            // Who holds the link can read the mails of the address, unless an administrator handed it out.
            let isProved = user.email != nil && request.provesEmail && !user.isEmailVerified
            if isProved { user.isEmailVerified = true }
            user.lastPasswordReset = now
            user.updatedAt = now
            try transaction.update(user, tenant: tenant)
            if isProved {
                try mails.greet(
                    user,
                    connection: request.connection.name,
                    clientID: request.destination.clientID,
                    host: host,
                    now: now,
                    in: transaction
                )
            }
            try transaction.deleteTickets(ofUser: user.id, kind: .passwordReset, in: tenant)
            try transaction.clearFailures(LoginProtection.subject(userID: user.id), from: nil, in: tenant)
            try UserRevocation.endEverything(of: user.id, by: .passwordChanged, host: host, now: now, in: transaction)
            return true
        }
        guard isSet else { throw Refusal.invalidTicket }
    }

    /// The hash of a new password, which must be none of the former ones.
    private func hash(
        _ password: String,
        policy: PasswordPolicy,
        former: [PasswordPolicy.FormerPassword],
        now: Instant
    ) async throws -> String {
        let random = random
        do {
            return try await passwords.run {
                if let violation = try policy.check(password, against: former, now: now) {
                    throw Refusal.password(violation)
                }
                return try PasswordHash.bcrypt(password, random: random).stored
            }
        } catch is PasswordQueue.Busy { throw Refusal.busy }
    }

    private func formerPasswords(
        _ request: Request,
        _ tenant: TenantID
    ) async throws -> [PasswordPolicy.FormerPassword] {
        let (count, userID) = (request.policy.historySize, request.user.id)
        guard count > 0 else { return [] }
        return try await storage.read { transaction in
            let current = try transaction.password(of: userID, in: tenant)
            let former = try transaction.formerPasswords(of: userID, limit: count, in: tenant)
            var passwords: [PasswordPolicy.FormerPassword] = []
            if let current {
                passwords.append(.init(hash: try PasswordHash(stored: current.hash), setAt: current.setAt))
            }
            for hash in former { passwords.append(.init(hash: try PasswordHash(stored: hash))) }
            return passwords
        }
    }

    private func event(
        _ type: LogEventType,
        _ request: Request,
        _ host: RequestHost,
        _ origin: RequestOrigin,
        _ now: Instant
    ) -> LogEvent {
        var event = LogEvent(tenant: host.tenant, date: now, type: type, description: "")
        origin.describe(&event, hostname: host.name)
        event.clientID = request.destination.clientID
        event.describe(request.connection)
        event.userID = request.user.id
        event.userName = request.user.email ?? request.user.username
        return event
    }
}

extension PasswordReset.Refusal {
    /// The sentence of the tenant log.
    var description: String {
        switch self {
        case .invalidTicket: "The link is invalid, expired, or has been used."
        case .password(let violation): violation.message
        case .busy: SignInRefusal.busy.description
        case .tooManyRequests: "Too many password change requests for this address."
        }
    }
}
