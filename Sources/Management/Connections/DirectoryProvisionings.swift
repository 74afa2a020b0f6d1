import Applications
package import Kernel
import Storage
package import Wire

/// How the users of a directory at Google would be fetched: kept, not done.
///
/// A provisioning has the id of its connection.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/connections/{id}/directory-provisioning`.
extension Administration {
    /// Answers a page of the provisionings of all connections.
    package func directoryProvisionings(
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let query = DocumentQuery(.directoryProvisioning, in: context.tenant)
            return try Listing.page(query, request, in: transaction) {
                try DirectoryProvisioning.shown($0, transaction)
            }
        }
    }

    /// Answers the provisioning of a connection.
    ///
    /// - Throws: `APIProblem` 404.
    package func directoryProvisioning(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read {
            try DirectoryProvisioning.shown(try DirectoryProvisioning.required(id, context, $0), $0)
        }
    }

    /// Answers how users are mapped where nobody says otherwise.
    ///
    /// - Throws: `APIProblem` 404.
    package func defaultDirectoryMapping(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        _ = try await connection(id, context)
        return ["mapping": DirectoryProvisioning.mapping]
    }

    /// Makes the provisioning of a connection.
    ///
    /// - Throws: `APIProblem` 404, 400 for a strategy other than Google's, 409 where there is one.
    package func createDirectoryProvisioning(
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            let connection = Connection(try ConnectionRules.required(id, context, transaction))
            guard connection.strategy == "google-apps" else {
                throw APIProblem(400, "This connection type does not support directory provisioning.")
            }
            let start: JSONObject = [
                "mapping": DirectoryProvisioning.mapping, "synchronize_automatically": false,
                "synchronize_groups": "off",
            ]
            let document = Document(
                tenant: context.tenant,
                kind: .directoryProvisioning,
                id: id,
                body: start.merging(Patching.withoutNulls(request)),
                createdAt: context.now
            )
            do { try transaction.insert(document, keys: []) } catch StoreError.conflict {
                throw APIProblem(409, "The connection already has a directory provisioning.")
            }
            return try DirectoryProvisioning.shown(document, transaction)
        }
    }

    /// Changes the provisioning of a connection.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateDirectoryProvisioning(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try DirectoryProvisioning.required(id, context, transaction)
            document.body = Patching.merge(document.body, patch)
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
            return try DirectoryProvisioning.shown(document, transaction)
        }
    }

    /// Removes the provisioning of a connection.
    ///
    /// - Throws: `APIProblem` 404, also where there is none.
    package func deleteDirectoryProvisioning(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try DirectoryProvisioning.required(id, context, transaction)
            try transaction.deleteDocument(.directoryProvisioning, id: id, in: context.tenant)
        }
    }
}

/// The groups that would be fetched with the users.
extension Administration {
    /// What is to become of the groups that were chosen before.
    package enum GroupChange: Sendable {
        /// They are forgotten.
        case replace
        /// They stay beside the new ones.
        case add
        /// Those that are named are forgotten.
        case remove
    }

    /// Answers a page of the groups that were chosen.
    ///
    /// - Throws: `APIProblem` 404.
    package func synchronizedGroups(
        _ id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let document = try DirectoryProvisioning.required(id, context, transaction)
            let groups = DirectoryProvisioning.groups(document).sorted()
            return try Listing.page(ids: groups, kind: .directoryProvisioning, request).map { ["id": .string($0)] }
        }
    }

    /// Chooses groups.
    ///
    /// - Throws: `APIProblem` 404.
    package func changeSynchronizedGroups(
        _ id: String,
        _ request: JSONObject,
        _ change: GroupChange,
        _ context: AdministrationContext
    ) async throws {
        let named = (request["groups"]?.array ?? []).compactMap { $0["id"]?.string }
        try await storage.write { transaction in
            var document = try DirectoryProvisioning.required(id, context, transaction)
            let before = DirectoryProvisioning.groups(document)
            let after: Set<String> =
                switch change {
                case .replace: Set(named)
                case .add: before.union(named)
                case .remove: before.subtracting(named)
                }
            document.body[DirectoryProvisioning.groupsMember] = .array(after.sorted().map(JSONValue.string))
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
        }
    }
}

/// How provisionings are kept and shown.
private enum DirectoryProvisioning {
    /// The member that holds the groups, which reading does not show.
    static let groupsMember = "groups"

    /// Which member of a user each member of the directory is, where nobody says otherwise.
    static let mapping: JSONValue = [
        ["auth0": "app_metadata.external_id", "idp": "id"], ["auth0": "email", "idp": "primaryEmail"],
        ["auth0": "primaryEmail", "idp": "primaryEmail"],
    ]

    static func groups(_ document: Document) -> Set<String> { Set(document.body[groupsMember]?.strings ?? []) }

    static func required(
        _ id: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document {
        _ = try ConnectionRules.required(id, context, transaction)
        guard let document = try transaction.document(.directoryProvisioning, id: id, in: context.tenant) else {
            throw APIProblem(404, "Not Found")
        }
        return document
    }

    static func shown(_ document: Document, _ transaction: some DocumentReading) throws -> JSONObject {
        let connection = try transaction.document(.connection, id: document.id, in: document.tenant)?.body ?? [:]
        let start: JSONObject = [
            "connection_id": .string(document.id), "connection_name": connection["name"] ?? "",
            "strategy": connection["strategy"] ?? "",
        ]
        var shown = start.merging(document.body.filtered([groupsMember], keeping: false))
        shown["created_at"] = document.createdAt.json
        shown["updated_at"] = document.updatedAt.json
        return shown
    }
}
