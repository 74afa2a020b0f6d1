import Applications
package import Kernel
import Storage
package import Wire

/// The e-mail domains by which people are led to an organization.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/organizations/{id}/discovery-domains`.
extension Administration {
    /// Answers a page of an organization's domains.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization.
    package func discoveryDomains(
        _ organization: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let query = DocumentQuery(.organizationDiscoveryDomain, in: context.tenant, parent: organization)
            return try Listing.page(query, request, in: transaction) { $0.body }
        }
    }

    /// Answers one domain of an organization.
    ///
    /// - Throws: `APIProblem` 404.
    package func discoveryDomain(
        _ organization: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { try DiscoveryDomainRules.required(id, of: organization, context.tenant, $0).body }
    }

    /// Answers the domain of a name that an organization has.
    ///
    /// - Throws: `APIProblem` 404.
    package func discoveryDomain(
        _ organization: String,
        name: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let key = DiscoveryDomainRules.key(name.lowercased(), of: organization)
            let found = try transaction.document(
                .organizationDiscoveryDomain,
                key: key.name,
                key.value,
                in: context.tenant
            )
            guard let found else { throw DiscoveryDomainRules.unknown }
            return found.body
        }
    }

    /// Adds a domain to an organization, with what to publish in DNS to prove that it is theirs.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization, 409 for a domain that it has.
    package func createDiscoveryDomain(
        _ organization: String,
        _ body: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = identifiers.make(.organizationDomain)
        let domain = (body["domain"]?.string ?? "").lowercased()
        let members: JSONObject = [
            "id": .string(id),
            "domain": .string(domain),
            "status": body["status"] ?? "pending",
            "verification_host": .string("_ss-verification.\(organization).\(domain)"),
            "verification_txt": .string(random.text(32, from: .hexadecimal)),
            "use_for_organization_discovery": body["use_for_organization_discovery"] ?? true,
        ]
        return try await storage.write { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let document = Document(
                tenant: context.tenant,
                kind: .organizationDiscoveryDomain,
                id: id,
                parent: organization,
                body: members,
                createdAt: context.now
            )
            do {
                try transaction.insert(document, keys: [DiscoveryDomainRules.key(domain, of: organization)])
            } catch StoreError.conflict {
                throw APIProblem(409, "An organization domain with this name already exists.")
            }
            return members
        }
    }

    /// Changes a domain of an organization.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateDiscoveryDomain(
        _ organization: String,
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try DiscoveryDomainRules.required(id, of: organization, context.tenant, transaction)
            document.body = document.body.merging(Patching.withoutNulls(patch))
            document.updatedAt = context.now
            let domain = document.body["domain"]?.string ?? ""
            try transaction.update(document, keys: [DiscoveryDomainRules.key(domain, of: organization)])
            return document.body
        }
    }

    /// Takes a domain from an organization; nothing happens when it has none such.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization.
    package func deleteDiscoveryDomain(
        _ organization: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let found = try transaction.document(.organizationDiscoveryDomain, id: id, in: context.tenant)
            guard found?.parent == organization else { return }
            try transaction.deleteDocument(.organizationDiscoveryDomain, id: id, in: context.tenant)
        }
    }
}

/// What use cases about the domains of organizations need.
enum DiscoveryDomainRules {
    /// The refusal of a domain that the organization does not have.
    static let unknown = APIProblem(404, "No organization domain found by that id")

    /// The key that keeps a domain from being twice in one organization.
    static func key(_ domain: String, of organization: String) -> DocumentKey {
        .unique("organization_domain", "\(organization):\(domain)")
    }

    /// A domain that an organization has.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        of organization: String,
        _ tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> Document {
        _ = try OrganizationRules.required(organization, in: tenant, transaction)
        let document = try transaction.document(.organizationDiscoveryDomain, id: id, in: tenant)
        guard let document, document.parent == organization else { throw unknown }
        return document
    }
}
