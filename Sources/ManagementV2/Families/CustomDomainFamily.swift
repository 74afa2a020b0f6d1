import Management
import Wire

/// The further hosts of the tenant.
enum CustomDomainFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "custom-domains",
        handlers: [
            "get_custom-domains": { call in
                let page = try await call.administration.customDomains(
                    q: call.query["q"]?.string,
                    sort: call.query["sort"]?.string,
                    call.effectivePage,
                    call.context
                )
                return .list(page, key: "custom_domains")
            },
            "post_custom-domains": { call in
                .object(try await call.administration.createCustomDomain(call.body, call.context))
            },
            "get_default": { call in .object(try await call.administration.defaultCustomDomain(call.context)) },
            "patch_default": { call in
                .object(try await call.administration.setDefaultCustomDomain(call.body, call.context))
            },
            "get_custom-domains_by_id": { call in
                .object(try await call.administration.customDomain(call.path("id"), call.context))
            },
            "patch_custom-domains_by_id": { call in
                .object(try await call.administration.updateCustomDomain(call.path("id"), call.body, call.context))
            },
            "delete_custom-domains_by_id": { call in
                try await call.administration.deleteCustomDomain(call.path("id"), call.context)
                return .empty
            },
            "post_test_domain": { call in
                .object(try await call.administration.testCustomDomain(call.path("id"), call.context))
            },
            "post_verify": { call in
                .object(try await call.administration.verifyCustomDomain(call.path("id"), call.context))
            },
        ]
    )
}
