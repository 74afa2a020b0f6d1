import Applications
import Directory
package import Kernel
import Sessions
import Storage
package import Wire

/// Devices that act for users: with a public key of their own, or with a refresh token.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/device-credentials`.
extension Administration {
    /// A page of credentials, of one `user_id`, `client_id` and `type` if they are named.
    ///
    /// Refresh tokens are listed with the user whose they are.
    package func deviceCredentials(
        _ parameters: JSONObject,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let (user, client) = (parameters["user_id"]?.string, parameters["client_id"]?.string)
        return try await storage.read { transaction in
            let keys = try transaction.documents(
                DocumentQuery(.deviceCredential, in: context.tenant, parent: user)
            )
            var items = keys.filter { client == nil || $0.body["client_id"]?.string == client }.map {
                DeviceCredentialRules.shown($0)
            }
            if let user {
                let tokens = try transaction.refreshTokens(ofUser: user, clientID: client, in: context.tenant)
                items += tokens.filter { !$0.isExpired(at: context.now) }.map(DeviceCredentialRules.shown)
            }
            if let type = parameters["type"] { items = items.filter { $0["type"] == type } }
            return try Listing.page(numbered: items, kind: .deviceCredential, request)
        }
    }

    /// Keeps the public key of a user's device.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user or client, 409 for a device that has a key.
    package func createDeviceCredential(
        _ request: JSONObject,
        ofUser user: String,
        clientID: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = "dcr_" + random.text(16, from: .base62)
        let client = request["client_id"]?.string ?? clientID
        var body = Patching.withoutNulls(request)
        body["client_id"] = .string(client)
        let document = Document(
            tenant: context.tenant,
            kind: .deviceCredential,
            id: id,
            parent: user,
            body: body,
            createdAt: context.now
        )
        let device = request["device_id"]?.string ?? ""
        return try await storage.write { transaction in
            _ = try UserRules.required(user, in: context.tenant, transaction)
            _ = try ClientRules.required(client, in: context.tenant, transaction)
            let key = DocumentKey.unique("device", "\(user)\n\(client)\n\(device)")
            do { try transaction.insert(document, keys: [key]) } catch StoreError.conflict {
                throw APIProblem(
                    409,
                    "A public key already exists for the device.",
                    code: "device_credential_conflict"
                )
            }
            return ["id": .string(id)]
        }
    }

    /// Takes a credential from a device; nothing happens if it is not there.
    ///
    /// - Parameter user: whose it must be; nil for anybody's.
    package func deleteDeviceCredential(
        _ id: String,
        ofUser user: String? = nil,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            if let key = try transaction.document(.deviceCredential, id: id, in: context.tenant) {
                guard user == nil || key.parent == user else { return }
                try transaction.deleteDocument(.deviceCredential, id: id, in: context.tenant)
            } else if let token = try transaction.refreshToken(id, in: context.tenant) {
                guard user == nil || token.userID == user else { return }
                try RefreshTokenRules.remove(token, context.tenant, transaction)
            }
        }
    }
}

/// Credentials of devices on the wire.
enum DeviceCredentialRules {
    /// A public key.
    static func shown(_ document: Document) -> JSONObject {
        var body: JSONObject = ["id": .string(document.id)]
        for name in ["device_name", "device_id", "type"] { body[name] = document.body[name] }
        body["user_id"] = .string(document.parent)
        body["client_id"] = document.body["client_id"]
        return body
    }

    /// A refresh token, as the device that holds it.
    static func shown(_ token: RefreshToken) -> JSONObject {
        let device = token.details["device"]
        var body: JSONObject = ["id": .string(token.id)]
        body["device_name"] = device?["name"] ?? device?["initial_user_agent"] ?? ""
        body["device_id"] = device?["id"] ?? .string(token.family)
        body["type"] = token.isRotating ? "rotating_refresh_token" : "refresh_token"
        body["user_id"] = .string(token.userID)
        body["client_id"] = .string(token.clientID)
        if let moment = token.lastExchangedAt { body["last_used"] = moment.json }
        return body
    }
}
