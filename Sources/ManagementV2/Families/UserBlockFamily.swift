import Management
import Wire

/// Blocks of users after too many wrong passwords.
enum UserBlockFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "user-blocks",
        handlers: [
            "get_user-blocks": { call in
                .object(
                    try await call.administration.userBlocks(
                        identifier: call.query["identifier"]?.string ?? "",
                        onlyIfProtected: call.query["consider_brute_force_enablement"]?.bool ?? false,
                        call.context
                    )
                )
            },
            "delete_user-blocks": { call in
                let identifier = call.query["identifier"]?.string ?? ""
                try await call.administration.liftUserBlocks(identifier: identifier, call.context)
                return .empty
            },
            "get_user-blocks_by_id": { call in
                .object(
                    try await call.administration.userBlocks(
                        ofUser: call.path("id"),
                        onlyIfProtected: call.query["consider_brute_force_enablement"]?.bool ?? false,
                        call.context
                    )
                )
            },
            "delete_user-blocks_by_id": { call in
                try await call.administration.liftUserBlocks(ofUser: call.path("id"), call.context)
                return .empty
            },
        ]
    )
}
