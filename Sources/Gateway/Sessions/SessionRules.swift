import Kernel
import Wire

/// How sessions are made of what the tenant gives, and how long they live.
package struct SessionRules: Sendable {
    /// How long the entry of a renewed session still answers under the access token it had, in seconds: requests that
    /// were sent before the renewal, and a second renewal that was asked for at the same time.
    static let graceAfterRenewal: Int64 = 60

    /// `SESSION_DURATION_SECONDS`.
    let duration: Int64
    /// `customClaimsNamespaces`.
    let namespaces: [String]

    /// Rules.
    package init(duration: Int64, namespaces: [String]) {
        self.duration = duration
        self.namespaces = namespaces
    }

    /// A session of somebody who just signed in; nil if the ID token does not say who.
    func session(_ given: LoginTokens, client: LoginClient, now: Instant) -> Session? {
        guard let subject = given.claims["sub"]?.string else { return nil }
        let tokens = SessionTokens(
            subject: subject,
            accessToken: given.accessToken,
            refreshToken: given.refreshToken,
            idToken: given.idToken,
            heldRefreshDigest: client.usesCookie
                ? Optional<String>.none : given.refreshToken.map { SessionKeys.digest($0.exposed) }
        )
        return Session(
            clientName: client.name,
            expiresAt: given.expiresAt,
            endsAt: end(client, canRenew: given.refreshToken != nil, expiresAt: given.expiresAt, now: now),
            userInfo: UserInfoBody.encode(given.claims, namespaces: namespaces),
            tokens: tokens
        )
    }

    /// A session with new tokens.
    ///
    /// - Parameters:
    ///   - isAsked: Whether the application asked for it and gets what is new, rather than never noticing.
    ///   - predecessor: Where the session was, if it moves.
    /// - Returns: nil if the ID token is somebody else's.
    func renewed(
        _ session: Session,
        _ old: SessionTokens,
        with given: LoginTokens,
        client: LoginClient,
        isAsked: Bool,
        predecessor: String?,
        now: Instant
    ) -> Session? {
        guard given.claims["sub"]?.string == old.subject else { return nil }
        let refreshToken = given.refreshToken ?? old.refreshToken
        let tokens = SessionTokens(
            subject: old.subject,
            accessToken: given.accessToken,
            refreshToken: refreshToken,
            idToken: given.idToken,
            heldRefreshDigest: isAsked && !client.usesCookie
                ? refreshToken.map { SessionKeys.digest($0.exposed) } : old.heldRefreshDigest,
            predecessor: predecessor ?? old.predecessor
        )
        // A browser keeps its cookie no longer than it was told, so renewing behind its back does not prolong it.
        let staysAsLong = client.usesCookie && !isAsked
        return Session(
            clientName: session.clientName,
            expiresAt: given.expiresAt,
            endsAt: staysAsLong
                ? session.endsAt : end(client, canRenew: true, expiresAt: given.expiresAt, now: now),
            userInfo: UserInfoBody.encode(given.claims, namespaces: namespaces),
            tokens: tokens
        )
    }

    /// A session as it stays for a moment under its old access token.
    func superseded(_ session: Session, held old: SessionTokens, by new: Session, now: Instant) -> Session {
        let current = new.tokens
        let tokens = SessionTokens(
            subject: old.subject,
            accessToken: current?.accessToken ?? old.accessToken,
            refreshToken: current?.refreshToken ?? old.refreshToken,
            idToken: current?.idToken ?? old.idToken,
            heldRefreshDigest: old.heldRefreshDigest,
            isRenewed: true
        )
        return Session(
            clientName: session.clientName,
            expiresAt: new.expiresAt,
            endsAt: now.adding(seconds: Self.graceAfterRenewal),
            userInfo: new.userInfo,
            tokens: tokens
        )
    }

    /// By cookie a session ends with the cookie; by access token it must outlive the token, or nothing could be renewed.
    private func end(_ client: LoginClient, canRenew: Bool, expiresAt: Instant, now: Instant) -> Instant {
        guard canRenew else { return client.usesCookie ? min(expiresAt, now.adding(seconds: duration)) : expiresAt }
        return client.usesCookie ? now.adding(seconds: duration) : expiresAt.adding(seconds: duration)
    }
}
