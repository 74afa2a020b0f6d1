import Management
import Wire

/// Resource servers, which are the tenant's APIs.
enum ResourceServerFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "resource-servers",
        handlers: [
            "get_resource-servers": { call in
                let page = try await call.administration.resourceServers(
                    identifiers: call.query["identifiers"]?.strings,
                    call.effectivePage,
                    call.context
                )
                return .list(page, key: "resource_servers")
            },
            "post_resource-servers": { call in
                .object(try await call.administration.createResourceServer(call.body, call.context))
            },
            "get_resource-servers_by_id": { call in
                .object(try await call.administration.resourceServer(call.path("id"), call.context))
            },
            "patch_resource-servers_by_id": { call in
                .object(try await call.administration.updateResourceServer(call.path("id"), call.body, call.context))
            },
            "delete_resource-servers_by_id": { call in
                try await call.administration.deleteResourceServer(call.path("id"), call.context)
                return .empty
            },
        ]
    )
}
