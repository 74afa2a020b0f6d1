import Kernel
import Wire

/// Whose users may be reached by their ids: those of supported connections, as if there were no others.
///
/// Environments that share a tenant are kept apart by it: an id alone says nothing about where it belongs.
struct UserReach: Sendable {
    let api: ManagementAPI
    let connections: AllowedConnections

    /// Refuses ids of users that are out of reach; where every connection is supported, without looking.
    ///
    /// - Throws: `APIProblem` with 404, `ManagementRefusal`.
    func check(_ userID: String, requestID: String) async throws {
        guard !connections.isUnrestricted else { return }
        _ = try await user(userID, requestID: requestID)
    }

    /// A user within reach.
    ///
    /// - Throws: `APIProblem` with 404, `ManagementRefusal`.
    func user(_ userID: String, requestID: String) async throws -> JSONObject {
        let answer = try await api.call("GET", "users/" + Form.encode(userID), requestID: requestID)
        guard let user = answer.json else { throw APIProblem(502, "The identity provider answered with nonsense") }
        guard Self.identities(user).contains(where: { connections.allows($0.connection) }) else {
            throw APIProblem(404, "The user does not exist.", code: "inexistent_user")
        }
        return user
    }

    /// The accounts that a user consists of.
    static func identities(_ user: JSONObject) -> [(provider: String, connection: String)] {
        (user["identities"]?.array ?? []).map { identity in
            (identity["provider"]?.string ?? "", identity["connection"]?.string ?? "")
        }
    }
}

extension GatewayRequest {
    /// The user that the path names.
    ///
    /// - Throws: `APIProblem` with 400 if it cannot be an id.
    func userID() throws(APIProblem) -> String {
        guard let id = parameters["userID"], id.utf8.count <= 512, id != ".", id != ".." else {
            throw APIProblem(400, "The user id is not valid")
        }
        return id
    }
}
