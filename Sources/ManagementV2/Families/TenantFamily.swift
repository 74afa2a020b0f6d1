import Management

/// The settings of the tenant.
enum TenantFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "tenants",
        handlers: [
            "tenant_settings_route": { call in .object(try await call.administration.tenantSettings(call.context)) },
            "patch_settings": { call in
                .object(try await call.administration.updateTenantSettings(call.body, call.context))
            },
        ]
    )
}
