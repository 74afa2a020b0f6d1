import Applications
package import Kernel
import Storage
package import Wire

/// The connections that members of an organization log in with, under the old path (`enabled_connections`) and the new
/// (`connections`): two views of one thing.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/organizations/{id}/connections`.
extension Administration {
    /// Answers a page of an organization's connections, those that are enabled or not if asked.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization.
    package func organizationConnections(
        _ organization: String,
        isEnabled: Bool? = nil,
        view: OrganizationConnection.View,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let query = DocumentQuery(.organizationConnection, in: context.tenant, parent: organization)
            let items = try transaction.documents(query).compactMap { document -> OrganizationConnection? in
                try OrganizationConnection(document, transaction)
            }
            let wanted = items.filter { isEnabled == nil || $0.isEnabled == isEnabled }
            let positioned = wanted.map { (position: $0.position, item: $0.answer(view)) }
            return try Listing.page(of: positioned, kind: .organizationConnection, request)
        }
    }

    /// Answers one connection of an organization.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization, and for a connection that it does not have.
    package func organizationConnection(
        _ organization: String,
        _ connection: String,
        view: OrganizationConnection.View,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read {
            try OrganizationConnection.required(connection, of: organization, context.tenant, $0).answer(view)
        }
    }

    /// Adds a connection to an organization.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization or connection, 409 for one that is there already, 400 for
    ///   sign-up where it cannot be.
    package func addOrganizationConnection(
        _ organization: String,
        _ body: JSONObject,
        view: OrganizationConnection.View,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            return try OrganizationConnection.add(
                body,
                to: organization,
                unknown: { _ in OrganizationConnection.unknown },
                context,
                transaction
            ).answer(view)
        }
    }

    /// Changes how an organization uses a connection.
    ///
    /// - Throws: `APIProblem` 404, or 400 for sign-up where it cannot be.
    package func updateOrganizationConnection(
        _ organization: String,
        _ connection: String,
        _ patch: JSONObject,
        view: OrganizationConnection.View,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var changed = try OrganizationConnection.required(connection, of: organization, context.tenant, transaction)
            changed.document.body = Patching.merge(changed.document.body, patch)
            changed.document.updatedAt = context.now
            try changed.check()
            try transaction.update(changed.document, keys: OrganizationConnection.keys(connection))
            return changed.answer(view)
        }
    }

    /// Takes a connection from an organization; nothing happens when it has none such.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization.
    package func removeOrganizationConnection(
        _ organization: String,
        _ connection: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let id = OrganizationConnection.documentID(organization: organization, connection: connection)
            try transaction.deleteDocument(.organizationConnection, id: id, in: context.tenant)
        }
    }
}

/// A connection as an organization uses it.
package struct OrganizationConnection: Sendable {
    /// Which of the two shapes of the wire is asked for.
    package enum View: Sendable {
        /// That of `/enabled_connections`.
        case legacy
        /// That of `/connections`.
        case full
    }

    /// How the organization uses it.
    var document: Document
    /// The connection's name.
    private let name: String
    /// The connection's strategy.
    private let strategy: String

    /// Reads how a connection is used; nil when the connection is no longer there.
    init?(_ document: Document, _ transaction: some DocumentReading) throws {
        let id = document.body["connection_id"]?.string ?? ""
        guard let connection = try transaction.document(.connection, id: id, in: document.tenant) else { return nil }
        self.document = document
        name = connection.body["name"]?.string ?? ""
        strategy = connection.body["strategy"]?.string ?? ""
    }

    /// The refusal of a connection that the organization does not have.
    static let unknown = APIProblem(404, "No connection found by that id")

    /// The refusal of a new organization with a connection that is not there.
    static let unknownOnCreate: @Sendable (String) -> APIProblem = { id in
        APIProblem(400, "Connections: \(id) not found.")
    }

    /// The id of a connection's use by an organization.
    static func documentID(organization: String, connection: String) -> String { "\(organization):\(connection)" }

    /// The keys that the uses of a connection are found by.
    static func keys(_ connection: String) -> [DocumentKey] { [.attribute("connection_id", connection)] }

    /// Adds a connection to an organization that is there.
    static func add(
        _ body: JSONObject,
        to organization: String,
        unknown: (String) -> APIProblem,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws -> OrganizationConnection {
        let id = body["connection_id"]?.string ?? ""
        let document = Document(
            tenant: context.tenant,
            kind: .organizationConnection,
            id: documentID(organization: organization, connection: id),
            parent: organization,
            body: Patching.withoutNulls(body),
            createdAt: context.now
        )
        guard let added = try OrganizationConnection(document, transaction) else { throw unknown(id) }
        try added.check()
        do { try transaction.insert(document, keys: keys(id)) } catch StoreError.conflict {
            throw APIProblem(409, "The connection is already enabled for this organization.")
        }
        return added
    }

    /// A connection that an organization has.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ connection: String,
        of organization: String,
        _ tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> OrganizationConnection {
        _ = try OrganizationRules.required(organization, in: tenant, transaction)
        let id = documentID(organization: organization, connection: connection)
        guard let document = try transaction.document(.organizationConnection, id: id, in: tenant),
            let found = try OrganizationConnection(document, transaction)
        else { throw unknown }
        return found
    }

    /// Refuses sign-up without membership, and where people do not sign up.
    func check() throws {
        guard flag("is_signup_enabled", else: false) else { return }
        guard isDatabase, flag("assign_membership_on_login", else: false) else {
            throw APIProblem(
                400,
                "Only database connections with assign_membership_on_login = true support is_signup_enabled = true.",
                code: "invalid_body"
            )
        }
    }

    /// Where it stands in lists.
    var position: DocumentPosition { DocumentPosition(createdAt: document.createdAt, id: document.id) }

    /// Whether members can log in with it.
    var isEnabled: Bool { flag("is_enabled", else: true) }

    /// What the wire shows.
    func answer(_ view: View) -> JSONObject { view == .legacy ? legacyAnswer : fullAnswer }

    /// What `/enabled_connections` shows.
    var legacyAnswer: JSONObject {
        var answer: JSONObject = [
            "connection_id": document.body["connection_id"] ?? .null,
            "assign_membership_on_login": .bool(flag("assign_membership_on_login", else: false)),
        ]
        if isDatabase { answer["is_signup_enabled"] = .bool(flag("is_signup_enabled", else: false)) }
        answer["show_as_button"] = .bool(flag("show_as_button", else: true))
        answer["connection"] = shownConnection
        return answer
    }

    private var fullAnswer: JSONObject {
        var answer: JSONObject = [
            "connection_id": document.body["connection_id"] ?? .null,
            "is_signup_enabled": .bool(flag("is_signup_enabled", else: false)),
            "assign_membership_on_login": .bool(flag("assign_membership_on_login", else: false)),
            "show_as_button": .bool(flag("show_as_button", else: true)),
            "is_enabled": .bool(isEnabled),
            "organization_access_level": document.body["organization_access_level"] ?? "none",
        ]
        if let name = document.body["organization_connection_name"] { answer["organization_connection_name"] = name }
        answer["connection"] = shownConnection
        return answer
    }

    private var shownConnection: JSONValue { ["name": .string(name), "strategy": .string(strategy)] }

    private var isDatabase: Bool { strategy == "auth0" }

    private func flag(_ name: String, else other: Bool) -> Bool { document.body[name]?.bool ?? other }
}
