import Management
import Wire

/// Links by which others set something up.
enum LinkFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "links",
        handlers: [
            "post_ticket": { call in
                .object(try await call.administration.createEnrollmentTicket(call.body, call.context))
            },
            "post_sso-ticket": { call in
                .object(
                    try await call.administration.createSelfServiceTicket(call.path("id"), call.body, call.context)
                )
            },
            "post_revoke": { call in
                try await call.administration.revokeSelfServiceTicket(
                    call.path("profileId"),
                    call.path("id"),
                    call.context
                )
                return .empty
            },
        ]
    )
}
