import Applications
package import Kernel
import Storage
package import Wire

/// Making sure of tenants and their settings.
extension Administration {
    /// A tenant that was made sure of.
    package struct SeededTenant: Sendable {
        /// What was done.
        package let outcome: SeedOutcome
        /// The tenant, if it was made.
        package let made: NewTenant?
    }

    /// Makes a tenant, or gives one that is there the domains it lacks.
    ///
    /// - Throws: `APIProblem` 409 when a domain is another tenant's.
    package func seedTenant(_ id: TenantID, domains: [String], now: Instant) async throws -> SeededTenant {
        let hosts = domains.map(HostName.withoutPort)
        return try await SeedOutcome.settling {
            if let made = try await ensureTenant(id, domains: hosts, now: now) {
                return SeededTenant(outcome: .made, made: made)
            }
            let present = try await storage.read { try $0.tenant(id)?.domains ?? [] }
            let missing = hosts.filter { !present.contains($0) }
            guard !missing.isEmpty else { return SeededTenant(outcome: .unchanged, made: nil) }
            try await storage.write { transaction in
                for domain in missing where try transaction.tenant(domain: domain)?.id != id {
                    do { try transaction.insertDomain(domain, tenant: id) } catch StoreError.conflict {
                        throw APIProblem(409, "Another tenant has the domain \(domain).")
                    }
                }
            }
            return SeededTenant(outcome: .changed, made: nil)
        }
    }

    /// Gives the settings of a tenant the members of a patch, where they differ.
    package func seedTenantSettings(
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> SeedOutcome {
        try await SeedOutcome.settling {
            let document = try await storage.read { try $0.tenantSettings(in: context.tenant) }
            let present = document?.body ?? TenantSettings.defaults
            let wanted = TenantSettingsRules.merged(present, TenantSettingsRules.inHours(patch))
            guard !wanted.saysTheSame(as: present) else { return .unchanged }
            _ = try await updateTenantSettings(patch, context)
            return .changed
        }
    }
}
