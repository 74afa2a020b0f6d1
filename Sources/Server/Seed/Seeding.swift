import Applications
package import Kernel
package import Management
import Wire

/// Brings tenants to what a seed asks for.
///
/// What is as wanted already is left alone; nothing is ever removed.
package struct Seeding: Sendable {
    private let administration: Administration
    private let now: Instant

    /// Seeding through the administrator's use cases.
    package init(_ administration: Administration, now: Instant) {
        self.administration = administration
        self.now = now
    }

    /// What was done.
    package struct Report: Sendable, CustomStringConvertible {
        /// The tenants that were made.
        package var tenants: [NewTenant] = []
        private var made = 0
        private var changed = 0
        private var unchanged = 0

        mutating func count(_ outcome: SeedOutcome) {
            switch outcome {
            case .made: made += 1
            case .changed: changed += 1
            case .unchanged: unchanged += 1
            }
        }

        package var description: String { "\(made) made, \(changed) changed, \(unchanged) as they were" }
    }

    /// Applies a seed; the parts before one that is refused stay.
    ///
    /// - Throws: `SeedError` with the path of what was refused, or `StoreError`.
    package func apply(_ seed: SeedFile) async throws -> Report {
        var report = Report()
        for tenant in seed.tenants { try await apply(tenant, &report) }
        return report
    }

    private func apply(_ tenant: SeedTenant, _ report: inout Report) async throws {
        let seeded = try await at(tenant.path) {
            try await administration.seedTenant(tenant.id, domains: tenant.domains, now: now)
        }
        report.count(seeded.outcome)
        if let made = seeded.made { report.tenants.append(made) }
        let context = AdministrationContext(host: Self.host(of: tenant.id), now: now, scopes: [])
        // In the order in which one needs the other.
        if let settings = tenant.settings {
            try await count(settings, &report) { try await administration.seedTenantSettings($0, context) }
        }
        for api in tenant.apis {
            try await count(api, &report) { try await administration.seedResourceServer($0, context) }
        }
        for client in tenant.clients {
            try await count(client, &report) { try await administration.seedClient($0, context) }
        }
        for grant in tenant.clientGrants {
            try await count(grant, &report) { try await administration.seedClientGrant($0, context) }
        }
        for user in tenant.users {
            try await count(user, &report) { try await administration.seedUser($0, context) }
        }
        for organization in tenant.organizations {
            try await count(organization, &report) { try await administration.seedOrganization($0, context) }
        }
        for grant in tenant.organizationGrants {
            let outcome = try await at(grant.path) {
                try await administration.seedOrganizationGrant(
                    organization: grant.organization,
                    clientID: grant.clientID,
                    audience: grant.audience,
                    context
                )
            }
            report.count(outcome)
        }
    }

    private func count(
        _ part: SeedTenant.Part,
        _ report: inout Report,
        _ work: (JSONObject) async throws -> SeedOutcome
    ) async throws {
        report.count(try await at(part.path) { try await work(part.body) })
    }

    /// Runs a use case and tells where the seed asked for what it refused.
    private func at<Result>(_ path: SeedPath, _ work: () async throws -> Result) async throws -> Result {
        do { return try await work() } catch let problem as APIProblem { throw SeedError(path, problem.message) }
    }

    /// The tenant's own host: the management API of a seed is `https://NAME.latchkey.test/api/v2/` whatever its domains.
    private static func host(of tenant: TenantID) -> RequestHost {
        RequestHost(tenant: tenant, scheme: "https", authority: "\(tenant.rawValue).latchkey.test")
    }
}
