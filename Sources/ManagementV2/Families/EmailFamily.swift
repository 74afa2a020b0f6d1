import Management
import Wire

/// The tenant's mails: who delivers them and what they say.
enum EmailFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "emails",
        handlers: [
            "get_provider": { call in .object(try await call.administration.emailProvider(call.context)) },
            "post_provider": { call in
                .object(try await call.administration.createEmailProvider(call.body, call.context))
            },
            "patch_provider": { call in
                .object(try await call.administration.updateEmailProvider(call.body, call.context))
            },
            "delete_provider": { call in
                try await call.administration.deleteEmailProvider(call.context)
                return .empty
            },
            "post_email-templates": { call in
                .object(try await call.administration.createEmailTemplate(call.body, call.context))
            },
            "get_email-templates_by_templateName": { call in
                .object(try await call.administration.emailTemplate(call.path("templateName"), call.context))
            },
            "put_email-templates_by_templateName": { call in
                .object(
                    try await call.administration.setEmailTemplate(call.path("templateName"), call.body, call.context)
                )
            },
            "patch_email-templates_by_templateName": { call in
                .object(
                    try await call.administration.updateEmailTemplate(
                        call.path("templateName"),
                        call.body,
                        call.context
                    )
                )
            },
        ]
    )
}
