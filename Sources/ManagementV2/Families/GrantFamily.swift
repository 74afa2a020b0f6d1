import Management
import Wire

/// What users agreed to.
enum GrantFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "grants",
        handlers: [
            "get_grants": { call in
                let page = try await call.administration.consents(call.query, call.effectivePage, call.context)
                return .list(page, key: "grants")
            },
            "delete_grants_by_user_id": { call in
                let user = call.query["user_id"]?.string ?? ""
                try await call.administration.deleteConsents(ofUser: user, call.context)
                return .empty
            },
            "delete_grants_by_id": { call in
                try await call.administration.deleteConsent(call.path("id"), call.context)
                return .empty
            },
        ]
    )
}
