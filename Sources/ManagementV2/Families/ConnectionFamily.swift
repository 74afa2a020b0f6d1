import Kernel
import Management
import Wire

/// Connections, and the clients they are enabled for.
enum ConnectionFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "connections",
        handlers: [
            "get_connections": { call in
                let page = try await call.administration.connections(
                    strategies: call.query["strategy"]?.strings,
                    name: call.query["name"]?.string,
                    call.effectivePage,
                    call.context
                )
                return .list(page, key: "connections")
            },
            "post_connections": { call in
                .object(try await call.administration.createConnection(call.body, call.context))
            },
            "get_connections_by_id": { call in
                .object(try await call.administration.connection(call.path("id"), call.context))
            },
            "patch_connections_by_id": { call in
                .object(try await call.administration.updateConnection(call.path("id"), call.body, call.context))
            },
            "delete_connections_by_id": { call in
                let isRemoved = try await call.administration.deleteConnection(call.path("id"), call.context)
                return isRemoved ? .object(["deleted_at": call.context.now.json]) : .status(204, nil)
            },
            "get_connection_clients": { call in
                let page = try await call.administration.clients(
                    ofConnection: call.path("id"),
                    call.effectivePage,
                    call.context
                )
                return .list(page, key: "clients")
            },
            "patch_clients": { call in
                try await call.administration.updateClients(
                    ofConnection: call.path("id"),
                    call.bodyItems ?? [],
                    call.context
                )
                return .empty
            },
            "get_status": { call in
                try await call.administration.checkConnector(ofConnection: call.path("id"), call.context)
                return .empty
            },
            "delete_users_by_email": { call in
                try await call.administration.deleteUser(
                    ofConnection: call.path("id"),
                    email: call.query["email"]?.string ?? "",
                    call.context
                )
                return .empty
            },
        ]
    )
}
