package import Kernel
import Wire

/// Why a session has no new tokens.
package enum RenewalError: Error, Sendable, Equatable {
    /// There is none any more: signed out, ended, or replaced.
    case ended
    /// The tenant does not take the refresh token any more; the session is gone.
    case refused
    /// Another request is renewing the session, and has not come to an end in time or has just failed.
    case unavailable
}

extension Sessions {
    /// How long the right to renew is held, in seconds: longer than any call to the tenant takes.
    private static let lockSeconds: Int64 = 60
    /// How long others are spared a tenant that has just failed, in seconds.
    private static let pauseSeconds: Int64 = 2
    /// How long a request waits for another one's renewal.
    private static let patience = Duration.seconds(20)
    private static let failed = Array("failed".utf8)

    /// Renews the tokens of a session, once, however many requests on however many gateways ask at the same time.
    ///
    /// - Parameters:
    ///   - isAsked: Whether the application asked for new tokens; a session by access token then moves to the new one.
    ///   - clock: The present moment, read again after each wait.
    /// - Throws: `RenewalError`, `TenantError`, `StoreUnavailable`.
    package func renew(
        _ found: SessionStore.Found,
        client: LoginClient,
        isAsked: Bool,
        requestID: String,
        clock: @escaping @Sendable () -> Instant
    ) async throws -> SessionStore.Found {
        // Asked twice with the same old tokens: both get what the first got.
        if isAsked, found.session.tokens?.isRenewed == true { return found }
        // Whoever hangs up must not interrupt it: a refresh token that was exchanged and not kept is lost.
        return try await Task {
            try await renewHolding(found, client: client, isAsked: isAsked, requestID: requestID, clock: clock)
        }.value
    }

    private func renewHolding(
        _ found: SessionStore.Found,
        client: LoginClient,
        isAsked: Bool,
        requestID: String,
        clock: @Sendable () -> Instant
    ) async throws -> SessionStore.Found {
        let lock = store.keys.renewal(ofSessionAt: found.key)
        let mine = RandomSource.system.bytes(16)
        let deadline = ContinuousClock.now + Self.patience
        var pause = 20
        while true {
            if try await store.store.setIfAbsent(lock, to: mine, endingAfter: Self.lockSeconds) {
                let held = ContinuousClock.now
                do {
                    let renewed = try await renewAlone(found, client, isAsked, requestID, clock)
                    try await release(lock, held)
                    return renewed
                } catch {
                    if case .unavailable? = error as? TenantError {
                        try? await store.store.set(lock, to: Self.failed, endingAfter: Self.pauseSeconds)
                    } else {
                        try? await release(lock, held)
                    }
                    throw error
                }
            }
            guard let current = try await store.find(found.id, now: clock()) else { throw RenewalError.ended }
            if Self.isDone(current, since: found, isAsked: isAsked) { return current }
            if try await store.store.value(of: lock) == Self.failed { throw RenewalError.unavailable }
            guard ContinuousClock.now < deadline else { throw RenewalError.unavailable }
            try await Task.sleep(for: .milliseconds(pause))
            pause = min(pause * 2, 200)
        }
    }

    /// Whether another request has renewed a session meanwhile, in the way that this one wants.
    private static func isDone(
        _ current: SessionStore.Found,
        since found: SessionStore.Found,
        isAsked: Bool
    ) -> Bool {
        guard current.sealed != found.sealed else { return false }
        // What was renewed behind the application's back under its old access token has not moved to the new one.
        return !isAsked || current.session.tokens?.heldRefreshDigest == nil
            || current.session.tokens?.isRenewed == true
    }

    private func renewAlone(
        _ found: SessionStore.Found,
        _ client: LoginClient,
        _ isAsked: Bool,
        _ requestID: String,
        _ clock: @Sendable () -> Instant
    ) async throws -> SessionStore.Found {
        guard let current = try await store.find(found.id, now: clock()) else { throw RenewalError.ended }
        if Self.isDone(current, since: found, isAsked: isAsked) { return current }
        guard let tokens = current.session.tokens, let refreshToken = tokens.refreshToken, !tokens.isRenewed else {
            throw RenewalError.ended
        }
        let given: LoginTokens
        do {
            given = try await tenant.tokens(forRefreshToken: refreshToken, client: client, requestID: requestID)
        } catch TenantError.refused(_, "invalid_grant", _) {
            try await end(current, now: clock())
            throw RenewalError.refused
        }
        let now = clock()
        let moves = isAsked && !client.usesCookie
        guard
            let session = rules.renewed(
                current.session,
                tokens,
                with: given,
                client: client,
                isAsked: isAsked,
                predecessor: moves ? current.key : nil,
                now: now
            )
        else { throw TenantError.invalidToken("the renewed ID token is for another subject") }
        let kept = try await moves ? move(current, tokens, to: session, now) : keep(session, inPlaceOf: current, now)
        await copy(session, now: now)
        return kept
    }

    private func keep(
        _ session: Session,
        inPlaceOf current: SessionStore.Found,
        _ now: Instant
    ) async throws -> SessionStore.Found {
        guard let kept = try await store.replace(current, by: session, now: now) else { throw RenewalError.ended }
        if session.endsAt != current.session.endsAt { try await note(kept, now: now) }
        return kept
    }

    /// Puts a session under its new access token; for a moment the old one leads to it too.
    private func move(
        _ current: SessionStore.Found,
        _ tokens: SessionTokens,
        to session: Session,
        _ now: Instant
    ) async throws -> SessionStore.Found {
        guard let id = session.tokens?.accessToken else { throw RenewalError.ended }
        let old = rules.superseded(current.session, held: tokens, by: session, now: now)
        // First what may fail because somebody signed out meanwhile; nothing else has been written then.
        guard try await store.replace(current, by: old, now: now) != nil else { throw RenewalError.ended }
        let moved = try await store.keep(session, id: id, now: now)
        if let before = tokens.predecessor, before != current.key { try await store.store.remove([before]) }
        try await note(moved, now: now)
        return moved
    }

    /// Lets others renew; what was held too long may be somebody else's by now.
    private func release(_ lock: String, _ held: ContinuousClock.Instant) async throws {
        guard held.duration(to: .now) < .seconds(Self.lockSeconds - 5) else { return }
        try await store.store.remove([lock])
    }
}
