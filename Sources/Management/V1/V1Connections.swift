import Applications
import Kernel
import Storage
package import Wire

/// A connection as one application sees it.
///
/// The first API had one for each application; now there is one in all, and a status for each application.
package struct V1Connection: Sendable {
    /// The document of the connection.
    package let body: JSONObject
    /// The application.
    package let clientID: String
    /// Whether the application may use it.
    package let isActive: Bool

    /// A document as a caller sees it; who stands for all applications asks whether any may use it.
    init(_ document: Document, _ caller: V1Caller) {
        let enabled = Connection(document).enabledClients
        body = document.body
        clientID = caller.clientID
        isActive = caller.isGlobal ? !enabled.isEmpty : enabled.contains(caller.clientID)
    }

    /// A connection.
    package init(body: JSONObject, clientID: String, isActive: Bool) {
        self.body = body
        self.clientID = clientID
        self.isActive = isActive
    }
}

/// A connection as it is asked for.
package struct V1ConnectionRequest: Sendable {
    /// The name; a replacement may leave it out.
    package var name: String?
    /// The strategy; a replacement may leave it out.
    package var strategy: String?
    /// The options.
    package var options: JSONObject?
    /// Whether it is to be active.
    package var isActive: Bool
    /// The one application to be active for, if the caller stands for all.
    package var clientID: String?

    /// A request.
    package init(name: String?, strategy: String?, options: JSONObject?, isActive: Bool, clientID: String?) {
        self.name = name
        self.strategy = strategy
        self.options = options
        self.isActive = isActive
        self.clientID = clientID
    }
}

/// Connections, by name and as one application sees them.
///
/// - SeeAlso: Auth0 Management API v1: `/api/connections`.
extension Administration {
    /// The connections of a caller, in order of creation; only those of some kinds if any are named.
    package func v1Connections(
        kinds: Set<V1Strategies.Kind>? = nil,
        of caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> [V1Connection] {
        try await storage.read { transaction in
            let reach = try V1Reach(caller, in: context.tenant, transaction)
            return try reach.connections(transaction).filter { document in
                guard let kinds else { return true }
                return V1Strategies.kind(of: Connection(document).strategy).map(kinds.contains) ?? false
            }.map { V1Connection($0, caller) }
        }
    }

    /// The connection of a name.
    ///
    /// - Throws: `APIProblem` 404.
    package func v1Connection(
        named name: String,
        of caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> V1Connection {
        try await storage.read { transaction in
            let reach = try V1Reach(caller, in: context.tenant, transaction)
            return V1Connection(try reach.connection(named: name, transaction), caller)
        }
    }

    /// Makes a connection.
    ///
    /// - Throws: `APIProblem` 400 for a name, a strategy or options that cannot be, 409 for a taken name.
    package func createV1Connection(
        _ request: V1ConnectionRequest,
        by caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> V1Connection {
        let name = try V1ConnectionRules.checkedName(request.name)
        let strategy = try V1ConnectionRules.checkedStrategy(request.strategy)
        let template = try await v1ConnectionTemplate(strategy, context)
        let asked = (template["options"]?.object ?? [:]).merging(request.options ?? [:])
        let options = try V1ConnectionOptions.prepared(asked, strategy: strategy, host: context.host)
        let id = identifiers.make(.connection)
        let members: JSONObject = ["name": .string(name), "strategy": .string(strategy), "options": .object(options)]
        let body = try ConnectionRules.newBody(members, id: id, context, random)
        return try await storage.write { transaction in
            var document = Document(
                tenant: context.tenant,
                kind: .connection,
                id: id,
                body: body,
                createdAt: context.now
            )
            try V1ConnectionRules.setStatus(of: &document, request, caller, transaction)
            do {
                try transaction.insert(document, keys: ConnectionKeys.keys(of: document.body))
            } catch StoreError.conflict {
                throw APIProblem(409, "A connection with name '\(name)' already exists", code: "conflict")
            }
            if !caller.isGlobal {
                let note = Document(
                    tenant: context.tenant,
                    kind: V1Reach.maker,
                    id: id,
                    parent: caller.clientID,
                    body: [:],
                    createdAt: context.now
                )
                try transaction.insert(note, keys: [])
            }
            return V1Connection(document, caller)
        }
    }

    /// Replaces the options and the status of a connection; one whose link was used gets a new one.
    ///
    /// - Throws: `APIProblem` 404, and 400 for another name or strategy than it has.
    package func replaceV1Connection(
        named name: String,
        _ request: V1ConnectionRequest,
        by caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> V1Connection {
        guard let asked = request.options else {
            throw APIProblem(400, "options is required: a connection is replaced as a whole", code: "invalid_body")
        }
        let random = random
        return try await storage.write { transaction in
            let reach = try V1Reach(caller, in: context.tenant, transaction)
            var document = try reach.connection(named: name, transaction)
            try V1ConnectionRules.checkFixed(request, document)
            let strategy = document.body["strategy"]?.string ?? ""
            let options = try V1ConnectionOptions.prepared(asked, strategy: strategy, host: context.host)
            document.body = try ConnectionRules.patched(document.body, ["options": .object(options)], context)
            try V1ConnectionRules.setStatus(of: &document, request, caller, transaction)
            if V1Strategies.provisioned.contains(strategy), !document.body.contains(ProvisioningTicket.member) {
                document.body[ProvisioningTicket.member] = .string(
                    ProvisioningTicket.newURL(strategy, context, random)
                )
            }
            document.updatedAt = context.now
            try transaction.update(document, keys: ConnectionKeys.keys(of: document.body))
            return V1Connection(document, caller)
        }
    }

    /// Removes a connection and answers its id; one that other applications use goes on for them.
    ///
    /// - Throws: `APIProblem` 404.
    package func deleteV1Connection(
        named name: String,
        by caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> String {
        let (id, isShared) = try await storage.write { transaction in
            let reach = try V1Reach(caller, in: context.tenant, transaction)
            var document = try reach.connection(named: name, transaction)
            try transaction.deleteDocument(V1Reach.maker, id: document.id, in: context.tenant)
            let others = (document.body["enabled_clients"]?.strings ?? []).filter { $0 != caller.clientID }
            guard !caller.isGlobal, !others.isEmpty else { return (document.id, false) }
            document.body["enabled_clients"] = .array(others.map(JSONValue.string))
            document.updatedAt = context.now
            try transaction.update(document, keys: ConnectionKeys.keys(of: document.body))
            return (document.id, true)
        }
        if !isShared { try await deleteConnection(id, context) }
        return id
    }
}

/// What connections must be.
enum V1ConnectionRules {
    /// A name that the first API takes: unlike the newer one it allows dots, for names that are domains.
    ///
    /// - Throws: `APIProblem` 400.
    static func checkedName(_ name: String?) throws(APIProblem) -> String {
        guard let name, !name.isEmpty else { throw refusal("name is required") }
        let isPlain = name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
        let ends = [name.utf8.first, name.utf8.last].compactMap { $0 }
        guard name.utf8.count <= 128, isPlain, ends.allSatisfy(isLetterOrDigit) else {
            throw refusal(
                "name may have letters, digits, hyphens and dots, must begin and end with a letter or a digit, and has at "
                    + "most 128 characters"
            )
        }
        return name
    }

    /// A strategy that there is.
    ///
    /// - Throws: `APIProblem` 400.
    static func checkedStrategy(_ name: String?) throws(APIProblem) -> String {
        guard let name, !name.isEmpty else { throw refusal("strategy is required") }
        guard let strategy = V1Strategies.canonical(name) else { throw refusal("strategy '\(name)' is not supported") }
        return strategy
    }

    /// Refuses to change what was fixed when a connection was made.
    ///
    /// - Throws: `APIProblem` 400.
    static func checkFixed(_ request: V1ConnectionRequest, _ document: Document) throws(APIProblem) {
        if let name = request.name, name != document.body["name"]?.string {
            throw refusal("the name of a connection cannot be changed")
        }
        if let strategy = request.strategy, V1Strategies.canonical(strategy) != document.body["strategy"]?.string {
            throw refusal("the strategy of a connection cannot be changed")
        }
    }

    /// Enables or disables a connection: for the calling application, for the one that is named, or for all.
    ///
    /// - Throws: `APIProblem` 400 for an application that is not there.
    static func setStatus(
        of document: inout Document,
        _ request: V1ConnectionRequest,
        _ caller: V1Caller,
        _ transaction: some DocumentReading
    ) throws {
        let named = request.clientID == caller.clientID ? nil : request.clientID
        var enabled = document.body["enabled_clients"]?.strings ?? []
        if caller.isGlobal, let named {
            guard try transaction.document(.client, id: named, in: document.tenant) != nil else {
                throw refusal("the client '\(named)' does not exist")
            }
            enabled.removeAll { $0 == named }
            if request.isActive { enabled.append(named) }
        } else if caller.isGlobal {
            // Whoever narrowed an active connection down in the newer API finds it as narrow.
            if !request.isActive { enabled = [] }
            if request.isActive, enabled.isEmpty {
                let query = DocumentQuery(.client, in: document.tenant, keys: [.attribute("global", "false")])
                enabled = try transaction.documents(query).map(Client.init).filter(\.isFirstParty).map(\.id)
            }
        } else {
            enabled.removeAll { $0 == caller.clientID }
            if request.isActive { enabled.append(caller.clientID) }
        }
        document.body["enabled_clients"] = .array(enabled.map(JSONValue.string))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte.isDigit || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func refusal(_ message: String) -> APIProblem { APIProblem(400, message, code: "invalid_body") }
}
