import Kernel
import Management
import Wire

extension UserFamily {
    /// What is known of users elsewhere, and what no user of this server has yet.
    static let records: [String: OperationHandler] = [
        "get_user_organizations": { call in
            let page = try await call.administration.organizations(
                ofUser: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "organizations")
        },
        "get_logs_by_user": { call in
            let page = try await call.administration.logs(
                ofUser: call.path("id"),
                sort: call.query["sort"]?.string,
                call.effectivePage,
                call.context
            )
            return .list(page, key: "logs")
        },
        "get_connected-accounts": { call in try await nothing(call, key: "connected_accounts") },
        "get_federated-connections-tokensets": { call in
            try await call.administration.requireUser(call.path("id"), call.context)
            return .value([])
        },
        "delete_federated-connections-tokensets_by_tokenset_id": { _ in .empty },
        "post_invalidate-remember-browser": { call in
            try await call.administration.requireUser(call.path("id"), call.context)
            return .empty
        },
        "post_clear_assessors": { call in
            try await call.administration.requireUser(call.path("id"), call.context)
            return .empty
        },
    ]

    /// What users prove who they are with.
    static let authentication: [String: OperationHandler] = [
        "get_authentication-methods": { call in
            let page = try await call.administration.authenticationMethods(
                ofUser: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "authenticators")
        },
        "post_authentication-methods": { call in
            .object(
                try await call.administration.createAuthenticationMethod(
                    call.body,
                    forUser: call.path("id"),
                    call.context
                )
            )
        },
        "put_authentication-methods": { call in
            .objects(
                try await call.administration.setAuthenticationMethods(
                    call.bodyItems ?? [],
                    ofUser: call.path("id"),
                    call.context
                )
            )
        },
        "delete_authentication-methods": deleteAll,
        "delete_authenticators": deleteAll,
        "get_authentication-methods_by_authentication_method_id": { call in
            .object(
                try await call.administration.authenticationMethod(
                    call.path("authentication_method_id"),
                    ofUser: call.path("id"),
                    call.context
                )
            )
        },
        "patch_authentication-methods_by_authentication_method_id": { call in
            .object(
                try await call.administration.updateAuthenticationMethod(
                    call.path("authentication_method_id"),
                    ofUser: call.path("id"),
                    call.body,
                    call.context
                )
            )
        },
        "delete_authentication-methods_by_authentication_method_id": { call in
            try await call.administration.deleteAuthenticationMethod(
                call.path("authentication_method_id"),
                ofUser: call.path("id"),
                call.context
            )
            return .empty
        },
        "delete_multifactor_by_provider": { call in
            // Of the two providers, this server has the one that makes codes.
            let type = call.path("provider") == "google-authenticator" ? "totp" : call.path("provider")
            try await call.administration.deleteAuthenticationMethods(
                ofUser: call.path("id"),
                type: type,
                call.context
            )
            return .empty
        },
        "post_recovery-code-regeneration": { call in
            .object(try await call.administration.regenerateRecoveryCode(ofUser: call.path("id"), call.context))
        },
        "get_enrollments": { call in
            try call.checkSubject(unless: ["read:users"])
            return .objects(try await call.administration.enrollments(ofUser: call.path("id"), call.context))
        },
    ]

    private static let deleteAll: OperationHandler = { call in
        try await call.administration.deleteAuthenticationMethods(ofUser: call.path("id"), call.context)
        return .empty
    }

    /// The empty list of a user who is there.
    private static func nothing(_ call: OperationCall, key: String) async throws -> OperationAnswer {
        try await call.administration.requireUser(call.path("id"), call.context)
        return .list(Page(items: [], total: 0), key: key)
    }
}
