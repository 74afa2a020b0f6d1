import Applications
import Kernel
import Storage
package import Wire

/// Making sure of organizations and of the grants they may use.
extension Administration {
    /// Makes an organization, or gives the one of that name the members that differ.
    ///
    /// - Throws: `APIProblem` for what the management API refuses as well.
    package func seedOrganization(_ request: JSONObject, _ context: AdministrationContext) async throws -> SeedOutcome {
        let name = request["name"]?.string ?? ""
        return try await SeedOutcome.settling {
            let found = try await storage.read {
                try $0.document(.organization, key: Organization.nameKey, name, in: context.tenant)
            }
            guard let found else {
                _ = try await createOrganization(request, context)
                return .made
            }
            let wanted = OrganizationRules.ordered(Patching.merge(found.body, request))
            guard !wanted.saysTheSame(as: found.body) else { return .unchanged }
            _ = try await updateOrganization(found.id, request, context)
            return .changed
        }
    }

    /// Gives an organization the use of a client's grant for an API.
    ///
    /// - Throws: `APIProblem` 404 when there is no such organization or grant.
    package func seedOrganizationGrant(
        organization name: String,
        clientID: String,
        audience: String,
        _ context: AdministrationContext
    ) async throws -> SeedOutcome {
        try await SeedOutcome.settling {
            let (organization, grant, isThere) = try await storage.read { transaction in
                let tenant = context.tenant
                guard
                    let organization = try transaction.document(
                        .organization,
                        key: Organization.nameKey,
                        name,
                        in: tenant
                    )
                else { throw OrganizationRules.unknown }
                guard
                    let grant = try ClientGrantRules.find(holder: clientID, audience: audience, context, transaction)
                else {
                    throw APIProblem(404, "The client \(clientID) has no grant for \(audience).")
                }
                let isThere = try transaction.isClientGrant(grant.id, associatedWith: organization.id, in: tenant)
                return (organization.id, grant.id, isThere)
            }
            guard !isThere else { return .unchanged }
            _ = try await associateClientGrant(organization, ["grant_id": .string(grant)], context)
            return .made
        }
    }
}
