package import Applications
package import Directory
package import Kernel
package import Sessions
package import Storage
import Tokens
import Wire

/// The sessions behind the cookies of browsers.
///
/// - SeeAlso: Auth0: "Sessions"; OWASP ASVS 5.0, V7.
package struct BrowserSessions: Sendable {
    /// A session is written again only when its last use is so many seconds old: single sign-on need not cost a write
    /// each time, and its end is that much less exact.
    package static let touchInterval: Int64 = 60
    private static let secretLength = 43

    private let storage: any Storage
    private let configuration: Configuration
    private let mails: PeopleMails
    private let random: RandomSource

    /// Sessions kept in a storage, and the mail that greets newcomers.
    package init(
        storage: any Storage,
        configuration: Configuration,
        mails: PeopleMails = PeopleMails(),
        random: RandomSource = .system
    ) {
        self.storage = storage
        self.configuration = configuration
        self.mails = mails
        self.random = random
    }

    /// A session with the secret that its cookie will hold.
    package struct Opened: Sendable {
        /// The session.
        package let session: Session
        /// What the cookie holds.
        package let secret: Secret
        /// For how many seconds the cookie is kept; nil until the browser closes.
        package let cookieLifetime: Int64?
    }

    /// The session of a cookie, if it is alive.
    package func session(secret: String?, _ host: RequestHost, now: Instant) async throws -> Session? {
        guard let secret, secret.utf8.count == Self.secretLength else { return nil }
        let hash = Digest.sha256(Array(secret.utf8))
        let session = try await storage.read { try $0.session(secretHash: hash, in: host.tenant) }
        return session.flatMap { $0.isAlive(at: now) ? $0 : nil }
    }

    /// Opens a session for somebody who has just signed in.
    ///
    /// The secret is always new, so that one planted before sign-in is worth nothing after. Somebody who signs in again
    /// keeps their `sid`, which their clients know; anybody else gets another.
    package func open(
        for user: User,
        connection: String,
        clientID: String?,
        methods: [String],
        replacing previous: Session?,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> Opened {
        let settings = try await configuration.settings(host.tenant)
        let secret = random.text(Self.secretLength, from: .urlSafe)
        let kept = previous.flatMap { $0.userID == user.id ? $0 : nil }
        var session = Session(
            id: kept?.id ?? random.text(32, from: .urlSafe),
            secretHash: Digest.sha256(Array(secret.utf8)),
            userID: user.id,
            createdAt: kept?.createdAt ?? now,
            idleExpiresAt: now.adding(seconds: settings.idleSessionLifetime),
            expiresAt: now.adding(seconds: settings.sessionLifetime),
            connection: connection,
            details: kept?.details ?? [:]
        )
        session.updatedAt = now
        session.authenticatedAt = now
        session.clients = kept?.clients ?? []
        session.details["amr"] = .array(methods.map(JSONValue.string))
        for prefix in kept == nil ? ["initial", "last"] : ["last"] {
            session.details["\(prefix)_ip"] = .string(origin.ip ?? "")
            session.details["\(prefix)_user_agent"] = .string(origin.userAgent ?? "")
        }
        let (opened, mails) = (session, mails)
        try await storage.write { transaction in
            if let previous, kept == nil { try transaction.deleteSession(previous.id, in: host.tenant) }
            if try kept == nil || !transaction.update(opened, tenant: host.tenant) {
                try transaction.insert(opened, tenant: host.tenant)
            }
            try mails.greetNewcomer(
                user,
                connection: connection,
                clientID: clientID,
                host: host,
                now: now,
                in: transaction
            )
            try transaction.recordLogin(of: user.id, ip: origin.ip, at: now, in: host.tenant)
        }
        return Opened(
            session: session,
            secret: Secret(secret),
            cookieLifetime: settings.hasPersistentSessions ? settings.sessionLifetime : nil
        )
    }

    /// Notes that a client got tokens in a session, and that the session was used.
    package func use(_ session: Session, by clientID: String, host: RequestHost, now: Instant) async throws {
        let isKnown = session.clients.contains(clientID)
        let age = now.milliseconds - session.updatedAt.milliseconds
        guard !isKnown || age >= Self.touchInterval * 1000 else { return }
        let settings = try await configuration.settings(host.tenant)
        try await storage.write { transaction in
            guard var current = try transaction.session(session.id, in: host.tenant) else { return }
            current.updatedAt = now
            current.idleExpiresAt = now.adding(seconds: settings.idleSessionLifetime)
            if !current.clients.contains(clientID) { current.clients.append(clientID) }
            _ = try transaction.update(current, tenant: host.tenant)
        }
    }
}
