import Management
import Wire

/// How much the tenant is used.
enum StatFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "stats",
        handlers: [
            "get_active-users": { call in
                .value(.integer(Int64(try await call.administration.activeUsers(call.context))))
            },
            "get_daily": { call in
                let days = try await call.administration.dailyStats(
                    from: call.query["from"]?.string,
                    to: call.query["to"]?.string,
                    call.context
                )
                return .value(.array(days.map { .object($0) }))
            },
        ]
    )
}
