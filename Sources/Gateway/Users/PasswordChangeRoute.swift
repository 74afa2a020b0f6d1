import HTTPTypes
import Kernel
import Wire

/// `POST /users/change-password`: the tenant sends the user a mail with a link to choose a new password.
///
/// - SeeAlso: Auth0 Authentication API: `POST /dbconnections/change_password`.
struct PasswordChangeRoute: Sendable {
    /// Names of the member that holds the user's id.
    private static let idMembers = ["userId", "authUserId", "user_id"]
    private static let databaseProvider = "auth0"

    let reach: UserReach
    let management: ManagementClient
    let send: TenantExchange

    func respond(_ request: GatewayRequest) async throws -> GatewayResponse {
        let body = try request.jsonBody()
        guard let id = Self.idMembers.lazy.compactMap({ body[$0]?.string }).first, !id.isEmpty else {
            throw APIProblem(400, "The field 'userId' is required")
        }
        let user = try await reach.user(id, requestID: request.id)
        let database = UserReach.identities(user).first { identity in
            identity.provider == Self.databaseProvider && reach.connections.allows(identity.connection)
        }
        guard let database else { throw APIProblem(400, "The user does not sign in with a password") }
        guard let email = user["email"]?.string, !email.isEmpty else {
            throw APIProblem(400, "The user has no email address")
        }
        // Asked on behalf of the application that people sign in to: the mail and its link are that application's.
        let fields: JSONObject = [
            "client_id": .string(request.client?.clientID ?? management.clientID), "email": .string(email),
            "connection": .string(database.connection),
        ]
        let tenant = request.client?.auth0URL ?? management.auth0URL
        try await ask(.json("POST", tenant.text + "/dbconnections/change_password", fields), requestID: request.id)
        return GatewayResponse(status: 204)
    }

    private func ask(_ call: TenantCall, requestID: String) async throws(APIProblem) {
        var call = call
        call.headers.append((name: "x-request-id", value: requestID))
        let answer: TenantAnswer
        do { answer = try await send(call) } catch { throw error.problem(refusals: [:]) }
        guard answer.status == 200 else { throw answer.refusal.problem(refusals: [:]) }
    }
}
