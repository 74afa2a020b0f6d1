import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// Groups: users under a name, who have the roles of the group.
///
/// Directories make groups at Auth0; here the management API does, and whoever speaks for a directory calls it.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/groups`.
extension Administration {
    /// Which groups a list shows.
    package struct GroupFilter: Sendable {
        /// Only those of this connection.
        package var connection: String?
        /// Only those of this name.
        package var name: String?
        /// Only the one that the directory knows by this id.
        package var externalID: String?
        /// Only those whose name holds this text, in either case.
        package var search: String?

        /// A filter; members that are nil do not filter.
        package init(
            connection: String? = nil,
            name: String? = nil,
            externalID: String? = nil,
            search: String? = nil
        ) {
            self.connection = connection
            self.name = name
            self.externalID = externalID
            self.search = search
        }

        func takes(_ body: JSONObject) -> Bool {
            let name = body["name"]?.string ?? ""
            return (connection.map { body["connection_id"]?.string == $0 } ?? true)
                && (self.name.map { name == $0 } ?? true)
                && (externalID.map { body["external_id"]?.string == $0 } ?? true)
                && (search.map { name.lowercased().contains($0.lowercased()) } ?? true)
        }
    }

    /// A page of groups.
    package func groups(
        _ filter: GroupFilter,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let items = try transaction.documents(DocumentQuery(.group, in: context.tenant))
                .filter { filter.takes($0.body) }
                .map { (DocumentPosition(createdAt: $0.createdAt, id: $0.id), GroupRules.shown($0)) }
            return try Listing.page(of: items, kind: .group, request)
        }
    }

    /// One group.
    ///
    /// - Throws: `APIProblem` 404.
    package func group(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { GroupRules.shown(try GroupRules.required(id, in: context.tenant, $0)) }
    }

    /// Makes a group.
    ///
    /// - Throws: `APIProblem` 404 for an unknown connection, 409 for a taken name.
    package func createGroup(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        let id = identifiers.make(.group)
        let start: JSONObject = ["id": .string(id)]
        let group = Document(
            tenant: context.tenant,
            kind: .group,
            id: id,
            body: start.merging(Patching.withoutNulls(request)),
            createdAt: context.now
        )
        return try await storage.write { transaction in
            if let connection = request["connection_id"]?.string {
                _ = try ConnectionRules.required(connection, context, transaction)
            }
            try GroupRules.refusingTakenName { try transaction.insert(group, keys: GroupRules.keys(of: group.body)) }
            return GroupRules.shown(group)
        }
    }

    /// Changes the name of a group, or what its directory calls it.
    ///
    /// - Throws: `APIProblem` 404, or 409 for a taken name.
    package func updateGroup(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var group = try GroupRules.required(id, in: context.tenant, transaction)
            group.body = Patching.merge(group.body, patch)
            group.updatedAt = context.now
            try GroupRules.refusingTakenName { try transaction.update(group, keys: GroupRules.keys(of: group.body)) }
            return GroupRules.shown(group)
        }
    }

    /// Removes a group: its members lose what it gave them.
    ///
    /// - Throws: `APIProblem` 404.
    package func deleteGroup(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try GroupRules.required(id, in: context.tenant, transaction)
            for kind in [DocumentKind.groupMember, .groupRole, .organizationGroupRole] {
                for part in try transaction.documents(DocumentQuery(kind, in: context.tenant, parent: id)) {
                    try transaction.deleteDocument(kind, id: part.id, in: context.tenant)
                }
            }
            try transaction.deleteDocument(.group, id: id, in: context.tenant)
        }
    }
}

/// Who belongs to a group.
extension Administration {
    /// A page of the members of a group, in the order in which they joined.
    ///
    /// - Throws: `APIProblem` 404.
    package func members(
        ofGroup id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let group = try GroupRules.required(id, in: context.tenant, transaction)
            let query = DocumentQuery(.groupMember, in: context.tenant, parent: id)
            return try Listing.page(query, request, in: transaction) { GroupRules.member($0, of: group) }
        }
    }

    /// Adds users to a group; those who belong to it already stay.
    ///
    /// - Throws: `APIProblem` 404 for an unknown group or user.
    package func addGroupMembers(_ id: String, _ users: [String], _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try GroupRules.required(id, in: context.tenant, transaction)
            for (number, user) in users.enumerated() {
                _ = try UserRules.required(user, in: context.tenant, transaction)
                let member = Document(
                    tenant: context.tenant,
                    kind: .groupMember,
                    id: GroupRules.partID(id, user),
                    parent: id,
                    body: ["user_id": .string(user)],
                    // A millisecond apart, so that lists keep the order of the request.
                    createdAt: Instant(milliseconds: context.now.milliseconds + Int64(number))
                )
                guard try transaction.document(.groupMember, id: member.id, in: context.tenant) == nil else { continue }
                try transaction.insert(member, keys: [.attribute("user", user)])
            }
        }
    }

    /// Takes users out of a group; those who do not belong to it are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown group.
    package func removeGroupMembers(_ id: String, _ users: [String], _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try GroupRules.required(id, in: context.tenant, transaction)
            for user in users {
                try transaction.deleteDocument(.groupMember, id: GroupRules.partID(id, user), in: context.tenant)
            }
        }
    }

    /// A page of the groups that a user belongs to, with since when.
    ///
    /// - Throws: `APIProblem` 404.
    package func groups(
        ofUser id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            let places = try GroupRules.places(ofUser: id, in: context.tenant, transaction)
            let items = try places.compactMap { place -> (DocumentPosition, JSONObject)? in
                guard let group = try transaction.document(.group, id: place.parent, in: context.tenant) else {
                    return nil
                }
                let shown = GroupRules.shown(group).merging(["membership_created_at": place.createdAt.json])
                return (DocumentPosition(createdAt: place.createdAt, id: place.id), shown)
            }
            return try Listing.page(of: items, kind: .groupMember, request)
        }
    }
}

/// How groups are kept and shown.
enum GroupRules {
    private static let nameKey = "name"

    private static let order = [
        "id", "name", "external_id", "connection_id", "tenant_name", "created_at", "updated_at",
    ]

    /// A group.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(_ id: String, in tenant: TenantID, _ transaction: some DocumentReading) throws -> Document {
        guard let group = try transaction.document(.group, id: id, in: tenant) else {
            throw APIProblem(404, "The group does not exist.")
        }
        return group
    }

    /// The keys that a group is found by: its name is unique in its connection.
    static func keys(of body: JSONObject) -> [DocumentKey] {
        [.unique(nameKey, "\(body["connection_id"]?.string ?? "")\n\(body["name"]?.string ?? "")")]
    }

    /// Runs a write and tells a taken name as the wire does.
    static func refusingTakenName(_ write: () throws -> Void) throws {
        do { try write() } catch StoreError.conflict(key: nameKey) {
            throw APIProblem(409, "A group with this name already exists.")
        }
    }

    /// The id of a member or a role of a group.
    static func partID(_ names: String...) -> String { names.joined(separator: "\n") }

    /// A user's places in groups.
    static func places(
        ofUser user: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> [Document] {
        try transaction.documents(DocumentQuery(.groupMember, in: tenant, keys: [.attribute("user", user)]))
    }

    /// A group as the wire shows it.
    static func shown(_ group: Document) -> JSONObject {
        var body = group.body
        body["tenant_name"] = .string(group.tenant.rawValue)
        body["created_at"] = group.createdAt.json
        body["updated_at"] = group.updatedAt.json
        return body.inOrder(of: order)
    }

    /// A member as the wire shows it.
    static func member(_ place: Document, of group: Document) -> JSONObject {
        let connection = group.body["connection_id"]
        var member: JSONObject = ["id": place.body["user_id"] ?? "", "member_type": "user"]
        member["type"] = connection == nil ? "tenant" : "connection"
        member["connection_id"] = connection
        member["created_at"] = place.createdAt.json
        return member
    }
}
