package import Applications
package import Kernel
import Storage
package import Wire

/// The client grants that may be used for an organization.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/organizations/{id}/client-grants`.
extension Administration {
    /// Which of an organization's grants a list shows.
    package struct OrganizationGrantFilter: Sendable {
        /// Only those for this API.
        package var audience: String?
        /// Only those of this client.
        package var clientID: String?
        /// Only those among these.
        package var grantIDs: [String]?

        /// A filter; members that are nil do not filter.
        package init(audience: String? = nil, clientID: String? = nil, grantIDs: [String]? = nil) {
            self.audience = audience
            self.clientID = clientID
            self.grantIDs = grantIDs
        }
    }

    /// Answers a page of the grants that are associated with an organization.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization.
    package func organizationClientGrants(
        _ organization: String,
        _ filter: OrganizationGrantFilter,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let audience = filter.audience.map { context.host.storedAudience($0) }
        return try await storage.read { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            var query = DocumentQuery(.organizationClientGrant, in: context.tenant, parent: organization)
            query.ids = filter.grantIDs?.map {
                OrganizationClientGrant.documentID(organization: organization, grant: $0)
            }
            var items: [(position: DocumentPosition, item: JSONObject)] = []
            for link in try transaction.documents(query) {
                let id = link.body["grant_id"]?.string ?? ""
                guard let grant = try transaction.document(.clientGrant, id: id, in: context.tenant) else { continue }
                if let audience, grant.body["audience"]?.string != audience { continue }
                if let client = filter.clientID, grant.body["client_id"]?.string != client { continue }
                let position = DocumentPosition(createdAt: link.createdAt, id: link.id)
                items.append((position, ClientGrantRules.shown(grant, context)))
            }
            return try Listing.page(of: items, kind: .organizationClientGrant, request)
        }
    }

    /// Associates a grant with an organization.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization or grant, 409 when that is done already.
    package func associateClientGrant(
        _ organization: String,
        _ body: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = body["grant_id"]?.string ?? ""
        return try await storage.write { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            guard let grant = try transaction.document(.clientGrant, id: id, in: context.tenant) else {
                throw OrganizationGrantRules.unknownGrant
            }
            let link = OrganizationClientGrant.document(
                organization: organization,
                grant: id,
                in: context.tenant,
                at: context.now
            )
            do { try transaction.insert(link.document, keys: link.keys) } catch StoreError.conflict {
                throw APIProblem(409, "The client grant is already associated with the organization.")
            }
            var answer = ClientGrantRules.shown(grant, context)
            answer["id"] = .string(id)
            // The answer to the association names the grant twice: as the documentation and as the service does.
            answer["grant_id"] = .string(id)
            return answer.inOrder(of: ["id", "grant_id"])
        }
    }

    /// Ends the association of a grant with an organization; nothing happens when there is none.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization.
    package func dissociateClientGrant(
        _ organization: String,
        _ grant: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let id = OrganizationClientGrant.documentID(organization: organization, grant: grant)
            try transaction.deleteDocument(.organizationClientGrant, id: id, in: context.tenant)
        }
    }

    /// Answers a page of the organizations that a grant is associated with.
    ///
    /// - Throws: `APIProblem` 404 for an unknown grant.
    package func organizations(
        ofClientGrant grant: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            guard try transaction.document(.clientGrant, id: grant, in: context.tenant) != nil else {
                throw OrganizationGrantRules.unknownGrant
            }
            var items: [(position: DocumentPosition, item: JSONObject)] = []
            for link in try transaction.documents(OrganizationGrantRules.links(ofGrant: grant, in: context.tenant)) {
                guard let found = try transaction.document(.organization, id: link.parent, in: context.tenant) else {
                    continue
                }
                items.append((DocumentPosition(createdAt: link.createdAt, id: link.id), found.body))
            }
            return try Listing.page(of: items, kind: .organizationClientGrant, request)
        }
    }
}

/// What use cases about the grants of organizations need.
package enum OrganizationGrantRules {
    /// The refusal of a grant that is not there.
    static let unknownGrant = APIProblem(404, "The grant does not exist.", code: "inexistent_client_grant")

    /// The associations of a grant.
    static func links(ofGrant grant: String, in tenant: TenantID) -> DocumentQuery {
        DocumentQuery(
            .organizationClientGrant,
            in: tenant,
            keys: [.attribute(OrganizationClientGrant.grantKey, grant)]
        )
    }

    /// Ends every association of a grant; for whoever removes it.
    package static func removeLinks(
        ofGrant grant: String,
        in tenant: TenantID,
        _ transaction: some DocumentWriting
    ) throws {
        for link in try transaction.documents(links(ofGrant: grant, in: tenant)) {
            try transaction.deleteDocument(.organizationClientGrant, id: link.id, in: tenant)
        }
    }
}
