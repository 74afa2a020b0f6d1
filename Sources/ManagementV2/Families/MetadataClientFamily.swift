import Management
import Wire

/// Clients that are what a document of theirs says.
enum MetadataClientFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "metadata-clients",
        handlers: [
            "post_clients_cimd_preview": { call in
                .object(try await call.administration.previewMetadataClient(call.body, call.context))
            },
            "post_clients_cimd_register": { call in
                let outcome = try await call.administration.registerMetadataClient(call.body, call.context)
                return .status(outcome.isNew ? 201 : 200, .object(outcome.answer))
            },
        ]
    )
}
