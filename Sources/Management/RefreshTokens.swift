import Applications
import Directory
package import Kernel
import Sessions
import Storage
package import Wire

/// Refresh tokens, which administrators know by their ids and never see.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/refresh-tokens`, `/api/v2/users/{user_id}/refresh-tokens`.
extension Administration {
    /// A page of the tokens of a user, those of one client if it is named, the newest first.
    ///
    /// - Throws: `APIProblem` 404.
    package func refreshTokens(
        ofUser id: String,
        clientID: String? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            let tokens = try transaction.refreshTokens(ofUser: id, clientID: clientID, in: context.tenant).filter {
                !$0.isExpired(at: context.now)
            }
            let listed = try Listing.page(newestFirst: tokens.map { ($0.issuedAt, $0.id, $0) }, request)
            var page = try listed.map { try RefreshTokenRules.shown($0, context, transaction) }
            page.total = tokens.count
            return page
        }
    }

    /// One token.
    ///
    /// - Throws: `APIProblem` 404, also for one that has expired or was exchanged.
    package func refreshToken(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            let token = try RefreshTokenRules.required(id, context, transaction)
            return try RefreshTokenRules.shown(token, context, transaction)
        }
    }

    /// Changes the `refresh_token_metadata` of a token, which are replaced whole and stay with it through rotation.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateRefreshToken(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            let token = try RefreshTokenRules.required(id, context, transaction)
            if let metadata = patch["refresh_token_metadata"] {
                try RefreshTokenRules.note(metadata.object, on: token, context, transaction)
            }
            return try RefreshTokenRules.shown(token, context, transaction)
        }
    }

    /// Ends a token with its family; nothing happens if it is not there.
    package func deleteRefreshToken(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            guard let token = try transaction.refreshToken(id, in: context.tenant) else { return }
            try RefreshTokenRules.remove(token, context.tenant, transaction)
        }
    }

    /// Ends the tokens of a user.
    ///
    /// - Throws: `APIProblem` 404.
    package func deleteRefreshTokens(ofUser id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            try UserRules.removeRefreshTokens(of: id, clientID: nil, audience: nil, context.tenant, transaction)
        }
    }

    /// Ends the tokens of some `ids`, or those of a `user_id`, all or those of a `client_id` and an `audience`.
    ///
    /// - Throws: `APIProblem` 400 for a request that names neither.
    package func revokeRefreshTokens(_ request: JSONObject, _ context: AdministrationContext) async throws {
        let ids = request["ids"]?.strings
        let user = request["user_id"]?.string
        guard (ids == nil) != (user == nil) else {
            throw UserConnection.refusal("Either ids or user_id must be specified.")
        }
        let client = request["client_id"]?.string
        let audience = request["audience"]?.string.map(context.host.storedAudience)
        try await storage.write { transaction in
            for id in ids ?? [] {
                guard let token = try transaction.refreshToken(id, in: context.tenant) else { continue }
                try RefreshTokenRules.remove(token, context.tenant, transaction)
            }
            if let user {
                try UserRules.removeRefreshTokens(
                    of: user,
                    clientID: client,
                    audience: audience,
                    context.tenant,
                    transaction
                )
            }
        }
    }
}

/// What the use cases about refresh tokens need.
enum RefreshTokenRules {
    /// The refusal of a token that is not there.
    static let unknown = APIProblem(404, "The refresh token does not exist.", code: "inexistent_refresh_token")

    /// The token of an id, while it can be exchanged.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        _ context: AdministrationContext,
        _ transaction: some RefreshTokenReading
    ) throws -> RefreshToken {
        guard let token = try transaction.refreshToken(id, in: context.tenant), token.spentAt == nil,
            !token.isExpired(at: context.now)
        else { throw unknown }
        return token
    }

    /// Removes a token with its family and what was written on it.
    static func remove(_ token: RefreshToken, _ tenant: TenantID, _ transaction: any WriteTransaction) throws {
        try transaction.deleteRefreshTokens(family: token.family, in: tenant)
    }

    /// Keeps what an administrator writes on a token: beside the tokens, by the family, so that rotation keeps it.
    static func note(
        _ metadata: JSONObject?,
        on token: RefreshToken,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws {
        try transaction.deleteDocument(.refreshTokenMetadata, id: token.family, in: context.tenant)
        guard let metadata, !metadata.isEmpty else { return }
        let note = Document(
            tenant: context.tenant,
            kind: .refreshTokenMetadata,
            id: token.family,
            parent: token.userID,
            body: Patching.withoutNulls(metadata),
            createdAt: context.now
        )
        try transaction.insert(note, keys: [])
    }

    /// A token as the wire shows it.
    static func shown(
        _ token: RefreshToken,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> JSONObject {
        var body: JSONObject = [
            "id": .string(token.id), "user_id": .string(token.userID), "created_at": token.issuedAt.json,
            "idle_expires_at": token.idleExpiresAt?.json ?? .null, "expires_at": token.expiresAt?.json ?? .null,
        ]
        if let device = token.details["device"]?.object { body["device"] = .object(device) }
        body["client_id"] = .string(token.clientID)
        body["session_id"] = token.sessionID.map { .string($0) } ?? .null
        body["rotating"] = .bool(token.isRotating)
        body["resource_servers"] = .array(resourceServers(of: token, context))
        let note = try transaction.document(.refreshTokenMetadata, id: token.family, in: context.tenant)
        if let note { body["refresh_token_metadata"] = .object(note.body) }
        if let moment = token.lastExchangedAt { body["last_exchanged_at"] = moment.json }
        return body
    }

    private static func resourceServers(of token: RefreshToken, _ context: AdministrationContext) -> [JSONValue] {
        if let several = token.details["resource_servers"]?.array { return several }
        let audience =
            token.audience.isEmpty ? context.host.userInfoAudience : context.host.shownAudience(token.audience)
        return [["audience": .string(audience), "scopes": .string(token.scope.joined(separator: " "))]]
    }
}
