import Management
import Wire

/// Where a tenant's log and events are to go, and the tokens that are good no more.
enum StreamFamily {
    /// The operations.
    static let family = OperationFamily(name: "streams", handlers: streams)

    private static let streams: [String: OperationHandler] = [
        "get_log-streams": KeptHandlers.list(LogStream.self, key: "log_streams"),
        "post_log-streams": KeptHandlers.create(LogStream.self),
        "get_log-streams_by_id": KeptHandlers.read(LogStream.self),
        "patch_log-streams_by_id": KeptHandlers.update(LogStream.self),
        "delete_log-streams_by_id": KeptHandlers.delete(LogStream.self),
        "get_event-streams": KeptHandlers.list(EventStream.self, key: "eventStreams"),
        "post_event-streams": KeptHandlers.create(EventStream.self),
        "get_event-streams_by_id": KeptHandlers.read(EventStream.self),
        "patch_event-streams_by_id": KeptHandlers.update(EventStream.self),
        "delete_event-streams_by_id": KeptHandlers.delete(EventStream.self),
        "get_blacklists_tokens": { call in
            .objects(
                try await call.administration.revokedTokens(audience: call.query["aud"]?.string, call.context)
            )
        },
        "post_blacklists_tokens": { call in
            try await call.administration.revokeToken(call.body, call.context)
            return .empty
        },
    ]
}
