import HTTPTypes
import Kernel
import Management
import Wire

/// What belongs to a user: notes, tickets, devices.
///
/// - SeeAlso: Auth0 Management API v1: "Users".
enum UserRecordOperations {
    /// The operations.
    static let all: [V1Operation] = metadata + tickets + devices

    private static let metadata: [V1Operation] = [
        V1Operation(.get, "users/{user_id}/metadata") { call in
            .object(
                try await call.administration.v1Metadata(ofUser: call.path[0], of: call.caller, call.context)
            )
        },
        V1Operation(.put, "users/{user_id}/metadata") { call in
            .object(try await note(call, merging: false))
        },
        V1Operation(.patch, "users/{user_id}/metadata") { call in
            _ = try await note(call, merging: true)
            return .done
        },
    ]

    private static let tickets: [V1Operation] = [
        V1Operation(.post, "users/{user_id}/send_verification_email") { call in
            let id = try await UserOperations.id(call)
            _ = try await call.administration.createVerificationEmail(["user_id": .string(id)], call.context)
            return .done
        },
        V1Operation(.post, "users/{user_id}/verification_ticket") { call in
            .object(
                try await call.administration.createEmailVerificationTicket(try await ticket(call), call.context)
            )
        },
        V1Operation(.post, "users/{user_id}/change_password_ticket") { call in
            guard let password = call.body["newPassword"]?.string, !password.isEmpty else {
                // Without a password its holder chooses one, as in the newer API.
                return .object(
                    try await call.administration.createPasswordChangeTicket(try await ticket(call), call.context)
                )
            }
            return .object(
                try await call.administration.createV1PasswordTicket(
                    user: try await UserOperations.id(call),
                    newPassword: password,
                    resultURL: call.text(inBody: "resultUrl"),
                    call.context
                )
            )
        },
    ]

    private static let devices: [V1Operation] = [
        V1Operation(.get, "users/{user_id}/devices") { call in
            let page = try call.page()
            let found = try await call.administration.deviceCredentials(
                ["user_id": .string(try await UserOperations.id(call))],
                .offset(page: page.number, perPage: page.perPage, includeTotals: false),
                call.context
            )
            return .list(found.items.map(device))
        },
        V1Operation(.post, "users/{user_id}/publickey", addKey),
        // One client library writes the name so.
        V1Operation(.post, "users/{user_id}/public_key", addKey),
        V1Operation(.delete, "users/{user_id}/publickey", removeKey),
        V1Operation(.delete, "users/{user_id}/public_key", removeKey),
        V1Operation(.delete, "users/{user_id}/refresh_tokens/{token}") { call in
            try await call.administration.deleteV1RefreshToken(
                call.path[1],
                ofUser: try await UserOperations.id(call),
                call.context
            )
            return .done
        },
    ]

    private static func note(_ call: V1Call, merging: Bool) async throws -> JSONObject {
        try await call.administration.setV1Metadata(
            call.body,
            merging: merging,
            ofUser: call.path[0],
            of: call.caller,
            call.context
        )
    }

    private static func ticket(_ call: V1Call) async throws -> JSONObject {
        var request: JSONObject = ["user_id": .string(try await UserOperations.id(call))]
        if let url = call.text(inBody: "resultUrl") { request["result_url"] = .string(url) }
        return request
    }

    private static func device(_ credential: JSONObject) -> JSONObject {
        let name = credential["device_name"]?.string ?? ""
        let start: JSONObject = [
            "id": credential["id"] ?? "", "device": name.isEmpty ? credential["device_id"] ?? "" : .string(name),
        ]
        return start.merging(credential.filtered(["type", "client_id", "user_id", "last_used"], keeping: true))
    }

    @Sendable
    private static func addKey(_ call: V1Call) async throws -> V1Answer {
        let device = try call.required("device")
        let request: JSONObject = [
            "device_name": .string(device), "device_id": .string(device), "type": "public_key",
            "value": .string(try call.required("public_key")),
        ]
        _ = try await call.administration.createDeviceCredential(
            request,
            ofUser: try await UserOperations.id(call),
            clientID: call.caller.clientID,
            call.context
        )
        return .done
    }

    @Sendable
    private static func removeKey(_ call: V1Call) async throws -> V1Answer {
        guard let device = call.text("device") else {
            throw APIProblem(400, "device is required", code: "invalid_query_string")
        }
        let user = try await UserOperations.id(call)
        let found = try await call.administration.deviceCredentials(
            ["user_id": .string(user), "type": "public_key"],
            .offset(page: 0, perPage: 1000, includeTotals: false),
            call.context
        )
        for credential in found.items where credential["device_id"]?.string == device {
            guard let id = credential["id"]?.string else { continue }
            try await call.administration.deleteDeviceCredential(id, ofUser: user, call.context)
        }
        return .done
    }
}
