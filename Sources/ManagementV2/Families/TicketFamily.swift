import Management
import Wire

/// Links that users are given by hand.
enum TicketFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "tickets",
        handlers: [
            "post_email-verification": { call in
                .object(try await call.administration.createEmailVerificationTicket(call.body, call.context))
            },
            "post_password-change": { call in
                .object(try await call.administration.createPasswordChangeTicket(call.body, call.context))
            },
        ]
    )
}
