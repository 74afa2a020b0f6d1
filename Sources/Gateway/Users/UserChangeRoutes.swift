import HTTPTypes
import Kernel
import Wire

/// `POST /users`, `PATCH /users/{userID}` and `DELETE /users/{userID}`.
///
/// Sessions of somebody who was blocked, deleted or given another password end at once.
///
/// - SeeAlso: Auth0 Management API: `POST /api/v2/users`, `PATCH /api/v2/users/{id}`, `DELETE /api/v2/users/{id}`.
struct UserChangeRoutes: Sendable {
    let api: ManagementAPI
    let reach: UserReach
    let connections: AllowedConnections
    let active: ActiveUsers

    func create(_ request: GatewayRequest) async throws -> GatewayResponse {
        var body = try request.jsonBody()
        body["connection"] = .string(try connection(for: body["connection"]))
        return try await api.call("POST", "users", json: body, requestID: request.id).relayed
    }

    func patch(_ request: GatewayRequest) async throws -> GatewayResponse {
        let id = try request.userID()
        let body = try Self.update(try request.jsonBody())
        if let connection = body["connection"] { _ = try self.connection(for: connection) }
        try await reach.check(id, requestID: request.id)
        let answer = try await api.call("PATCH", "users/" + Form.encode(id), json: body, requestID: request.id)
        if body["blocked"]?.bool == true || body.contains("password") {
            try await active.endSessions(of: id, now: request.now)
        }
        return answer.relayed
    }

    func delete(_ request: GatewayRequest) async throws -> GatewayResponse {
        let id = try request.userID()
        try await reach.check(id, requestID: request.id)
        let answer = try await api.call("DELETE", "users/" + Form.encode(id), requestID: request.id)
        try await active.endSessions(of: id, now: request.now)
        return answer.relayed
    }

    /// The connection that a body names, or the default: never one that is merely the only one.
    private func connection(for value: JSONValue?) throws(APIProblem) -> String {
        if let value, value != .null, value != "" {
            guard let name = value.string else { throw APIProblem(400, "The 'connection' must be a string") }
            guard connections.allows(name) else { throw APIProblem(400, "The connection is not supported") }
            return name
        }
        guard let name = connections.defaultName else {
            throw APIProblem(400, "The 'connection' is missing, and there is no default for new users")
        }
        return name
    }

    /// The members to change: as the management API takes them, or below `$set`, as collections of documents do.
    private static func update(_ body: JSONObject) throws(APIProblem) -> JSONObject {
        guard let operators = body.keys.first(where: { $0.hasPrefix("$") }) else { return body }
        guard body.count == 1, let members = body["$set"]?.object else {
            throw APIProblem(400, "The operator '\(operators)' is not supported; $set alone is")
        }
        return members
    }
}
