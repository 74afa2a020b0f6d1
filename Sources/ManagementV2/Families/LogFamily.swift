import Management
import Wire

/// The tenant's log.
enum LogFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "logs",
        handlers: [
            "get_logs": { call in
                let page = try await call.administration.logs(
                    q: call.query["q"]?.string,
                    search: call.query["search"]?.string,
                    sort: call.query["sort"]?.string,
                    call.effectivePage,
                    call.context
                )
                return .list(page, key: "logs")
            },
            "get_logs_by_id": { call in .object(try await call.administration.log(call.path("id"), call.context)) },
        ]
    )
}
