import Applications
import Directory
package import Kernel
import Sessions
import Storage
package import Wire

/// Sessions of users in their browsers.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/sessions`, `/api/v2/users/{user_id}/sessions`.
extension Administration {
    /// One session.
    ///
    /// - Throws: `APIProblem` 404, also for one that has ended.
    package func session(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { SessionRules.shown(try SessionRules.required(id, context, $0)) }
    }

    /// Changes the `session_metadata` of a session, which are replaced whole.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateSession(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var session = try SessionRules.required(id, context, transaction)
            if let metadata = patch["session_metadata"] {
                session.details[SessionRules.metadata] = metadata.object.map { .object(Patching.withoutNulls($0)) }
            }
            try transaction.update(session, tenant: context.tenant)
            return SessionRules.shown(session)
        }
    }

    /// Ends a session, whose refresh tokens stay; nothing happens if it is not there.
    package func deleteSession(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { _ = try SessionRules.end(id, context, $0) }
    }

    /// Ends a session and the refresh tokens that were issued in it.
    ///
    /// - Throws: `APIProblem` 404.
    package func revokeSession(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            guard try SessionRules.end(id, context, transaction) else { throw SessionRules.unknown }
            try transaction.deleteRefreshTokens(ofSession: id, in: context.tenant)
        }
    }

    /// A page of the sessions of a user, the newest first.
    ///
    /// - Throws: `APIProblem` 404.
    package func sessions(
        ofUser id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            let sessions = try transaction.sessions(ofUser: id, in: context.tenant).filter {
                $0.isAlive(at: context.now)
            }
            var page = try Listing.page(newestFirst: sessions.map { ($0.createdAt, $0.id, $0) }, request)
                .map(SessionRules.shown)
            page.total = sessions.count
            return page
        }
    }

    /// Ends the sessions of a user.
    ///
    /// - Throws: `APIProblem` 404.
    package func deleteSessions(ofUser id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            try UserRules.endSessions(of: id, by: .sessionRevoked, context, transaction)
        }
    }

    /// Ends the sessions of a user, or the one of `session_id`, with their refresh tokens unless those are to stay.
    ///
    /// - Throws: `APIProblem` 404.
    package func revokeAccess(
        ofUser id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws {
        let keepsTokens = request["preserve_refresh_tokens"]?.bool ?? false
        try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            guard let session = request["session_id"]?.string else {
                try UserRules.endSessions(of: id, by: .sessionRevoked, context, transaction)
                if !keepsTokens {
                    try UserRules.removeRefreshTokens(
                        of: id,
                        clientID: nil,
                        audience: nil,
                        context.tenant,
                        transaction
                    )
                }
                return
            }
            guard try transaction.session(session, in: context.tenant)?.userID == id else { throw SessionRules.unknown }
            _ = try SessionRules.end(session, context, transaction)
            if !keepsTokens { try transaction.deleteRefreshTokens(ofSession: session, in: context.tenant) }
        }
    }
}

/// What the use cases about sessions need.
enum SessionRules {
    /// The detail that holds what administrators wrote on a session.
    static let metadata = "metadata"

    /// The refusal of a session that is not there.
    static let unknown = APIProblem(404, "The session does not exist.", code: "inexistent_session")

    /// Ends a session and has its clients told; false if it is not there.
    static func end(
        _ id: String,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws -> Bool {
        guard let ended = try transaction.deleteSession(id, in: context.tenant) else { return false }
        try transaction.announceEnd(of: [ended], by: .sessionRevoked, host: context.host, now: context.now)
        return true
    }

    /// The session of an id, while it lasts.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        _ context: AdministrationContext,
        _ transaction: some SessionReading
    ) throws -> Session {
        guard let session = try transaction.session(id, in: context.tenant), session.isAlive(at: context.now) else {
            throw unknown
        }
        return session
    }

    /// A session as the wire shows it.
    static func shown(_ session: Session) -> JSONObject {
        var device = JSONObject()
        for name in ["initial_user_agent", "initial_ip", "initial_asn", "last_user_agent", "last_ip", "last_asn"] {
            device[name] = session.details[name]
        }
        let methods = (session.details["amr"]?.strings ?? []).map { method -> JSONValue in
            ["name": .string(method), "timestamp": session.authenticatedAt.json]
        }
        var body: JSONObject = [
            "id": .string(session.id), "user_id": .string(session.userID), "created_at": session.createdAt.json,
            "updated_at": session.updatedAt.json, "authenticated_at": session.authenticatedAt.json,
            "idle_expires_at": session.idleExpiresAt.json, "expires_at": session.expiresAt.json,
            "last_interacted_at": session.updatedAt.json, "device": .object(device),
            "clients": .array(session.clients.map { ["client_id": .string($0)] }),
            "authentication": ["methods": .array(methods)],
        ]
        if let mode = session.details["cookie_mode"] { body["cookie"] = ["mode": mode] }
        body["session_metadata"] = session.details[metadata]
        return body
    }
}
