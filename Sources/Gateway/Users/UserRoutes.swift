import HTTPTypes
import Kernel
import Wire

/// The routes over the tenant's users for administrators: lists, changes, bulk imports, and who is signed in.
///
/// They are for administrators alone, and it is the API gateway before them that lets no others through.
struct UserRoutes: Sendable {
    /// The longest file of users that is taken, in bytes; the tenant takes half of it.
    private static let importLimit = 1_048_576
    /// The longest document of one user that is taken, in bytes.
    private static let userLimit = 262_144

    private let configuration: GatewayConfiguration
    private let active: ActiveUsers
    private let send: TenantExchange
    private let api: ManagementAPI

    /// The routes of a configuration's management client.
    ///
    /// - Parameters:
    ///   - configuration: Whose users there are.
    ///   - active: Who is signed in.
    ///   - send: How requests get to the tenant.
    ///   - api: The tenant's management API.
    init(
        configuration: GatewayConfiguration,
        active: ActiveUsers,
        send: @escaping TenantExchange,
        api: ManagementAPI
    ) {
        self.configuration = configuration
        self.active = active
        self.send = send
        self.api = api
    }

    /// The routes, with what the OpenAPI document says of each.
    var routes: [GatewayRoute] {
        let management = configuration.management
        let reach = UserReach(api: api, connections: management.connections)
        let list = UserListRoute(api: api, connections: management.connections)
        let changes = UserChangeRoutes(api: api, reach: reach, connections: management.connections, active: active)
        let password = PasswordChangeRoute(reach: reach, management: management, send: send)
        let jobs = ImportRoutes(api: api, management: management)
        typealias Words = UserDocumentation
        return [
            route(.get, "/users", Words.list, list.respond),
            route(.post, "/users", Words.create, limit: Self.userLimit, changes.create),
            route(.patch, "/users/{userID}", Words.patch, limit: Self.userLimit, changes.patch),
            route(.delete, "/users/{userID}", Words.delete, changes.delete),
            route(.get, "/users/active", Words.active, listActive),
            route(.post, "/users/change-password", Words.changePassword, password.respond),
            route(.post, "/change-password", Words.formerChangePassword, password.respond),
            route(.post, "/users/import", Words.importUsers, limit: Self.importLimit, jobs.start),
            route(.get, "/users/import/status/{jobID}", Words.importStatus, jobs.status),
            route(.get, "/users/import/status/{jobID}/errors", Words.importErrors, jobs.errors),
        ]
    }

    private func listActive(_ request: GatewayRequest) async throws -> GatewayResponse {
        let users = try await active.list(now: request.now)
        return .json(.array(users.map { ["userId": .string($0)] }))
    }

    private func route(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        _ documentation: JSONObject,
        limit: Int = 65_536,
        _ handler: @escaping GatewayRoute.Handler
    ) -> GatewayRoute {
        GatewayRoute(method, pattern, bodyLimit: limit, documentation: documentation) { request in
            do { return try await handler(request) } catch let refusal as ManagementRefusal {
                return refusal.answer.relayed
            }
        }
    }
}

extension TenantAnswer {
    private static let relayedHeaders = [
        "retry-after", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset",
    ]

    /// The answer as the gateway's own: status, body, and what it says about being asked again.
    var relayed: GatewayResponse { response(body) }

    /// The answer with another body.
    func response(_ body: [UInt8]) -> GatewayResponse {
        var fields = HTTPFields()
        if !body.isEmpty { fields[.contentType] = GatewayResponse.jsonType }
        for name in Self.relayedHeaders {
            if let value = headers[name], let field = HTTPField.Name(name) { fields[field] = value }
        }
        return GatewayResponse(status: status, headers: fields, body: body)
    }
}
