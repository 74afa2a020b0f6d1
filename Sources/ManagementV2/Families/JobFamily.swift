import Management
import Wire

/// Work that takes longer than a request.
enum JobFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "jobs",
        handlers: [
            "post_users-exports": { call in
                .object(try await call.administration.createUserExport(call.body, call.context))
            },
            "post_users-imports": { call in
                .object(try await call.administration.createUserImport(call.body, call.context))
            },
            "post_verification-email": { call in
                .object(try await call.administration.createVerificationEmail(call.body, call.context))
            },
            "get_jobs_by_id": { call in .object(try await call.administration.job(call.path("id"), call.context)) },
            "get_errors": { call in
                guard let errors = try await call.administration.jobErrors(call.path("id"), call.context) else {
                    return .status(204, nil)
                }
                return .value(errors)
            },
        ]
    )
}
