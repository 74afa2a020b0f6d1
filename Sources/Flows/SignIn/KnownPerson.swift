import Applications
package import Directory
import Kernel
package import OAuth
package import Sessions
import Storage
import Tokens
import Wire

/// Somebody with a session, and what a decision must know of them.
package struct KnownPerson: Sendable {
    /// The user.
    package let user: User
    /// Their session.
    package let session: Session
    /// What a decision must know.
    package let person: AuthorizeDecision.Person
}

extension AuthorizeFlow {
    /// Who is signed in, with what they may do and have agreed to: one read of one state.
    func person(
        _ transaction: SignInTransaction,
        _ context: AuthorizeContext,
        _ browser: Browser,
        host: RequestHost,
        now: Instant
    ) async throws -> KnownPerson? {
        let tenant = host.tenant
        let session: Session?
        if let id = transaction.progress.sessionID {
            // A sign-in in this transaction: the browser was checked by its device, the cookie may still be on its way.
            session = try await storage.read { try $0.session(id, in: tenant) }.flatMap {
                $0.isAlive(at: now) ? $0 : nil
            }
        } else {
            session = try await sessions.session(secret: browser.sessionSecret, host, now: now)
        }
        guard let session else { return nil }
        let hinted = try await hintedUser(transaction.request, host: host)
        let progress = transaction.progress
        return try await storage.read { reading in
            guard let user = try reading.user(session.userID, in: tenant) else { return nil }
            var person = AuthorizeDecision.Person(
                userID: user.id,
                authenticatedAt: session.authenticatedAt,
                isFresh: progress.sessionID == session.id
            )
            person.isBlocked = user.isBlocked
            person.usesAllowedConnection = context.connections.contains { $0.name == session.connection }
            person.hintedUserID = hinted
            let stored = context.resourceServer?.identifier ?? ""
            if let organization = context.organization {
                person.isMember = try reading.isMember(user.id, of: organization.id, in: tenant)
            }
            if let api = context.resourceServer, api.enforcesPolicies {
                person.permissions = try reading.effectivePermissions(
                    ofUser: user.id,
                    on: stored,
                    organization: context.organization?.id,
                    in: tenant
                )
            }
            person.agreed =
                try reading.consent(userID: user.id, clientID: context.client.id, audience: stored, in: tenant)?.scope
                ?? []
            if let consented = progress.consentedScope { person.hasConsented = !consented.isEmpty }
            return KnownPerson(user: user, session: session, person: person)
        }
    }

    /// Whom a hint names; nobody if it is none of this tenant's ID tokens.
    ///
    /// One that has expired still names somebody.
    ///
    /// - SeeAlso: OpenID Connect Core 1.0 §3.1.2.1 (`id_token_hint`).
    private func hintedUser(_ request: AuthorizeRequest, host: RequestHost) async throws -> String? {
        guard let text = request["id_token_hint"] else { return nil }
        return try await IDTokenHint.claims(text, host: host, configuration: configuration)?["sub"]?.string ?? ""
    }
}
