import Management
import Wire

/// Client grants; their organizations are with the organizations.
enum ClientGrantFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "client-grants",
        handlers: [
            "get_client-grants": { call in
                let page = try await call.administration.clientGrants(call.query, call.effectivePage, call.context)
                return .list(page, key: "client_grants")
            },
            "post_client-grants": { call in
                .object(try await call.administration.createClientGrant(call.body, call.context))
            },
            "get_client-grant": { call in
                .object(try await call.administration.clientGrant(call.path("id"), call.context))
            },
            "patch_client-grants_by_id": { call in
                .object(try await call.administration.updateClientGrant(call.path("id"), call.body, call.context))
            },
            "delete_client-grants_by_id": { call in
                try await call.administration.deleteClientGrant(call.path("id"), call.context)
                return .empty
            },
        ]
    )
}
