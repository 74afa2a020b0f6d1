import Applications
import Directory
import Kernel
import Sessions
import Storage

/// What every use case about users needs.
enum UserRules {
    /// The refusal of a user who is not there.
    static let unknown = APIProblem(404, "The user does not exist.", code: "inexistent_user")

    /// The refusal of a user who is there already.
    static let taken = APIProblem(409, "The user already exists.", code: "auth0_idp_error")

    /// The user of an id.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(_ id: String, in tenant: TenantID, _ transaction: some UserReading) throws -> User {
        guard let user = try transaction.user(id, in: tenant) else { throw unknown }
        return user
    }

    /// Runs the write of a new user and tells taken names as the wire does.
    static func refusingTaken(_ write: () throws -> Void) throws {
        do { try write() } catch StoreError.conflict { throw taken }
    }

    /// Runs the write of a changed user and tells taken names as the wire does.
    static func refusingTakenOnChange(_ write: () throws -> Void) throws {
        do { try write() } catch StoreError.conflict(let key) {
            let name = LoginIdentifier.Kind(rawValue: key).map { $0.rawValue.replacing("_", with: " ") } ?? "user"
            throw APIProblem(400, "The specified new \(name) already exists", code: "auth0_idp_error")
        }
    }

    /// Ends every session and every refresh token of a user, and has the clients of the sessions told.
    static func signOut(
        _ id: String,
        by initiator: LogoutInitiator,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws {
        try endSessions(of: id, by: initiator, context, transaction)
        try removeRefreshTokens(of: id, clientID: nil, audience: nil, context.tenant, transaction)
    }

    /// Ends every session of a user, and has the clients of the sessions told.
    static func endSessions(
        of id: String,
        by initiator: LogoutInitiator,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws {
        let ended = try transaction.deleteSessions(ofUser: id, in: context.tenant)
        try transaction.announceEnd(of: ended, by: initiator, host: context.host, now: context.now)
    }

    /// Ends refresh tokens of a user, with what administrators wrote on them.
    static func removeRefreshTokens(
        of id: String,
        clientID: String?,
        audience: String?,
        _ tenant: TenantID,
        _ transaction: any WriteTransaction
    ) throws {
        try transaction.deleteRefreshTokens(ofUser: id, clientID: clientID, audience: audience, in: tenant)
    }

    /// Forgets what led to a new password: links that would set another, and failures that led to a block.
    static func forgetResets(of user: User, _ tenant: TenantID, _ transaction: any WriteTransaction) throws {
        try transaction.deleteTickets(ofUser: user.id, kind: .passwordReset, in: tenant)
        for subject in UserBlockRules.subjects(of: user) {
            try transaction.clearFailures(subject, from: nil, in: tenant)
        }
    }

    /// Removes a user with everything of theirs; whether they were there.
    @discardableResult
    static func remove(
        _ id: String,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws -> Bool {
        let tenant = context.tenant
        guard let user = try transaction.user(id, in: tenant) else { return false }
        try signOut(id, by: .accountDeleted, context, transaction)
        try forgetResets(of: user, tenant, transaction)
        try transaction.deleteTickets(ofUser: id, kind: nil, in: tenant)
        try removeDocuments(of: id, tenant, transaction)
        return try transaction.deleteUser(id, in: tenant)
    }

    private static func removeDocuments(
        of id: String,
        _ tenant: TenantID,
        _ transaction: any WriteTransaction
    ) throws {
        for kind in [DocumentKind.authenticationMethod, .deviceCredential, .linkedPassword] {
            for document in try transaction.documents(DocumentQuery(kind, in: tenant, parent: id)) {
                try transaction.deleteDocument(kind, id: document.id, in: tenant)
            }
        }
    }
}
