import Applications
import Directory
package import Kernel
import OAuth
import Storage
import Tokens
import Wire

/// The password grants: loading, checking the password, and issuing.
package struct PasswordGrant: TokenGrant {
    package let name: String
    package let logTypes = (
        succeeded: LogEventType.passwordExchangeSucceeded, failed: LogEventType.passwordExchangeFailed
    )
    private let signIn: PasswordSignIn
    private let mails = PeopleMails()

    /// The grant of the standard, for the tenant's default directory.
    package static func standard(_ signIn: PasswordSignIn) -> PasswordGrant {
        PasswordGrant(name: PasswordExchange.name, signIn: signIn)
    }

    /// Auth0's own, for a connection that the request names as its `realm`.
    package static func realm(_ signIn: PasswordSignIn) -> PasswordGrant {
        PasswordGrant(name: PasswordExchange.realmName, signIn: signIn)
    }

    private init(name: String, signIn: PasswordSignIn) {
        self.name = name
        self.signIn = signIn
    }

    package func respond(_ exchange: TokenExchange, by issuing: TokenIssuing) async throws -> TokenOutcome {
        let client = exchange.client.client
        let username = try exchange.required("username")
        let password = try exchange.required("password")
        try PasswordExchange.check(client)
        let settings = try await issuing.configuration.settings(exchange.host.tenant)
        let connection = try await connection(exchange, settings, issuing.configuration)
        let audience = exchange.request.audience(settings) ?? settings.defaultAudience.map(exchange.host.shownAudience)
        guard let target = try await issuing.configuration.tokenTarget(audience, host: exchange.host) else {
            throw PasswordExchange.invalidAudience
        }
        try exchange.checkProof(for: target.api)
        let attempt = PasswordSignIn.Attempt(
            identifier: username,
            password: password,
            connection: connection,
            client: client,
            host: exchange.host,
            origin: exchange.origin,
            now: exchange.now
        )
        let user: User
        do { user = try await signIn.check(attempt) } catch let refusal as SignInRefusal {
            var subject = TokenOutcome.Subject()
            subject.userName = username
            subject.connection = connection.name
            throw TokenRefusal(refusal.oauthError, subject: subject)
        }
        await signIn.noteValidation(attempt, user)
        let access = UserAccess(client: client, target: target, organization: nil, tenant: exchange.host.tenant)
        let prepared = try await issuing.storage.write { transaction in
            try commit(user, connection, access, exchange, issuing.mint, in: transaction)
        }
        let tokens = try await issuing.mint.mint(prepared, host: exchange.host, now: exchange.now)
        return TokenOutcome(
            answer: tokens.answer,
            subject: .init(prepared.grant, connection: connection.name),
            removedRefreshTokens: prepared.removedRefreshTokens
        )
    }

    private func connection(
        _ exchange: TokenExchange,
        _ settings: TenantSettings,
        _ configuration: Configuration
    ) async throws -> Connection {
        let client = exchange.client.client
        if name == PasswordExchange.realmName {
            let realm = try exchange.required("realm")
            let candidates = try await configuration.connections(of: client, exchange.host.tenant).filter(\.isDatabase)
            guard
                let found = candidates.first(where: { $0.name == realm })
                    ?? candidates.first(where: { $0.realms.contains(realm) })
            else { throw PasswordExchange.unusableConnection }
            return found
        }
        guard let directory = settings.defaultDirectory,
            let found = try await configuration.connection(name: directory, exchange.host.tenant), found.isDatabase
        else { throw PasswordExchange.noDefaultConnection }
        guard found.isEnabled(for: client) else { throw PasswordExchange.unusableConnection }
        return found
    }

    private func commit(
        _ user: User,
        _ connection: Connection,
        _ access: UserAccess,
        _ exchange: TokenExchange,
        _ mint: TokenMint,
        in transaction: any WriteTransaction
    ) throws -> PreparedTokens {
        let tenant = exchange.host.tenant
        try mails.greetNewcomer(
            user,
            connection: connection.name,
            clientID: access.client.id,
            host: exchange.host,
            now: exchange.now,
            in: transaction
        )
        try transaction.recordLogin(of: user.id, ip: exchange.origin.ip, at: exchange.now, in: tenant)
        let person: UserAccess.Person
        do { person = try access.person(user.id, in: transaction) } catch let refusal as UserAccess.Refusal {
            throw refusal.error { SignInRefusal.wrongCredentials.oauthError }
        }
        // The password was checked before this transaction: one that was changed since is no longer theirs.
        guard person.user.lastPasswordReset == user.lastPasswordReset else {
            throw SignInRefusal.wrongCredentials.oauthError
        }
        try exchange.spend(in: transaction)
        var grant = UserGrant(
            user: person.user,
            client: access.client,
            target: access.target,
            scope: PasswordExchange.scope(exchange.request.scope, for: access.target, user: person.scope)
        )
        grant.grantTypes = [PasswordExchange.name]
        grant.keyThumbprint = exchange.proof?.jkt
        grant.permissions = person.scope.claimedPermissions
        var prepared = mint.prepare(
            grant,
            refreshToken: grant.scope.contains(StandardScope.offlineAccess)
                ? mint.firstRefreshToken(
                    for: grant,
                    exchange: exchange,
                    details: [
                        "grant": .string(PasswordExchange.name), "connection": .string(connection.name),
                    ]
                ) : nil,
            host: exchange.host,
            now: exchange.now
        )
        try prepared.store(in: transaction, tenant: tenant)
        return prepared
    }
}

extension SignInRefusal {
    /// The refusal as the token endpoint words it.
    var oauthError: OAuthError {
        switch self {
        case .wrongCredentials: OAuthError(403, .invalidGrant, description)
        case .blockedUser: OAuthError(401, .unauthorized, description)
        case .tooManyAttempts, .suspiciousAddress, .tooManyLogins: OAuthError(429, .tooManyAttempts, description)
        case .leakedPassword: OAuthError(401, .passwordLeaked, description)
        case .busy: OAuthError(429, .tooManyRequests, description, headers: [("Retry-After", "1")])
        }
    }
}
