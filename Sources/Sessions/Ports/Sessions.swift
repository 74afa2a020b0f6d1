package import Kernel
package import Wire

/// Somebody's session in a browser.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/sessions`; OpenID Connect Back-Channel Logout 1.0 §2.1 (`sid`).
package struct Session: Sendable, Equatable {
    /// The id that tokens carry as `sid`: 32 URL-safe characters.
    ///
    /// It is no secret.
    package let id: String
    /// SHA-256 of the secret that the cookie holds; a new one at each sign-in.
    package var secretHash: [UInt8]
    /// Who it is.
    package var userID: String
    /// When it began.
    package let createdAt: Instant
    /// When it was last used.
    package var updatedAt: Instant
    /// When the person last proved who they are.
    package var authenticatedAt: Instant
    /// When it ends if it is not used before.
    package var idleExpiresAt: Instant
    /// When it ends at the latest.
    package var expiresAt: Instant
    /// The connection they signed in at.
    package var connection: String
    /// The ids of the clients that got tokens in it, in order.
    package var clients: [String]
    /// What else is known: `initial_user_agent`, `initial_ip`, `last_user_agent`, `last_ip`, `organization`, `amr`,
    /// `metadata`.
    package var details: JSONObject

    /// A session.
    package init(
        id: String,
        secretHash: [UInt8],
        userID: String,
        createdAt: Instant,
        idleExpiresAt: Instant,
        expiresAt: Instant,
        connection: String,
        details: JSONObject = [:]
    ) {
        self.id = id
        self.secretHash = secretHash
        self.userID = userID
        self.createdAt = createdAt
        updatedAt = createdAt
        authenticatedAt = createdAt
        self.idleExpiresAt = idleExpiresAt
        self.expiresAt = expiresAt
        self.connection = connection
        clients = []
        self.details = details
    }

    /// Whether it still holds at a moment.
    package func isAlive(at now: Instant) -> Bool { now < idleExpiresAt && now < expiresAt }
}

/// Reading sessions, inside a transaction.
package protocol SessionReading {
    /// The session whose cookie has that hash, ended or not.
    func session(secretHash: [UInt8], in tenant: TenantID) throws -> Session?
    /// The session of that id, ended or not.
    func session(_ id: String, in tenant: TenantID) throws -> Session?
    /// The sessions of a user, newest first.
    func sessions(ofUser userID: String, in tenant: TenantID) throws -> [Session]
}

/// Changing sessions, inside a transaction.
package protocol SessionWriting: SessionReading {
    /// Adds a session.
    func insert(_ session: Session, tenant: TenantID) throws
    /// Replaces everything of a session that is there; whether it was.
    @discardableResult
    func update(_ session: Session, tenant: TenantID) throws -> Bool
    /// Removes a session; what it was, for exactly one caller.
    @discardableResult
    func deleteSession(_ id: String, in tenant: TenantID) throws -> Session?
    /// Removes the sessions of a user; what they were.
    @discardableResult
    func deleteSessions(ofUser userID: String, in tenant: TenantID) throws -> [Session]
    /// Removes sessions that ended before a moment; how many.
    func deleteSessions(endedBefore moment: Instant) throws -> Int
}
