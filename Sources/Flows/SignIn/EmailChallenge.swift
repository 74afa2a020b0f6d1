import Applications
import Directory
package import Kernel
import Sessions
package import Storage
import Wire

/// Codes that prove the address of whoever signs up on a page; the account is made when the code is right.
///
/// - SeeAlso: Auth0: "Universal Login": prompt `email-identifier-challenge`; OWASP ASVS 5.0, 6.5.
package struct EmailChallenge: Sendable {
    private let storage: any Storage
    private let signUp: SignUp
    private let mails: PeopleMails
    private let rate: LoginProtection.UserRate?
    private let random: RandomSource

    /// Proving addresses by codes.
    ///
    /// - Parameter rate: Counts the mails that are asked for, to each address from each place; nil for no such limit.
    package init(
        storage: any Storage,
        signUp: SignUp,
        mails: PeopleMails,
        rate: LoginProtection.UserRate? = nil,
        random: RandomSource = .system
    ) {
        self.storage = storage
        self.signUp = signUp
        self.mails = mails
        self.rate = rate
        self.random = random
    }

    /// Why somebody does not get further with a code.
    package enum Refusal: Error, Sendable {
        /// It is another one.
        case wrongCode
        /// It is too old.
        case expiredCode
        /// It was tried too often.
        case usedUpCode
        /// Too many were mailed.
        case tooManyMails
    }

    /// Whether a sign-up goes by way of a code: it does not where the tenant has switched off the mail, because nobody
    /// could sign up then.
    func isAsked(of application: SignUp.Application, _ occasion: SignUp.Occasion) async throws -> Bool {
        let (connection, tenant) = (occasion.connection, occasion.host.tenant)
        guard connection.verifiesEmailByCode, connection.verifiesEmailAtSignUp, !application.isEmailVerified,
            application.email?.trimmedOfSpaces.isEmpty == false
        else { return false }
        return try await storage.read { try $0.isEmailTemplateWanted(PeopleMails.codeTemplate, in: tenant) }
    }

    /// Checks a sign-up and mails the first code.
    ///
    /// - Throws: `SignUp.Refusal`, or what storage throws.
    func begin(
        _ application: SignUp.Application,
        _ occasion: SignUp.Occasion,
        _ transaction: SignInTransaction
    ) async throws {
        let account = try await signUp.prepare(application, occasion)
        let challenge = SignUpChallenge(account, connection: occasion.connection.name, now: occasion.now)
        let tenant = occasion.host.tenant
        let names = account.user(occasion.connection, at: occasion.now).loginIdentifiers
        try await signUp.logging(account.names, occasion) {
            let taken = try await storage.read { reading in
                try names.first { try reading.user($0, in: tenant) != nil }
            }
            if let taken { throw SignUp.Refusal.taken(taken.kind) }
            guard try await send(challenge, isNew: true, occasion, transaction) else {
                throw SignUp.Refusal.tooManyMails
            }
        }
    }

    /// The sign-up that waits for a code; nil if none does.
    func pending(_ transaction: SignInTransaction, host: RequestHost, now: Instant) async throws -> SignUpChallenge? {
        let hash = Ticket.hash(of: transaction.state.exposed)
        let ticket = try await storage.read { try $0.ticket(.signUpChallenge, hash: hash, in: host.tenant) }
        guard let ticket, ticket.spentAt == nil, ticket.expiresAt > now else { return nil }
        return SignUpChallenge(ticket.body)
    }

    /// Mails another code, after which the last one is worth nothing.
    ///
    /// - Throws: `Refusal.tooManyMails`, or what storage throws.
    func resend(
        _ challenge: SignUpChallenge,
        _ occasion: SignUp.Occasion,
        _ transaction: SignInTransaction
    ) async throws {
        guard try await send(challenge, isNew: false, occasion, transaction) else { throw Refusal.tooManyMails }
    }

    /// Makes the account if the code is right, for one caller; nil if no sign-up waits for one any more.
    ///
    /// The code is spent first: if somebody has taken the name meanwhile, it is lost with the sign-up.
    ///
    /// - Throws: `Refusal`, `SignUp.Refusal`, or what storage throws.
    func complete(
        _ code: String,
        _ occasion: SignUp.Occasion,
        _ transaction: SignInTransaction
    ) async throws -> User? {
        let (tenant, state, now) = (occasion.host.tenant, transaction.state, occasion.now)
        let hash = Ticket.hash(of: state.exposed)
        let tried = try await storage.write { writing -> (SignUpChallenge, SignUpChallenge.Outcome)? in
            guard var ticket = try writing.ticket(.signUpChallenge, hash: hash, in: tenant), ticket.spentAt == nil,
                ticket.expiresAt > now, var challenge = SignUpChallenge(ticket.body),
                challenge.connection == occasion.connection.name
            else { return nil }
            let outcome = challenge.attempt(code, state: state, at: now)
            if outcome == .right {
                guard try writing.spendTicket(.signUpChallenge, hash: hash, at: now, in: tenant) else { return nil }
                // It holds a password's hash, which is kept with the account from here on.
                try writing.deleteTicket(.signUpChallenge, hash: hash, in: tenant)
            } else {
                ticket.body = challenge.body
                _ = try writing.update(ticket, tenant: tenant)
            }
            return (challenge, outcome)
        }
        guard let (challenge, outcome) = tried else { return nil }
        var account = challenge.account
        if let refusal = outcome.refusal {
            await signUp.note(.verificationFailed, account.names, occasion, description: refusal.description)
            throw refusal
        }
        account.isEmailVerified = true
        let user = try await signUp.make(account, occasion)
        await signUp.note(
            .verificationSucceeded,
            account.names,
            occasion,
            user,
            description: "Your email was verified. You can continue using the application."
        )
        return user
    }

    /// Mails a code and keeps its hash; false if too many were mailed.
    private func send(
        _ asked: SignUpChallenge,
        isNew: Bool,
        _ occasion: SignUp.Occasion,
        _ transaction: SignInTransaction
    ) async throws -> Bool {
        let (tenant, state, now, mails) = (occasion.host.tenant, transaction.state, occasion.now, mails)
        let names = asked.account.names
        let counted = "code \(names.email?.lowercased() ?? "") \(occasion.origin.ip ?? "")"
        if case .refused? = rate?(tenant, counted, now) { return false }
        let code = random.text(SignUpChallenge.codeLength, from: .digits)
        let user = asked.account.user(occasion.connection, at: now)
        guard let letter = PeopleMails.Occasion(user, occasion).map({ mails.code(code, $0) }) else { return false }
        let hash = Ticket.hash(of: state.exposed)
        let isSent = try await storage.write { writing -> Bool in
            let kept = try writing.ticket(.signUpChallenge, hash: hash, in: tenant)
            let former = kept.flatMap { SignUpChallenge($0.body) }
            // A code must not come to stand for an address that it was not mailed to.
            guard isNew || former?.account.objectID == asked.account.objectID else { return false }
            var challenge = asked
            guard challenge.take(code, after: former?.codes ?? 0, state: state, at: now) else { return false }
            let ticket = Ticket(
                kind: .signUpChallenge,
                hash: hash,
                body: challenge.body,
                createdAt: transaction.createdAt,
                expiresAt: transaction.createdAt.adding(seconds: SignInTransaction.lifetime)
            )
            if try !writing.insert(ticket, tenant: tenant) { _ = try writing.update(ticket, tenant: tenant) }
            try letter.write(in: writing, tenant: tenant)
            return true
        }
        if isSent { await signUp.note(.verificationRequested, names, occasion) }
        return isSent
    }
}

extension SignUpChallenge.Outcome {
    /// What somebody is told; nil if the code was right.
    fileprivate var refusal: EmailChallenge.Refusal? {
        switch self {
        case .right: nil
        case .wrong: .wrongCode
        case .expired: .expiredCode
        case .usedUp: .usedUpCode
        }
    }
}

extension EmailChallenge.Refusal {
    /// The sentence of the tenant log.
    fileprivate var description: String {
        switch self {
        case .wrongCode: "The verification code is wrong."
        case .expiredCode: "The verification code has expired."
        case .usedUpCode: "The verification code was tried too often."
        case .tooManyMails: SignUp.Refusal.tooManyMails.description
        }
    }
}
