import Management
import Wire

/// Clients and their credentials.
enum ClientFamily {
    /// The operations.
    static let family = OperationFamily(name: "clients", handlers: clients.merging(credentials) { $1 })

    private static let clients: [String: OperationHandler] = [
        "get_clients": { call in
            .list(
                try await call.administration.clients(call.query, call.effectivePage, call.context),
                key: "clients"
            )
        },
        "post_clients": { call in .object(try await call.administration.createClient(call.body, call.context)) },
        "get_clients_by_id": { call in
            .object(try await call.administration.client(call.path("id"), call.context))
        },
        "patch_clients_by_id": { call in
            .object(try await call.administration.updateClient(call.path("id"), call.body, call.context))
        },
        "delete_clients_by_id": { call in
            try await call.administration.deleteClient(call.path("id"), call.context)
            return .empty
        },
        "post_rotate-secret": { call in
            .object(try await call.administration.rotateClientSecret(call.path("id"), call.context))
        },
        "get_client_connections": { call in
            let page = try await call.administration.connections(
                ofClient: call.path("id"),
                strategies: call.query["strategy"]?.strings ?? [],
                call.effectivePage,
                call.context
            )
            return .list(page, key: "connections")
        },
    ]

    private static let credentials: [String: OperationHandler] = [
        "get_credentials": { call in
            let items = try await call.administration.clientCredentials(call.path("client_id"), call.context)
            return .value(.array(items.map(JSONValue.object)))
        },
        "post_credentials": { call in
            .object(
                try await call.administration.createClientCredential(call.path("client_id"), call.body, call.context)
            )
        },
        "get_credentials_by_credential_id": { call in
            .object(
                try await call.administration.clientCredential(
                    call.path("client_id"),
                    call.path("credential_id"),
                    call.context
                )
            )
        },
        "patch_credentials_by_credential_id": { call in
            .object(
                try await call.administration.updateClientCredential(
                    call.path("client_id"),
                    call.path("credential_id"),
                    call.body,
                    call.context
                )
            )
        },
        "delete_credentials_by_credential_id": { call in
            try await call.administration.deleteClientCredential(
                call.path("client_id"),
                call.path("credential_id"),
                call.context
            )
            return .empty
        },
    ]
}
