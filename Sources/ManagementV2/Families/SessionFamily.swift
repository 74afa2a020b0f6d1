import Management
import Wire

/// Sessions in browsers.
enum SessionFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "sessions",
        handlers: [
            "get_session": { call in
                .object(try await call.administration.session(call.path("id"), call.context))
            },
            "patch_sessions_by_id": { call in
                .object(try await call.administration.updateSession(call.path("id"), call.body, call.context))
            },
            "delete_session": { call in
                try await call.administration.deleteSession(call.path("id"), call.context)
                return .object([:])
            },
            "revoke_session": { call in
                try await call.administration.revokeSession(call.path("id"), call.context)
                return .object([:])
            },
        ]
    )
}
