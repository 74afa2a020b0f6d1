import Management
import Wire

/// Refresh tokens.
enum RefreshTokenFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "refresh-tokens",
        handlers: [
            "get_refresh_tokens": { call in
                let page = try await call.administration.refreshTokens(
                    ofUser: call.query["user_id"]?.string ?? "",
                    clientID: call.query["client_id"]?.string,
                    call.effectivePage,
                    call.context
                )
                return .list(page, key: "refresh_tokens")
            },
            "revoke_refresh_tokens": { call in
                try await call.administration.revokeRefreshTokens(call.body, call.context)
                return .object([:])
            },
            "get_refresh_token": { call in
                .object(try await call.administration.refreshToken(call.path("id"), call.context))
            },
            "patch_refresh-tokens_by_id": { call in
                .object(try await call.administration.updateRefreshToken(call.path("id"), call.body, call.context))
            },
            "delete_refresh_token": { call in
                try await call.administration.deleteRefreshToken(call.path("id"), call.context)
                return .empty
            },
        ]
    )
}
