import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// Organizations: the customers of the applications.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/organizations`.
extension Administration {
    /// Answers a page of the organizations.
    package func organizations(
        _ request: PageRequest,
        sort: String? = nil,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let isDescending = try OrganizationRules.isDescending(sort)
        return try await storage.read { transaction in
            let query = DocumentQuery(.organization, in: context.tenant, isDescending: isDescending)
            return try Listing.page(query, request, in: transaction) { $0.body }
        }
    }

    /// Answers an organization.
    ///
    /// - Throws: `APIProblem` 404.
    package func organization(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { try OrganizationRules.required(id, in: context.tenant, $0).body }
    }

    /// Answers the organization of a name.
    ///
    /// - Throws: `APIProblem` 404.
    package func organization(name: String, _ context: AdministrationContext) async throws -> JSONObject {
        let found = try await storage.read {
            try $0.document(.organization, key: Organization.nameKey, name, in: context.tenant)
        }
        guard let found else { throw OrganizationRules.unknown }
        return found.body
    }

    /// Makes an organization with the connections that the body enables.
    ///
    /// - Throws: `APIProblem` 409 for a taken name, 400 for an unknown connection.
    package func createOrganization(_ body: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        let enabled = body["enabled_connections"]?.array?.compactMap(\.object) ?? []
        let id = identifiers.make(.organization)
        let members = OrganizationRules.newBody(body, id: id)
        return try await storage.write { transaction in
            let document = Document(
                tenant: context.tenant,
                kind: .organization,
                id: id,
                body: members,
                createdAt: context.now
            )
            try OrganizationRules.refusingTakenName {
                try transaction.insert(document, keys: OrganizationRules.keys(members))
            }
            guard !enabled.isEmpty else { return members }
            var answer = members
            answer["enabled_connections"] = .array(
                try enabled.map { connection in
                    let added = try OrganizationConnection.add(
                        connection,
                        to: id,
                        unknown: OrganizationConnection.unknownOnCreate,
                        context,
                        transaction
                    )
                    return .object(added.legacyAnswer)
                }
            )
            return answer
        }
    }

    /// Changes an organization: `metadata` and `branding` are replaced whole, `{}` and `null` remove them.
    ///
    /// - Throws: `APIProblem` 404, or 409 for a taken name.
    package func updateOrganization(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try OrganizationRules.required(id, in: context.tenant, transaction)
            document.body = OrganizationRules.ordered(Patching.merge(document.body, patch))
            document.updatedAt = context.now
            try OrganizationRules.refusingTakenName {
                try transaction.update(document, keys: OrganizationRules.keys(document.body))
            }
            return document.body
        }
    }

    /// Removes an organization with everything that belongs to it.
    ///
    /// - Throws: `APIProblem` 404, also when it is gone already.
    package func deleteOrganization(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            guard try transaction.deleteDocument(.organization, id: id, in: context.tenant) else {
                throw OrganizationRules.unknown
            }
            try transaction.removeOrganization(id, in: context.tenant)
            let invitations = DocumentQuery(.organizationInvitation, in: context.tenant, parent: id)
            for invitation in try transaction.documents(invitations) { try Invitation(invitation).remove(transaction) }
            try transaction.removeOrganization(id, in: context.tenant)
            for kind in OrganizationRules.dependents {
                for document in try transaction.documents(DocumentQuery(kind, in: context.tenant, parent: id)) {
                    try transaction.deleteDocument(kind, id: document.id, in: context.tenant)
                }
            }
        }
    }
}

/// What every use case about organizations needs.
enum OrganizationRules {
    /// The kinds of document whose parent is an organization.
    static let dependents: [DocumentKind] = [
        .organizationClientGrant, .organizationConnection, .organizationDiscoveryDomain,
    ]

    /// The refusal of an organization that is not there.
    static let unknown = APIProblem(404, "No organization found by that id or name")

    private static let members = [
        "id", "name", "display_name", "branding", "metadata", "token_quota", "third_party_client_access",
        "is_app_entitlement_active",
    ]

    /// The document of an organization.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> Document {
        guard let document = try transaction.document(.organization, id: id, in: tenant) else { throw unknown }
        return document
    }

    /// The members of a new organization.
    static func newBody(_ body: JSONObject, id: String) -> JSONObject {
        var members = Patching.withoutNulls(body)
        members["id"] = .string(id)
        members["enabled_connections"] = nil
        for (name, value) in [("third_party_client_access", JSONValue("block")), ("is_app_entitlement_active", false)]
        where !members.contains(name) {
            members[name] = value
        }
        return ordered(members)
    }

    /// The members in the order of the wire; empty metadata is not shown, nor are its keys without a value.
    static func ordered(_ body: JSONObject) -> JSONObject {
        var body = body
        if let metadata = body["metadata"]?.object {
            let kept = Patching.withoutNulls(metadata)
            body["metadata"] = kept.isEmpty ? nil : .object(kept)
        }
        return body.inOrder(of: members)
    }

    /// The keys that an organization is found by.
    static func keys(_ body: JSONObject) -> [DocumentKey] {
        [.unique(Organization.nameKey, body["name"]?.string ?? "")]
    }

    /// Runs a write and tells a taken name as the wire does.
    static func refusingTakenName(_ write: () throws -> Void) throws {
        do { try write() } catch StoreError.conflict(key: Organization.nameKey) {
            throw APIProblem(409, "An organization with this name already exists.")
        }
    }

    /// Whether a `sort` asks for the newest first; lists are in order of creation.
    static func isDescending(_ sort: String?) throws -> Bool {
        switch sort {
        case nil, "created_at:1": false
        case "created_at:-1": true
        case let other?:
            throw APIProblem(
                400,
                "Query validation error: 'Invalid value \"\(other)\"' on property sort.",
                code: "invalid_query_string"
            )
        }
    }
}

extension JSONObject {
    /// The object with these members first, in this order, and the others after them.
    func inOrder(of names: [String]) -> JSONObject {
        var result = JSONObject()
        for name in names {
            if let value = self[name] { result.append(name, value) }
        }
        let placed = Set(names)
        for (name, value) in self where !placed.contains(name) { result.append(name, value) }
        return result
    }
}
