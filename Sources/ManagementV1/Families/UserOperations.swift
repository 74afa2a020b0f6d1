import HTTPTypes
import Kernel
import Management
import Wire

/// Users: lists of them, and each of them.
///
/// - SeeAlso: Auth0 Management API v1: "Users".
enum UserOperations {
    /// The operations.
    static let all: [V1Operation] = [
        V1Operation(.get, "users") { call in
            // The explorer names all connections by a word of its own.
            guard let connection = call.text("connection"), connection != "All" else {
                return try await list(.everybody, call)
            }
            return try await list(.connection(connection), call)
        },
        V1Operation(.get, "socialconnections/users") { call in try await list(.social, call) },
        V1Operation(.get, "enterpriseconnections/users") { call in try await list(.enterprise, call, default: 500) },
        V1Operation(.get, "clients/{client_id}/users") { call in try await list(.client(call.path[0]), call) },
        V1Operation(.get, "users/{user_id}") { call in
            .object(
                V1UserView.shown(try await call.administration.v1User(call.path[0], of: call.caller, call.context))
            )
        },
        V1Operation(.post, "users", create),
        V1Operation(.patch, "users/{user_id}") { call in
            guard let isBlocked = try call.flag("blocked") else {
                throw APIProblem(400, "blocked is required", code: "invalid_body")
            }
            return try await change(call, ["blocked": .bool(isBlocked)])
        },
        V1Operation(.put, "users/{user_id}/email") { call in
            let mails = try call.flag("verify") ?? false
            return try await change(
                call,
                ["email": .string(try call.required("email")), "verify_email": .bool(mails)]
            )
        },
        V1Operation(.put, "users/{user_id}/password") { call in
            let password = try call.required("password")
            guard call.path[0].contains("@"), !call.path[0].contains("|"),
                let connection = call.body["connection"]?.string
            else { return try await change(call, ["password": .string(password)], showsUser: false) }
            let id = try await call.administration.v1UserID(
                email: call.path[0],
                connection: connection,
                of: call.caller,
                call.context
            )
            _ = try await call.administration.updateUser(id, ["password": .string(password)], call.context)
            return .done
        },
        V1Operation(.delete, "users/{user_id}") { call in
            try await call.administration.deleteUser(try await id(call), call.context)
            return .done
        },
        V1Operation(.delete, "users", isGlobal: true) { call in
            try await call.administration.deleteAllUsers(call.context)
            return .done
        },
    ]

    /// A page of a list.
    static func list(_ list: V1UserList, _ call: V1Call, default perPage: Int = 100) async throws -> V1Answer {
        let page = try call.page(default: perPage)
        let users = try await call.administration.v1Users(
            list,
            search: call.text("search"),
            page: page.number,
            perPage: page.perPage,
            of: call.caller,
            call.context
        )
        return .page(users.items.map(V1UserView.shown), next: users.next, perPage: page.perPage)
    }

    /// The `user_id` of the user in the path, whom the caller reaches.
    ///
    /// - Throws: `APIProblem` 404.
    static func id(_ call: V1Call) async throws -> String {
        try await call.administration.v1UserID(call.path[0], of: call.caller, call.context)
    }

    private static func change(_ call: V1Call, _ patch: JSONObject, showsUser: Bool = true) async throws -> V1Answer {
        let user = try await call.administration.updateUser(try await id(call), patch, call.context)
        return showsUser ? .object(V1UserView.shown(user)) : .done
    }

    /// The members of a request that are the newer API's, by their own name.
    private static let own: Set<String> = [
        "email", "password", "connection", "username", "phone_number", "given_name", "family_name", "name", "nickname",
        "picture", "blocked",
    ]
    /// What claims and records say is no note of an administrator.
    private static let ignored: Set<String> = [
        "iss", "sub", "aud", "exp", "iat", "_id", "user_id", "identities", "email_verified", "verify_email",
        "lastLogin", "loginsCount", "created_at", "updated_at",
    ]

    @Sendable
    private static func create(_ call: V1Call) async throws -> V1Answer {
        let connection = try call.required("connection")
        try await call.administration.requireV1Connection(connection, of: call.caller, call.context)
        var request = call.body.filtered(own, keeping: true)
        let isVerified = try call.flag("email_verified") ?? false
        request["email_verified"] = .bool(isVerified)
        request["verify_email"] = .bool(!isVerified && request.contains("email"))
        var metadata = JSONObject()
        for (name, value) in call.body where !own.contains(name) && !ignored.contains(name) { metadata[name] = value }
        if !metadata.isEmpty { request["app_metadata"] = .object(metadata) }
        var user = try await call.administration.createUser(request, call.context)
        // The newer API drops what is null; here it is a value.
        if metadata.contains(where: \.value.isNull), let id = user["user_id"]?.string {
            let noted = try await call.administration.setV1Metadata(
                metadata,
                merging: false,
                ofUser: id,
                of: call.caller,
                call.context
            )
            user["app_metadata"] = .object(noted)
        }
        return .object(V1UserView.shown(user))
    }
}
