package import Applications
package import Kernel
package import OAuth
package import Storage
package import Wire

/// What the request path needs to know of tenants, clients, APIs and grants: parsed once, kept in memory, forgotten
/// when the change feed says so.
///
/// A change made by this process is seen by the next request; one made by another, within a second.
package final class Configuration: Sendable {
    /// Where it is read from.
    package let storage: any Storage
    private let hosts = CacheTable<TenantID>(capacity: 20_000)
    private let settingsTable = CacheTable<TenantSettings>(capacity: 20_000)
    private let clients = CacheTable<ClientFacts>(capacity: 200_000)
    private let resourceServers = CacheTable<ResourceServer>(capacity: 50_000)
    private let grants = CacheTable<ClientGrant>(capacity: 200_000)
    private let organizations = CacheTable<Organization>(capacity: 50_000)
    private let associations = CacheTable<Bool>(capacity: 50_000)
    private let keyRings = CacheTable<KeyRing>(capacity: 5_000)
    private let connections = CacheTable<Connection>(capacity: 50_000)
    private let clientConnections = CacheTable<[Connection]>(capacity: 50_000)
    private let otherDocuments = CacheTable<JSONObject>(capacity: 50_000)

    /// A configuration that follows the changes of a storage.
    package init(storage: any Storage) {
        self.storage = storage
        // The storage must not keep who follows it: it would keep itself.
        storage.changes.subscribe { [weak self] change in self?.forget(change) }
    }

    /// The tenant that answers on a domain of its own.
    package func tenant(domain: String) async throws -> TenantID? {
        try await hosts.value(.default, domain) {
            try await storage.read { try $0.tenant(domain: domain) }.map { ($0.id, $0.id.rawValue) }
        }
    }

    /// The tenant of that name, if there is one.
    package func tenant(named id: TenantID) async throws -> TenantID? {
        try await hosts.value(id, "") {
            try await storage.read { try $0.tenant(id) }.map { ($0.id, $0.id.rawValue) }
        }
    }

    /// A tenant's settings.
    package func settings(_ tenant: TenantID) async throws -> TenantSettings {
        try await settingsTable.value(tenant, "") {
            let document = try await storage.read { try $0.tenantSettings(in: tenant) }
            return (TenantSettings(document), TenantSettings.documentID)
        } ?? TenantSettings(nil)
    }

    /// A client with its credentials.
    package func client(_ id: String, _ tenant: TenantID) async throws -> ClientFacts? {
        try await clients.value(tenant, id) {
            try await storage.read { transaction in
                guard let document = try transaction.document(.client, id: id, in: tenant) else { return nil }
                let client = Client(document)
                let credentials = try client.credentialIDs.compactMap {
                    try transaction.document(.clientCredential, id: $0, in: tenant).map(ClientCredential.init)
                }
                return (ClientFacts(client: client, credentials: credentials), id)
            }
        }
    }

    /// The API of an identifier.
    package func resourceServer(identifier: String, _ tenant: TenantID) async throws -> ResourceServer? {
        try await resourceServers.value(tenant, identifier) {
            try await storage.read {
                try $0.document(.resourceServer, key: ResourceServer.identifierKey, identifier, in: tenant)
            }.map { (ResourceServer($0), $0.id) }
        }
    }

    /// The grant of a client for itself on an API.
    package func clientGrant(client: String, audience: String, _ tenant: TenantID) async throws -> ClientGrant? {
        let pair = ClientGrant.uniqueValue(clientID: client, audience: audience, subjectType: "client")
        return try await grants.value(tenant, pair) {
            try await storage.read { try $0.document(.clientGrant, key: ClientGrant.uniqueKey, pair, in: tenant) }
                .map { (ClientGrant($0), $0.id) }
        }
    }

    /// The organization of an id or, where the caller allows it, of a name.
    package func organization(_ asked: String, orName: Bool, _ tenant: TenantID) async throws -> Organization? {
        try await organizations.value(tenant, orName ? "name or id \(asked)" : asked) {
            try await storage.read { transaction in
                orName
                    ? try transaction.organization(idOrName: asked, in: tenant)
                    : try transaction.document(.organization, id: asked, in: tenant)
            }.map { (Organization($0), $0.id) }
        }
    }

    /// Whether a grant is associated with an organization.
    package func isAssociated(grant: String, organization: String, _ tenant: TenantID) async throws -> Bool {
        try await associations.value(tenant, "\(organization) \(grant)") {
            let found = try await storage.read {
                try $0.isClientGrant(grant, associatedWith: organization, in: tenant)
            }
            let id = OrganizationClientGrant.documentID(organization: organization, grant: grant)
            return found ? (true, id) : nil
        } ?? false
    }

    /// A tenant's signing keys.
    package func keyRing(_ tenant: TenantID) async throws -> KeyRing {
        let ring = try await keyRings.value(tenant, "") {
            let keys = try await storage.read { try $0.signingKeys(in: tenant) }
            return (try KeyRing(keys), tenant.rawValue)
        }
        guard let ring else { throw StoreError.corrupt("tenant \(tenant) has no keys") }
        return ring
    }

    /// The connection of a name.
    package func connection(name: String, _ tenant: TenantID) async throws -> Connection? {
        try await connections.value(tenant, name) {
            try await storage.read { try $0.document(.connection, key: Connection.nameKey, name, in: tenant) }
                .map { (Connection($0), $0.id) }
        }
    }

    /// The connections that a client may use, in order of creation.
    package func connections(of client: Client, _ tenant: TenantID) async throws -> [Connection] {
        try await clientConnections.value(tenant, client.id) {
            let all = try await storage.read { try $0.documents(DocumentQuery(.connection, in: tenant)) }
            return (all.map(Connection.init).filter { $0.isEnabled(for: client) }, client.id)
        } ?? []
    }

    /// Whether a client still has the connection that somebody signed in through; unnamed ones are not asked after.
    func admits(_ client: Client, through connection: String, _ tenant: TenantID) async throws -> Bool {
        guard !connection.isEmpty else { return true }
        return try await self.connection(name: connection, tenant)?.isEnabled(for: client) ?? false
    }

    /// How a tenant defends its sign-in.
    package func attackProtection(_ tenant: TenantID) async throws -> AttackProtection {
        AttackProtection(
            bruteForce: try await document(.attackProtection, AttackProtection.bruteForceID, tenant),
            suspiciousAddress: try await document(.attackProtection, AttackProtection.suspiciousAddressID, tenant)
        )
    }

    /// The body of any document that is read often and has no view of its own here: branding, texts, templates.
    ///
    /// That there is none is remembered too; every change of such a document forgets all of the tenant's.
    package func document(_ kind: DocumentKind, _ id: String, _ tenant: TenantID) async throws -> JSONObject? {
        let body = try await otherDocuments.value(tenant, "\(kind.rawValue) \(id)") {
            (try await storage.read { try $0.document(kind, id: id, in: tenant)?.body } ?? [:], id)
        }
        return body.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The body of the document that holds a unique key.
    package func document(
        _ kind: DocumentKind,
        key name: String,
        _ value: String,
        _ tenant: TenantID
    ) async throws -> JSONObject? {
        let body = try await otherDocuments.value(tenant, "\(kind.rawValue) \(name)=\(value)") {
            let found = try await storage.read { try $0.document(kind, key: name, value, in: tenant) }
            return (found?.body ?? [:], found?.id ?? "")
        }
        return body.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// How often each table knew the answer.
    package var cacheCounts: [(table: String, hits: UInt64, misses: UInt64)] {
        [
            ("hosts", hosts.counts), ("settings", settingsTable.counts), ("clients", clients.counts),
            ("resource_servers", resourceServers.counts), ("client_grants", grants.counts),
            ("organizations", organizations.counts), ("associations", associations.counts),
            ("signing_keys", keyRings.counts), ("connections", connections.counts),
            ("client_connections", clientConnections.counts), ("documents", otherDocuments.counts),
        ].map { ($0.0, $0.1.hits, $0.1.misses) }
    }

    private func forget(_ change: ConfigurationChange) {
        switch change {
        case .document(let tenant, .client, let id):
            clients.invalidate(tenant, id: id)
            clientConnections.invalidate(tenant, id: id)
        // A new credential is in no entry yet, so its client cannot be found by it.
        case .document(let tenant, .clientCredential, _): clients.invalidate(tenant)
        case .document(let tenant, .resourceServer, let id): resourceServers.invalidate(tenant, id: id)
        case .document(let tenant, .clientGrant, let id): grants.invalidate(tenant, id: id)
        case .document(let tenant, .organization, let id):
            organizations.invalidate(tenant, id: id)
            otherDocuments.invalidate(tenant, id: id)
        case .document(let tenant, .organizationClientGrant, let id): associations.invalidate(tenant, id: id)
        case .document(let tenant, .tenantSettings, _): settingsTable.invalidate(tenant)
        case .document(let tenant, .connection, let id):
            connections.invalidate(tenant, id: id)
            clientConnections.invalidate(tenant)
        case .document(let tenant, _, _): otherDocuments.invalidate(tenant)
        case .signingKeys(let tenant): keyRings.invalidate(tenant)
        case .tenant(let tenant): forget(tenant)
        case .everything: forgetEverything()
        }
    }

    private func forget(_ tenant: TenantID) {
        hosts.invalidateAll()
        settingsTable.invalidate(tenant)
        clients.invalidate(tenant)
        resourceServers.invalidate(tenant)
        grants.invalidate(tenant)
        organizations.invalidate(tenant)
        associations.invalidate(tenant)
        keyRings.invalidate(tenant)
        connections.invalidate(tenant)
        clientConnections.invalidate(tenant)
        otherDocuments.invalidate(tenant)
    }

    private func forgetEverything() {
        hosts.invalidateAll()
        settingsTable.invalidateAll()
        clients.invalidateAll()
        resourceServers.invalidateAll()
        grants.invalidateAll()
        organizations.invalidateAll()
        associations.invalidateAll()
        keyRings.invalidateAll()
        connections.invalidateAll()
        clientConnections.invalidateAll()
        otherDocuments.invalidateAll()
    }
}
