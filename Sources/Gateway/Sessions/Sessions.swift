package import Kernel
import Wire

/// What can be done with sessions: open, find, renew, end.
package struct Sessions: Sendable {
    /// How requests name their session.
    package enum Credential: Sendable {
        /// The cookie `sid`.
        case cookie(Secret)
        /// An access token in the `Authorization` header.
        case bearer(Secret)

        var id: Secret {
            switch self {
            case .cookie(let id), .bearer(let id): id
            }
        }
    }

    let store: SessionStore
    let active: ActiveUsers
    let rules: SessionRules
    let tenant: any LoginTenant
    let writeThrough: UserWriteThrough?

    /// The sessions of a gateway; properties of whoever has one are copied if there is somewhere to copy them to.
    init(
        store: any ExpiringStore,
        scope: String,
        rules: SessionRules,
        tenant: any LoginTenant,
        writeThrough: UserWriteThrough? = nil
    ) {
        self.store = SessionStore(store: store, scope: scope)
        active = ActiveUsers(store: store, scope: scope)
        self.rules = rules
        self.tenant = tenant
        self.writeThrough = writeThrough
    }

    /// Opens a session for somebody who just signed in: under a new id for browsers, else under the access token.
    ///
    /// - Throws: `StoreUnavailable`; `TenantError.invalidToken` if the ID token does not say who it is.
    package func open(_ tokens: LoginTokens, client: LoginClient, now: Instant) async throws -> SessionStore.Found {
        guard let session = rules.session(tokens, client: client, now: now) else {
            throw TenantError.invalidToken("the ID token has no subject")
        }
        let id = client.usesCookie ? Secret(RandomSource.system.text(43, from: .urlSafe)) : tokens.accessToken
        let found = try await store.keep(session, id: id, now: now)
        try await note(found, now: now)
        await copy(session, now: now)
        return found
    }

    /// The session that a request names, if it is this client's.
    ///
    /// - Throws: `StoreUnavailable`.
    package func find(
        _ credential: Credential,
        client: LoginClient,
        now: Instant
    ) async throws -> SessionStore.Found? {
        guard let found = try await store.find(credential.id, now: now), found.session.clientName == client.name else {
            return nil
        }
        return found
    }

    /// Ends the session that a request names, whosever it is.
    ///
    /// - Throws: `StoreUnavailable`.
    package func end(_ credential: Credential, now: Instant) async throws {
        guard let found = try await store.find(credential.id, now: now) else { return }
        try await end(found, now: now)
    }

    func end(_ found: SessionStore.Found, now: Instant) async throws {
        try await store.remove(found)
        guard let tokens = found.session.tokens else { return }
        var keys = [found.key] + (tokens.predecessor.map { [$0] } ?? [])
        // Signing out with the access token from before a renewal signs out of what came after it.
        if tokens.isRenewed {
            let successor = store.keys.session(tokens.accessToken)
            try await store.store.remove([successor])
            keys.append(successor)
        }
        try await active.forget(keys, of: tokens.subject, now: now)
    }

    /// Copies what the tenant has just said of somebody; the request does not wait for that.
    func copy(_ session: Session, now: Instant) async {
        guard let writeThrough, let subject = session.tokens?.subject else { return }
        await writeThrough.note(subject, userInfo: session.userInfo, at: now)
    }

    func note(_ found: SessionStore.Found, now: Instant) async throws {
        guard let tokens = found.session.tokens else { return }
        try await active.note(
            found.key,
            of: tokens.subject,
            endsAt: found.session.endsAt,
            moved: tokens.predecessor.map { ($0, now.adding(seconds: SessionRules.graceAfterRenewal)) },
            now: now
        )
    }
}
