import Applications
import Kernel
import Storage
package import Wire

/// Links by which a customer's administrator sets up a connection alone.
///
/// - SeeAlso: Auth0 Management API: `POST /api/v2/self-service-profiles/{id}/sso-ticket`.
extension Administration {
    /// Makes a link to a new connection, or to one that is there.
    ///
    /// - Throws: `APIProblem` 404 for an unknown profile, connection, client or organization; 400 for a request that
    ///   names neither a connection nor the configuration of one; 409 for a name that is taken.
    package func createSelfServiceTicket(
        _ profile: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let value = LinkTicket.newValue(random)
        return try await storage.write { transaction in
            _ = try SelfServiceProfile.required(profile, in: context.tenant, transaction)
            try SelfServiceTicket.check(request, context, transaction)
            try LinkTicket.sweep(.selfServiceTicket, of: profile, context, transaction)
            let ticket = LinkTicket.document(
                .selfServiceTicket,
                value: value,
                of: profile,
                request,
                seconds: request["ttl_sec"]?.integer,
                context
            )
            try transaction.insert(ticket, keys: [])
            return ["ticket": .string("\(context.host.issuer)self-service/connections-flow?ticket=\(value)")]
        }
    }

    /// Takes a link back; one that is worth nothing already is no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown profile.
    package func revokeSelfServiceTicket(
        _ profile: String,
        _ value: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try SelfServiceProfile.required(profile, in: context.tenant, transaction)
            let ticket = try LinkTicket.document(.selfServiceTicket, value: value, context, transaction)
            guard let ticket, ticket.parent == profile else { return }
            try transaction.deleteDocument(.selfServiceTicket, id: ticket.id, in: context.tenant)
        }
    }

    /// What a link offers; nil for one that is worth nothing.
    package func selfService(ticket value: String, _ context: AdministrationContext) async throws -> SelfServiceOffer? {
        try await storage.read { try SelfServiceTicket.offer(value, context, $0)?.offer }
    }

    /// Makes the connection that the answers describe, or changes the one that the link is for, and spends the link.
    ///
    /// - Returns: The connection's name; nil for a link that is worth nothing.
    /// - Throws: `ProvisioningRefusal` for an answer that cannot be, after which the link is still good.
    package func finishSelfService(
        ticket value: String,
        strategy: String,
        answers: [String: String],
        _ context: AdministrationContext
    ) async throws -> String? {
        let options = try SelfServiceStrategy.options(strategy, answers)
        let (id, random) = (identifiers.make(.connection), random)
        return try await storage.write { transaction in
            guard let (ticket, offer) = try SelfServiceTicket.offer(value, context, transaction),
                offer.strategies.contains(strategy)
            else { return nil }
            try transaction.deleteDocument(.selfServiceTicket, id: ticket.id, in: context.tenant)
            var known = try ticket.body["connection_id"]?.string.flatMap {
                try transaction.document(.connection, id: $0, in: context.tenant)
            }
            if let before = known {
                let merged = (before.body["options"]?.object ?? [:]).merging(options)
                known?.body = try ConnectionRules.patched(before.body, ["options": .object(merged)], context)
                known?.updatedAt = context.now
                if let known { try transaction.update(known, keys: ConnectionKeys.keys(of: known.body)) }
                return Connection(before).name
            }
            var request = (ticket.body["connection_config"]?.object ?? [:])
                .filtered(
                    ["name", "display_name", "is_domain_connection", "show_as_button", "metadata"],
                    keeping: true
                )
            request["strategy"] = .string(strategy)
            request["enabled_clients"] = ticket.body["enabled_clients"] ?? []
            let preset = ticket.body["connection_config"]?["options"]?.object ?? [:]
            request["options"] = .object(preset.merging(options))
            let connection = Document(
                tenant: context.tenant,
                kind: .connection,
                id: id,
                body: try ConnectionRules.newBody(request, id: id, context, random),
                createdAt: context.now
            )
            do {
                try transaction.insert(connection, keys: ConnectionKeys.keys(of: connection.body))
            } catch StoreError.conflict {
                throw ProvisioningRefusal(field: "", message: "A connection of this name was made in the meantime.")
            }
            try SelfServiceTicket.enable(connection, for: ticket, context, transaction)
            return offer.connection
        }
    }
}

/// What a link to set up a connection offers.
package struct SelfServiceOffer: Sendable {
    /// The name of the connection.
    package let connection: String
    /// The kinds of directory to choose from.
    package let strategies: [String]
}

/// What links to set up a connection are.
private enum SelfServiceTicket {
    /// Refuses a request that names what is not there, or what is there already.
    ///
    /// - Throws: `APIProblem`.
    static func check(
        _ request: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws {
        let name = request["connection_config"]?["name"]?.string
        if let id = request["connection_id"]?.string {
            _ = try ConnectionRules.required(id, context, transaction)
        } else if let name {
            guard try transaction.document(.connection, key: "name", name, in: context.tenant) == nil else {
                throw APIProblem(409, "A connection with name '\(name)' already exists", code: "conflict")
            }
        } else {
            throw APIProblem(
                400,
                "Either connection_id or connection_config must be specified.",
                code: "invalid_body"
            )
        }
        for client in request["enabled_clients"]?.strings ?? [] {
            _ = try ClientRules.required(client, in: context.tenant, transaction)
        }
        for organization in request["enabled_organizations"]?.array ?? [] {
            let id = organization["organization_id"]?.string ?? ""
            _ = try OrganizationRules.required(id, in: context.tenant, transaction)
        }
    }

    /// The ticket of a value and what it offers; nil for one that is worth nothing.
    static func offer(
        _ value: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> (ticket: Document, offer: SelfServiceOffer)? {
        guard let ticket = try LinkTicket.document(.selfServiceTicket, value: value, context, transaction),
            let profile = try transaction.document(.selfServiceProfile, id: ticket.parent, in: context.tenant)
        else { return nil }
        if let id = ticket.body["connection_id"]?.string {
            guard let document = try transaction.document(.connection, id: id, in: context.tenant) else { return nil }
            let connection = Connection(document)
            return (ticket, SelfServiceOffer(connection: connection.name, strategies: [connection.strategy]))
        }
        let allowed = profile.body["allowed_strategies"]?.strings ?? []
        let offer = SelfServiceOffer(
            connection: ticket.body["connection_config"]?["name"]?.string ?? "",
            strategies: allowed.filter { !SelfServiceStrategy.fields($0).isEmpty }
        )
        return (ticket, offer)
    }

    /// Enables a new connection for the organizations that its ticket names and that are still there.
    static func enable(
        _ connection: Document,
        for ticket: Document,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws {
        for organization in (ticket.body["enabled_organizations"]?.array ?? []).compactMap(\.object) {
            let id = organization["organization_id"]?.string ?? ""
            guard try transaction.document(.organization, id: id, in: context.tenant) != nil else { continue }
            var body = organization.filtered(["organization_id"], keeping: false)
            body["connection_id"] = .string(connection.id)
            _ = try OrganizationConnection.add(
                body,
                to: id,
                unknown: { _ in OrganizationConnection.unknown },
                context,
                transaction
            )
        }
    }
}
