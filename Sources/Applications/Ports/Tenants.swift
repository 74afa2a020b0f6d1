package import Kernel

/// A tenant as storage keeps it; its settings are a document.
package struct TenantRecord: Sendable, Equatable {
    /// Its name.
    package let id: TenantID
    /// When it was made.
    package let createdAt: Instant
    /// The further hosts it answers on, lower case and without port.
    package let domains: [String]

    /// A tenant.
    package init(id: TenantID, createdAt: Instant, domains: [String]) {
        self.id = id
        self.createdAt = createdAt
        self.domains = domains
    }
}

/// Reading tenants, inside a transaction.
package protocol TenantReading {
    /// The tenant of that name.
    func tenant(_ id: TenantID) throws -> TenantRecord?
    /// The tenant that answers on a domain.
    func tenant(domain: String) throws -> TenantRecord?
    /// All the tenants, by name.
    func tenants() throws -> [TenantRecord]
}

/// Changing tenants, inside a transaction.
package protocol TenantWriting: TenantReading {
    /// Adds a tenant without domains.
    ///
    /// - Throws: `StoreError.conflict(key: "tenant")` when the name is taken.
    func insertTenant(_ id: TenantID, at now: Instant) throws
    /// Adds a domain to a tenant.
    ///
    /// - Throws: `StoreError.conflict(key: "domain")` when any tenant has it.
    func insertDomain(_ domain: String, tenant: TenantID) throws
    /// Removes a domain from a tenant.
    func deleteDomain(_ domain: String, tenant: TenantID) throws
    /// Removes a tenant with everything in it; whether it was there.
    @discardableResult
    func deleteTenant(_ id: TenantID) throws -> Bool
}
