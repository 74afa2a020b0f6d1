package import Applications
import Dispatch
package import Kernel
import Storage
import Tokens
import Wire

/// A tenant that was just made, with what its administrator needs to begin.
package struct NewTenant: Sendable {
    /// Its name.
    package let id: TenantID
    /// The further hosts it answers on.
    package let domains: [String]
    /// The machine client that may do everything in the management API.
    package let explorer: Credentials
    /// The client that applications begin with.
    package let defaultApp: Credentials

    /// The id and secret of a client.
    package struct Credentials: Sendable {
        /// The `client_id`.
        package let clientID: String
        /// The `client_secret`.
        package let secret: Secret
    }
}

/// Making, listing and removing tenants.
extension Administration {
    /// Makes a tenant with everything that a new one contains: all of it or nothing.
    ///
    /// - Parameter signingKeys: keys that it brings along from elsewhere; nil makes a current and a next one.
    /// - Throws: `APIProblem` 409 when the name or one of the domains is taken.
    package func createTenant(
        _ id: TenantID,
        domains: [String] = [],
        signingKeys: [SigningKeyRecord]? = nil,
        now: Instant
    ) async throws -> NewTenant {
        let hosts = domains.map(HostName.withoutPort)
        let authority = hosts.first ?? "\(id.rawValue).latchkey.test"
        let host = RequestHost(tenant: id, scheme: "https", authority: authority)
        let context = AdministrationContext(host: host, now: now, scopes: [])
        let keys = if let signingKeys { signingKeys } else { try await newSigningKeys(context) }
        let contents = TenantContents(identifiers, tenant: id, now: now)
        do {
            try await storage.write { transaction in
                try transaction.insertTenant(id, at: now)
                for domain in hosts { try transaction.insertDomain(domain, tenant: id) }
                for key in keys { try transaction.insert(key, tenant: id) }
                for part in contents.documents { try transaction.insert(part.document, keys: part.keys) }
            }
        } catch StoreError.conflict(key: "tenant") {
            throw APIProblem(409, "A tenant named \(id) already exists.")
        } catch StoreError.conflict(key: "domain") {
            throw APIProblem(409, "Another tenant has one of these domains: \(hosts.joined(separator: ", ")).")
        }
        return NewTenant(
            id: id,
            domains: hosts,
            explorer: contents.explorer.credentials,
            defaultApp: contents.defaultApp.credentials
        )
    }

    /// Makes a tenant unless it is there; nil if it was.
    ///
    /// - Throws: `APIProblem` 409 when one of the domains is taken by another.
    @discardableResult
    package func ensureTenant(_ id: TenantID, domains: [String] = [], now: Instant) async throws -> NewTenant? {
        guard try await storage.read({ try $0.tenant(id) }) == nil else { return nil }
        do { return try await createTenant(id, domains: domains, now: now) } catch let problem as APIProblem {
            // Another process may have been quicker.
            guard problem.status == 409, try await storage.read({ try $0.tenant(id) }) != nil else { throw problem }
            return nil
        }
    }

    /// All tenants, by name.
    package func tenants() async throws -> [TenantRecord] { try await storage.read { try $0.tenants() } }

    /// Removes a tenant with everything in it; whether it was there.
    @discardableResult
    package func deleteTenant(_ id: TenantID) async throws -> Bool {
        try await storage.write { try $0.deleteTenant(id) }
    }

    /// A current and a next key; they take some tenths of a second, so they are made side by side.
    private func newSigningKeys(_ context: AdministrationContext) async throws -> [SigningKeyRecord] {
        async let current = newSigningKey(.current, context)
        async let next = newSigningKey(.next, context)
        return try await [current, next]
    }

    /// A new key, made on a thread of its own: the threads that answer requests are few.
    private func newSigningKey(
        _ status: SigningKeyRecord.Status,
        _ context: AdministrationContext
    ) async throws -> SigningKeyRecord {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { [random] in
                continuation.resume(with: Result { try SigningKeyRules.make(.rsa, status, context, random) })
            }
        }
    }
}
